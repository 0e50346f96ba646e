// A listening port of the practice world that can be shut at once, with everybody who is inside.
import type { AddressInfo, Server, Socket } from "node:net";

export interface OpenDoor {
  readonly port: number;
  /** Cuts every connection, then frees the port. */
  close(): Promise<void>;
}

/**
 * Listens at the address, on a free port when `port` is 0. Whoever is switched off (`powered`) answers nobody: connections are cut.
 * Rejects with the system's error when the port cannot be had.
 */
export async function openDoor(
  listener: Server,
  at: { readonly address: string; readonly port: number },
  powered: () => boolean = () => true,
): Promise<OpenDoor> {
  const sockets = new Set<Socket>();
  listener.prependListener("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (!powered()) socket.destroy();
  });
  // A client that breaks off its handshake is no trouble of ours.
  listener.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen({ host: at.address, port: at.port }, () => resolve());
  });
  return {
    port: (listener.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}

// A TLS port that says exactly the bytes it is told, at the pace it is told: for answers that no HTTP library makes.
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import type { TlsIdentity } from "./tls-identity.ts";

export interface RawPort {
  readonly port: number;
  readonly received: () => string;
  close(): Promise<void>;
}

type Speak = (socket: Duplex) => void;

/** `speak` is called when the first bytes of a request have come. */
export const startRawTls = (identity: TlsIdentity, speak: Speak, options: tls.TlsOptions = {}): Promise<RawPort> =>
  start(tls.createServer({ cert: identity.pem, key: identity.keyPem, ...options }), "secureConnection", speak);

/** The same without TLS. `speak` is called at once when `greet` is set. */
export const startRawTcp = (speak: Speak, greet = false): Promise<RawPort> =>
  start(net.createServer(), "connection", speak, greet);

async function start(server: net.Server, event: string, speak: Speak, greet = false): Promise<RawPort> {
  const sockets = new Set<Duplex>();
  let received = "";
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  server.on(event, (socket: Duplex) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      if (received === "" && !greet) queueMicrotask(() => speak(socket));
      received += chunk.toString("latin1");
    });
    if (greet) speak(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

// A fake Trust Verification Service: TLS on a free port, frames as in the public trace, answers as told.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import type { TlsIdentity } from "./tls-identity.ts";

export interface TvsQuestion {
  readonly command: number;
  readonly session: number;
  readonly length: number;
  readonly elements: readonly { readonly tag: number; readonly value: Buffer }[];
}

export interface TvsPort {
  readonly port: number;
  readonly questions: readonly TvsQuestion[];
  /** The most connections that were open at one time. */
  readonly crowd: () => number;
  close(): Promise<void>;
}

export const element = (tag: number, value: Uint8Array): Buffer => {
  const head = Buffer.from([tag, value.length >> 8, value.length & 255]);
  return Buffer.concat([head, value]);
};

/** A response; the fourth byte is f7, as a real one had it. */
export function frame(command: number, session: number, elements: Uint8Array): Buffer {
  const head = Buffer.alloc(10);
  head.set([0x57, 1, command, 0xf7]);
  head.writeUInt32BE(session, 4);
  head.writeUInt16BE(elements.length, 8);
  return Buffer.concat([head, elements]);
}

/** `answer` writes to the socket; the question has been read whole. */
export async function startTvs(
  identity: TlsIdentity,
  answer: (question: TvsQuestion, socket: tls.TLSSocket) => void,
): Promise<TvsPort> {
  const questions: TvsQuestion[] = [];
  const sockets = new Set<tls.TLSSocket>();
  let crowd = 0;
  const server = tls.createServer({ cert: identity.pem, key: identity.keyPem }, (socket) => {
    sockets.add(socket);
    crowd = Math.max(crowd, sockets.size);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    let bytes = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < 10 || bytes.length < 10 + bytes.readUInt16BE(8)) return;
      const question = read(bytes);
      questions.push(question);
      answer(question, socket);
    });
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    questions,
    crowd: () => crowd,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function read(bytes: Buffer): TvsQuestion {
  const length = bytes.readUInt16BE(8);
  const elements: { tag: number; value: Buffer }[] = [];
  for (let at = 10; at < 10 + length; ) {
    const size = bytes.readUInt16BE(at + 1);
    elements.push({ tag: bytes.readUInt8(at), value: bytes.subarray(at + 3, at + 3 + size) });
    at += 3 + size;
  }
  return { command: bytes.readUInt8(2), session: bytes.readUInt32BE(4), length, elements };
}

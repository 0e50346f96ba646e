// A node's HTTPS port: a real server that keeps what was sent to it, before anything looks at it.
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Endpoint } from "../../src/transport/https-pins.ts";
import type { TlsIdentity } from "./tls-identity.ts";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** The client's port: the same on a kept connection. */
  readonly from: number;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface HttpsNode {
  readonly endpoint: Endpoint;
  readonly seen: readonly SeenRequest[];
  /** How many TCP connections were made so far. */
  readonly connections: () => number;
  /** Shows another certificate from the next connection on. */
  present(identity: TlsIdentity): void;
  answer: Answer;
  dropConnections(): void;
  close(): Promise<void>;
}

export async function startHttpsNode(identity: TlsIdentity, answer: Answer): Promise<HttpsNode> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Duplex>();
  let connections = 0;
  const server = https.createServer({ cert: identity.pem, key: identity.keyPem }, (request, response) => {
    gather(request).then(
      async (body) => {
        const one = {
          method: request.method ?? "",
          path: request.url ?? "",
          headers: request.headers,
          body,
          from: request.socket.remotePort ?? 0,
        };
        seen.push(one);
        await node.answer(one, response);
      },
      () => undefined,
    );
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const node: HttpsNode = {
    endpoint: { node: "cucm-pub", address: "127.0.0.1", port },
    seen,
    connections: () => connections,
    present: (other) => server.setSecureContext({ cert: other.pem, key: other.keyPem }),
    answer,
    dropConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return node;
}

async function gather(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

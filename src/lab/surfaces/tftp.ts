// The node's HTTP TFTP (6970, and 6972 inside TLS): files by exact name, nothing else.
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { LabNode } from "../model.ts";
import { dawdle, flood, garbage } from "./weather.ts";

const nameIn = (url: string): string | undefined => {
  try {
    const name = decodeURIComponent(url.split("?", 1)[0] ?? "").replace(/^\/+/, "");
    return /^[A-Za-z0-9._-]{1,128}$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
};

async function answer(node: LabNode, request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.resume();
  await dawdle(node);
  if (node.network === "garbage") {
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(garbage());
    return;
  }
  if (node.network === "flood") {
    response.writeHead(200, { "content-type": "application/octet-stream" });
    await flood(response);
    response.end();
    return;
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const name = nameIn(request.url ?? "");
  const bytes = name === undefined ? undefined : node.tftpFile(name);
  if (bytes === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("File not found\r\n");
    return;
  }
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** Serves `node.tftpFile`; 404 for everything it does not have. */
export const tftpListener =
  (node: LabNode): RequestListener =>
  (request, response) => {
    answer(node, request, response).catch(() => response.destroy());
  };

// A peer's REST and status API: accounts, CSRF header, trusted CA list, server certificate, CUCM servers, diagnostic logging, restart.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { LabRefusal } from "../refusal.ts";
import { basicOf, bodyOf, holderOf } from "../request-in.ts";
import type { Peer } from "./peer.ts";

const logPath = "/api/v1/provisioning/common/diagnosticlogging";
const largest = 4 * 1024 * 1024;

export const peerApi =
  (peer: Peer, onTrouble: (error: unknown) => void): RequestListener =>
  (request, response) => {
    answer(peer, request, response).catch((error: unknown) => {
      onTrouble(error);
      response.destroy();
    });
  };

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};
const pem = (response: ServerResponse, body: string): void => {
  response.writeHead(200, { "content-type": "text/html" }).end(body);
};

async function answer(peer: Peer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request, largest);
  if (peer.network === "hang") return;
  if (peer.network === "garbage") {
    response.writeHead(200, { "content-type": "text/html" }).end(randomBytes(4096));
    return;
  }
  response.setHeader("date", new Date(peer.now()).toUTCString());
  const account = holderOf(basicOf(request), peer.accounts);
  const url = (request.url ?? "").split("?", 1)[0] ?? "";
  peer.received.push(`${request.method} ${url} ${account?.user ?? "-"}`);
  if (account === undefined) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="Cisco Expressway"' }).end();
    return;
  }
  if (body === undefined) return void json(response, 413, { Message: "Request too large" });
  const writes = request.method !== "GET" && !isDownload(body);
  if (writes && account.access === "read-only") return void json(response, 403, { Message: "Forbidden" });
  // X15.0.3 on: `xConfiguration Security CSRFProtection Status` is on by default.
  if (writes && request.headers["x-csrf-header"] === undefined) {
    return void json(response, 403, { Message: "CSRF header missing" });
  }
  route(peer, request.method ?? "", url, body, response);
}

function route(peer: Peer, method: string, url: string, body: string, response: ServerResponse): void {
  switch (`${method} ${url}`) {
    case "GET /api/provisioning/certs/root":
      return void pem(response, peer.list.pem);
    case "POST /api/provisioning/certs/root":
      return void upload(peer, body, response);
    case "GET /api/provisioning/certs/server":
      return void pem(response, peer.stored.chainPem);
    case "GET /api/provisioning/controller/server/cucm":
      return void json(response, 200, [{ Publisher: peer.publisher(), AxlUsername: "expressway-axl" }]);
    case "POST /api/provisioning/restart":
      json(response, 200, { Message: "Restart in progress" });
      void peer.restart();
      return;
    case `GET ${logPath}`:
      return void json(response, 200, loggingOf(peer));
    case `PUT ${logPath}`:
    case `POST ${logPath}`:
      if (method !== peer.logMethod) return void json(response, 405, { Message: "Method not allowed" });
      return void logging(peer, body, response);
    case "GET /getxml":
      response
        .writeHead(200, { "content-type": "text/xml" })
        .end(
          `<?xml version="1.0"?><Status product="TANDBERG VCS"><SystemUnit item="1"><Product item="1">Expressway-C</Product><Uptime item="1">${peer.upTime}</Uptime><Software item="1"><Version item="1">${peer.version}</Version></Software></SystemUnit></Status>`,
        );
      return;
    default:
      return void json(response, 404, { Message: "Not found" });
  }
}

function upload(peer: Peer, body: string, response: ServerResponse): void {
  if (!/name="file"/.test(body)) return void json(response, 400, { Message: "No file" });
  try {
    peer.list.upload(body);
    json(response, 200, { Message: "Root Certificate updated." });
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    json(response, 400, { Message: error.message });
  }
}

/** `DownLoadStatus` and its one known value are what a public tool waits for; the rest is ours. */
const loggingOf = ({ log }: Peer) => ({
  Status: log.state,
  DownLoadStatus: log.collected === undefined ? "Not ready" : "Ready to download",
});

const isDownload = (body: string): boolean => /"Mode"\s*:\s*"download"/.test(body.slice(0, 200));

function logging(peer: Peer, body: string, response: ServerResponse): void {
  const mode = /"Mode"\s*:\s*"(start|stop|collect|download)"/.exec(body)?.[1];
  if (mode === undefined) return void json(response, 400, { Message: "Mode?" });
  if (mode === "start" || mode === "stop" || mode === "collect") {
    peer.logging(mode);
    return void json(response, 200, loggingOf(peer));
  }
  const text = peer.log.collected;
  if (text === undefined) return void json(response, 400, { Message: "No log has been collected" });
  response
    .writeHead(200, {
      "content-type": "application/gzip",
      "content-disposition": `attachment; filename="diagnostic_log_${peer.name}.tar.gz"`,
    })
    .end(archive(`loggingsnapshot_${peer.name}.txt`, Buffer.from(text)));
}

/** A tar of one file: header, content, padding, two empty blocks. */
function archive(path: string, content: Buffer): Buffer {
  const header = new Header({ path, mode: 0o644, size: content.length, type: "File", mtime: new Date(0) });
  const block = Buffer.alloc(512);
  header.encode(block);
  return gzipSync(
    Buffer.concat([block, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1024)]),
  );
}

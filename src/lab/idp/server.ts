// The identity provider's web server: its metadata, its sign-in page, and the page that carries a response to the cluster.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { escapeXml } from "../../transport/xml.ts";
import { type OpenDoor, openDoor } from "../open-door.ts";
import type { LabIdp } from "./idp.ts";

const longestForm = 100_000;
export const metadataPath = "/FederationMetadata/2007-06/FederationMetadata.xml";

const page = (body: string): string => `<!doctype html><html><body>${body}</body></html>`;

/** A form's fields as `application/x-www-form-urlencoded`; undefined when it is too long. */
export async function formOf(request: IncomingMessage, longest = longestForm): Promise<URLSearchParams | undefined> {
  let text = "";
  for await (const part of request) {
    text += String(part);
    if (text.length > longest) return undefined;
  }
  return new URLSearchParams(text);
}

async function answer(idp: LabIdp, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `https://${idp.host}`);
  const send = (status: number, type: string, body: string): void =>
    void response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
  if (url.pathname === metadataPath) return send(200, "application/samlmetadata+xml", idp.metadata());
  if (url.pathname !== "/adfs/ls/") return send(404, "text/html", page("not found"));
  const state = escapeXml(url.searchParams.get("RelayState") ?? "");
  if (request.method === "GET") {
    const asked = escapeXml(url.searchParams.get("SAMLRequest") ?? "");
    const fields = `<input name="SAMLRequest" value="${asked}"><input name="RelayState" value="${state}">`;
    return send(
      200,
      "text/html",
      page(`<form method="post">${fields}<input name="UserName"><input name="Password"></form>`),
    );
  }
  const form = await formOf(request);
  if (form === undefined) return send(413, "text/html", page("too long"));
  const signed = await idp.signIn({
    request: form.get("SAMLRequest") ?? "",
    user: form.get("UserName") ?? "",
    password: form.get("Password") ?? "",
  });
  if (signed.kind === "page") return send(200, "text/html", page(escapeXml(signed.says)));
  const encoded = Buffer.from(signed.document).toString("base64");
  const relay = escapeXml(form.get("RelayState") ?? "");
  const fields = `<input name="SAMLResponse" value="${encoded}"><input name="RelayState" value="${relay}">`;
  send(200, "text/html", page(`<form method="post" action="${escapeXml(signed.destination)}">${fields}</form>`));
}

export class IdpServer {
  readonly #server: Server;
  readonly #idp: LabIdp;
  #door: OpenDoor | undefined;

  constructor(idp: LabIdp, onTrouble: (error: unknown) => void) {
    this.#idp = idp;
    this.#server = createServer({ cert: idp.web.pem, key: idp.web.keyPem }, (request, response) => {
      if (!idp.powered) return void response.destroy();
      answer(idp, request, response).catch((error: unknown) => {
        onTrouble(error);
        response.destroy();
      });
    });
  }

  /** Opens on a free port of the address. */
  async open(address: string): Promise<void> {
    this.#door = await openDoor(this.#server, { address, port: 0 }, () => this.#idp.powered);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await this.#door?.close();
  }
}

// The SOAP side of 8443: Basic authentication, a bounded body, the right service, and CUCM's ways of saying no.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { childOf, parseXml, type XmlElement, XmlRefused } from "../../../transport/xml.ts";
import type { LabClusterView, LabNode } from "../../model.ts";
import { basicOf, bodyOf, holderOf } from "../../request-in.ts";
import { dawdle, flood, garbage } from "../weather.ts";
import type { SoapService } from "./exchange.ts";
import { soapFault } from "./xml-out.ts";

const largestBody = 4 * 1024 * 1024;
const sessionMs = 30 * 60_000;

export interface SoapOptions {
  readonly cluster: LabClusterView;
  readonly node: LabNode;
  /** Path without query -> the service behind it. */
  readonly services: ReadonlyMap<string, SoapService>;
  /** Shared by a node's services: JSESSIONIDSSO -> when it was last used (lab time). */
  readonly sessions: Map<string, number>;
  readonly onTrouble: (error: unknown) => void;
}

type Caller = "known" | "stranger" | "lapsed";

/** Basic credentials of an account that may use SOAP, or a session that has not lapsed (30 minutes idle). */
function caller(options: SoapOptions, request: IncomingMessage): Caller {
  const given = basicOf(request);
  const now = options.cluster.clock.now();
  if (given !== undefined) {
    const accounts = Object.values(options.cluster.accounts).filter((account) => account.axl);
    return holderOf(given, accounts) === undefined ? "stranger" : "known";
  }
  const session = /(?:^|;\s*)JSESSIONIDSSO=([0-9A-F]+)/.exec(request.headers.cookie ?? "")?.[1];
  if (session === undefined) return "stranger";
  const used = options.sessions.get(session);
  if (used === undefined || now - used > sessionMs) return "lapsed";
  options.sessions.set(session, now);
  return "known";
}

/** The namespace bound to the prefix of the body's first element (the parser gives local names only). */
function namespaceOf(document: string, operation: string): string {
  const prefix = new RegExp(`<(?:([A-Za-z_][\\w.-]*):)?${operation}[\\s/>]`).exec(document)?.[1];
  const name = prefix === undefined ? "xmlns" : `xmlns:${prefix}`;
  return new RegExp(`${name}\\s*=\\s*["']([^"']*)["']`).exec(document)?.[1] ?? "";
}

function operationOf(document: string): XmlElement | undefined {
  const root = parseXml(document);
  return childOf(root, "Body")?.children[0];
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, {
      "content-type": "text/xml;charset=UTF-8",
      "content-length": Buffer.byteLength(body),
      ...headers,
    })
    .end(body);
}

async function answer(options: SoapOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { node } = options;
  const body = await bodyOf(request, largestBody);
  await dawdle(node);
  if (node.network === "garbage") {
    response.writeHead(200, { "content-type": "text/xml" }).end(garbage());
    return;
  }
  if (node.network === "flood") {
    response.writeHead(200, { "content-type": "text/xml" });
    await flood(response);
    response.end();
    return;
  }
  const service = options.services.get((request.url ?? "").split("?", 1)[0] ?? "");
  if (service === undefined) return void send(response, 404, "");
  const who = caller(options, request);
  if (who === "lapsed") return void send(response, 404, "");
  if (who === "stranger") return void send(response, 401, "", { "www-authenticate": 'Basic realm="Cisco Unified CM"' });
  if (body === undefined) return void send(response, 413, "");
  if (request.method !== "POST") return void send(response, 405, "", { allow: "POST" });
  let operation: XmlElement | undefined;
  try {
    operation = operationOf(body);
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
  }
  if (operation === undefined)
    return void send(response, 500, soapFault("Invalid XML in request", "", "soapenv:Client"));
  const soapAction = String(request.headers.soapaction ?? "").replace(/^"|"$/g, "");
  const namespace = namespaceOf(body, operation.name);
  const result = await service({ cluster: options.cluster, node, operation, namespace, soapAction });
  const session = randomBytes(16).toString("hex").toUpperCase();
  options.sessions.set(session, options.cluster.clock.now());
  if (options.sessions.size > 1000) options.sessions.delete(options.sessions.keys().next().value ?? "");
  const type: Record<string, string> = result.type === undefined ? {} : { "content-type": result.type };
  send(response, result.status, result.body, {
    ...type,
    // Tomcat dates every answer by the node's clock, which here is the cluster's.
    date: new Date(options.cluster.clock.now()).toUTCString(),
    "set-cookie": `JSESSIONIDSSO=${session}; Path=/; Secure; HttpOnly`,
  });
}

/** The HTTPS handler of one node. */
export const soapListener =
  (options: SoapOptions): RequestListener =>
  (request, response) => {
    answer(options, request, response).catch((error) => {
      options.onTrouble(error);
      response.destroy();
    });
  };

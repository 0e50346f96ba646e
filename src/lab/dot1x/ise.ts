// Cisco ISE's REST API for trusted certificates (OpenAPI of ISE 3.1: list by pages, import), behind basic authentication.
import { createHash } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { LabRefusal } from "../refusal.ts";
import { basicOf, bodyOf, holderOf } from "../request-in.ts";
import type { ServerAccount } from "./door.ts";
import type { LabAuthenticationServer, TrustedCa } from "./server.ts";

export interface IseOptions {
  readonly server: LabAuthenticationServer;
  readonly known: readonly ServerAccount[];
  readonly onLogin: (user: string, accepted: boolean) => void;
  readonly onTrouble: (error: unknown) => void;
}

export const trustedPath = "/api/v1/certs/trusted-certificate";
const largest = 1024 * 1024;
/** The API's own bounds for `size`. */
const usualSize = 20;
const largestSize = 100;

export const iseApi =
  (options: IseOptions): RequestListener =>
  (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      options.onTrouble(error);
      response.destroy();
    });
  };

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

async function answer(options: IseOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request, largest);
  const account = caller(options, request);
  if (account === undefined) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="ISE"' }).end();
    return;
  }
  const url = new URL(request.url ?? "/", "https://ise");
  if (request.method === "GET" && url.pathname === trustedPath) json(response, 200, pageOf(options, url));
  else if (request.method !== "POST" || url.pathname !== `${trustedPath}/import`)
    json(response, 404, { message: "Resource not found" });
  else if (account.access === "read-only") json(response, 403, { message: "Access is denied" });
  else importOne(options.server, body, response);
}

function pageOf({ server }: IseOptions, url: URL): object {
  const size = Math.min(Number(url.searchParams.get("size")) || usualSize, largestSize);
  const page = Math.max(1, Number(url.searchParams.get("page")) || 1);
  const shown = server.trusted.slice((page - 1) * size, page * size);
  const more = server.trusted.length > page * size;
  const next = `https://${url.host}${trustedPath}?page=${page + 1}&size=${size}`;
  return {
    response: shown.map(described),
    version: "1.0.1",
    ...(more ? { nextPage: { rel: "next", href: next, type: "application/json" } } : {}),
  };
}

const namePart = (name: string, type: string): string => new RegExp(`^${type}=(.*)$`, "m").exec(name)?.[1] ?? "";

function described({ read, forClients }: TrustedCa): object {
  const id = createHash("md5").update(read.raw).digest("hex");
  return {
    id,
    friendlyName: namePart(read.subject, "CN"),
    subject: read.subject.split("\n").reverse().join(","),
    issuedTo: namePart(read.subject, "CN"),
    issuedBy: namePart(read.issuer, "CN"),
    validFrom: new Date(read.validFrom).toUTCString(),
    expirationDate: new Date(read.validTo).toUTCString(),
    serialNumberDecimalFormat: BigInt(`0x${read.serialNumber}`).toString(),
    sha256Fingerprint: read.fingerprint256.replaceAll(":", "").toLowerCase(),
    status: "Enabled",
    trustedFor: forClients ? "Infrastructure,Endpoints" : "Infrastructure",
    link: { rel: "self", href: `${trustedPath}/${id}`, type: "application/json" },
  };
}

function importOne(server: LabAuthenticationServer, body: string | undefined, response: ServerResponse): void {
  const asked = wishOf(body);
  try {
    if (asked === undefined) throw LabRefusal.printed("The request is not valid");
    server.trust(asked.data, asked.trustForClientAuth);
    json(response, 200, { response: { message: "Trust certificate was added successfully", status: "OK" } });
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    json(response, 422, { message: error.message });
  }
}

function wishOf(body: string | undefined): { readonly data: string; readonly trustForClientAuth: boolean } | undefined {
  let read: unknown;
  try {
    read = JSON.parse(body ?? "");
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null || !("data" in read) || typeof read.data !== "string") return undefined;
  return { data: read.data, trustForClientAuth: "trustForClientAuth" in read && read.trustForClientAuth === true };
}

function caller({ known, onLogin }: IseOptions, request: IncomingMessage): ServerAccount | undefined {
  const given = basicOf(request);
  if (given === undefined) return undefined;
  const found = holderOf(given, known);
  onLogin(given.split(":", 1)[0] ?? "", found !== undefined);
  return found;
}

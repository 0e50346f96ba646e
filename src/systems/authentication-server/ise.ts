// Cisco ISE: its trusted certificates by the REST API (OpenAPI, ISE 3.1 and later: `GET /api/v1/certs/trusted-certificate`), page by page.
import type { AuthenticationServer } from "../../domain/cluster.ts";
import type { HttpsClient } from "../../transport/https.ts";
import type { TrustedAuthority } from "../authentication-server-ports.ts";
import { plainLine } from "../evidence.ts";
import { basicHeader, type Credential, type Logins } from "../logins.ts";
import { loginRefused, notUnderstood, refused } from "./errors.ts";
import { commonNameOf, hexSerial, isoDate } from "./names.ts";

export const isePath = "/api/v1/certs/trusted-certificate";
/** The API's largest page. */
const pageSize = 100;
/** A list of more pages than this is no list of certificates. */
const mostPages = 50;
const largestPage = 4 * 1024 * 1024;

export interface IseDeps {
  readonly https: HttpsClient;
  readonly logins: Logins;
  readonly callMs: number;
}

export interface IseList {
  readonly value: readonly TrustedAuthority[];
  readonly whole: string;
}

/** Every page until one says nothing of a next one. Throws CertOpsError. */
export async function iseTrusted(
  deps: IseDeps,
  server: AuthenticationServer,
  account: Credential,
  signal: AbortSignal | undefined,
): Promise<IseList> {
  const value: TrustedAuthority[] = [];
  let whole = "";
  for (let page = 1; ; page++) {
    if (page > mostPages) throw notUnderstood(server, "the list has no end");
    const text = await getPage(deps, server, account, page, signal);
    const read = readPage(text);
    if (read === undefined) throw notUnderstood(server, "the answer is no list of trusted certificates");
    value.push(...read.authorities);
    whole += text;
    if (!read.more || read.authorities.length === 0) return { value, whole };
  }
}

async function getPage(
  { https, logins, callMs }: IseDeps,
  server: AuthenticationServer,
  account: Credential,
  page: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  const ask = () =>
    https.send({
      endpoint: { node: server.name, address: server.address, port: server.port },
      method: "GET",
      path: `${isePath}?page=${page}&size=${pageSize}`,
      headers: { Authorization: basicHeader(account), Accept: "application/json" },
      deadlineMs: callMs,
      maxBytes: largestPage,
      ...(signal === undefined ? {} : { signal }),
    });
  const answer = await logins.ask(account, ask, signal);
  if (answer === "refused") throw loginRefused(server, account.user);
  const text = new TextDecoder("utf-8").decode(answer.body);
  if (answer.status !== 200) throw refused(server, answer.status, plainLine(text.slice(0, 500)));
  return text;
}

/** Undefined for what is no page of the list. */
function readPage(
  text: string,
): { readonly authorities: readonly TrustedAuthority[]; readonly more: boolean } | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null || !("response" in body) || !Array.isArray(body.response))
    return undefined;
  const rows: readonly unknown[] = body.response;
  return { authorities: rows.flatMap((row) => authorityOf(row) ?? []), more: "nextPage" in body };
}

/** Enabled, and trusted for endpoints: *Trust for client authentication and Syslog*. */
function authorityOf(row: unknown): TrustedAuthority | undefined {
  if (typeof row !== "object" || row === null) return undefined;
  const fields = new Map(Object.entries(row));
  const text = (name: string): string => {
    const value: unknown = fields.get(name);
    return typeof value === "string" ? plainLine(value) : "";
  };
  const subject = text("subject");
  const commonName = commonNameOf(subject) || text("issuedTo") || text("friendlyName");
  if (commonName === "") return undefined;
  const sha256 = text("sha256Fingerprint")
    .replace(/[^0-9A-Fa-f]/g, "")
    .toLowerCase();
  const serial = text("serialNumberDecimalFormat");
  const notAfter = isoDate(text("expirationDate"));
  return {
    commonName,
    subject: subject || commonName,
    serial: /^\d{1,60}$/.test(serial) ? BigInt(serial).toString(16) : hexSerial(serial),
    ...(sha256.length === 64 ? { sha256 } : {}),
    ...(notAfter === undefined ? {} : { notAfter }),
    forClients: /endpoints/i.test(text("trustedFor")) && !/disabled/i.test(text("status")),
  };
}

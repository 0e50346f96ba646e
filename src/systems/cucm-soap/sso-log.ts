// The SSO log of one node by log collection: which files changed lately, their content, and what of it may leave this file.
import { createHash, type Hash } from "node:crypto";
import type { ClusterNode } from "../../domain/cluster.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type SsoEntry, SsoLogReader } from "../../signatures/sso-log.ts";
import { type EncryptedFor, readSamlResponse, type SamlResponse } from "../../transport/saml.ts";
import { childrenOf, textAt, type XmlContent, type XmlElement } from "../../transport/xml.ts";
import { soapEnvelope } from "../../transport/xml-soap.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { evidenceOf, plainLine } from "../evidence.ts";
import type { CallOptions, EncryptedForCertificate, Observed, SsoLog, SsoLogEntry } from "../ports.ts";
import { rateLimited, soapFaultError } from "./errors.ts";
import { type FileDeps, getOneFile, largestFile, logCollectionNamespace, logCollectionPath } from "./one-file.ts";

/** The newest files of a node: a megabyte each on a real one. */
const mostFiles = 4;
/** What a diagnosis needs; the newest are kept. */
const mostEntries = 400;

export interface LogDeps extends FileDeps {
  readonly clock: Clock;
}

/** `since`: ISO 8601. Throws CertOpsError; files that vanished meanwhile (the log goes round) are skipped. */
export async function ssoLog(
  deps: LogDeps,
  node: ClusterNode,
  since: string,
  options: CallOptions,
): Promise<Observed<SsoLog>> {
  const listed = filesIn(await selectLogFiles(deps, node, since, options)).slice(-mostFiles);
  const tooLarge = listed.filter(({ size }) => size > largestFile).map(({ path }) => path);
  const entries: SsoLogEntry[] = [];
  const read: string[] = [];
  // Over all files, one after another; a copy for each, because a request may be repeated.
  let digest = createHash("sha256");
  for (const { path } of listed.filter(({ size }) => size <= largestFile)) {
    let reading: OneLog | undefined;
    const begin = () => {
      reading = new OneLog(digest.copy());
      return reading.write;
    };
    if (!(await getOneFile(deps, node, path, begin, options))) continue;
    const one = reading ?? new OneLog(digest);
    read.push(path);
    entries.push(...one.entries());
    digest = one.hash;
  }
  const kept = entries.slice(-mostEntries);
  return {
    value: { entries: kept, files: read.length, tooLarge },
    evidence: evidenceOf(deps.clock, {
      system: "Log collection",
      node: node.name,
      source: read.join(", ") || "Cisco SSO: no file changed in that time",
      lines: kept.slice(-4).map(describe),
      whole: { sha256: digest.digest("hex") },
    }),
  };
}

/** One file as it passes by. */
class OneLog {
  readonly #decoder = new TextDecoder("utf-8");
  readonly #entries = new SsoLogReader(readSamlResponse);
  readonly hash: Hash;

  constructor(hash: Hash) {
    this.hash = hash;
  }

  readonly write = (bytes: Uint8Array): void => {
    this.hash.update(bytes);
    this.#entries.write(this.#decoder.decode(bytes, { stream: true }));
  };

  entries(): readonly SsoLogEntry[] {
    return this.#entries.end().map(withCertificate);
  }
}

/** What may be shown of an entry: a code, a time, a certificate's number. */
export function describe(entry: SsoLogEntry): string {
  if (entry.kind === "event") return entry.line;
  if (entry.kind === "unreadable-response") return `${entry.at} SAML Response: cannot be read`;
  const { encryptedFor, status } = entry.response;
  const whom =
    encryptedFor.kind === "serial" || encryptedFor.kind === "certificate"
      ? `X509SerialNumber ${BigInt(`0x${encryptedFor.serial}`).toString(10)} (hex ${encryptedFor.serial})`
      : encryptedFor.kind;
  return `${entry.at} SAML Response: StatusCode ${plainLine(status).slice(0, 40)}, encrypted for ${whom}`;
}

const withCertificate = (entry: SsoEntry<SamlResponse>): SsoLogEntry =>
  entry.kind === "response"
    ? { ...entry, response: { ...entry.response, encryptedFor: certificateOf(entry.response.encryptedFor) } }
    : entry;

/** Whom a response is encrypted for, its certificate read. */
export function certificateOf(given: EncryptedFor): EncryptedForCertificate {
  if (given.kind === "serial") return { ...given, issuer: plainLine(given.issuer) };
  if (given.kind !== "certificate") return given;
  try {
    const { serial, issuer } = readCertificate(given.der);
    return { kind: "certificate", serial, issuer };
  } catch {
    return { kind: "unnamed" };
  }
}

async function selectLogFiles(
  { account, caller, callMs, clock }: LogDeps,
  node: ClusterNode,
  since: string,
  { signal }: CallOptions,
): Promise<XmlElement> {
  const where = { node: node.name, service: "Log collection" } as const;
  const operation = "selectLogFiles";
  const content: XmlContent = [[`soap:${operation}`, criteria(since, clock.now())]];
  const answer = await caller.call({
    endpoint: { node: node.name, address: node.address, port: node.ports.https },
    service: "Log collection",
    path: logCollectionPath,
    operation,
    action: operation,
    envelope: soapEnvelope({ prefix: "soap", namespace: logCollectionNamespace, content }),
    deadlineMs: callMs,
    account,
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.kind === "body") return answer.body;
  const text = answer.kind === "fault" ? answer.fault.text : answer.kind;
  if (answer.kind === "busy" || /Exceeded allowed rate/i.test(text)) throw rateLimited(where, operation);
  throw soapFaultError(where, operation, text);
}

/** In the WSDL's order, as in Cisco's own request; dates in UTC, which the time zone says. */
function criteria(since: string, now: number): XmlContent {
  return [
    [
      "soap:FileSelectionCriteria",
      [
        ["soap:ServiceLogs", [["soap:item", "Cisco SSO"]]],
        ["soap:SystemLogs", ""],
        ["soap:SearchStr", ""],
        ["soap:Frequency", "OnDemand"],
        ["soap:JobType", "DownloadtoClient"],
        ["soap:ToDate", printed(now + 60_000)],
        ["soap:FromDate", printed(Date.parse(since))],
        ["soap:TimeZone", "Client: (GMT+0:0)UTC"],
        ["soap:RelText", "None"],
        ["soap:RelTime", "0"],
        ["soap:Port", "0"],
        ["soap:IPAddress", ""],
        ["soap:UserName", ""],
        ["soap:Password", ""],
        ["soap:ZipInfo", "false"],
        ["soap:RemoteFolder", ""],
      ],
    ],
  ];
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `01/10/26 06:30 AM`. */
function printed(at: number): string {
  const date = new Date(at);
  const hour = date.getUTCHours();
  const day = `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${two(date.getUTCFullYear() % 100)}`;
  return `${day} ${two(hour % 12 === 0 ? 12 : hour % 12)}:${two(date.getUTCMinutes())} ${hour < 12 ? "AM" : "PM"}`;
}

interface ListedFile {
  readonly path: string;
  readonly size: number;
}

/** Only SSO logs under `/var/log/active`, whatever the node lists: a name from a device is no order to fetch anything. */
const allowed = /^\/?(?:var\/log\/active\/)?tomcat\/logs\/ssosp\/[\w./-]{1,100}\.log(?:\.\d{1,4})?$/;

/** Oldest first: file names count up. Newer answers say `name`, older tools read `filename` (facts: log collection). */
function filesIn(body: XmlElement): readonly ListedFile[] {
  const files: ListedFile[] = [];
  const walk = (element: XmlElement): void => {
    for (const file of childrenOf(element, "File")) {
      const found = textAt(file, "absolutepath");
      const size = Number(textAt(file, "filesize"));
      if (allowed.test(found) && !found.includes(".."))
        files.push({ path: found, size: Number.isFinite(size) ? size : 0 });
    }
    for (const child of element.children) walk(child);
  };
  walk(body);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

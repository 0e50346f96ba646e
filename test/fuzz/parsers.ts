// Every parser of foreign bytes and texts, with what must hold whatever it is fed.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { Header } from "tar";
import { explainBytes, explainText } from "../../src/explain/explain.ts";
import { looksPasted } from "../../src/explain/looks-pasted.ts";
import { explainStream } from "../../src/explain/source.ts";
import { packingOf } from "../../src/explain/stream/peek.ts";
import { parseBackupHistory, parseBackupStatus } from "../../src/signatures/backups.ts";
import { parseCertificateList } from "../../src/signatures/certificate-list.ts";
import { parseOwnCertificate } from "../../src/signatures/certificate-own.ts";
import { parseCertificateRegeneration, parseCtlUpdate, parseItlReset } from "../../src/signatures/changes.ts";
import { decodeText } from "../../src/signatures/decode.ts";
import { LogJudge } from "../../src/signatures/log/judge.ts";
import { sourcesIn } from "../../src/signatures/log/sources.ts";
import { logSignatures, sightings } from "../../src/signatures/log/table.ts";
import { parseNetworkCluster } from "../../src/signatures/network-cluster.ts";
import { parseNtp } from "../../src/signatures/ntp.ts";
import { unquoted, unwrapped } from "../../src/signatures/pasted.ts";
import { parseReplication } from "../../src/signatures/replication.ts";
import { parseServiceList } from "../../src/signatures/services.ts";
import { parseSqlTable } from "../../src/signatures/sql-table.ts";
import { parseSsoStatus } from "../../src/signatures/sso.ts";
import { SsoLogReader } from "../../src/signatures/sso-log.ts";
import { parseTrustListPrint } from "../../src/signatures/trust-list-print.ts";
import { parseVersion } from "../../src/signatures/version.ts";
import { DimeReader } from "../../src/transport/dime.ts";
import { MultipartReader, type OnPart, type PartReader, PartsRefused } from "../../src/transport/multipart.ts";
import { certificatesOfPkcs7 } from "../../src/trust/pkcs7.ts";
import { readPkcs12 } from "../../src/trust/pkcs12.ts";
import { readRequest } from "../../src/trust/request.ts";
import { readTrustList } from "../../src/trust/tlv-read.ts";
import { logLines } from "../explain/log-lines.ts";
import { list, renew } from "../trust/cluster-lists.ts";
import { bytesLike, realTexts, texts } from "./inputs.ts";

export interface Parser {
  readonly name: string;
  readonly inputs: fc.Arbitrary<unknown>;
  /** Throws when something does not hold. */
  check(input: unknown): void | Promise<void>;
}

const parser = <T>(name: string, inputs: fc.Arbitrary<T>, check: (input: T) => unknown): Parser => ({
  name,
  inputs,
  check: async (input) => void (await check(input as T)),
});

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));
const p7b = fixture("trust/chain.der.p7b");

/** A small real archive: a log in a tar in a gzip. */
function archive(): Uint8Array {
  const content = Buffer.from(`${logLines["sso.decrypt-failed"]}\n`);
  const block = Buffer.alloc(512);
  new Header({ path: "a.log", size: content.length, type: "File", mode: 0o644, mtime: new Date(0) }).encode(block, 0);
  return new Uint8Array(Buffer.concat([block, content, Buffer.alloc(512 - content.length), Buffer.alloc(1024)]));
}
const archives = [archive(), new Uint8Array(gzipSync(archive()))];

const now = Date.parse("2026-11-22T02:00:00Z");
const well = (explained: { readonly kind: string; readonly findings: readonly unknown[] }): void => {
  JSON.stringify(explained);
  if (explained.kind !== "session" && explained.findings.length === 0 && explained.kind === "unknown")
    throw new Error("unknown without a word");
};

/** A known line between garbage, in one of several encodings, must be found: once, with its line number. */
const hidden = fc
  .tuple(
    fc.constantFrom(...logSignatures.filter(({ code }) => !/^(?:tvs|ios)\./.test(code))),
    fc.array(texts, { maxLength: 4 }),
    fc.array(texts, { maxLength: 3 }),
  )
  .map(([{ code }, before, after]) => ({
    code,
    before: before.join("\n").replace(/\r/g, ""),
    after: after.join("\n"),
  }));

function noMatchLost({ code, before, after }: { code: keyof typeof logLines; before: string; after: string }): void {
  const lines = [...before.split("\n"), `${logLines[code]}`, ...after.split("\n")];
  const judge = new LogJudge();
  for (const [at, text] of lines.entries()) judge.add(at + 1, text);
  const found = judge.tallies().find(({ signature }) => signature.code === code);
  const expected = before.split("\n").length + 1;
  const elsewhere = lines.filter(
    (text, at) => at !== expected - 1 && sightings(text).some(({ signature }) => signature.code === code),
  ).length;
  if (found === undefined) throw new Error(`${code} was lost`);
  if (elsewhere === 0 && found.lines[0]?.line !== expected)
    throw new Error(`${code} at ${found.lines[0]?.line}, not ${expected}`);
}

const readers = {
  "show ctl": (text: string) => parseTrustListPrint("CTL", text),
  "show itl": (text: string) => parseTrustListPrint("ITL", text),
  "show cert list": parseCertificateList,
  "show cert own": parseOwnCertificate,
  "service list": parseServiceList,
  "CTL update": parseCtlUpdate,
  "ITL reset": parseItlReset,
  regeneration: parseCertificateRegeneration,
  "SSO status": parseSsoStatus,
  "network cluster": parseNetworkCluster,
  replication: parseReplication,
  NTP: parseNtp,
  "backup history": parseBackupHistory,
  "backup status": parseBackupStatus,
  version: parseVersion,
  "SQL table": parseSqlTable,
} as const;

/** What comes in pieces is read as it is read whole, wherever the cuts are. */
function sameInPieces(size: number, length: number, read: (pieces: readonly (readonly [number, number])[]) => string) {
  const cuts: [number, number][] = [];
  for (let at = 0; at < length; at += size) cuts.push([at, at + size]);
  if (read(cuts) !== read([[0, length]])) throw new Error(`differs in pieces of ${size}`);
}

const sizes = fc.integer({ min: 1, max: 200 });
const ssoTexts = fc.tuple(
  fc
    .array(
      fc.oneof(
        texts,
        fc.constantFrom(logLines["sso.decrypt-failed"], "2026-01-10 06:06:31,274 DEBUG [a] SAML Response is ::PGE+"),
      ),
      {
        maxLength: 5,
      },
    )
    .map((parts) => parts.join("\n")),
  sizes,
);

function readParts(make: (onPart: OnPart) => PartReader, bytes: Uint8Array) {
  return (pieces: readonly (readonly [number, number])[]): string => {
    const parts: Buffer[] = [];
    const reader = make(() => {
      const at = parts.push(Buffer.alloc(0)) - 1;
      return (given) => {
        parts[at] = Buffer.concat([parts[at] ?? Buffer.alloc(0), given]);
      };
    });
    try {
      for (const [from, to] of pieces) reader.write(bytes.subarray(from, to));
      reader.end();
    } catch (error) {
      if (!(error instanceof PartsRefused)) throw error;
      return "refused";
    }
    return parts.map((part) => part.toString("hex")).join(" ");
  };
}

const inParts = Buffer.from("--b\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--b\r\n\r\nfile\r\n--b--\r\n");
const inRecords = Buffer.from("0c1000000000000400000001612f786d000000780e000000000000000000000500000000", "hex");

export const parsers: readonly Parser[] = [
  ...Object.entries(readers).map(([name, read]) => parser(name, texts, read)),
  parser("unquoting", texts, (text) => unwrapped(unquoted(text))),
  parser("is it pasted", texts, looksPasted),
  parser("log sources", texts, (text) => sourcesIn(text.split("\n"))),
  parser("log signatures: no match lost", hidden, noMatchLost),
  parser("explanation of a text", texts, async (text) => well(await explainText(text, { now }))),
  parser(
    "explanation of bytes",
    bytesLike([p7b, ...realTexts.map((text) => new Uint8Array(Buffer.from(text, "utf16le")))]),
    async (bytes) => well(await explainBytes(bytes, { now, password: "x" })),
  ),
  parser("decoding", bytesLike(realTexts.map((text) => new Uint8Array(Buffer.from(text)))), decodeText),
  parser("trust list file", bytesLike([list(renew(undefined), "ITL").bytes]), readTrustList),
  parser("PKCS#7", bytesLike([p7b]), certificatesOfPkcs7),
  parser("PKCS#12", bytesLike([fixture("trust/sample.p12")]), (bytes) => readPkcs12(bytes, "sesame")),
  parser("request", bytesLike([fixture("trust/sample.csr.der"), p7b]), readRequest),
  parser("SSO log in pieces", ssoTexts, ([text, size]) =>
    sameInPieces(size, text.length, (pieces) => {
      const reader = new SsoLogReader((xml) => xml.length);
      for (const [from, to] of pieces) reader.write(text.slice(from, to));
      return JSON.stringify(reader.end());
    }),
  ),
  parser("answer in parts", fc.tuple(bytesLike([inParts]), sizes), ([bytes, size]) =>
    sameInPieces(
      size,
      bytes.length,
      readParts((onPart) => new MultipartReader("b", onPart), bytes),
    ),
  ),
  parser("answer in DIME records", fc.tuple(bytesLike([inRecords]), sizes), ([bytes, size]) =>
    sameInPieces(
      size,
      bytes.length,
      readParts((onPart) => new DimeReader(onPart), bytes),
    ),
  ),
  parser("packing", bytesLike(archives), (bytes) => packingOf(Buffer.from(bytes))),
  parser("archive", bytesLike(archives), async (bytes) =>
    well(await explainStream(once(bytes), { now, engine: "javascript" })),
  ),
];

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

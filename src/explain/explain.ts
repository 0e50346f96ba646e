// Says what a text or a small file is, by its content alone. Big ones and archives go through the stream (stream.ts).
import type { Explanation } from "../domain/explanation.ts";
import { decodeText, encodingOf } from "../signatures/decode.ts";
import { sourcesIn } from "../signatures/log/sources.ts";
import { unquoted } from "../signatures/pasted.ts";
import { explainDer, explainPem } from "./certificate-file.ts";
import { explainCli } from "./cli/session.ts";
import { finding } from "./finding.ts";
import { Locator } from "./locate.ts";
import type { SamlSerial } from "./log-facts.ts";
import { explainLogText } from "./log-text.ts";
import { explainTrustList } from "./trust-list-file.ts";

/** Above it a text is scanned as a log: nobody's terminal session is that long. */
export const largestText = 1024 * 1024;

export interface Options {
  /** Milliseconds since 1970 at which validity is judged. */
  readonly now: number;
  /** Opens a PKCS#12 file; from a prompt only, and kept nowhere. */
  readonly password?: string;
  /** Reads the certificate’s serial number out of SAML responses in SSO logs; without it they are left alone. */
  readonly samlSerial?: SamlSerial;
}

/** A text of at most `largestText` characters. */
export async function explainText(raw: string, options: Options): Promise<Explanation> {
  if (raw.trim() === "") return unknown("empty");
  const locate = Locator.of(raw);
  // In JSON the line ends of a PEM block are written as two characters.
  const text = unquoted(raw).replace(/-----BEGIN [^"]{0,20000}/g, (block) => block.replace(/\\[nr]/g, "\n"));
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
  const found = await textKind(raw, text, options, locate);
  if (!key) return found ?? unknown("not-recognised");
  const warning = finding("file.private-key", "problem", [
    { line: Math.max(0, locate.indexOf("PRIVATE KEY-----")) + 1, text: "[private key]" },
  ]);
  if (found === undefined) return { kind: "unknown", facts: { reason: "private-key" }, findings: [warning] };
  return { ...found, findings: [warning, ...found.findings] };
}

async function textKind(
  raw: string,
  text: string,
  { now, samlSerial }: Options,
  locate: Locator,
): Promise<Explanation | undefined> {
  const pem = text.includes("-----BEGIN ") ? await explainPem(text, now, locate) : undefined;
  const lines = text.split("\n");
  const filled = lines.filter((line) => line.trim() !== "").length;
  const written = sourcesIn(lines).reduce((sum, [, count]) => sum + count, 0);
  const prompted = /(?:^|\n|\s)admin:/i.test(text);
  // Mostly lines that a service wrote: a log, even if one of them quotes a command.
  const firstKey = text.indexOf("-----BEGIN ");
  const around = pem === undefined ? written * 2 >= filled && written > 0 : writtenBefore(text.slice(0, firstKey)) >= 3;
  if (!prompted && around) {
    const log = explainLogText(text, locate, samlSerial);
    if (log !== undefined) return { kind: "log", ...log };
  }
  const cli = explainCli(raw, now);
  // `show cert own` prints the PEM after the decoded certificate: both are one output.
  if (cli !== undefined && (pem === undefined || cli.kind === "show-cert" || cli.kind === "session")) return cli;
  if (pem !== undefined) return pem;
  const log = explainLogText(text, locate, samlSerial);
  if (log !== undefined) return { kind: "log", ...log };
  return bareBase64(text, now);
}

/** Lines that a service wrote, of a text that goes on with a certificate. */
const writtenBefore = (text: string): number => sourcesIn(text.split("\n")).reduce((sum, [, count]) => sum + count, 0);

/** A certificate whose BEGIN and END lines were lost in a mail. */
async function bareBase64(text: string, now: number): Promise<Explanation | undefined> {
  const body = text.replace(/\s+/g, "");
  if (!/^MI[A-Za-z0-9+/]{100,100000}={0,2}$/.test(body)) return undefined;
  return explainDer(new Uint8Array(Buffer.from(body, "base64")), now);
}

/** A whole file of at most `largestText` bytes that is no archive. */
export async function explainBytes(bytes: Uint8Array, options: Options): Promise<Explanation> {
  if (bytes.length === 0) return unknown("empty");
  const picture = pictureOf(bytes);
  if (picture !== undefined) return { ...unknown("image"), facts: { reason: "image", format: picture } };
  const list = explainTrustList(bytes);
  if (list !== undefined) return list;
  const der = await explainDer(bytes, options.now, options.password);
  if (der !== undefined) return der;
  const text = decodeText(bytes);
  if (text === undefined) return unknown("not-recognised");
  const explained = await explainText(text, options);
  const encoding = encodingOf(bytes.subarray(0, 64 * 1024));
  return explained.kind === "log"
    ? { ...explained, facts: { ...explained.facts, encoding: encoding ?? null } }
    : explained;
}

const pictures: readonly (readonly [string, readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
  ["bmp", [0x42, 0x4d]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["webp", [0x52, 0x49, 0x46, 0x46]],
  ["tiff", [0x49, 0x49, 0x2a, 0x00]],
];

/** The format of a picture or a page by its first bytes. */
export function pictureOf(bytes: Uint8Array): string | undefined {
  const found = pictures.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  // A text may begin with BM or RIFF.
  return found === undefined || (found[1].length < 3 && decodeText(bytes.subarray(0, 4096)) !== undefined)
    ? undefined
    : found[0];
}

const unknownCodes = {
  empty: "file.empty",
  image: "file.image",
  "not-recognised": "file.not-recognised",
} as const;

export const unknown = (reason: keyof typeof unknownCodes): Explanation => ({
  kind: "unknown",
  facts: { reason },
  findings: [finding(unknownCodes[reason], "unknown", [{ line: null, text: "" }])],
});

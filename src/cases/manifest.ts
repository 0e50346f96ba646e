// The signed list of what is in a case file, and the check that nothing was changed, added or taken away.
import { createPublicKey, verify } from "node:crypto";
import type { AuditKey } from "../audit/key.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/ids.ts";
import { readZip, type ZipPart } from "./zip.ts";

export const manifestName = "manifest.json";

interface Body {
  readonly format: 1;
  readonly product: "cucm-certops";
  readonly about: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

interface Manifest extends Body {
  /** Ed25519 over `certops-case|` and the canonical JSON of the rest, base64. */
  readonly signature: string;
  /** SPKI DER, base64: the bot's audit key. */
  readonly publicKey: string;
}

const purpose = "case";
const signedText = (body: Body): string => canonicalJson(body);

export function manifestOf(
  parts: readonly ZipPart[],
  facts: Pick<Body, "about" | "madeAt">,
  key: Pick<AuditKey, "publicKey" | "signText">,
): ZipPart {
  const body: Body = {
    format: 1,
    product: "cucm-certops",
    ...facts,
    files: parts.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  const manifest: Manifest = { ...body, signature: key.signText(purpose, signedText(body)), publicKey: key.publicKey };
  return { name: manifestName, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
}

export interface CaseFault {
  readonly file: string;
  readonly fault: "changed" | "missing" | "added" | "manifest-missing" | "manifest-broken" | "signature-invalid";
}

export interface CaseVerdict {
  readonly ok: boolean;
  readonly about?: string;
  readonly madeAt?: string;
  readonly files: number;
  readonly faults: readonly CaseFault[];
  /** SHA-256 of the signer's public key, hex: compare it with the bot's (`certops case key`). */
  readonly signer?: string;
}

export const fingerprintOf = (publicKey: string): string => sha256(Buffer.from(publicKey, "base64"));

/** Names everything that does not fit. Throws NotACase (zip.ts) for what is no case file at all. */
export async function verifyCase(bytes: Uint8Array): Promise<CaseVerdict> {
  const parts = await readZip(bytes);
  const files = parts.filter(({ name }) => name !== manifestName);
  const found = parts.find(({ name }) => name === manifestName);
  const broken = (fault: CaseFault["fault"]): CaseVerdict => ({
    ok: false,
    files: files.length,
    faults: [{ file: manifestName, fault }],
  });
  if (found === undefined) return broken("manifest-missing");
  const manifest = read(found.bytes);
  if (manifest === undefined) return broken("manifest-broken");
  const { signature, publicKey, ...body } = manifest;
  const faults: CaseFault[] = [];
  if (!isSigned(body, signature, publicKey)) faults.push({ file: manifestName, fault: "signature-invalid" });
  for (const { name, bytes: size, sha256: digest } of body.files) {
    const part = files.find((one) => one.name === name);
    if (part === undefined) faults.push({ file: name, fault: "missing" });
    else if (part.bytes.length !== size || sha256(part.bytes) !== digest) faults.push({ file: name, fault: "changed" });
  }
  for (const { name } of files) {
    if (!body.files.some((one) => one.name === name)) faults.push({ file: name, fault: "added" });
  }
  const { about, madeAt } = body;
  return { ok: faults.length === 0, about, madeAt, files: files.length, faults, signer: fingerprintOf(publicKey) };
}

function read(bytes: Uint8Array): Manifest | undefined {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString("utf8")) as Partial<Manifest>;
    const strings = [value.about, value.madeAt, value.signature, value.publicKey];
    const listed = Array.isArray(value.files) && value.files.every((one) => typeof one?.name === "string");
    if (value.format !== 1 || value.product !== "cucm-certops" || !listed) return undefined;
    return strings.every((one) => typeof one === "string") ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

function isSigned(body: Body, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), type: "spki", format: "der" });
    if (key.asymmetricKeyType !== "ed25519") return false;
    return verify(null, Buffer.from(`certops-${purpose}|${signedText(body)}`), key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

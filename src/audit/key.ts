// The Ed25519 key that signs the head of the audit chain: made once, kept in a file that only its owner may read.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { AuditHead } from "../domain/audit.ts";
import { CertOpsError } from "../domain/errors.ts";
import { newId } from "../kernel/ids.ts";

export interface AuditKey {
  /** SPKI DER, base64. */
  readonly publicKey: string;
  sign(head: Pick<AuditHead, "sequence" | "hash" | "at">): AuditHead;
  /** Ed25519 over `certops-<purpose>|<text>`, base64; a purpose keeps one kind of signature from passing as another. */
  signText(purpose: "case", text: string): string;
}

const message = (head: Pick<AuditHead, "sequence" | "hash" | "at">): Buffer =>
  Buffer.from(`certops-audit-head|${head.sequence}|${head.hash}|${head.at}`);

function keyFrom(privateKey: KeyObject): AuditKey {
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
  return {
    publicKey,
    sign: ({ sequence, hash, at }) => {
      const signature = sign(null, message({ sequence, hash, at }), privateKey).toString("base64");
      return { sequence, hash, at, signature, publicKey };
    },
    signText: (purpose, text) => sign(null, Buffer.from(`certops-${purpose}|${text}`), privateKey).toString("base64"),
  };
}

/** A key that lives as long as the process: for stores in memory. */
export const temporaryKey = (): AuditKey => keyFrom(generateKeyPairSync("ed25519").privateKey);

/**
 * The key of a PEM file (PKCS#8), made with mode 0600 when there is none. Throws CertOpsError `config-invalid` when other
 * users can read the file or when it is no Ed25519 key.
 */
export function loadOrCreateKey(file: string): AuditKey {
  try {
    return read(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  // Written beside and linked into place: link() fails when another process was first, and never shows half a key.
  const draft = `${file}.${newId("new")}`;
  writeFileSync(draft, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    unlinkSync(draft);
  }
  return read(file);
}

function read(file: string): AuditKey {
  const pem = readFileSync(file, "utf8");
  if ((statSync(file).mode & 0o077) !== 0) {
    throw unusable(file, "mode", `${file} can be read by other users`);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // The cause could quote the file: it stays out of the error.
    throw unusable(file, "format", `${file} holds no private key`);
  }
  if (key.asymmetricKeyType !== "ed25519") throw unusable(file, "format", `${file} holds no Ed25519 key`);
  return keyFrom(key);
}

const unusable = (file: string, why: "mode" | "format", text: string): CertOpsError =>
  new CertOpsError({
    code: "config-invalid",
    message: text,
    say: { id: "audit.key-unusable", values: { file } },
    next: { id: why === "mode" ? "audit.key-mode.next" : "audit.key-format.next", values: { file } },
    retry: "never",
  });

/** True when the head was signed by the key it names. */
export function headIsSigned(head: AuditHead): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(head.publicKey, "base64"), type: "spki", format: "der" });
    if (key.asymmetricKeyType !== "ed25519") return false;
    return verify(null, message(head), key, Buffer.from(head.signature, "base64"));
  } catch {
    return false;
  }
}

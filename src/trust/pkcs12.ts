// PKCS#12 files (.p12, .pfx): the certificates inside. Private keys are never unlocked; the password is kept nowhere.
import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import forge from "node-forge";

const most = 200;
const largest = 4 * 1024 * 1024;
/** More rounds than any tool writes; a hostile file could otherwise ask for hours. */
const mostRounds = 1_000_000;
/** The old schemes' key derivation runs in JavaScript. */
const mostRoundsOld = 50_000;

const oids = {
  data: "1.2.840.113549.1.7.1",
  encrypted: "1.2.840.113549.1.7.6",
  certBag: "1.2.840.113549.1.12.10.1.3",
  shroudedKeyBag: "1.2.840.113549.1.12.10.1.2",
  keyBag: "1.2.840.113549.1.12.10.1.1",
  x509: "1.2.840.113549.1.9.22.1",
  pbes2: "1.2.840.113549.1.5.13",
};

type Asn1 = forge.asn1.Asn1;

export interface Pkcs12 {
  /** DER of each certificate, in the file's order. */
  readonly certificates: readonly Uint8Array[];
  readonly privateKeys: number;
}

export type Pkcs12Reading = Pkcs12 | "wrong-password" | "damaged";

// As in pkcs7.ts: its published types do not know the options yet.
const options = { strict: true, decodeBitStrings: false } as never;

/** PFX: version 3 and a content info (RFC 7292 4); undefined when it is none, or no ASN.1 at all. */
function contentsOf(der: Uint8Array): Asn1 | undefined {
  if (der[0] !== 0x30 || der.length > largest) return undefined;
  try {
    const [version, info] = children(forge.asn1.fromDer(Buffer.from(der).toString("binary"), options));
    if (version === undefined || info === undefined || version.type !== forge.asn1.Type.INTEGER) return undefined;
    if (String(version.value) !== "\x03") return undefined;
    return oidOf(children(info)[0]) === oids.data ? info : undefined;
  } catch {
    return undefined;
  }
}

export const isPkcs12 = (der: Uint8Array): boolean => contentsOf(der) !== undefined;

/** Never throws, whatever the bytes are. */
export function readPkcs12(der: Uint8Array, password: string): Pkcs12Reading {
  const info = contentsOf(der);
  if (info === undefined) return "damaged";
  try {
    const certificates: Uint8Array[] = [];
    let privateKeys = 0;
    for (const safe of children(decode(octets(explicit(info)))).slice(0, 20)) {
      const contents = safeContents(safe, password);
      if (contents === "wrong-password") return contents;
      if (contents === undefined) continue;
      for (const bag of children(contents).slice(0, most)) {
        const [type, value] = children(bag);
        const id = oidOf(type);
        if (id === oids.shroudedKeyBag || id === oids.keyBag) privateKeys += 1;
        if (id !== oids.certBag || value === undefined) continue;
        const [certType, certValue] = children(children(value)[0]);
        if (oidOf(certType) !== oids.x509 || certValue === undefined) continue;
        const bytes = octets(children(certValue)[0]);
        certificates.push(new Uint8Array(Buffer.from(bytes, "binary")));
      }
    }
    return { certificates, privateKeys };
  } catch {
    return "damaged";
  }
}

function safeContents(safe: Asn1, password: string): Asn1 | "wrong-password" | undefined {
  const id = oidOf(children(safe)[0]);
  if (id === oids.data) return decode(octets(explicit(safe)));
  if (id !== oids.encrypted) return undefined;
  // EncryptedData: version, {content type, algorithm {OID, parameters}, [0] octets} (RFC 2315 13).
  const [, info] = children(explicit(safe));
  const [, algorithm, sealed] = children(info);
  const [scheme, parameters] = children(algorithm);
  if (scheme === undefined || parameters === undefined || sealed === undefined) return undefined;
  const oid = oidOf(scheme) ?? "";
  const rounds = roundsIn(parameters, 0);
  if (rounds === undefined || rounds > (oid === oids.pbes2 ? mostRounds : mostRoundsOld)) return undefined;
  try {
    const text = typeof sealed.value === "string" ? sealed.value : children(sealed).map(octets).join("");
    if (oid === oids.pbes2) return decode(openPbes2(parameters, text, password));
    const cipher = cipherFor(oid, parameters, password);
    cipher.update(forge.util.createBuffer(text));
    if (!cipher.finish()) return "wrong-password";
    return decode(cipher.output.getBytes());
  } catch {
    return "wrong-password"; // what comes out with another password is no ASN.1
  }
}

const digests: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.7": "sha1",
  "1.2.840.113549.2.8": "sha224",
  "1.2.840.113549.2.9": "sha256",
  "1.2.840.113549.2.10": "sha384",
  "1.2.840.113549.2.11": "sha512",
};
const ciphers: Readonly<Record<string, readonly [string, number]>> = {
  "2.16.840.1.101.3.4.1.2": ["aes-128-cbc", 16],
  "2.16.840.1.101.3.4.1.22": ["aes-192-cbc", 24],
  "2.16.840.1.101.3.4.1.42": ["aes-256-cbc", 32],
  "1.2.840.113549.3.7": ["des-ede3-cbc", 24],
};

/** PBES2 with PBKDF2 (RFC 8018) by OpenSSL: node-forge derives the key in JavaScript. Throws when the password is wrong. */
function openPbes2(parameters: Asn1, sealed: string, password: string): string {
  const [derivation, encryption] = children(parameters);
  const [salt, rounds, ...optional] = children(children(derivation)[1]);
  const prf = optional.find((one) => one.type === forge.asn1.Type.SEQUENCE);
  const digest = prf === undefined ? "sha1" : digests[oidOf(children(prf)[0]) ?? ""];
  const [name, length] = ciphers[oidOf(children(encryption)[0]) ?? ""] ?? [];
  if (digest === undefined || name === undefined || length === undefined || rounds === undefined) {
    throw new Error("unknown algorithm");
  }
  const binary = (one: Asn1 | undefined): Buffer => Buffer.from(octets(one), "binary");
  const key = pbkdf2Sync(Buffer.from(password, "utf8"), binary(salt), roundsIn(rounds, 0) ?? 0, length, digest);
  const cipher = createDecipheriv(name, key, binary(children(encryption)[1]));
  return Buffer.concat([cipher.update(Buffer.from(sealed, "binary")), cipher.final()]).toString("binary");
}

interface Pbe {
  readonly pbe: { getCipher(oid: string, parameters: Asn1, password: string): forge.cipher.BlockCipher };
}

// The library's published types leave its password-based ciphers out.
const hasPbe = (pki: object): pki is Pbe => "pbe" in pki;

function cipherFor(oid: string, parameters: Asn1, password: string): forge.cipher.BlockCipher {
  const { pki } = forge;
  if (!hasPbe(pki)) throw new Error("node-forge without password-based ciphers");
  return pki.pbe.getCipher(oid, parameters, password);
}

/** The greatest number among the parameters, key lengths apart: rounds of the key derivation. */
function roundsIn(one: Asn1, depth: number): number | undefined {
  if (depth > 8) return undefined;
  if (one.type === forge.asn1.Type.INTEGER && one.tagClass === forge.asn1.Class.UNIVERSAL) {
    const hex = Buffer.from(String(one.value), "binary").toString("hex");
    return hex.length > 12 ? Number.POSITIVE_INFINITY : Number.parseInt(hex || "0", 16);
  }
  const inner = children(one).map((child) => roundsIn(child, depth + 1) ?? 0);
  return inner.length === 0 ? 0 : Math.max(...inner);
}

const decode = (bytes: string): Asn1 => forge.asn1.fromDer(bytes, options);

/** What stands in [0] EXPLICIT after a content type. */
function explicit(info: Asn1): Asn1 {
  const inner = children(children(info)[1])[0];
  if (inner === undefined) throw new Error("no content");
  return inner;
}

const children = (one: Asn1 | undefined): Asn1[] => (one !== undefined && Array.isArray(one.value) ? one.value : []);
/** BER may cut an octet string into pieces. */
const octets = (one: Asn1 | undefined): string =>
  one === undefined ? "" : typeof one.value === "string" ? one.value : children(one).map(octets).join("");
const oidOf = (one: Asn1 | undefined): string | undefined =>
  one === undefined || one.type !== forge.asn1.Type.OID ? undefined : forge.asn1.derToOid(String(one.value));

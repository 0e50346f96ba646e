// Certificates for tests: a small DER writer around node:crypto keys, so that RSA, EC and forged ones can be made at will.
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readCertificate } from "../../src/trust/certificate.ts";
import type { Certificate } from "../../src/trust/types.ts";

export interface TestIdentity {
  readonly certificate: Certificate;
  readonly privateKeyPem: string;
}

export interface CertificateWish {
  readonly name: string;
  /** Hexadecimal; random-looking by default. */
  readonly serial?: string;
  readonly key?: KeyObject;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** DNS names. */
  readonly names?: readonly string[];
  readonly ca?: boolean;
  /** Signed by another identity instead of itself. */
  readonly issuer?: { readonly name: string; readonly key: KeyObject };
}

export const rsaKey = (bits = 1024): KeyObject => generateKeyPairSync("rsa", { modulusLength: bits }).privateKey;
export const ecKey = (curve = "P-256"): KeyObject => generateKeyPairSync("ec", { namedCurve: curve }).privateKey;

let counter = 0;

/** Names are `CN=a,O=b`; parts become RDNs in that order. */
export function identity(wish: CertificateWish): TestIdentity {
  const key = wish.key ?? rsaKey();
  const serial = wish.serial ?? `4a${(++counter).toString(16).padStart(6, "0")}77`;
  const signer = wish.issuer?.key ?? key;
  const algorithm = signer.asymmetricKeyType === "ec" ? ecdsaSha256 : rsaSha256;
  const tbs = sequence(
    tlv(0xa0, integer("02")),
    integer(serial),
    algorithm,
    nameDer(wish.issuer?.name ?? wish.name),
    sequence(time(wish.notBefore ?? "2026-01-01T00:00:00Z"), time(wish.notAfter ?? "2031-01-01T00:00:00Z")),
    nameDer(wish.name),
    createPublicKey(key).export({ type: "spki", format: "der" }),
    ...extensions(wish),
  );
  const signature = sign("sha256", tbs, signer);
  const der = sequence(tbs, algorithm, tlv(3, Buffer.of(0), signature));
  return {
    certificate: readCertificate(new Uint8Array(der)),
    privateKeyPem: key.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function extensions(wish: CertificateWish): Buffer[] {
  const list: Buffer[] = [];
  if (wish.names !== undefined) {
    const names = wish.names.map((name) => tlv(0x82, Buffer.from(name)));
    list.push(sequence(oid("2.5.29.17"), tlv(4, sequence(...names))));
  }
  if (wish.ca === true) list.push(sequence(oid("2.5.29.19"), tlv(4, sequence(tlv(1, Buffer.of(0xff))))));
  return list.length === 0 ? [] : [tlv(0xa3, sequence(...list))];
}

const attributeOids: Readonly<Record<string, string>> = {
  CN: "2.5.4.3",
  C: "2.5.4.6",
  L: "2.5.4.7",
  ST: "2.5.4.8",
  O: "2.5.4.10",
  OU: "2.5.4.11",
};

const nameDer = (name: string): Buffer =>
  sequence(
    ...name.split(/,(?=[A-Z]+=)/).map((part) => {
      const equals = part.indexOf("=");
      const type = attributeOids[part.slice(0, equals)] ?? "2.5.4.3";
      return tlv(0x31, sequence(oid(type), tlv(0x0c, Buffer.from(part.slice(equals + 1)))));
    }),
  );

function tlv(tag: number, ...parts: Uint8Array[]): Buffer {
  const value = Buffer.concat(parts);
  if (value.length < 0x80) return Buffer.concat([Buffer.of(tag, value.length), value]);
  const length = Buffer.from(value.length.toString(16).padStart(value.length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, value]);
}

const sequence = (...parts: Uint8Array[]): Buffer => tlv(0x30, ...parts);

function integer(hex: string): Buffer {
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return tlv(2, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(6, Buffer.from(bytes));
}

const time = (iso: string): Buffer => tlv(0x18, Buffer.from(`${iso.replace(/[-:T]/g, "").slice(0, 14)}Z`));

const rsaSha256 = sequence(oid("1.2.840.113549.1.1.11"), tlv(5));
const ecdsaSha256 = sequence(oid("1.2.840.10045.4.3.2"));

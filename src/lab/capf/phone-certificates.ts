// Certificates in phones: MICs of the maker and LSCs of CAPF, really signed. The phones' keys are a handful, shared: see fidelity.md.
import "reflect-metadata"; // @peculiar/x509 resolves its parts through decorators and asks for this
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  webcrypto,
  X509Certificate,
} from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { LabCertificate, LabIdentity } from "../model.ts";
import { nameOf } from "../pki.ts";
import { seededBytes } from "../random.ts";
import type { PhoneCertificate } from "./model.ts";

/** An LSC is made for five years (CAPF service parameter *Duration of Certificate Validity (in days)*, 1825). */
const lscMs = 1825 * 24 * 3600 * 1000;
const micMs = 20 * 365 * 24 * 3600 * 1000;
/** Making a key takes a phone minutes and this program 0.1 s: two thousand would take it minutes too. */
const sharedKeys = 4;
const cisco = { O: "Cisco Systems Inc." } as const;

interface PhoneName {
  readonly name: string;
  /** `Cisco 8841`. */
  readonly model: string;
}

/** `CP-8841-SEP001122334455`: what LSCs and MICs are called. */
export const certificateName = ({ name, model }: PhoneName): string => `${model.replace("Cisco ", "CP-")}-${name}`;

interface Order {
  readonly kind: "lsc" | "mic";
  readonly phone: PhoneName;
  readonly issuer: LabIdentity;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly keyType: "RSA" | "EC";
  readonly commonName: string;
}

export class PhoneCertificates {
  readonly #seed: number;
  readonly #newKey: () => Promise<string>;
  readonly #keys = new Map<string, Promise<{ readonly spki: Buffer; readonly pem: string }>>();
  readonly #signers = new WeakMap<LabIdentity, Promise<webcrypto.CryptoKey>>();
  #issued = 0;

  constructor(options: { readonly seed: number; readonly newKey: () => Promise<string> }) {
    this.#seed = options.seed;
    this.#newKey = options.newKey;
  }

  /** `commonName`: what the issuer writes instead of the phone's own. */
  lsc(
    phone: PhoneName,
    issuer: LabIdentity,
    at: number,
    keyType: "RSA" | "EC",
    commonName = certificateName(phone),
  ): Promise<PhoneCertificate> {
    return this.#issue({ kind: "lsc", phone, issuer, notBefore: at, notAfter: at + lscMs, keyType, commonName });
  }

  mic(phone: PhoneName, maker: LabIdentity, at: number): Promise<PhoneCertificate> {
    const commonName = certificateName(phone);
    return this.#issue({
      kind: "mic",
      phone,
      issuer: maker,
      notBefore: at,
      notAfter: at + micMs,
      keyType: "RSA",
      commonName,
    });
  }

  async #issue(order: Order): Promise<PhoneCertificate> {
    const { kind, phone, issuer, notBefore, notAfter, keyType, commonName } = order;
    const occasion = kind === "mic" ? `mic|${phone.name}` : `lsc|${phone.name}|${this.#issued++}`;
    const bytes = seededBytes(this.#seed, "serial", occasion).subarray(0, 10);
    bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
    const subject = nameOf(commonName, kind === "mic" ? { OU: "CTG", ...cisco } : undefined);
    const made = await x509.X509CertificateGenerator.create({
      serialNumber: bytes.toString("hex"),
      subject: subject.der,
      issuer: new x509.X509Certificate(new Uint8Array(issuer.der)).subjectName,
      notBefore: new Date(notBefore),
      notAfter: new Date(notAfter),
      publicKey: (await this.#key(phone, keyType)).spki,
      signingKey: await this.#signer(issuer),
      signingAlgorithm: { name: "RSASSA-PKCS1-v1_5" },
      extensions: [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment),
      ],
    });
    return {
      kind,
      subject: subject.text,
      commonName,
      issuer: issuer.subject,
      serial: bytes.toString("hex"),
      notBefore,
      notAfter,
      keyType,
      der: new Uint8Array(made.rawData),
    };
  }

  /** The key in the phone that its certificates are made out for, as PKCS#8 PEM. */
  async keyOf(phone: PhoneName, keyType: "RSA" | "EC"): Promise<string> {
    return (await this.#key(phone, keyType)).pem;
  }

  #key(phone: PhoneName, keyType: "RSA" | "EC"): Promise<{ readonly spki: Buffer; readonly pem: string }> {
    const index = (seededBytes(this.#seed, "phone key", phone.name)[0] ?? 0) % sharedKeys;
    const slot = keyType === "EC" ? "EC" : `RSA ${index}`;
    const known = this.#keys.get(slot) ?? this.#make(keyType);
    this.#keys.set(slot, known);
    return known;
  }

  async #make(keyType: "RSA" | "EC"): Promise<{ readonly spki: Buffer; readonly pem: string }> {
    const pem =
      keyType === "RSA"
        ? await this.#newKey()
        : generateKeyPairSync("ec", { namedCurve: "P-384" })
            .privateKey.export({ type: "pkcs8", format: "pem" })
            .toString();
    return { spki: createPublicKey(pem).export({ type: "spki", format: "der" }), pem };
  }

  #signer(issuer: LabIdentity): Promise<webcrypto.CryptoKey> {
    const known = this.#signers.get(issuer) ?? signerOf(issuer);
    this.#signers.set(issuer, known);
    return known;
  }
}

async function signerOf(issuer: LabIdentity): Promise<webcrypto.CryptoKey> {
  const pkcs8 = createPrivateKey(issuer.keyPem).export({ type: "pkcs8", format: "der" });
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  return await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
}

interface ReadAuthority {
  readonly subject: string;
  readonly publicKey: KeyObject;
}
const authorities = new WeakMap<LabCertificate, ReadAuthority>();

function authorityOf(certificate: LabCertificate): ReadAuthority {
  const known = authorities.get(certificate);
  if (known !== undefined) return known;
  const { subject, publicKey } = new X509Certificate(certificate.der);
  authorities.set(certificate, { subject, publicKey });
  return { subject, publicKey };
}

/** The one of these authorities whose name it bears as its issuer and whose key signed it. */
export function signerAmong(
  certificate: PhoneCertificate,
  trusted: readonly LabCertificate[],
): LabCertificate | undefined {
  const read = new X509Certificate(certificate.der);
  return trusted.find((one) => {
    const { subject, publicKey } = authorityOf(one);
    return subject === read.issuer && read.verify(publicKey);
  });
}

export const isValidAt = ({ notBefore, notAfter }: PhoneCertificate, at: number): boolean =>
  at >= notBefore && at <= notAfter;

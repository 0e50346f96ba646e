// Certificates in phones: MICs of the maker and LSCs of CAPF, really signed. The phones' keys are a handful, shared: see fidelity.md.
import "reflect-metadata"; // @peculiar/x509 resolves its parts through decorators and asks for this
import { createPrivateKey, createPublicKey, type KeyObject, webcrypto, X509Certificate } from "node:crypto";
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

export class PhoneCertificates {
  readonly #seed: number;
  readonly #newKey: () => Promise<string>;
  readonly #publicKeys = new Map<string, Promise<Buffer>>();
  readonly #signers = new WeakMap<LabIdentity, Promise<webcrypto.CryptoKey>>();
  #issued = 0;

  constructor(options: { readonly seed: number; readonly newKey: () => Promise<string> }) {
    this.#seed = options.seed;
    this.#newKey = options.newKey;
  }

  lsc(phone: PhoneName, capf: LabIdentity, at: number, keyType: "RSA" | "EC"): Promise<PhoneCertificate> {
    return this.#issue("lsc", phone, capf, at, at + lscMs, keyType);
  }

  mic(phone: PhoneName, maker: LabIdentity, at: number): Promise<PhoneCertificate> {
    return this.#issue("mic", phone, maker, at, at + micMs, "RSA");
  }

  async #issue(
    kind: "lsc" | "mic",
    phone: PhoneName,
    issuer: LabIdentity,
    notBefore: number,
    notAfter: number,
    keyType: "RSA" | "EC",
  ): Promise<PhoneCertificate> {
    const occasion = kind === "mic" ? `mic|${phone.name}` : `lsc|${phone.name}|${this.#issued++}`;
    const bytes = seededBytes(this.#seed, "serial", occasion).subarray(0, 10);
    bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
    const subject = nameOf(certificateName(phone), kind === "mic" ? { OU: "CTG", ...cisco } : undefined);
    const made = await x509.X509CertificateGenerator.create({
      serialNumber: bytes.toString("hex"),
      subject: subject.der,
      issuer: new x509.X509Certificate(new Uint8Array(issuer.der)).subjectName,
      notBefore: new Date(notBefore),
      notAfter: new Date(notAfter),
      publicKey: await this.#publicKey(phone, keyType),
      signingKey: await this.#signer(issuer),
      signingAlgorithm: { name: "RSASSA-PKCS1-v1_5" },
      extensions: [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment),
      ],
    });
    return {
      kind,
      subject: subject.text,
      commonName: certificateName(phone),
      issuer: issuer.subject,
      serial: bytes.toString("hex"),
      notBefore,
      notAfter,
      keyType,
      der: new Uint8Array(made.rawData),
    };
  }

  #publicKey(phone: PhoneName, keyType: "RSA" | "EC"): Promise<Buffer> {
    const index = (seededBytes(this.#seed, "phone key", phone.name)[0] ?? 0) % sharedKeys;
    const slot = keyType === "EC" ? "EC" : `RSA ${index}`;
    const known = this.#publicKeys.get(slot) ?? this.#make(keyType);
    this.#publicKeys.set(slot, known);
    return known;
  }

  async #make(keyType: "RSA" | "EC"): Promise<Buffer> {
    if (keyType === "RSA") return createPublicKey(await this.#newKey()).export({ type: "spki", format: "der" });
    const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-384" }, true, ["sign", "verify"]);
    return Buffer.from(await webcrypto.subtle.exportKey("spki", pair.publicKey));
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

const publicKeys = new WeakMap<LabCertificate, KeyObject>();

function publicKeyOf(certificate: LabCertificate): KeyObject {
  const known = publicKeys.get(certificate) ?? new X509Certificate(certificate.der).publicKey;
  publicKeys.set(certificate, known);
  return known;
}

/** The one of these authorities whose key signed the certificate. */
export function signerAmong(
  certificate: PhoneCertificate,
  authorities: readonly LabCertificate[],
): LabCertificate | undefined {
  const read = new X509Certificate(certificate.der);
  return authorities.find((one) => one.subject === certificate.issuer && read.verify(publicKeyOf(one)));
}

export const isValidAt = ({ notBefore, notAfter }: PhoneCertificate, at: number): boolean =>
  at >= notBefore && at <= notAfter;

// Certificates of the company around the practice cluster: its CAs, and what they issue to Expressway-C peers.
import "reflect-metadata"; // @peculiar/x509 resolves its parts through decorators and asks for this
import { createPrivateKey, createPublicKey, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { toPem } from "../../trust/certificate.ts";
import { seededBytes } from "../random.ts";

const day = 24 * 3600 * 1000;
const { digitalSignature, keyEncipherment, keyCertSign, cRLSign } = x509.KeyUsageFlags;

/** A certificate with its key; `chainPem` begins with it and goes on with what stands after it in its file. */
export interface Issued {
  readonly pem: string;
  readonly keyPem: string;
  readonly chainPem: string;
  readonly commonName: string;
}

export interface Wish {
  readonly commonName: string;
  /** DNS names of the subject alternative name; none when empty. */
  readonly names?: readonly string[];
  readonly ca?: boolean;
  readonly notBefore: number;
  readonly days: number;
  /** Signs itself when left out. */
  readonly issuer?: Issued;
  /** RSA, PKCS#8. */
  readonly keyPem: string;
  readonly seed: number;
  readonly occasion: string;
}

const nameOf = (commonName: string): x509.Name =>
  new x509.Name([{ C: ["US"] }, { O: ["Example Co"] }, { CN: [commonName] }]);

/** The same wish of the same seed gets the same serial. */
export async function issue(wish: Wish): Promise<Issued> {
  const serial = seededBytes(wish.seed, "expressway-serial", wish.occasion).subarray(0, 16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const { issuer, names = [], ca = false } = wish;
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: serial.toString("hex"),
    subject: nameOf(wish.commonName),
    issuer: nameOf(issuer?.commonName ?? wish.commonName),
    notBefore: new Date(Math.floor(wish.notBefore / 1000) * 1000),
    notAfter: new Date(Math.floor(wish.notBefore / 1000) * 1000 + wish.days * day),
    publicKey: createPublicKey(wish.keyPem).export({ type: "spki", format: "der" }),
    signingKey: await signingKey(issuer?.keyPem ?? wish.keyPem),
    signingAlgorithm: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    extensions: [
      new x509.BasicConstraintsExtension(ca, undefined, true),
      new x509.KeyUsagesExtension(ca ? keyCertSign | cRLSign : digitalSignature | keyEncipherment, true),
      // Expressway-C is a server to people and a client to CUCM (certificate guide X14: both usages).
      ...(ca ? [] : [new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"])]),
      ...(names.length === 0
        ? []
        : [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: "dns", value })))]),
    ],
  });
  const pem = toPem(new Uint8Array(made.rawData));
  return { pem, keyPem: wish.keyPem, chainPem: pem, commonName: wish.commonName };
}

async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const pkcs8 = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  return await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
}

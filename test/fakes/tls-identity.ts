// Certificates for fake servers: real keys, EC or RSA, self-signed or signed by a CA made the same way.
import "reflect-metadata";
import { generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

export interface TlsIdentity {
  readonly pem: string;
  readonly keyPem: string;
  readonly der: Uint8Array;
  /** Lower-case hex SHA-256 of the DER. */
  readonly sha256: string;
  readonly name: string;
}

export interface IdentityRequest {
  readonly commonName: string;
  readonly names?: readonly string[];
  readonly key?: "ec" | "rsa";
  readonly issuer?: TlsIdentity;
  readonly ca?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const algorithms = {
  ec: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  rsa: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;

export async function makeIdentity(request: IdentityRequest): Promise<TlsIdentity> {
  const kind = request.key ?? "ec";
  const pair =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const name = `CN=${request.commonName}`;
  const keyPem = pem(pair.privateKey);
  const signing = request.issuer === undefined ? keyPem : request.issuer.keyPem;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: `4${randomBytes(15).toString("hex")}`,
      subject: name,
      issuer: request.issuer?.name ?? name,
      notBefore: request.notBefore ?? new Date(Date.now() - 86_400_000),
      notAfter: request.notAfter ?? new Date(Date.now() + 365 * 86_400_000),
      publicKey: await publicKey(pair.publicKey, kind),
      signingKey: await signingKey(signing),
      signingAlgorithm: signing.includes("BEGIN PRIVATE KEY") ? algorithmOf(signing) : algorithms[kind],
      extensions: [
        new x509.BasicConstraintsExtension(request.ca === true, undefined, true),
        ...(request.names === undefined
          ? []
          : [
              new x509.SubjectAlternativeNameExtension(
                request.names.map((one) => ({ type: /^[\d.]+$/.test(one) ? "ip" : "dns", value: one }) as const),
              ),
            ]),
      ],
    },
    webcrypto,
  );
  const der = new Uint8Array(certificate.rawData);
  const digest = Buffer.from(await webcrypto.subtle.digest("SHA-256", der)).toString("hex");
  return { pem: `${certificate.toString("pem")}\n`, keyPem, der, sha256: digest, name };
}

const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

const rawKey = (text: string): Buffer => Buffer.from(text.replace(/-----[^-]+-----|\s/g, ""), "base64");

/** The OID of RSA keys, as it stands in PKCS#8. */
const rsaOid = Buffer.from("2a864886f70d010101", "hex");
const algorithmOf = (keyPem: string) => (rawKey(keyPem).includes(rsaOid) ? algorithms.rsa : algorithms.ec);

const signingKey = (keyPem: string) =>
  webcrypto.subtle.importKey("pkcs8", rawKey(keyPem), algorithmOf(keyPem), true, ["sign"]);

const publicKey = (key: KeyObject, kind: "ec" | "rsa") =>
  webcrypto.subtle.importKey("spki", key.export({ type: "spki", format: "der" }), algorithms[kind], true, ["verify"]);

// Certificates of the practice cluster, with CUCM's names, serials, usages and validity.
import "reflect-metadata"; // @peculiar/x509 resolves its parts through decorators and asks for this
import { createPrivateKey, createPublicKey, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { type CertificateUnit, trustRoles } from "../domain/cluster.ts";
import { readCertificate, toPem } from "../trust/certificate.ts";
import type { KeyPool } from "./keys.ts";
import type { LabIdentity } from "./model.ts";
import { seededBytes } from "./random.ts";

const day = 24 * 3600 * 1000;
/** Self-signed certificates are made for five years (Security Guide 15). */
export const validityMs = 5 * 365 * day;

/** A name's parts beside CN. */
interface Organisation {
  readonly OU: string;
  readonly O: string;
  readonly L?: string;
  readonly ST?: string;
  readonly C?: string;
}
const organisation: Organisation = { OU: "Voice", O: "Example Co", L: "Dallas", ST: "Texas", C: "US" };

const { digitalSignature, keyEncipherment, dataEncipherment, keyAgreement, keyCertSign, cRLSign } = x509.KeyUsageFlags;
const serverAndClient = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];
const ipsecEndSystem = "1.3.6.1.5.5.7.3.5";

/** Trust roles by unit; CallManager signs configuration files and is a SAST, as two roles in a real TVS answer show. */
export const rolesOf: Readonly<Record<CertificateUnit, readonly number[]>> = {
  tomcat: [trustRoles["APP-SERVER"]],
  "tomcat-ECDSA": [trustRoles["APP-SERVER"]],
  CallManager: [trustRoles.SAST, trustRoles["CCM+TFTP"]],
  "CallManager-ECDSA": [trustRoles["CCM+TFTP"]],
  TVS: [trustRoles.TVS],
  CAPF: [trustRoles.CAPF],
  ITLRecovery: [trustRoles.SAST],
  ipsec: [],
};

export interface IssueRequest {
  readonly unit: CertificateUnit;
  readonly commonName: string;
  readonly names: readonly string[];
  /** Lab clock milliseconds. */
  readonly notBefore: number;
  readonly signer: "self" | "ca";
  /** Makes the serial: the same request of the same seed gets the same one. */
  readonly occasion: string;
}

const isEc = (unit: CertificateUnit): boolean => unit.endsWith("-ECDSA");

/** Issues certificates; the lab CA is made when it is first asked for. */
export class LabPki {
  readonly #seed: number;
  readonly #keys: KeyPool;
  readonly #caSince: number;
  readonly #caName: string;
  #ca: Promise<LabIdentity> | undefined;
  #manufacturing: Promise<LabIdentity> | undefined;

  constructor(options: { seed: number; keys: KeyPool; caSince: number; caName: string }) {
    this.#seed = options.seed;
    this.#keys = options.keys;
    this.#caSince = options.caSince;
    this.#caName = options.caName;
  }

  ca(): Promise<LabIdentity> {
    this.#ca ??= this.#make({
      keyType: "RSA",
      commonName: this.#caName,
      names: [],
      notBefore: this.#caSince,
      notAfter: this.#caSince + 4 * validityMs,
      occasion: "ca",
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      ],
      roles: [],
    });
    return this.#ca;
  }

  /** Cisco's manufacturing CA: signs hardware tokens and the certificates that phones are born with. */
  maker(since: number): Promise<LabIdentity> {
    this.#manufacturing ??= this.#make({
      names: [],
      notBefore: since,
      notAfter: since + 4 * validityMs,
      keyType: "RSA",
      extensions: [new x509.KeyUsagesExtension(digitalSignature, true)],
      roles: [],
      organisation: { OU: "IPCBU", O: "Cisco Systems" },
      commonName: "Cisco Manufacturing CA",
      occasion: "manufacturing",
    });
    return this.#manufacturing;
  }

  /** Hardware tokens (System Administrator Security Tokens): certificates of Cisco's manufacturing CA, made before the cluster. */
  async token(name: string, since: number): Promise<LabIdentity> {
    const cisco = { OU: "IPCBU", O: "Cisco Systems" };
    const long = { names: [], notBefore: since, notAfter: since + 4 * validityMs, keyType: "RSA" } as const;
    const usage = [new x509.KeyUsagesExtension(digitalSignature, true)];
    const maker = { ...long, extensions: usage, roles: [], organisation: cisco };
    const issuer = await this.maker(since);
    return this.#make({ ...maker, commonName: name, occasion: name, roles: [trustRoles.SAST], issuer });
  }

  /** Somebody else's self-signed certificate, for a server or for signing tokens. */
  foreign(what: { name: string; notBefore: number; notAfter: number; occasion: string }): Promise<LabIdentity> {
    return this.#make({
      keyType: "RSA",
      commonName: what.name,
      names: what.name.includes(" ") ? [] : [what.name],
      notBefore: what.notBefore,
      notAfter: what.notAfter,
      occasion: what.occasion,
      extensions: [new x509.KeyUsagesExtension(digitalSignature | keyEncipherment, true)],
      roles: [],
      organisation: { OU: "Identity", O: "Example Co" },
    });
  }

  async issue(request: IssueRequest): Promise<LabIdentity> {
    const issuer = request.signer === "ca" ? await this.ca() : undefined;
    return this.#make({
      keyType: isEc(request.unit) ? "EC" : "RSA",
      commonName: request.commonName,
      names: request.names,
      notBefore: request.notBefore,
      notAfter: request.notBefore + validityMs,
      occasion: request.occasion,
      extensions: extensionsOf(request.unit),
      roles: rolesOf[request.unit],
      ...(issuer === undefined ? {} : { issuer }),
    });
  }

  async #make(what: {
    keyType: "RSA" | "EC";
    commonName: string;
    names: readonly string[];
    notBefore: number;
    notAfter: number;
    occasion: string;
    extensions: readonly x509.Extension[];
    roles: readonly number[];
    issuer?: LabIdentity;
    organisation?: Organisation;
  }): Promise<LabIdentity> {
    const keyPem = await this.#keys.take(what.keyType);
    const serial = serialFor(this.#seed, what.occasion);
    const subject = nameOf(what.commonName, what.organisation);
    const signingPem = what.issuer?.keyPem ?? keyPem;
    const extensions = [...what.extensions];
    if (what.names.length > 0) {
      extensions.push(new x509.SubjectAlternativeNameExtension(what.names.map((value) => ({ type: "dns", value }))));
    }
    const spki = createPublicKey(keyPem).export({ type: "spki", format: "der" });
    const made = await x509.X509CertificateGenerator.create({
      serialNumber: serial,
      subject: subject.der,
      issuer: what.issuer === undefined ? subject.der : nameOf(what.issuer.commonName, what.organisation).der,
      notBefore: wholeSecond(what.notBefore),
      notAfter: wholeSecond(what.notAfter),
      publicKey: spki,
      signingKey: await signingKey(signingPem),
      signingAlgorithm: { name: "ECDSA", hash: "SHA-384" },
      extensions,
    });
    const der = new Uint8Array(made.rawData);
    const read = readCertificate(der);
    const pem = toPem(der);
    return {
      serial: read.serial,
      subject: subject.text,
      issuer: what.issuer?.subject ?? subject.text,
      commonName: what.commonName,
      notBefore: read.notBefore,
      notAfter: read.notAfter,
      keyType: what.keyType,
      selfSigned: what.issuer === undefined,
      description:
        what.issuer === undefined
          ? "Self-signed certificate generated by system"
          : `Certificate Signed by ${what.issuer.commonName}`,
      der,
      pem,
      chainPem: pem + (what.issuer?.pem ?? ""),
      keyPem,
      roles: what.roles,
    };
  }
}

const wholeSecond = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);

/** 16 bytes as CUCM's; the first is 40-7f hex, so that the number is positive and has no leading zero. */
function serialFor(seed: number, occasion: string): string {
  const bytes = seededBytes(seed, "serial", occasion).subarray(0, 16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString("hex");
}

/**
 * CUCM encodes names as C, O, OU, CN, ST, L: the database prints the reverse (`L=..,ST=..,CN=..,OU=..,O=..,C=..`, Cisco document
 * 210541), as Java does; trust lists print CN first.
 */
export function nameOf(
  commonName: string,
  { OU, O, L, ST, C }: Organisation = organisation,
): { readonly text: string; readonly der: x509.Name } {
  const part = (type: string, value: string | undefined) => (value === undefined ? [] : [{ [type]: [value] }]);
  const place = [...part("ST", ST), ...part("L", L)];
  const text = [["L", L] as const, ["ST", ST] as const, ["C", C] as const].flatMap(([type, value]) =>
    value === undefined ? [] : [`,${type}=${value}`],
  );
  return {
    text: `CN=${commonName},OU=${OU},O=${O}${text.join("")}`,
    der: new x509.Name([...part("C", C), { O: [O] }, { OU: [OU] }, { CN: [commonName] }, ...place]),
  };
}

async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const key = createPrivateKey(pem);
  const algorithm =
    key.asymmetricKeyType === "ec"
      ? { name: "ECDSA", namedCurve: "P-384" }
      : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const pkcs8 = key.export({ type: "pkcs8", format: "der" });
  return await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
}

function extensionsOf(unit: CertificateUnit): x509.Extension[] {
  if (unit === "CAPF") {
    return [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(digitalSignature | keyCertSign),
      new x509.ExtendedKeyUsageExtension(serverAndClient),
    ];
  }
  const usage =
    unit.startsWith("tomcat") || unit.startsWith("CallManager") ? keyEncipherment | keyAgreement : keyEncipherment;
  return [
    new x509.KeyUsagesExtension(digitalSignature | usage | dataEncipherment),
    new x509.ExtendedKeyUsageExtension(unit === "ipsec" ? [...serverAndClient, ipsecEndSystem] : serverAndClient),
  ];
}

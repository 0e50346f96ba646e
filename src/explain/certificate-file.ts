// Certificates, chains, requests and PKCS#12 files explained, whatever they are packed in.
import { X509Certificate } from "node:crypto";
import { CertOpsError } from "../domain/errors.ts";
import type { ExplainedFinding, Explanation } from "../domain/explanation.ts";
import type { Json } from "../domain/text.ts";
import { readCertificate, readCertificates } from "../trust/certificate.ts";
import { certificatesOfPkcs7 } from "../trust/pkcs7.ts";
import { isPkcs12, readPkcs12 } from "../trust/pkcs12.ts";
import type { Certificate } from "../trust/types.ts";
import { certificateFacts, validity } from "./certificate-facts.ts";
import { finding, shown } from "./finding.ts";
import type { Locator } from "./locate.ts";

type Format = "pem" | "der" | "pkcs7" | "pkcs12";

/** What one file may hold, as far as it is explained. */
const mostCertificates = 200;

/** `locate` finds the BEGIN lines; without it the file is binary. */
export function explainCertificates(
  certificates: readonly Certificate[],
  format: Format,
  now: number,
  locate?: Locator,
): Explanation {
  const list = certificates.slice(0, mostCertificates);
  const [first] = list;
  if (first === undefined) return damaged(format, locate);
  let from = 0;
  const lines = list.map((one) => {
    const at = locate?.indexOf("BEGIN CERTIFICATE", from) ?? -1;
    if (at !== -1) from = at + 1;
    return { line: at === -1 ? null : at + 1, text: shown(`${one.subject} ${one.serial}`) };
  });
  const findings: ExplainedFinding[] = [];
  list.forEach((one, index) => {
    const line = lines[index];
    const evidence = line === undefined ? [] : [line];
    const name = shown(one.commonName || one.subject, 100);
    findings.push(...validity({ name, notBefore: one.notBefore, notAfter: one.notAfter }, now, evidence));
    if (one.key.type === "RSA" && one.key.bits < 2048) {
      const values = { name, key: `RSA ${one.key.bits}` };
      findings.push(finding("certificate.weak-key", "warning", evidence, { values }));
    }
  });
  const chain = chainOf(list);
  const values = { issuer: shown(chain.open?.issuer ?? ""), name: shown(chain.broken?.commonName ?? "", 100) };
  const at = lines.slice(0, 1);
  if (chain.broken !== undefined) findings.push(finding("certificate.chain-broken", "problem", at, { values }));
  else if (chain.open !== undefined) findings.push(finding("certificate.chain-open", "warning", at, { values }));
  else if (list.length > 1) findings.push(finding("certificate.chain-complete", "ok", at));
  const facts: Record<string, Json> = {
    format,
    ...certificateFacts(first),
    certificates: list.map(certificateFacts),
    chain: {
      complete: chain.open === undefined && chain.broken === undefined,
      missing: chain.open === undefined ? null : chain.open.issuer,
      order: chain.path.map((one) => one.serial),
    },
  };
  return { kind: "certificate", facts, findings };
}

/** From the identity certificate up: issuers by name and by signature (two authorities may share a name). */
function chainOf(list: readonly Certificate[]): {
  path: readonly Certificate[];
  open?: Certificate;
  broken?: Certificate;
} {
  const start = list.find((one) => !one.ca) ?? list[0];
  const path: Certificate[] = [];
  let current = start;
  while (current !== undefined && !path.includes(current)) {
    path.push(current);
    const child: Certificate = current;
    if (child.selfSigned) return { path };
    const named = list.filter((one) => one !== child && one.subject === child.issuer);
    const issuer = named.find((one) => signed(child, one));
    if (issuer === undefined) return named.length > 0 ? { path, broken: child } : { path, open: child };
    current = issuer;
  }
  return { path };
}

function signed(child: Certificate, issuer: Certificate): boolean {
  try {
    return new X509Certificate(child.der).verify(new X509Certificate(issuer.der).publicKey);
  } catch {
    return false; // a key this OpenSSL does not know
  }
}

const damaged = (format: Format, locate?: Locator): Explanation => {
  const at = locate?.indexOf("BEGIN ") ?? -1;
  return {
    kind: "certificate",
    facts: { format, damaged: true, certificates: [] },
    findings: [
      finding("certificate.damaged", "problem", [
        { line: at === -1 ? null : at + 1, text: at === -1 ? "" : "-----BEGIN" },
      ]),
    ],
  };
};

/** PEM blocks in a text that was already freed of quoting; undefined when there is none. */
export async function explainPem(text: string, now: number, locate: Locator): Promise<Explanation | undefined> {
  const request = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  if (request !== undefined) {
    return (await explainRequest(Buffer.from(request, "base64"), "pem", locate)) ?? damaged("pem", locate);
  }
  if (!/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----|-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----/.test(text)) {
    return undefined;
  }
  const packed = certificatesOfPkcs7(text) !== undefined;
  const list = certificatesIn(text);
  return list === undefined || list.length === 0
    ? damaged(packed ? "pkcs7" : "pem", locate)
    : explainCertificates(list, packed ? "pkcs7" : "pem", now, locate);
}

function certificatesIn(given: string | Uint8Array): Certificate[] | undefined {
  try {
    return readCertificates(given);
  } catch (error) {
    if (error instanceof CertOpsError) return undefined;
    throw error;
  }
}

/** DER of any of these; undefined when the bytes are none. `password` opens a PKCS#12 file. */
export async function explainDer(der: Uint8Array, now: number, password?: string): Promise<Explanation | undefined> {
  if (der[0] !== 0x30) return undefined;
  try {
    const one = readCertificate(der);
    // A certificate that something follows is no certificate file: OpenSSL would not mind.
    if (one.der.length + 2 >= der.length) return explainCertificates([one], "der", now);
  } catch (error) {
    if (!(error instanceof CertOpsError)) throw error;
  }
  if (isPkcs12(der)) return explainPkcs12(der, now, password);
  const packed = certificatesOfPkcs7(der);
  if (packed !== undefined) {
    const list = certificatesIn(der);
    return list === undefined ? damaged("pkcs7") : explainCertificates(list, "pkcs7", now);
  }
  return explainRequest(der, "der");
}

const bySide = [{ line: null, text: "" }];

function explainPkcs12(der: Uint8Array, now: number, password: string | undefined): Explanation {
  // Many are exported without a password; nobody needs to be asked for those.
  const read = readPkcs12(der, password ?? "");
  if (read === "wrong-password") {
    const code = password === undefined ? "file.password-needed" : "file.wrong-password";
    const reason = password === undefined ? "password-needed" : "wrong-password";
    return { kind: "unknown", facts: { reason, format: "pkcs12" }, findings: [finding(code, "unknown", bySide)] };
  }
  if (read === "damaged") return damaged("pkcs12");
  const list = read.certificates.flatMap((one) => certificatesIn(one) ?? []);
  const certificates = read.certificates.flatMap((one) => (list.length > 0 ? list.splice(0, 1) : single(one)));
  const explained = explainCertificates(certificates, "pkcs12", now);
  const key = read.privateKeys > 0 ? [finding("file.private-key", "warning", bySide)] : [];
  return {
    ...explained,
    facts: { ...explained.facts, privateKeys: read.privateKeys },
    findings: [...explained.findings, ...key],
  };
}

function single(der: Uint8Array): Certificate[] {
  try {
    return [readCertificate(der)];
  } catch (error) {
    if (error instanceof CertOpsError) return [];
    throw error;
  }
}

const serverAuth = "1.3.6.1.5.5.7.3.1";
const clientAuth = "1.3.6.1.5.5.7.3.2";

async function explainRequest(
  der: Uint8Array,
  format: "pem" | "der",
  locate?: Locator,
): Promise<Explanation | undefined> {
  // Loaded when the first request comes: its library is not small.
  const { readRequest } = await import("../trust/request.ts");
  const request = await readRequest(new Uint8Array(der));
  if (request === undefined) return undefined;
  const at = locate?.indexOf("CERTIFICATE REQUEST") ?? -1;
  const evidence = [{ line: at === -1 ? null : at + 1, text: shown(request.subject) }];
  const { extendedKeyUsage: usage, names } = request;
  const findings: ExplainedFinding[] = [
    request.signatureValid
      ? finding("csr.ready", "ok", evidence, { values: { count: names.length } })
      : finding("csr.signature-invalid", "problem", evidence),
  ];
  if (!usage.includes(serverAuth) || !usage.includes(clientAuth)) {
    findings.push(finding("csr.usage-missing", "warning", evidence));
  }
  if (names.length === 0) findings.push(finding("csr.no-names", "warning", evidence));
  const bits = /^RSA (\d+)$/.exec(request.key)?.[1];
  if (bits !== undefined && Number(bits) < 2048) {
    const values = { name: shown(request.subject, 100), key: request.key };
    findings.push(finding("certificate.weak-key", "warning", evidence, { values }));
  }
  return { kind: "csr", facts: { format, ...request }, findings };
}

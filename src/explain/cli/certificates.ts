// `show cert list own|trust` and `show cert own|trust <unit>` explained.

import { CertOpsError } from "../../domain/errors.ts";
import type { ExplainedFinding } from "../../domain/explanation.ts";
import { parseCertificateList } from "../../signatures/certificate-list.ts";
import { parseOwnCertificate } from "../../signatures/certificate-own.ts";
import { isoOfPrinted } from "../../signatures/printed-date.ts";
import { readCertificate } from "../../trust/certificate.ts";
import type { Certificate } from "../../trust/types.ts";
import { certificateFacts, validity } from "../certificate-facts.ts";
import { facts, finding, shown, timeFact } from "../finding.ts";
import type { Reader } from "../reading.ts";

/** `cucm14-pub.collabiz.ext_791a41de2f3d66a9a4a560204d2feb5a.pem`: common name and serial; CAPF has no serial. */
function nameParts(file: string): { commonName: string; serial: string | null } {
  const bare = file.replace(/\.(?:pem|der)$/, "");
  const found = /^(.{1,200})_([0-9a-fA-F]{4,64})$/.exec(bare);
  return found === null
    ? { commonName: bare, serial: null }
    : { commonName: found[1] ?? "", serial: (found[2] ?? "").toLowerCase().replace(/^0+(?=.)/, "") };
}

export const readCertificateList: Reader = (body, { locate, command }) => {
  if (/default-ca-list/i.test(command ?? "")) return readDefaultCas(body, locate);
  const parsed = parseCertificateList(body);
  if (!parsed.ok) return undefined;
  const list = parsed.value;
  const trust = list.filter((one) => one.unit.endsWith("-trust")).length;
  const scope = trust === 0 ? "own" : trust === list.length ? "trust" : "mixed";
  const caSigned = list.filter((one) => one.signing === "ca-signed");
  const findings: ExplainedFinding[] = [];
  const at = locate.all(list.slice(0, 8).map((one) => `${one.unit}/${one.file}`));
  if (scope === "trust") findings.push(finding("certs.trust-listed", "ok", at, { values: { count: list.length } }));
  else if (caSigned.length > 0) {
    const units = caSigned.map((one) => one.unit).join(", ");
    const lines = caSigned.slice(0, 8).map((one) => `${one.unit}/${one.file}: ${one.description}`);
    findings.push(finding("certs.ca-signed", "warning", locate.all(lines), { values: { units: shown(units) } }));
  } else findings.push(finding("certs.self-signed", "ok", at, { values: { count: list.length } }));
  return {
    facts: {
      scope,
      certificates: list.map((one) => ({
        store: one.unit,
        file: one.file,
        description: one.description,
        signing: one.signing,
        ...(one.unit.endsWith("-trust") ? nameParts(one.file) : {}),
      })),
    },
    findings,
  };
};

/** `show cert default-ca-list`: quoted common names, broken over lines, beside their stores and purpose. */
const readDefaultCas = (body: string, locate: Parameters<Reader>[1]["locate"]): ReturnType<Reader> => {
  const names = [...body.slice(0, 100_000).matchAll(/"([^"]{2,200})/g)].map((found) => found[1] ?? "");
  if (names.length === 0) return undefined;
  const first = (name: string): string => name.split(/\n| {3,}/, 1)[0]?.trim() ?? "";
  return {
    facts: {
      scope: "default-ca",
      certificates: names.map((name) => ({ store: "default-ca", commonName: first(name) })),
    },
    findings: [
      finding("certs.trust-listed", "ok", locate.all([first(names[0] ?? "")]), { values: { count: names.length } }),
    ],
  };
};

/** A PEM that was printed is the truth; the decoded fields only support it. */
function pemOf(pem: string | undefined): Certificate | undefined {
  if (pem === undefined) return undefined;
  try {
    return readCertificate(pem);
  } catch (error) {
    if (error instanceof CertOpsError) return undefined;
    throw error;
  }
}

export const readCertificatePrint: Reader = (body, { locate, now, command }) => {
  const parsed = parseOwnCertificate(body);
  if (!parsed.ok) return undefined;
  const { value, lines } = parsed;
  const labelled = value.subject !== undefined || value.issuer !== undefined;
  const asked = /cert\s+(own|trust)\s+([\w.-]{1,80})/i.exec(command ?? "");
  // A bare PEM without any decoded field is a certificate file, unless the command stands before it.
  if (!labelled && asked === null) return undefined;
  const certificate = pemOf(value.pem);
  const notAfter = certificate?.notAfter ?? isoOfPrinted(value.notAfter ?? "");
  const notBefore = certificate?.notBefore ?? isoOfPrinted(value.notBefore ?? "");
  const dateLines = lines.filter((line) => /validity|\bto\s*:|date/i.test(line));
  const at = locate.all(dateLines.length > 0 ? dateLines : lines);
  const layout = /\[\d+\]\s*Version|SubjectDN|IssuerDN|Start Date/i.test(body) ? "bouncycastle" : "classic";
  const own = {
    unit: asked?.[2] ?? null,
    store: asked?.[1]?.toLowerCase() ?? null,
    layout,
    pem: value.pem !== undefined,
  };
  const printed = facts({
    serial: value.serial,
    subject: value.subject,
    issuer: value.issuer,
    ...timeFact("notBefore", value.notBefore),
    ...timeFact("notAfter", value.notAfter),
    selfSigned: value.subject !== undefined && value.issuer !== undefined ? value.subject === value.issuer : undefined,
  });
  return {
    facts: { ...own, ...printed, ...(certificate === undefined ? {} : certificateFacts(certificate)) },
    findings:
      notAfter === undefined
        ? [finding("certificate.dates-missing", "unknown", locate.all(lines))]
        : validity({ name: shown(asked?.[2] ?? value.subject ?? "?"), notBefore, notAfter }, now, at),
  };
};

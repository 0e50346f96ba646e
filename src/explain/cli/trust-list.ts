// `show ctl` and `show itl` explained.

import type { TrustListKind } from "../../domain/cluster.ts";
import type { ExplainedFinding } from "../../domain/explanation.ts";
import { parseTrustListPrint } from "../../signatures/trust-list-print.ts";
import { facts, finding, shown, timeFact } from "../finding.ts";
import type { Reader } from "../reading.ts";

/** The largest ITL that phones take: above it they do not register (Security Guide 15, default security). */
const largestForPhones = 64 * 1024;

export const readTrustListPrint =
  (kind: TrustListKind): Reader =>
  (body, { locate }) => {
    const parsed = parseTrustListPrint(kind, body);
    if (!parsed.ok) return undefined;
    const { value, lines } = parsed;
    const at = locate.all(lines);
    const scenario = kind === "ITL" ? "phones-unregistered" : "secure-phones-unregistered";
    if (value.absent) {
      return {
        facts: { list: kind, present: false, records: [] },
        findings: [
          kind === "ITL"
            ? finding("itl.absent", "problem", at, { scenario })
            : finding("ctl.absent", "warning", at, { scenario }),
        ],
      };
    }
    const findings: ExplainedFinding[] = [];
    const values = { kind, count: value.records.length, signer: shown(value.signerName ?? "?") };
    const complete = value.records.length > 0 && value.abridged !== true && value.signerSerial !== undefined;
    if (value.verified) findings.push(finding("list.verified", "ok", at, { values }));
    else if (/file was not verified|verification (?:of the \w+ file )?failed|error parsing the/i.test(body)) {
      const line = /[^\n]{0,120}(?:not verified|verification[^\n]{0,40}failed|error parsing the)[^\n]{0,80}/i.exec(
        body,
      );
      findings.push(finding("list.not-verified", "problem", locate.all([line?.[0] ?? ""]), { values, scenario }));
    } else findings.push(finding("list.incomplete", "unknown", at, { values }));
    const signerInside =
      value.signerSerial === undefined || value.records.some((record) => record.serial === value.signerSerial);
    if (complete && value.verified && !signerInside) {
      findings.push(finding("list.signer-not-inside", "warning", at, { values, scenario }));
    }
    if (kind === "ITL" && (value.length ?? 0) > largestForPhones) {
      findings.push(
        finding("itl.too-large", "problem", locate.all([`Length of ITL file: ${value.length}`]), { scenario }),
      );
    }
    return {
      facts: facts({
        list: kind,
        present: true,
        md5: value.md5,
        sha1: value.sha1,
        length: value.length,
        ...timeFact("modified", value.modified),
        signer:
          value.signerName === undefined && value.signerSerial === undefined
            ? undefined
            : { name: value.signerName ?? null, serial: value.signerSerial ?? null },
        verified: value.verified,
        complete,
        records: value.records.map((record, index) =>
          facts({
            number: index + 1,
            function: record.printedRole,
            role: record.role,
            dnsName: record.dnsName,
            subject: record.subject,
            issuer: record.issuer,
            serial: record.serial,
            certificateSha1: record.certificateSha1 === "" ? null : record.certificateSha1,
            signedTheList: record.signed ?? null,
          }),
        ),
      }),
      findings,
    };
  };

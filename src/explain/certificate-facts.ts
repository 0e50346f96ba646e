// A certificate's facts and what its dates and key mean; shared by files and by what a node printed.
import type { ExplainedFinding, ExplainedLine } from "../domain/explanation.ts";
import type { Json } from "../domain/text.ts";
import type { Certificate } from "../trust/types.ts";
import { finding } from "./finding.ts";

const dayMs = 24 * 3600 * 1000;
/** As the checks judge it: within this the renewal should be planned. */
const soonDays = 30;

export const certificateFacts = (one: Certificate): Record<string, Json> => ({
  subject: one.subject,
  issuer: one.issuer,
  commonName: one.commonName,
  serial: one.serial,
  notBefore: one.notBefore,
  notAfter: one.notAfter,
  names: one.names,
  key: `${one.key.type} ${one.key.bits}`,
  selfSigned: one.selfSigned,
  ca: one.ca,
  extendedKeyUsage: one.extendedKeyUsage,
  sha256: one.sha256,
});

/** Exactly one finding: over, not begun, ending soon, or valid. Times without a zone count as UTC. */
export function validity(
  one: { readonly name: string; readonly notBefore: string | undefined; readonly notAfter: string },
  now: number,
  at: readonly ExplainedLine[],
): ExplainedFinding[] {
  const until = Date.parse(one.notAfter.endsWith("Z") ? one.notAfter : `${one.notAfter}Z`);
  const from = one.notBefore === undefined ? 0 : Date.parse(one.notBefore.replace(/Z?$/, "Z"));
  const values = { name: one.name, until: { date: new Date(until).toISOString() } };
  if (until < now) return [finding("certificate.expired", "problem", at, { values })];
  if (from > now) {
    const begins = { ...values, from: { date: new Date(from).toISOString() } };
    return [finding("certificate.not-yet-valid", "problem", at, { values: begins })];
  }
  const days = Math.floor((until - now) / dayMs);
  if (days <= soonDays) {
    return [finding("certificate.expiring", "warning", at, { values: { ...values, days } })];
  }
  return [finding("certificate.valid", "ok", at, { values: { ...values, days } })];
}

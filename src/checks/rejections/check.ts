// Which phones Cisco CallManager turned away, and why: the reason's number means what the table of its status says.
import { publisherOf } from "../../domain/cluster.ts";
import { isApp } from "../../domain/device-name.ts";
import { say } from "../../i18n/say.ts";
import type { PhoneRegistration } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { readPhones, readRegistrations } from "../reads.ts";

const id = "rejections";

/** CcmDevRegFailCauseCode: those that speak of certificates and security modes. */
export const rejectReasons = {
  authenticationError: 10,
  invalidX509NameInCertificate: 11,
  invalidTLSCipher: 12,
  securityMismatch: 28,
} as const;
const explained = new Set<number>(Object.values(rejectReasons));

export interface RejectionsFacts {
  /** Phones with status Rejected, by reason; undefined when RisPort70 could not be asked. */
  readonly byReason: ReadonlyMap<number, readonly PhoneRegistration[]> | undefined;
}

export const rejectionsCheck = defineCheck<typeof id, RejectionsFacts>({
  id,
  title: say("checks.rejections.title"),
  async run(context: CheckContext): Promise<RejectionsFacts> {
    const publisher = publisherOf(context.systems.cluster);
    const configured = await readPhones(context, id, publisher);
    if (!configured.ok) return { byReason: undefined };
    const names = configured.value.map((phone) => phone.name);
    const reading = await readRegistrations(context, id, publisher, names);
    if (!reading.ok) return { byReason: undefined };
    const rejected = reading.value.filter(({ name, status }) => status === "Rejected" && !isApp(name));
    const byReason = Map.groupBy(rejected, (phone) => phone.statusReason);
    for (const [reason, phones] of byReason) {
      const [first] = phones;
      const values = { count: phones.length, reason: first?.reasonText ?? "", code: reason };
      context.emit({
        id: `${id}:${reason}`,
        check: id,
        code: "phones.rejected",
        verdict: "problem",
        title: say("checks.rejections.rejected", values),
        ...(explained.has(reason) ? { means: say(`checks.rejections.means-${reason as 10 | 11 | 12 | 28}`) } : {}),
        evidence: [reading.evidence],
      });
    }
    if (rejected.length === 0) {
      context.emit({
        id: `${id}:none`,
        check: id,
        code: "phones.none-rejected",
        verdict: "ok",
        title: say("checks.rejections.none"),
        evidence: [reading.evidence],
      });
    }
    return { byReason };
  },
});

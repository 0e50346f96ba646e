// Renewing ITLRecovery before it expires, by the guide's own procedure (Security Guide 15): phones are reset twice, none is lost.
import { publisherOf } from "../../domain/cluster.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import { type Phrase, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { signsWithItlRecovery } from "../../trust/releases.ts";
import { judgeForPhones } from "../../trust/remedies-for-phones.ts";
import type { ConclusionInput } from "../scenario.ts";
import { reasonText } from "./reasons.ts";
import type { PhonesSituation } from "./situation.ts";

/** Offered while no phone is lost, from 12.0 on, when ITLRecovery is over or will be within 30 days. */
export function recoveryProcedure(input: ConclusionInput, situation: PhonesSituation): Remedy | undefined {
  const due = input.findings.some(
    (finding) =>
      ["certificate.expired", "certificate.expiring"].includes(finding.code) &&
      finding.title.values?.unit === "ITLRecovery",
  );
  if (!due || !situation.releaseKnown || !signsWithItlRecovery(situation.trust.release)) return undefined;
  const mixed = situation.trust.mode === "mixed";
  const wanted = mixed ? "ctl-localkey" : "itl-localkey";
  const verdict = judgeForPhones(
    situation.trust,
    situation.groups.map(({ group }) => group),
  ).find(({ remedy }) => remedy === wanted);
  if (verdict === undefined) return undefined;
  return {
    id: "itlrecovery-procedure",
    title: verbatim("set cert regen ITLRecovery"),
    feasibility: verdict.feasibility,
    reason: reasonText(verdict, situation),
    inSupportDocument: false,
    impact: "high",
    phones: situation.groups.reduce((sum, { phones }) => sum + phones.length, 0),
    runbook: verdict.feasibility === "cannot-work" ? [] : recoverySteps(publisherOf(input.cluster).name, mixed),
  };
}

/** The guide’s own order; `mixed`: the CTL is signed and updated too. */
export function recoverySteps(publisher: string, mixed: boolean): readonly RunbookStep[] {
  const person = (text: Phrase, command: string): RunbookStep => ({ by: "person", text, command });
  const phones = "Cisco Unified CM Administration > System > Enterprise Parameters > Reset";
  const reset = person(say("trust.procedure.reset"), phones);
  const registered = person(say("scenario.phones.hand.watch"), "Cisco Unified CM Administration > Device > Phone");
  return [
    person(say("trust.procedure.check"), mixed ? "show itl, show ctl" : "show itl"),
    person(say("trust.procedure.back-up-key", { node: publisher }), "file get tftp ITLRecovery.p12"),
    person(say("trust.procedure.regenerate", { node: publisher }), "set cert regen ITLRecovery"),
    person(
      say("trust.procedure.localkey", { node: publisher }),
      mixed ? "utils ctl reset localkey" : "utils itl reset localkey",
    ),
    reset,
    registered,
    mixed
      ? person(say("trust.procedure.ctl", { node: publisher }), "utils ctl update CTLFile")
      : person(say("trust.procedure.tftp"), "utils service restart Cisco Tftp"),
    reset,
    person(say("scenario.phones.hand.backup"), "Disaster Recovery System > Backup > Manual Backup"),
    person(say("trust.procedure.sso"), "utils sso status"),
  ];
}

// What the remedies of Mobile and Remote Access are made of: their ids, their shape, and the steps that people do.
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";

export const mraRemedyIds = [
  "trust-repair",
  "trust-by-hand",
  "remove-namesake",
  "sign-ecdsa",
  "read-trust",
  "restart-expressway",
  "restart-doors",
  "fix-name",
  "renew-expired",
  "start-services",
  "wake-peer",
  "verify-origin-off",
  "collect-log",
] as const;
export type RemedyId = (typeof mraRemedyIds)[number];

export const base = (id: RemedyId, feasibility: Remedy["feasibility"], reason: Phrase): Remedy => ({
  id,
  title: say(`mra.remedy.${id}`),
  feasibility,
  reason,
  inSupportDocument: false,
  impact: "medium",
  runbook: [],
});

export const hand = (
  id: Exclude<RemedyId, "trust-repair" | "collect-log">,
  feasibility: Remedy["feasibility"],
  runbook: readonly RunbookStep[],
): Remedy => ({
  ...base(id, feasibility, say(`mra.reason.${id}`)),
  runbook,
});

export type HandStep =
  | "after-hours"
  | "renew-cucm"
  | "renew-peer"
  | "wake"
  | "start"
  | "restart-peer"
  | "pin-peer"
  | "remove-namesake"
  | "sign-ecdsa"
  | "verify-off"
  | "download-ca"
  | "download-own"
  | "upload-to-expressway"
  | "show-pem"
  | "upload-tomcat-trust"
  | "upload-callmanager-trust"
  | "restart-callmanager"
  | "restart-tftp"
  | "restart-tomcat"
  | "restart-haproxy"
  | "sign-in"
  | "fix-server-entry"
  | "refresh-servers";

export function step(name: HandStep, command?: string, values?: Phrase["values"], at = 0): RunbookStep {
  const text = values === undefined ? say(`mra.hand.${name}`) : say(`mra.hand.${name}`, values);
  const id = at === 0 ? name : `${name}-${at + 1}`;
  return command === undefined ? { id, by: "person", text } : { id, by: "person", text, command };
}

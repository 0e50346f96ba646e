// What mends secure phones: the document's way, the way without its detour, and what people can do; the least disturbing that works first.
import { publisherOf } from "../../domain/cluster.ts";
import type { PlanStep } from "../../domain/plan.ts";
import type { Cause, Remedy, RunbookStep } from "../../domain/report.ts";
import { type Text, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { giveBackRemedy } from "./give-back.ts";
import { ctlPlan, detourPlan, existingPlan, tidyPlan, trialPlan, unusedCopies } from "./plans.ts";
import type { SecureSituation } from "./situation.ts";

export const secureRemedyIds: readonly string[] = [
  "lsc-detour",
  "lsc-existing",
  "trial",
  "former-capf",
  "ctl-update",
  "tidy-copies",
  "give-back",
  "apply-config",
  "fix-name",
  "allow-cipher",
];

const person = (text: Text, command?: string): RunbookStep =>
  command === undefined ? { by: "person", text } : { by: "person", text, command };

const phonePage = "Cisco Unified CM Administration > Device > Phone";

/** Each step of a plan in words, with what is sent; a person's steps after it. */
function runbook(steps: readonly PlanStep[]): RunbookStep[] {
  return steps.map(({ change, command, restores }) => ({
    by: "bot",
    text: say(
      restores === undefined ? `scenario.secure.step.${change.kind as StepKind}` : "scenario.secure.step.give-back",
    ),
    command: "node" in change ? `${change.node}: ${command}` : command,
  }));
}

type StepKind =
  | "update-ctl"
  | "restart-service"
  | "reset-phones"
  | "copy-security-profile"
  | "remove-security-profile"
  | "apply-security-profile"
  | "install-lsc"
  | "wait-for-phones";

const afterwards: readonly RunbookStep[] = [
  person(say("scenario.secure.hand.check-status"), `${phonePage}: Certificate Operation Status`),
  person(say("scenario.secure.hand.backup"), "Disaster Recovery System > Backup > Manual Backup"),
];

/** In a cluster that is not secure, profiles have no effect that could be given back. */
export const secureRemedies = (input: ConclusionInput, situation: SecureSituation, cause: Cause): readonly Remedy[] => [
  ...byCause(input, situation, cause),
  ...(situation.mode === "non-secure" ? [] : giveBackRemedy(input)),
];

function byCause(input: ConclusionInput, situation: SecureSituation, cause: Cause): readonly Remedy[] {
  const lost = situation.lost.map((phone) => phone.name);
  const existing = existingRemedy(input, situation);
  switch (cause.code) {
    case "lsc-issuer-not-trusted":
    case "lsc-expired":
    case "lsc-former-issuer": {
      const sure = cause.certainty === "proved";
      const former = cause.code === "lsc-issuer-not-trusted" ? [formerRemedy(input, situation)] : [];
      const trial = sure ? [] : trialRemedy(input, situation);
      return [...trial, detourRemedy(input, situation, sure), ...former, ...existing];
    }
    case "server-not-in-ctl":
      return [ctlRemedy(input, lost)];
    case "security-mismatch":
      return [byHand("apply-config", lost.length, "works", [person(say("scenario.secure.hand.apply"), phonePage)])];
    case "name-mismatch":
      return [byHand("fix-name", lost.length, "depends", [person(say("scenario.secure.hand.name"), phonePage)])];
    case "no-common-cipher":
      return [
        byHand("allow-cipher", lost.length, "depends", [
          person(say("scenario.secure.hand.cipher"), "System > Enterprise Parameters > TLS Ciphers"),
        ]),
      ];
    case "secure-registered":
    case "secure-registered-troubled":
      return [...(situation.renewable.length > 0 ? existing : []), ...tidyRemedy(input)];
    case "not-explained":
      return trialRemedy(input, situation);
    default:
      return [];
  }
}

function detourRemedy(input: ConclusionInput, situation: SecureSituation, sure: boolean): Remedy {
  const { capf, lost } = situation;
  const usable = capf?.certificate !== undefined && Date.parse(capf.certificate.notAfter) > input.now;
  const plan = usable && lost.length > 0 ? detourPlan(input, situation) : undefined;
  const reason = !usable ? "no-capf" : sure ? "detour" : "detour-unproved";
  return {
    id: "lsc-detour",
    title: say("scenario.secure.remedy.lsc-detour"),
    feasibility: plan === undefined ? "cannot-work" : sure ? "works" : "depends",
    reason: say(`scenario.secure.reason.${reason}`, { capf: capf?.certificate?.commonName ?? "?" }),
    inSupportDocument: true,
    impact: "high",
    phones: lost.length,
    runbook: plan === undefined ? [] : [...runbook(plan.steps), ...afterwards],
    ...(plan === undefined ? {} : { plan }),
  };
}

/** For those that are registered and hold an LSC of a former CAPF; for lost ones it says why it cannot work. */
function existingRemedy(input: ConclusionInput, { renewable, lost }: SecureSituation): Remedy[] {
  const plan = renewable.length === 0 ? undefined : existingPlan(input, renewable);
  if (plan === undefined && lost.length === 0) return [];
  return [
    {
      id: "lsc-existing",
      title: say("scenario.secure.remedy.lsc-existing"),
      feasibility: plan === undefined ? "cannot-work" : "works",
      reason: say(plan === undefined ? "scenario.secure.reason.existing-lost" : "scenario.secure.reason.existing", {
        phones: renewable.length,
      }),
      inSupportDocument: false,
      impact: "high",
      phones: plan === undefined ? lost.length : renewable.length,
      runbook: plan === undefined ? [] : [...runbook(plan.steps), ...afterwards],
      ...(plan === undefined ? {} : { plan }),
    },
  ];
}

/** Nothing is out: what the bot left in the configuration can go. */
function tidyRemedy(input: ConclusionInput): Remedy[] {
  const copies = unusedCopies(input);
  if (copies.length === 0) return [];
  const plan = tidyPlan(input, copies);
  return [
    {
      id: "tidy-copies",
      title: say("scenario.secure.remedy.tidy-copies"),
      feasibility: "works",
      reason: say("scenario.secure.reason.tidy", { count: copies.length, copies: copies.join(", ") }),
      inSupportDocument: false,
      impact: "low",
      phones: 0,
      runbook: runbook(plan.steps),
      plan,
    },
  ];
}

function trialRemedy(input: ConclusionInput, { secure, lost }: SecureSituation): Remedy[] {
  const [first] = lost;
  const phone = secure.find((one) => one.name === first?.name);
  if (phone === undefined) return [];
  const plan = trialPlan(input, phone);
  return [
    {
      id: "trial",
      title: say("scenario.secure.remedy.trial", { phone: phone.name }),
      feasibility: "depends",
      reason: say("scenario.secure.reason.trial"),
      inSupportDocument: true,
      impact: "high",
      phones: 1,
      runbook: runbook(plan.steps),
      plan,
    },
  ];
}

/** Cisco document 200860: the certificate that signed the LSCs back into CallManager-trust. No phone is touched. */
function formerRemedy(input: ConclusionInput, { untrusted, lost }: SecureSituation): Remedy {
  const node = publisherOf(input.cluster).name;
  return {
    id: "former-capf",
    title: say("scenario.secure.remedy.former-capf"),
    feasibility: "depends",
    reason: say("scenario.secure.reason.former-capf", { phones: untrusted?.length ?? lost.length }),
    inSupportDocument: false,
    impact: "high",
    phones: lost.length,
    runbook: [
      person(say("scenario.secure.hand.find-capf")),
      person(
        say("scenario.secure.hand.upload", { node }),
        "Cisco Unified OS Administration > Security > Certificate Management > Upload: CallManager-trust",
      ),
      person(say("scenario.secure.hand.restart-ccm"), "utils service restart Cisco CallManager"),
      person(say("scenario.secure.hand.later")),
    ],
  };
}

function ctlRemedy(input: ConclusionInput, phones: readonly string[]): Remedy {
  const plan = ctlPlan(input, phones);
  return {
    id: "ctl-update",
    title: verbatim("utils ctl update CTLFile"),
    feasibility: "works",
    reason: say("scenario.secure.reason.ctl"),
    inSupportDocument: false,
    impact: "high",
    phones: phones.length,
    runbook: [...runbook(plan.steps), ...afterwards.slice(1)],
    plan,
  };
}

const byHand = (
  id: "apply-config" | "fix-name" | "allow-cipher",
  phones: number,
  feasibility: "works" | "depends",
  steps: readonly RunbookStep[],
): Remedy => ({
  id,
  title: say(`scenario.secure.remedy.${id}`),
  feasibility,
  reason: say(`scenario.secure.reason.${id}`),
  inSupportDocument: false,
  impact: "medium",
  phones,
  runbook: steps,
});

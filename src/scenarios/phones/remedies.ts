// What mends silent phones: every remedy that people know, judged by the trust rule for this cluster, the ones that work first.
import { publisherOf } from "../../domain/cluster.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import { type Text, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { TrustRemedyId } from "../../trust/remedies.ts";
import { type CombinedVerdict, judgeForPhones } from "../../trust/remedies-for-phones.ts";
import type { ConclusionInput } from "../scenario.ts";
import { ctlLocalkeyPlan, itlLocalkeyPlan, tftpNodes } from "./plans.ts";
import { reasonText } from "./reasons.ts";
import type { PhonesSituation } from "./situation.ts";

/** The seed's two options, in its order, then the others that Cisco documents name. */
const shown = [
  "factory-reset",
  "itl-localkey",
  "ctl-localkey",
  "itl-remotekey",
  "delete-lists",
  "rollback-parameter",
  "drs-restore",
] as const satisfies readonly TrustRemedyId[];
type Shown = (typeof shown)[number];

export const phoneRemedyIds: readonly string[] = [
  ...shown,
  "start-service",
  "start-tvs",
  "open-tvs",
  "rebuild-list",
  "finish-renewal",
  "shrink-list",
  "itlrecovery-procedure",
  "load-from-publisher",
];

const inSupportDocument: ReadonlySet<string> = new Set(["factory-reset", "itl-localkey"]);

/** How much a remedy disturbs: the least first among those that work. */
const disturbance: Readonly<Record<Shown, number>> = {
  "itl-localkey": 1,
  "ctl-localkey": 2,
  "itl-remotekey": 3,
  // Every phone then takes anything, and HTTPS services stop until it is switched off again.
  "rollback-parameter": 4,
  "delete-lists": 5,
  "factory-reset": 6,
  "drs-restore": 7,
};
/** So many phones a person clears in an hour; and the others must be at least ten times as many. */
const few = { most: 50, others: 10 } as const;

/** A list that is signed anew resets every registered phone twice: for a handful that is more disturbance than to walk to them. */
function clearsFew(input: ConclusionInput, { remedy, reason }: CombinedVerdict, phones: number): boolean {
  const registered = input.facts.registrations?.registered ?? 0;
  // Where lists have to be made anew first, the others are disturbed all the same.
  const alone = remedy === "delete-lists" && reason === "clears-what-phones-hold";
  return alone && phones <= few.most && registered >= phones * few.others;
}

const standing = { works: 0, depends: 1, "cannot-work": 2, "last-resort": 3 } as const;

/** What works first; the order within stays. */
export const byStanding = (a: Remedy, b: Remedy): number => standing[a.feasibility] - standing[b.feasibility];

/** Remedies for phones that cannot follow the served list. `phones`: the ones it is about. */
export function trustRemedies(
  input: ConclusionInput,
  situation: PhonesSituation,
  phones: readonly string[],
): readonly Remedy[] {
  const about = new Set(phones);
  const groups = situation.groups
    .map((group) => ({ ...group.group, phones: group.phones.filter((name) => about.has(name)).length }))
    .filter((group) => group.phones > 0);
  const verdicts = judgeForPhones(situation.trust, groups);
  const rank = (verdict: CombinedVerdict & { remedy: Shown }): number =>
    clearsFew(input, verdict, phones.length) ? 0 : disturbance[verdict.remedy];
  return verdicts
    .filter((verdict): verdict is CombinedVerdict & { remedy: Shown } =>
      (shown as readonly string[]).includes(verdict.remedy),
    )
    .sort((a, b) => standing[a.feasibility] - standing[b.feasibility] || rank(a) - rank(b))
    .map((verdict) => remedy(input, situation, verdict, phones));
}

function remedy(
  input: ConclusionInput,
  situation: PhonesSituation,
  verdict: CombinedVerdict & { readonly remedy: Shown },
  phones: readonly string[],
): Remedy {
  const feasible = verdict.feasibility === "works" || verdict.feasibility === "depends";
  const plan = !feasible
    ? undefined
    : verdict.remedy === "itl-localkey"
      ? itlLocalkeyPlan(input, situation, verdict.feasibility)
      : verdict.remedy === "ctl-localkey"
        ? ctlLocalkeyPlan(input, situation, verdict.feasibility)
        : undefined;
  return {
    id: verdict.remedy,
    title: title(verdict),
    feasibility: verdict.feasibility,
    reason:
      verdict.feasibility === "works" && clearsFew(input, verdict, phones.length)
        ? say("trust.reason.few", { phones: phones.length, others: input.facts.registrations?.registered ?? 0 })
        : reasonText(verdict, situation),
    inSupportDocument: inSupportDocument.has(verdict.remedy),
    impact: verdict.remedy === "delete-lists" ? "medium" : "high",
    phones: phones.length,
    runbook:
      plan === undefined
        ? [...listsFirst(input, verdict), ...byHand(input, verdict)]
        : plan.steps.map((step) => botStep(step.command, step.change)),
    ...(plan === undefined ? {} : { plan }),
  };
}

const title = (verdict: CombinedVerdict): Text =>
  verdict.command === undefined
    ? say(
        `scenario.phones.remedy.${verdict.remedy as "factory-reset" | "delete-lists" | "drs-restore" | "rollback-parameter"}`,
      )
    : verbatim(verdict.command);

function botStep(command: string, change: { readonly kind: string; readonly node?: string }): RunbookStep {
  const kind = change.kind as
    | "reset-itl"
    | "reset-ctl"
    | "update-ctl"
    | "restart-service"
    | "reset-phones"
    | "wait-for-phones";
  return {
    by: "bot",
    text: say(`scenario.phones.step.${kind}`),
    command: change.node === undefined ? command : `${change.node}: ${command}`,
  };
}

/** Lists that do not fit together bind a cleared phone: they are made to fit before anybody touches phones. */
const listsFirst = (input: ConclusionInput, { listsFirst: steps = [] }: CombinedVerdict): readonly RunbookStep[] =>
  steps.flatMap((step) =>
    step === "update-ctl"
      ? [person(say("phones-lists.hand.ctl", { node: publisherOf(input.cluster).name }), "utils ctl update CTLFile")]
      : tftpNodes(input).map((node) =>
          person(say("phones-lists.hand.tftp", { node }), "utils service restart Cisco Tftp"),
        ),
  );

const person = (text: RunbookStep["text"], command?: string): RunbookStep =>
  command === undefined ? { by: "person", text } : { by: "person", text, command };

function byHand(input: ConclusionInput, verdict: CombinedVerdict & { readonly remedy: Shown }): readonly RunbookStep[] {
  const publisher = publisherOf(input.cluster).name;
  const afterwards = [
    person(say("scenario.phones.hand.watch"), "Cisco Unified CM Administration > Device > Phone"),
    person(say("scenario.phones.hand.backup"), "Disaster Recovery System > Backup > Manual Backup"),
  ];
  switch (verdict.remedy) {
    case "factory-reset":
      return [
        person(say("scenario.phones.hand.factory-reset"), "Settings > Admin settings > Reset settings > All settings"),
        ...afterwards,
      ];
    case "delete-lists":
      return [
        person(
          say("scenario.phones.hand.delete-lists"),
          "Settings > Admin settings > Reset settings > Security settings",
        ),
        ...afterwards,
      ];
    case "itl-remotekey":
      return verdict.feasibility === "cannot-work"
        ? []
        : [
            person(
              say("scenario.phones.hand.find-key", { serials: (verdict.neededSerials ?? []).join(", ") || "?" }),
              "ITLRecovery.p12",
            ),
            person(say("scenario.phones.hand.remotekey", { node: publisher }), "utils itl reset remotekey"),
            ...afterwards,
          ];
    case "rollback-parameter":
      return verdict.feasibility === "cannot-work" ? [] : rollbackSteps();
    case "drs-restore":
      return verdict.feasibility === "cannot-work"
        ? []
        : [
            person(say("scenario.phones.hand.tac")),
            person(say("scenario.phones.hand.restore"), "Disaster Recovery System > Restore > Restore Wizard"),
            ...afterwards,
          ];
    case "itl-localkey":
    case "ctl-localkey":
      return [];
  }
}

/** Security Guide 15: on, TVS and TFTP, phones; and all of it again when it is switched off. */
function rollbackSteps(): readonly RunbookStep[] {
  const parameter = "Cisco Unified CM Administration > System > Enterprise Parameters";
  const restarts = [
    person(say("trust.rollback.restart"), "utils service restart Cisco Trust Verification Service"),
    person(say("trust.rollback.restart"), "utils service restart Cisco Tftp"),
    person(say("trust.procedure.reset"), `${parameter} > Reset`),
  ];
  return [
    person(say("trust.rollback.on"), parameter),
    ...restarts,
    person(say("trust.rollback.off"), parameter),
    ...restarts,
  ];
}

/** A damaged or missing ITL is built anew when Cisco Tftp starts (facts cucm.md 1.4). */
export function rebuildListRemedy(nodes: readonly string[], phones: number): Remedy {
  return {
    id: "rebuild-list",
    title: verbatim("utils service restart Cisco Tftp"),
    feasibility: "depends",
    reason: say("scenario.phones.reason.rebuild", { nodes: nodes.join(", ") }),
    inSupportDocument: false,
    impact: "high",
    phones,
    runbook: nodes.map((node) =>
      person(say("scenario.phones.hand.restart-tftp", { node }), "utils service restart Cisco Tftp"),
    ),
  };
}

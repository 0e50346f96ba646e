// What mends 802.1X: the certificate beside the old one on the server, the former one back, the document's way with a bypass and new LSCs.
import type { PlanDraft } from "../../domain/plan.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { Dot1xCause } from "./cause.ts";
import { reissuePlan } from "./plans.ts";
import type { Dot1xSituation } from "./situation.ts";

export const dot1xRemedyIds: readonly string[] = [
  "dot1x-add-capf",
  "dot1x-restore-former",
  "dot1x-reissue",
  "dot1x-server",
  "dot1x-server-certificate",
  "dot1x-maker",
  "dot1x-port",
];

const person = (id: string, text: Phrase, command?: string): RunbookStep => ({
  id,
  by: "person",
  text,
  ...(command === undefined ? {} : { command }),
});

const certificatePage =
  "Cisco Unified OS Administration > Security > Certificate Management > CAPF > Download .PEM File";

/** Where the certificate is added, by the kind of server. */
const places = {
  ise: "Administration > System > Certificates > Trusted Certificates > Import",
  asa: "crypto ca trustpoint CAPF-NEW; enrollment terminal; crypto ca authenticate CAPF-NEW",
  freeradius: "cat CAPF.pem >> ca.pem; systemctl restart freeradius",
  "ca-file": undefined,
} as const;

type Input = ConclusionInput;

export function dot1xRemedies(input: Input, situation: Dot1xSituation, cause: Dot1xCause): readonly Remedy[] {
  switch (cause.code) {
    case "present-not-trusted":
      return [addCapf(situation, cause), ...reissue(input, situation)];
    case "former-not-trusted":
      return [...restoreFormer(situation, cause), ...addIfMissing(situation, cause), ...reissue(input, situation)];
    case "authority-expired":
      return [...addIfMissing(situation, cause), ...reissue(input, situation)];
    case "refused-later":
      return [...addIfMissing(situation, cause), ...restoreFormer(situation, cause), ...reissue(input, situation)];
    case "all-in":
      return [...addIfMissing(situation, cause), ...reissue(input, situation)];
    case "maker-not-trusted":
      return [byHand("maker", situation.lost.length, ["maker", "retry"])];
    case "server-silent":
      return [byHand("server", situation.lost.length, ["server", "retry"])];
    case "server-certificate":
      return [byHand("server-certificate", situation.lost.length, ["server-certificate", "retry"])];
    case "not-asked":
    case "let-in":
      return [byHand("port", situation.lost.length, ["port", "vlan"])];
    default:
      return [];
  }
}

/** Download, and add beside the old one; once for each server that lacks it. */
function addSteps({ read, unread, dropped, trust }: Dot1xSituation): RunbookStep[] {
  const capf = trust?.capf?.commonName ?? "CAPF";
  const kindOf = (name: string) => unread.find(({ server }) => server.name === name)?.server.kind ?? "ca-file";
  const lacking = [
    ...read.filter((one) => !one.present).map(({ server }) => server),
    ...dropped.filter((one) => !one.present).map(({ server }) => ({ name: server, kind: kindOf(server) })),
  ];
  const add = lacking.map(({ name, kind }) =>
    person(`add-${name}`, say("scenario.dot1x.hand.add", { server: name, capf }), places[kind]),
  );
  return [
    person("download", say("scenario.dot1x.hand.download", { capf }), certificatePage),
    ...(add.length > 0 ? add : [person("add", say("scenario.dot1x.hand.add-somewhere", { capf }))]),
    person("check-again", say("scenario.dot1x.hand.check-again")),
  ];
}

function addCapf(situation: Dot1xSituation, { certainty }: Dot1xCause): Remedy {
  const { trust, lost, refused } = situation;
  const capf = trust?.capf?.commonName ?? "?";
  const phones = lost.filter((name) => refused.get(name) === capf).length;
  const sure = certainty === "proved" || certainty === "healthy";
  return {
    id: "dot1x-add-capf",
    title: say("scenario.dot1x.remedy.add-capf", { capf }),
    feasibility: sure ? "works" : "depends",
    reason: say("scenario.dot1x.reason.add-capf", { capf, phones }),
    inSupportDocument: true,
    impact: "low",
    phones,
    runbook: [...addSteps(situation), person("retry", say("scenario.dot1x.hand.retry"))],
  };
}

const addIfMissing = (situation: Dot1xSituation, cause: Dot1xCause): Remedy[] =>
  [...situation.read, ...situation.dropped].every(({ present }) => present) ? [] : [addCapf(situation, cause)];

/** Facts cucm.md 1: the former CAPF stays on the server until every phone has a new LSC [200860, 212214]. */
function restoreFormer({ trust, refused, expired }: Dot1xSituation, { certainty }: Dot1xCause): Remedy[] {
  const capf = trust?.capf?.commonName;
  // A certificate that is over helps nobody, however often it is put back.
  const names = [...new Set([...refused.values()].filter((name) => name !== capf && !expired.has(name)))];
  if (names.length === 0) return [];
  const issuers = names.join(", ");
  const phones = [...refused.values()].filter((name) => names.includes(name)).length;
  const there = names.every((name) => trust?.former.some((one) => one.commonName === name) === true);
  const works = there && certainty === "proved";
  const find = there ? "scenario.dot1x.hand.find-former" : "scenario.dot1x.hand.find-backup";
  return [
    {
      id: "dot1x-restore-former",
      title: say("scenario.dot1x.remedy.restore-former", { issuers }),
      feasibility: works ? "works" : "depends",
      reason: say(there ? "scenario.dot1x.reason.restore-former" : "scenario.dot1x.reason.restore-elsewhere", {
        issuers,
        phones,
      }),
      inSupportDocument: false,
      impact: "low",
      phones,
      runbook: [
        person("find-former", say(find, { issuers })),
        person("add-former", say("scenario.dot1x.hand.add-former", { issuers })),
        person("retry", say("scenario.dot1x.hand.retry")),
      ],
    },
  ];
}

/** The document's way. Held back until every server trusts the present CAPF: the new LSCs would lock their phones out. */
function reissue(input: Input, situation: Dot1xSituation): Remedy[] {
  const { former, lost, presentEverywhere, trust } = situation;
  if (former.length === 0) return [];
  const capf = trust?.capf?.commonName ?? "?";
  const usable = trust?.capf !== undefined && Date.parse(trust.capf.notAfter) > input.now;
  const plan = presentEverywhere && usable ? reissuePlan(input, situation, former) : undefined;
  const out = lost.filter((name) => former.includes(name)).length;
  const reason = !usable
    ? "no-capf"
    : presentEverywhere
      ? "reissue"
      : [...situation.read, ...situation.dropped].some(({ present }) => !present)
        ? "reissue-first"
        : situation.dropped.length > 0
          ? "reissue-dropped"
          : "reissue-unread";
  return [
    {
      id: "dot1x-reissue",
      title: say("scenario.dot1x.remedy.reissue"),
      feasibility: !usable ? "cannot-work" : plan === undefined ? "depends" : "works",
      reason: say(`scenario.dot1x.reason.${reason}`, { capf, phones: former.length }),
      inSupportDocument: true,
      impact: "high",
      phones: former.length,
      runbook: usable ? reissueSteps(situation, plan, out) : [],
      ...(plan === undefined ? {} : { plan }),
    },
  ];
}

function reissueSteps(situation: Dot1xSituation, plan: PlanDraft | undefined, out: number): RunbookStep[] {
  const bypass = (id: "bypass" | "end-bypass", values: Readonly<Record<string, number>>): RunbookStep =>
    person(
      id,
      say(`scenario.dot1x.hand.${id}`, values),
      id === "bypass" ? "authentication open" : "no authentication open",
    );
  const bot = (plan?.steps ?? []).map(
    ({ change, command }): RunbookStep => ({
      by: "bot",
      text: say(`scenario.dot1x.step.${change.kind as StepKind}`),
      command: "node" in change ? `${change.node}: ${command}` : command,
    }),
  );
  const phones = situation.former.length;
  return [
    ...(situation.presentEverywhere ? [] : addSteps(situation)),
    bypass("bypass", { phones, out }),
    ...bot,
    bypass("end-bypass", { phones }),
    person("remove-former", say("scenario.dot1x.hand.remove-former")),
  ];
}

type StepKind = "update-ctl" | "restart-service" | "reset-phones" | "install-lsc" | "wait-for-phones";
type Hand = "maker" | "server" | "server-certificate" | "port" | "vlan" | "retry";

const byHand = (
  id: "maker" | "server" | "server-certificate" | "port",
  phones: number,
  hands: readonly Hand[],
): Remedy => ({
  id: `dot1x-${id}`,
  title: say(`scenario.dot1x.remedy.${id}`),
  feasibility: "depends",
  reason: say(`scenario.dot1x.reason.${id}`),
  inSupportDocument: false,
  impact: "low",
  phones,
  runbook: hands.map((hand) => person(hand, say(`scenario.dot1x.hand.${hand}`))),
});

// Phones that still have a Non Secure copy of their profile, because a run could not give theirs back: found later, given back by a plan.
import { planDraft } from "../../actions/plan.ts";
import type { PlanDraft, ProfileMove } from "../../domain/plan.ts";
import type { Remedy } from "../../domain/report.ts";
import { madeForDetour, originalOf } from "../../domain/security-profile.ts";
import { say } from "../../i18n/say.ts";
import { sameName } from "../../trust/names.ts";
import type { ConclusionInput } from "../scenario.ts";

const batch = 50;

/** By copy; a copy whose original is gone has nothing to go back to. */
export function movesBack({ facts }: ConclusionInput): readonly ProfileMove[] {
  const security = facts["phone-security"];
  if (security?.phones === undefined) return [];
  const known = new Set(security.profiles.map(({ name }) => name));
  const has = Map.groupBy(security.phones, ({ securityProfile }) => securityProfile);
  return security.profiles.flatMap(({ name, mode, fields }): ProfileMove[] => {
    const description = fields.description ?? "";
    const to = originalOf(description);
    const phones = (has.get(name) ?? []).map((phone) => phone.name);
    return madeForDetour({ name, mode, description }) && known.has(to) && phones.length > 0
      ? [{ from: name, to, phones }]
      : [];
  });
}

/** With TLS a call manager lets in whose LSC is valid and issued by somebody in its trust store. */
function withGoodLsc({ facts, now }: ConclusionInput, phones: readonly string[]): readonly string[] {
  const { lscs, stores } = facts["phone-security"] ?? {};
  const issuers = (stores ?? []).filter(({ unit }) => unit === "CallManager-trust");
  return phones.filter((name) => {
    const lsc = lscs?.get(name);
    if (lsc === undefined || !(Date.parse(lsc.validUntil) > now)) return false;
    return issuers.some(({ certificate }) => sameName(certificate.subject, lsc.issuer));
  });
}

/** Last of all: those that have TLS and are out come first. */
export function giveBackRemedy(input: ConclusionInput): Remedy[] {
  const moves = movesBack(input);
  const phones = moves.flatMap((move) => move.phones);
  if (phones.length === 0) return [];
  const good = withGoodLsc(input, phones).length;
  const plan = giveBackPlan(input, moves, phones);
  return [
    {
      id: "give-back",
      title: say("scenario.secure.remedy.give-back"),
      feasibility: good === phones.length ? "works" : "depends",
      reason: say(
        good === phones.length ? "scenario.secure.reason.give-back" : "scenario.secure.reason.give-back-some",
        {
          phones: phones.length,
          good,
        },
      ),
      inSupportDocument: true,
      impact: "high",
      phones: phones.length,
      runbook: plan.steps.map(({ change, command }) => ({
        by: "bot",
        text: say(
          change.kind === "wait-for-phones" ? "scenario.secure.step.wait-for-phones" : "scenario.secure.step.give-back",
        ),
        command,
      })),
      plan,
    },
  ];
}

function giveBackPlan(input: ConclusionInput, moves: readonly ProfileMove[], phones: readonly string[]): PlanDraft {
  const { registrations, "phone-security": security } = input.facts;
  const modes = new Map((security?.profiles ?? []).map(({ name, mode }) => [name, mode]));
  const here = new Set(
    (registrations?.phones ?? []).filter(({ status }) => status === "Registered").map(({ name }) => name),
  );
  const registered = phones.filter((name) => here.has(name));
  const about = {
    cluster: input.cluster.id,
    title: say("scenario.secure.plan.give-back", { phones: phones.length }),
    remedy: "give-back",
    phonesRegistered: registrations?.registered ?? 0,
    phonesKnown: registrations?.known ?? 0,
  };
  return planDraft(about, [
    {
      change: { kind: "apply-security-profile", moves, batch },
      preconditions: [...new Set(moves.map(({ to }) => to))].map((profile) => ({
        kind: "security-profile",
        profile,
        mode: modes.get(profile) ?? "",
      })),
    },
    ...(registered.length === 0
      ? []
      : [{ change: { kind: "wait-for-phones", phones: registered, percent: 95, withinSeconds: 900 } } as const]),
  ]);
}

// The plans that the bot can carry out for secure phones, in the order of Cisco document 225746, scenario 4.2.
import { planDraft, type Wanted } from "../../actions/plan.ts";
import type { PhoneSecurity } from "../../checks/phone-security/check.ts";
import { publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { PlanDraft, Precondition, ProfileMove, ServiceName } from "../../domain/plan.ts";
import { madeForDetour, temporarySuffix as suffix } from "../../domain/security-profile.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { SecureSituation } from "./situation.ts";

/** Phones go in batches so that TFTP, CAPF and AXL bear it. */
const batch = 50;
/** A batch of enrolments: keys take phones minutes. */
const batchSeconds = 900;
const capf = "Cisco Certificate Authority Proxy Function";
/** CUCM's pages take 64 characters for the name of a profile. */
const longest = 64;

/** Publisher first; nodes where the service does not run have nothing to restart. */
function nodesWith(input: ConclusionInput, service: ServiceName): NodeName[] {
  const nodes = [...input.cluster.nodes].sort(
    (a, b) => Number(b.role === "publisher") - Number(a.role === "publisher"),
  );
  return nodes
    .map((node) => node.name)
    .filter((name) => {
      const services = input.facts.services?.nodes.find((one) => one.node === name)?.services;
      return services === undefined || services.some((one) => one.name === service && one.state === "started");
    });
}

/** What the diagnosis rests on: the CAPF certificate that phones are to get their LSCs from. */
export function presentCapf(input: ConclusionInput): Precondition[] {
  const serial = input.facts.capf?.certificate?.serial;
  const node = publisherOf(input.cluster).name;
  return serial === undefined ? [] : [{ kind: "certificate-serial", node, unit: "CAPF", serial }];
}

/** Steps 1 to 4 of the document: the CTL, then CAPF on the publisher, TVS and TFTP where they run. */
function listSteps(input: ConclusionInput): Wanted[] {
  const publisher = publisherOf(input.cluster).name;
  const later = ["Cisco Trust Verification Service", "Cisco Tftp"] as const;
  return [
    { change: { kind: "update-ctl", node: publisher }, preconditions: presentCapf(input) },
    restart(input, publisher, capf),
    ...later.flatMap((service) => everywhere(input, service)),
  ];
}

const restart = (input: ConclusionInput, node: NodeName, service: ServiceName): Wanted => ({
  change: { kind: "restart-service", node, service },
  preconditions: [...presentCapf(input), { kind: "service-started", node, service }],
});

const everywhere = (input: ConclusionInput, service: ServiceName): Wanted[] =>
  nodesWith(input, service).map((node) => restart(input, node, service));

/**
 * From 14 on CAPF restarts by itself when it is renewed (Security Guide 15). Before, it may still run with the certificate of
 * before, which phones that have the new lists do not take: restarted once more it harms nobody.
 */
const capfRunsWithItsOwn = ({ facts }: ConclusionInput): boolean => (facts["cluster-mode"]?.release?.major ?? 0) >= 14;

const capfAnew = (input: ConclusionInput): Wanted[] =>
  capfRunsWithItsOwn(input) ? [] : [restart(input, publisherOf(input.cluster).name, capf)];

/** Without a CTL phones know CAPF by their ITL, which Cisco Tftp builds anew at its start on these releases. */
export const capfAndItl = (input: ConclusionInput): Wanted[] =>
  capfRunsWithItsOwn(input) ? [] : [...capfAnew(input), ...everywhere(input, "Cisco Tftp")];

/** The CTL names the present CAPF already: nothing of it needs to be done again. */
export const ctlIsCurrent = (input: ConclusionInput): boolean => input.facts.capf?.ctl === "current";

export const listStepsIfNeeded = (input: ConclusionInput): Wanted[] =>
  ctlIsCurrent(input) ? capfAnew(input) : listSteps(input);

/** `Cisco 8841 - Standard SIP Secure Profile (temporary)`: one copy per profile, told apart even when names are cut. */
function copies(phones: readonly PhoneSecurity[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { securityProfile } of phones) {
    if (names.has(securityProfile)) continue;
    const taken = new Set(names.values());
    const cut = securityProfile.slice(0, longest - suffix.length - 3);
    let name = `${cut}${suffix}`;
    for (let number = 2; taken.has(name); number++) name = `${cut} ${number}${suffix}`;
    names.set(securityProfile, name);
  }
  return names;
}

interface Detour {
  readonly before: Wanted[];
  /** Given to the phones while they have no TLS. */
  readonly forth: Wanted;
  readonly back: readonly ProfileMove[];
}

function detour(input: ConclusionInput, phones: readonly PhoneSecurity[]): Detour {
  const names = copies(phones);
  const modes = new Map((input.facts["phone-security"]?.profiles ?? []).map((one) => [one.name, one.mode]));
  const groups = [...Map.groupBy(phones, (phone) => phone.securityProfile)];
  const moves = groups.map(([from, some]) => ({
    from,
    to: names.get(from) ?? from,
    phones: some.map((phone) => phone.name),
  }));
  return {
    before: [...names].map(([profile, copy]) => ({
      change: { kind: "copy-security-profile", profile, copy },
      preconditions: [{ kind: "security-profile", profile, mode: modes.get(profile) ?? "" }],
    })),
    forth: {
      change: { kind: "apply-security-profile", moves, batch },
      preconditions: [...names.values()].map((profile) => ({ kind: "security-profile", profile, mode: "Non Secure" })),
    },
    back: moves.map(({ from, to, phones: some }) => ({ from: to, to: from, phones: some })),
  };
}

const wait = (phones: readonly string[], percent: number, withinSeconds = 900): Wanted => ({
  change: { kind: "wait-for-phones", phones, percent, withinSeconds },
});

function draft(input: ConclusionInput, remedy: string, title: Phrase, wanted: readonly Wanted[]): PlanDraft {
  const { registrations } = input.facts;
  const counts = { phonesRegistered: registrations?.registered ?? 0, phonesKnown: registrations?.known ?? 0 };
  return planDraft({ cluster: input.cluster.id, title, remedy, ...counts }, wanted);
}

/** Step 5 of the document's verification: one phone without TLS for a moment. Does it register? */
export function trialPlan(input: ConclusionInput, phone: PhoneSecurity): PlanDraft {
  const { before, forth, back } = detour(input, [phone]);
  const given = before.length + 1;
  return draft(input, "trial", say("scenario.secure.plan.trial", { phone: phone.name }), [
    ...before,
    forth,
    wait([phone.name], 100, 600),
    { change: { kind: "apply-security-profile", moves: back, batch }, restores: [given] },
  ]);
}

/** The document's solution, whole: lists and services, out of TLS, new LSC by null string, back into TLS. */
export function detourPlan(input: ConclusionInput, situation: SecureSituation): PlanDraft {
  const lost = new Set(situation.lost.map((phone) => phone.name));
  const phones = situation.secure.filter((phone) => lost.has(phone.name));
  const names = phones.map((phone) => phone.name);
  const lists = listStepsIfNeeded(input);
  const { before, forth, back } = detour(input, phones);
  const given = lists.length + before.length + 1;
  return draft(input, "lsc-detour", say("scenario.secure.plan.detour", { phones: names.length }), [
    ...lists,
    ...before,
    forth,
    // Who stays away is named by the next step; when half of them do, it is not their certificates.
    wait(names, 50),
    {
      change: {
        kind: "install-lsc",
        phones: names,
        batch,
        by: "null-string",
        keyOrder: "RSA Only",
        keySize: 2048,
        batchSeconds,
      },
      preconditions: [
        ...presentCapf(input),
        { kind: "service-started", node: publisherOf(input.cluster).name, service: capf },
      ],
    },
    { change: { kind: "apply-security-profile", moves: back, batch }, restores: [given] },
    wait(names, 95),
  ]);
}

/** Without the detour: phones that are registered show the LSC they have. */
export function existingPlan(input: ConclusionInput, phones: readonly string[]): PlanDraft {
  return draft(input, "lsc-existing", say("scenario.secure.plan.existing", { phones: phones.length }), [
    ...listStepsIfNeeded(input),
    // The phones take the new CTL when they restart, and must know the present CAPF before they talk to it.
    ...(ctlIsCurrent(input) ? [] : [{ change: { kind: "reset-phones", phones, batch } } as const, wait(phones, 95)]),
    {
      change: {
        kind: "install-lsc",
        phones,
        batch,
        by: "existing-lsc",
        keyOrder: "RSA Only",
        keySize: 2048,
        batchSeconds,
      },
      preconditions: [
        ...presentCapf(input),
        { kind: "service-started", node: publisherOf(input.cluster).name, service: capf },
      ],
    },
    wait(phones, 95),
  ]);
}

/** The call managers were renewed and the CTL was not: the phones do not know who answers on 5061. */
export const ctlPlan = (input: ConclusionInput, phones: readonly string[]): PlanDraft =>
  draft(input, "ctl-update", say("scenario.secure.plan.ctl"), [...listSteps(input), wait(phones, 95)]);

/** Non Secure copies that the bot made for an earlier run and that no phone has any more. */
export function unusedCopies({ facts }: ConclusionInput): readonly string[] {
  const security = facts["phone-security"];
  // Who has what must be known of every phone.
  if (security?.phones === undefined) return [];
  const used = new Set(security.phones.map((phone) => phone.securityProfile.toLowerCase()));
  return security.profiles
    .filter(({ name, mode, fields }) => madeForDetour({ name, mode, description: fields.description ?? "" }))
    .map(({ name }) => name)
    .filter((name) => !used.has(name.toLowerCase()));
}

/** Decision 0101: the copies stay after a run; they go by a plan of their own, when nothing is out. */
export const tidyPlan = (input: ConclusionInput, copies: readonly string[]): PlanDraft =>
  draft(
    input,
    "tidy-copies",
    say("scenario.secure.plan.tidy", { count: copies.length }),
    copies.map((profile) => ({ change: { kind: "remove-security-profile", profile } })),
  );

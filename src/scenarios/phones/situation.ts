// What the facts say about trust, in the terms of the trust rule: release, signers, TVS servers, groups of phones.

import type { StoredCertificate } from "../../checks/certificates/check.ts";
import { publisherOf, type Release } from "../../domain/cluster.ts";
import type { HoldingGroup } from "../../snapshots/holdings.ts";
import { readCertificate } from "../../trust/certificate.ts";
import type { TrustSituation } from "../../trust/remedies.ts";
import type { PhoneGroup } from "../../trust/remedies-for-phones.ts";
import { signerIn } from "../../trust/tlv-verify.ts";
import { type Acceptance, acceptance, type TvsView } from "../../trust/trust-rule.ts";
import type { Certificate, TrustList } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import { lostWithoutAStart } from "./anew.ts";

/** Phones that hold the same lists, and what the rule says of them. */
export interface JudgedGroup {
  readonly phones: readonly string[];
  readonly group: PhoneGroup;
  /** By the ITL that is served now; `unknown` when what they hold is not known. */
  readonly follows: "yes" | "no" | "unknown";
  readonly acceptance: Acceptance | undefined;
  /** The ITL they hold (one node's variant), when all candidates are of one generation. */
  readonly holds: TrustList | undefined;
  /** Every list that they may hold, ITL and CTL. */
  readonly lists: readonly TrustList[];
}

export interface PhonesSituation {
  readonly trust: TrustSituation;
  readonly served: TrustList | undefined;
  /** Every distinct ITL that is served. */
  readonly itls: readonly TrustList[];
  readonly groups: readonly JudgedGroup[];
  readonly releaseKnown: boolean;
}

export function situationOf(input: ConclusionInput): PhonesSituation {
  const { facts, cluster } = input;
  const publisher = publisherOf(cluster).name;
  const lists = facts["trust-lists"]?.lists ?? [];
  const itls = distinct(
    lists.filter((one) => one.kind === "ITL").flatMap((one) => (one.list === undefined ? [] : [one.list])),
  );
  const served = lists.find((one) => one.kind === "ITL" && one.node === publisher)?.list ?? itls[0];
  const own = (unit: string): Certificate | undefined =>
    facts.certificates?.stored.find((one) => one.unit === unit && one.node === publisher)?.certificate;
  const callManagers = (facts.certificates?.stored ?? []).flatMap((one) =>
    one.unit === "CallManager" ? [one.certificate] : [],
  );
  const complete = callManagers.length === cluster.nodes.length;
  const servedCtl = lists.find((one) => one.kind === "CTL" && one.list !== undefined)?.list;
  const itlRecovery = own("ITLRecovery");
  const publisherCallManager = own("CallManager");
  const recoveries = (facts.certificates?.stored ?? []).flatMap((one) =>
    one.unit === "ITLRecovery" ? [one.certificate] : [],
  );
  const tvs = tvsViews(input);
  const groups = judgeGroups(input, itls, tvs);
  const changed = trustChangedAt(input, groups);
  const backups = facts.backups?.backups;
  const release = facts["cluster-mode"]?.release;
  const trust: TrustSituation = {
    release: release ?? guessedRelease(served),
    mode: facts["cluster-mode"]?.mode ?? "unknown",
    // With one node unread, "held by none" could be wrong: leave it open.
    ...(complete ? { callManagers } : {}),
    ...(publisherCallManager === undefined ? {} : { publisherCallManager }),
    ...(lists.some(({ kind, stale }) => kind === "ITL" && stale.some(({ unit }) => unit === "CallManager"))
      ? { filesByFormerKey: true }
      : {}),
    ...(servedCtl === undefined ? {} : { servedCtl }),
    ...(itls.length === 0 ? {} : { servedItls: itls }),
    ...(itlRecovery === undefined ? {} : { itlRecovery }),
    ...(recoveries.length > 1 ? { nodeRecoveries: recoveries } : {}),
    ...(itls.length === 0 ? {} : { itlBytes: Math.max(...itls.map(({ bytes }) => bytes.length)) }),
    tvs,
    tvsRestarted: restartedViews(input, tvs, itls),
    // Whether somebody kept ITLRecovery.p12 is known to people only.
    recoveryKeyBackups: "unknown",
    drsBackups: backups === undefined ? "unknown" : backups.filter((entry) => entry.success),
    ...(changed === undefined ? {} : { trustChangedAt: changed }),
  };
  return { trust, served, itls, groups, releaseKnown: release !== undefined };
}

/** The signer tells on which side of 12.0 the cluster is, which is all that the rule needs (facts cucm.md 1.6). */
const guessedRelease = (served: TrustList | undefined): Release =>
  served !== undefined && /CN=ITLRECOVERY/i.test(served.signer.name)
    ? { full: "12.0 or later", major: 12, minor: 0 }
    : { full: "11.5 or earlier", major: 11, minor: 5 };

/** A TVS that does not run cannot vouch and is no way for a phone; one that could not be asked stays open. */
function tvsViews({ facts, cluster }: ConclusionInput): TvsView[] {
  return cluster.nodes.flatMap((node): TvsView[] => {
    if (stoppedTvs(facts, node.name)) return [];
    const answers = facts["tvs-vouching"]?.answers.filter((one) => one.node === node.name) ?? [];
    const onPort = facts["served-certificates"]?.served.find((one) => one.node === node.name && one.unit === "TVS");
    const presents = answers[0]?.answer.served ?? onPort?.certificate;
    return [
      {
        node: node.name,
        ...(presents === undefined ? {} : { presents }),
        vouchesFor: answers.filter((one) => one.answer.vouches).map((one) => one.signer.sha256),
        refuses: answers.filter((one) => !one.answer.vouches).map((one) => one.signer.sha256),
      },
    ];
  });
}

/** `utils service restart` starts a service that was stopped, too. One that could not be asked stays open. */
function restartedViews({ facts }: ConclusionInput, tvs: readonly TvsView[], itls: readonly TrustList[]): TvsView[] {
  const stored = (facts.certificates?.stored ?? []).filter(({ unit }) => unit === "TVS");
  const signers = itls.flatMap((itl) => {
    const signed = signerIn(itl, itl)?.certificate;
    return signed === undefined ? [] : [readCertificate(signed).sha256];
  });
  const running = tvs.map((view) => {
    const own = stored.find(({ node }) => node === view.node)?.certificate;
    return view.presents === undefined || own === undefined ? view : { ...view, presents: own };
  });
  const started = stored
    .filter(({ node }) => stoppedTvs(facts, node))
    .map(({ node, certificate }): TvsView => ({ node, presents: certificate, vouchesFor: signers, refuses: [] }));
  return [...running, ...started];
}

const stoppedTvs = (facts: ConclusionInput["facts"], name: string): boolean =>
  facts.services?.nodes.find(({ node }) => node === name)?.stopped.includes("Cisco Trust Verification Service") ===
  true;

function judgeGroups(input: ConclusionInput, itls: readonly TrustList[], tvs: readonly TvsView[]): JudgedGroup[] {
  const groups = input.facts["phone-holdings"]?.groups ?? [];
  return groups
    .flatMap((one) => (onlyOneAnswer(one, itls, tvs) ? [{ one, itls }] : byServer(input, one, itls)))
    .flatMap((each) => apartFromUnseen(input, each, judge(each)));

  function judge({ one, itls }: { one: HoldingGroup; itls: readonly TrustList[] }): JudgedGroup {
    const answers = answersTo(one, itls, tvs);
    const verdicts = new Set(answers.map((answer) => answer.accepts));
    const [only] = verdicts;
    const lists = distinct(one.candidates.flatMap((held) => (held.itl === "none" ? [] : [held.itl])));
    return {
      phones: one.phones,
      group: {
        phones: one.phones.length,
        candidates: one.candidates,
        ...(one.basis.includes("lists-between-not-seen") ? { unseen: true } : {}),
      },
      follows: verdicts.size === 1 && only !== undefined ? only : "unknown",
      acceptance: answers[0],
      // Each TFTP node serves its own variant of one generation: same signer, same time.
      lists: distinct(
        one.candidates.flatMap((held) => [held.itl, held.ctl].filter((list): list is TrustList => list !== "none")),
      ),
      holds: lists.every((list) => sameGeneration(list, lists[0])) ? lists[0] : undefined,
    };
  }
}

/**
 * Lists may have changed more than once between two snapshots. Phones that CUCM lost without a start of theirs, after the first of
 * these changes, may have taken the list in between and follow from it: that theirs refuses is proved for the others alone.
 */
function apartFromUnseen(
  input: ConclusionInput,
  { one, itls }: { one: HoldingGroup; itls: readonly TrustList[] },
  judged: JudgedGroup,
): JudgedGroup[] {
  if (judged.group.unseen !== true || judged.follows !== "no") return [judged];
  const first = Math.min(...replaced(input, judged).map(({ certificate }) => Date.parse(certificate.notBefore)));
  const seen = new Map((input.facts.registrations?.phones ?? []).map((phone) => [phone.name, phone]));
  const open = (name: string): boolean => {
    const phone = seen.get(name);
    return phone !== undefined && lostWithoutAStart(phone) && Date.parse(phone.since) > first;
  };
  // Who is registered and has not started since shows that nobody was reset meanwhile.
  if (one.registered > 0 || !one.phones.some(open)) return [judged];
  const part = (phones: readonly string[]): JudgedGroup => ({
    ...judged,
    phones,
    group: { ...judged.group, phones: phones.length },
  });
  const rest = one.phones.filter((name) => !open(name));
  const unknown = { ...part(one.phones.filter(open)), follows: "unknown", acceptance: undefined } as const;
  return itls.length === 0 ? [judged] : [unknown, ...(rest.length === 0 ? [] : [part(rest)])];
}

/** Up to 11.5, and after localkey, each TFTP server signs with its own key: then the lists' time tells. */
const sameGeneration = (a: TrustList, b: TrustList | undefined): boolean =>
  a.signer.serial === b?.signer.serial || a.timestamp === b?.timestamp;

const answersTo = (group: HoldingGroup, itls: readonly TrustList[], tvs: readonly TvsView[]): Acceptance[] =>
  group.candidates.flatMap((held) => itls.map((itl) => acceptance(held, itl, tvs)));

const onlyOneAnswer = (group: HoldingGroup, itls: readonly TrustList[], tvs: readonly TvsView[]): boolean =>
  new Set(answersTo(group, itls, tvs).map(({ accepts }) => accepts)).size <= 1;

/** Where TFTP servers serve lists of different generations, each phone is judged by the one it asks: where it was registered last. */
function byServer(
  { cluster, facts }: ConclusionInput,
  group: HoldingGroup,
  itls: readonly TrustList[],
): { one: HoldingGroup; itls: readonly TrustList[] }[] {
  const served = facts["trust-lists"]?.lists ?? [];
  const where = new Map((facts.registrations?.phones ?? []).map((phone) => [phone.name, phone.node.toLowerCase()]));
  const nodeOf = (name: string): string =>
    cluster.nodes.find((node) => [node.name.toLowerCase(), node.address].includes(where.get(name) ?? ""))?.name ?? "";
  return [...Map.groupBy(group.phones, nodeOf)].map(([node, phones]) => {
    const list = served.find((one) => one.kind === "ITL" && one.node === node)?.list;
    return { one: { ...group, phones }, itls: list === undefined ? itls : [list] };
  });
}

/** Current deciding certificates that no list of the stranded phones carries: what was renewed since they took it. */
export function renewedSince(input: ConclusionInput, groups: readonly JudgedGroup[]): readonly StoredCertificate[] {
  const lists = groups.filter((group) => group.follows === "no").flatMap((group) => group.lists);
  return lists.length === 0 ? [] : replaced(input, { lists });
}

/** Current deciding certificates that none of these lists carries. */
function replaced({ facts }: ConclusionInput, { lists }: Pick<JudgedGroup, "lists">): readonly StoredCertificate[] {
  const held = new Set(lists.flatMap((list) => list.records.map((record) => record.serial)));
  return (facts.certificates?.stored ?? []).filter((one) => one.unit !== "CAPF" && !held.has(one.certificate.serial));
}

const trustChangedAt = (input: ConclusionInput, groups: readonly JudgedGroup[]): string | undefined =>
  renewedSince(input, groups)
    .map((one) => one.certificate.notBefore)
    .sort()[0];

function distinct(lists: readonly TrustList[]): TrustList[] {
  return [...new Map(lists.map((list) => [list.sha256, list])).values()];
}

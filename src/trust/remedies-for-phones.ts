// A remedy's verdict for all phones together, when groups of them hold different lists or lists that are not known.

import { judgeRemedy, type RemedyVerdict, type TrustRemedyId, type TrustSituation, trustRemedies } from "./remedies.ts";
import { currentOf, usualSigners } from "./signers.ts";
import type { HeldLists } from "./trust-rule.ts";
import type { Certificate } from "./types.ts";

/** Phones that hold the same; several candidates = one of these, none = not known. */
export interface PhoneGroup {
  readonly phones: number;
  readonly candidates: readonly HeldLists[];
  /** They may have taken a list since that nobody saw. */
  readonly unseen?: boolean;
}

export interface CombinedVerdict extends RemedyVerdict {
  /** For how many phones it works, cannot work, or is not decided. */
  readonly counts: { readonly works: number; readonly cannotWork: number; readonly undecided: number };
  /** One verdict a group, in the groups' order. */
  readonly groups: readonly { readonly phones: number; readonly verdict: RemedyVerdict }[];
}

/** Judges every remedy for groups of phones. No group at all is judged like one unknown phone. */
export const judgeForPhones = (situation: TrustSituation, groups: readonly PhoneGroup[]): CombinedVerdict[] =>
  trustRemedies.map((remedy) => combine(remedy, situation, groups));

function combine(remedy: TrustRemedyId, situation: TrustSituation, given: readonly PhoneGroup[]): CombinedVerdict {
  const judged = given
    .filter(({ phones }) => phones > 0)
    .map((group) => ({ phones: group.phones, verdict: judgeGroup(remedy, situation, group) }));
  const first = judged[0]?.verdict ?? judgeRemedy(remedy, situation, "unknown");
  const count = (...wanted: RemedyVerdict["feasibility"][]): number =>
    judged.filter(({ verdict }) => wanted.includes(verdict.feasibility)).reduce((sum, { phones }) => sum + phones, 0);
  const counts = {
    works: count("works", "last-resort"),
    cannotWork: count("cannot-work"),
    undecided: count("depends"),
  };
  const agree = judged.every(({ verdict }) => verdict.feasibility === first.feasibility);
  if (agree) return { ...first, counts, groups: judged };
  // They differ: the graver, most telling verdict is the largest group's; the card shows the counts.
  const largest = judged.reduce((a, b) => (b.phones > a.phones ? b : a)).verdict;
  return {
    ...largest,
    feasibility: "depends",
    reason: "phones-differ",
    condition: { code: largest.condition.code, holds: "unknown" },
    counts,
    groups: judged,
  };
}

/** Candidates that lead to one verdict need not be told apart. */
function judgeGroup(remedy: TrustRemedyId, situation: TrustSituation, group: PhoneGroup): RemedyVerdict {
  const verdicts = group.candidates.map((held) => judgeRemedy(remedy, situation, held));
  const [first] = verdicts;
  if (first === undefined) return judgeRemedy(remedy, situation, "unknown");
  if (!verdicts.every(({ feasibility }) => feasibility === first.feasibility))
    return judgeRemedy(remedy, situation, "unknown");
  return group.unseen === true ? unlessTakenMeanwhile(situation, first) : first;
}

/**
 * Between two renewals lists may have named the key that `localkey` signs with, while phones could still follow: then it helps whoever
 * started in that time. Not where that key’s certificate was the last to be renewed.
 */
function unlessTakenMeanwhile(situation: TrustSituation, verdict: RemedyVerdict): RemedyVerdict {
  const { remedy, feasibility, reason, signedBy } = verdict;
  const localkey = remedy === "itl-localkey" || remedy === "ctl-localkey";
  if (!localkey || signedBy === undefined || feasibility !== "cannot-work" || !refusals.has(reason)) return verdict;
  const times = (certificates: readonly Certificate[]): number[] =>
    certificates.map(({ notBefore }) => Date.parse(notBefore));
  const from = Math.max(...times(currentOf(situation, signedBy)));
  const served = situation.tvs.flatMap(({ presents }) => presents ?? []);
  const until = Math.max(...times(usualSigners(situation)), ...times(served));
  if (!(until - from > oneChangeMs)) return verdict;
  return {
    ...verdict,
    feasibility: "depends",
    reason: "list-between",
    condition: { ...verdict.condition, holds: "unknown" },
    between: { from: new Date(from).toISOString(), until: new Date(until).toISOString() },
  };
}

const refusals: ReadonlySet<string> = new Set(["no-anchor", "tvs-does-not-vouch"]);
/** No phone restarts and fetches a list in less, so certificates renewed within it are one change to phones. */
const oneChangeMs = 15_000;

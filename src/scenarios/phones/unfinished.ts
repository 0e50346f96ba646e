// A renewal that is not finished: lists that were not rebuilt, and a TVS that runs with its old certificate and still lets phones follow.
import type { NodeName } from "../../domain/ids.ts";
import type { TrustSituation } from "../../trust/remedies.ts";
import { followsNext } from "../../trust/signers.ts";
import { largestListOfPhones } from "../../trust/trust-rule.ts";
import type { Certificate, TrustList } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { JudgedGroup, PhonesSituation } from "./situation.ts";

/** A TVS whose port shows another certificate than the one that is stored: a restart (or a reboot) changes what it shows. */
export interface OldVoucher {
  readonly node: NodeName;
  readonly shows: Certificate;
  readonly stored: Certificate;
}

export interface Unfinished {
  /** TFTP nodes whose ITL names certificates that were replaced since. */
  readonly staleItl: readonly NodeName[];
  readonly staleCtl: boolean;
  /** The replaced units, for people. */
  readonly units: readonly string[];
  readonly oldVouchers: readonly OldVoucher[];
  /** Phones that can follow the next ITL now, and no more once these TVS have been restarted. */
  readonly onLoan: readonly string[];
  /** False when some of them may have taken the new ITL already. */
  readonly onLoanIsSure: boolean;
  /** By the ITL that Cisco Tftp makes at its next start: names by what the rule says of them. */
  readonly next: Readonly<Record<"yes" | "no" | "unknown", readonly string[]>>;
}

/** `restarting`: the nodes whose TVS would be restarted; all that run with an old certificate when left out. */
export function unfinished(
  input: ConclusionInput,
  situation: PhonesSituation,
  restarting?: readonly NodeName[],
): Unfinished {
  const lists = input.facts["trust-lists"]?.lists ?? [];
  const stale = lists.filter((one) => one.stale.length > 0);
  const oldVouchers = vouchersWithOldCertificates(input);
  const restarted = afterRestart(
    situation.trust,
    oldVouchers.filter(({ node }) => restarting?.includes(node) ?? true),
  );
  const next = { yes: [] as string[], no: [] as string[], unknown: [] as string[] };
  const onLoan: string[] = [];
  let sure = true;
  for (const group of situation.groups) {
    const now = verdict(situation.trust, group);
    next[now].push(...group.phones);
    if (now !== "yes" || oldVouchers.length === 0 || !mayRefuse(restarted, group)) continue;
    onLoan.push(...group.phones);
    sure &&= verdict(restarted, group) === "no";
  }
  return {
    staleItl: stale.filter((one) => one.kind === "ITL").map((one) => one.node),
    staleCtl: stale.some((one) => one.kind === "CTL"),
    units: [...new Set(stale.flatMap((one) => one.stale.map(({ unit }) => unit)))],
    oldVouchers,
    onLoan,
    onLoanIsSure: sure,
    next,
  };
}

/** ITLs that phones cannot take because of their size. */
export const tooLarge = (situation: PhonesSituation): readonly TrustList[] =>
  situation.itls.filter(({ bytes }) => bytes.length > largestListOfPhones);

function vouchersWithOldCertificates({ facts }: ConclusionInput): OldVoucher[] {
  return (facts["served-certificates"]?.served ?? []).flatMap((one) => {
    if (one.unit !== "TVS" || one.current !== false) return [];
    const stored = facts.certificates?.stored.find((own) => own.unit === "TVS" && own.node === one.node)?.certificate;
    return stored === undefined ? [] : [{ node: one.node, shows: one.certificate, stored }];
  });
}

const afterRestart = (trust: TrustSituation, old: readonly OldVoucher[]): TrustSituation => ({
  ...trust,
  tvs: trust.tvs.map((view) => {
    const stored = old.find((one) => one.node === view.node)?.stored;
    return stored === undefined ? view : { ...view, presents: stored };
  }),
});

/** One answer for all that these phones may hold, or `unknown`. */
function verdict(trust: TrustSituation, { group }: JudgedGroup): "yes" | "no" | "unknown" {
  const answers = new Set(group.candidates.map((held) => followsNext(trust, held).accepts));
  const [only] = answers;
  return answers.size === 1 && only !== undefined ? only : "unknown";
}

/** At least one list that they may hold makes them refuse. */
const mayRefuse = (trust: TrustSituation, { group }: JudgedGroup): boolean =>
  group.candidates.some((held) => followsNext(trust, held).accepts !== "yes");

// What an unfinished renewal, or a list that is too large, means for phones: said before anybody restarts anything.
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { usualSigners } from "../../trust/signers.ts";
import { largestListOfPhones } from "../../trust/trust-rule.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type Silence, share, signer } from "./cause.ts";
import { unasked } from "./seen.ts";
import type { PhonesSituation } from "./situation.ts";
import { tooLarge, type Unfinished } from "./unfinished.ts";

/** The codes of these causes; the remedies follow from them. */
export const unfinishedCodes = {
  tooLarge: "itl-too-large",
  onLoan: "tvs-not-restarted",
  stale: "lists-stale",
} as const;

const findings = (input: ConclusionInput, ...codes: string[]): string[] =>
  input.findings.filter((finding) => codes.includes(finding.code)).map((finding) => finding.id);

/** Phones fail to register with an ITL over 64 KB (Security Guide 15); those that run go silent at their next restart. */
export function listTooLarge(
  input: ConclusionInput,
  situation: PhonesSituation,
  lost: readonly { readonly name: string; readonly node: string }[],
): Silence | undefined {
  const large = tooLarge(situation);
  const [largest] = [...large].sort((a, b) => b.bytes.length - a.bytes.length);
  if (largest === undefined) return undefined;
  const refused = new Set(
    situation.groups.flatMap((group) =>
      group.acceptance?.accepts === "no" && group.acceptance.reason === "list-too-large" ? group.phones : [],
    ),
  );
  // Without snapshots nothing is known of what phones hold; that every served list is too large decides it alone.
  const all = large.length === situation.itls.length;
  const explained = lost.filter(({ name }) => all || refused.has(name));
  if (lost.length > 0 && explained.length < lost.length * share) return undefined;
  const known = (input.facts.registrations?.phones ?? []).map(({ name }) => name);
  const phones = lost.length > 0 ? explained.map(({ name }) => name) : known.filter((name) => all || refused.has(name));
  const values = {
    phones: phones.length,
    bytes: largest.bytes.length,
    limit: largestListOfPhones,
    records: largest.records.length,
  };
  return {
    cause: {
      certainty: "proved",
      code: unfinishedCodes.tooLarge,
      statement: say(lost.length > 0 ? "trust.cause.too-large" : "trust.cause.too-large-latent", values),
      because: findings(input, "itl.served", "itl.current", "phones.unregistered", "phones.registered"),
      qualifications: [],
      missing: unasked(input.findings),
    },
    phones,
  };
}

/** The old TVS still vouches, and nothing else does: a restart now would close the door. */
export function followingOnLoan(
  input: ConclusionInput,
  situation: PhonesSituation,
  state: Unfinished,
): Silence | undefined {
  if (state.onLoan.length === 0) return undefined;
  const onLoan = new Set(state.onLoan);
  const held = situation.groups.find(
    (group) => group.holds !== undefined && group.phones.some((one) => onLoan.has(one)),
  );
  return {
    cause: {
      certainty: state.onLoanIsSure ? "proved" : "likely",
      code: unfinishedCodes.onLoan,
      statement: say("trust.cause.on-loan", {
        phones: state.onLoan.length,
        held: signer(held?.holds),
        signer: usualSigners(situation.trust)
          .map(({ serial }) => shortSerial(serial))
          .join(", "),
        nodes: state.oldVouchers.map(({ node }) => node).join(", "),
        tvs: state.oldVouchers.map(({ shows }) => shortSerial(shows.serial)).join(", "),
      }),
      because: findings(
        input,
        "served.not-restarted",
        "tvs.vouches",
        "holdings.old",
        "holdings.current",
        "itl.stale-record",
      ),
      qualifications: state.onLoanIsSure ? [] : [say("scenario.phones.prove.hash")],
      missing: unasked(input.findings),
    },
    phones: state.onLoan,
  };
}

/** Nothing is lost yet; what happens at the next start of Cisco Tftp follows from what phones hold. */
export function staleLists(input: ConclusionInput, state: Unfinished): Silence | undefined {
  if (state.staleItl.length === 0) return undefined;
  const { yes, no, unknown } = state.next;
  return {
    cause: {
      certainty: "proved",
      code: unfinishedCodes.stale,
      statement: say("trust.cause.stale", {
        nodes: state.staleItl.join(", "),
        units: state.units.join(", "),
        yes: yes.length,
        no: no.length,
        unknown: unknown.length,
      }),
      because: findings(input, "itl.stale-record", "ctl.stale-record", "itl.nodes-differ", "tvs.vouches"),
      qualifications: [],
      missing: unasked(input.findings),
    },
    phones: no.length > 0 ? no : [...yes, ...unknown],
  };
}

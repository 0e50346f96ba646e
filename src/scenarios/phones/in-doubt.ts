// Phones of whom nobody knows whether they would take a list, although something speaks against it: what to say before they start anew.
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { followsNext } from "../../trust/signers.ts";
import { acceptance, type HeldLists } from "../../trust/trust-rule.ts";
import type { ConclusionInput } from "../scenario.ts";
import { withoutAStart } from "./anew.ts";
import { anchorFor, nextAnchor } from "./former-lists.ts";
import type { PhonesSituation } from "./situation.ts";

export interface Doubt {
  readonly phones: readonly string[];
  /** Milliseconds: older lists name nothing that signs or vouches. Undefined when it is TVS alone that does not answer. */
  readonly since: number | undefined;
}

type Answer = "yes" | "no" | "unknown";
type Registered = NonNullable<NonNullable<ConclusionInput["facts"]["registrations"]>["phones"]>[number];

/** Registered phones that may refuse the lists on offer. None where nothing was renewed, however little is known of them. */
export function inDoubtNow(input: ConclusionInput, situation: PhonesSituation): Doubt {
  const { mode, servedCtl, tvs } = situation.trust;
  const offered = mode === "mixed" && servedCtl !== undefined ? [servedCtl] : [];
  // Where servers serve lists of different times, a group's own answer tells which of them it is about.
  const settled = new Map(situation.groups.map(({ group, follows }) => [group.candidates, follows]));
  const answers = (candidates: readonly HeldLists[]): Answer[] => [
    ...(settled.get(candidates) === "yes"
      ? []
      : candidates.flatMap((held) => situation.itls.map((itl) => acceptance(held, itl, tvs).accepts))),
    ...candidates.flatMap((held) => offered.map((ctl) => acceptance(held, ctl, tvs).accepts)),
  ];
  const byServer = new Map<string, number | undefined>();
  const anchor = (phone: Registered): number | undefined => {
    const { node } = phone;
    if (!byServer.has(node)) byServer.set(node, anchorFor(input, situation, phone));
    return byServer.get(node);
  };
  return gather(input, situation, answers, anchor);
}

/** Registered phones that may refuse the ITL that Cisco Tftp makes next. */
export function inDoubtNext(input: ConclusionInput, situation: PhonesSituation): Doubt {
  const since = nextAnchor(input, situation);
  const answers = (candidates: readonly HeldLists[]): Answer[] =>
    candidates.map((held) => followsNext(situation.trust, held).accepts);
  return gather(input, situation, answers, () => since);
}

/** `answers`: of phones that hold one of these lists. `anchor`: no older list names what signs or vouches. */
function gather(
  input: ConclusionInput,
  situation: PhonesSituation,
  answers: (candidates: readonly HeldLists[]) => readonly Answer[],
  anchor: (phone: Registered) => number | undefined,
): Doubt {
  const why = new Map<string, "unseen" | "list" | "tvs">();
  const anew = withoutAStart(input);
  for (const { phones, group } of situation.groups) {
    const found = new Set(group.candidates.length === 0 ? [] : answers(group.candidates));
    // All of them refuse: that is known, and said in other words.
    const open = found.has("unknown") || (found.has("no") && found.has("yes"));
    for (const name of phones) {
      if (group.candidates.length === 0) why.set(name, "unseen");
      else if (open) why.set(name, found.has("no") ? "list" : "tvs");
    }
  }
  const doubted = (input.facts.registrations?.phones ?? []).flatMap((phone) => {
    const reason = phone.status === "Registered" ? why.get(phone.name) : undefined;
    if (reason === undefined) return [];
    if (reason === "tvs") return [{ name: phone.name, since: undefined }];
    const since = anchor(phone);
    if (reason === "list") return [{ name: phone.name, since }];
    // Not started since something new signs or vouches, as far as its registration tells.
    const older = since !== undefined && (anew.has(phone.name) || Date.parse(phone.since) < since);
    return older ? [{ name: phone.name, since }] : [];
  });
  const times = doubted.flatMap(({ since }) => since ?? []);
  return {
    phones: doubted.map(({ name }) => name),
    since: times.length === 0 ? undefined : Math.max(...times),
  };
}

/** `phones`: how many of those in doubt start anew. */
export const resetInDoubt = (doubt: Doubt, phones: number): Phrase =>
  say("phones-lists.caution.reset-unknown", { phones, ...renewed(doubt) });

/** `nodes`: where Cisco Tftp would make its ITL anew. */
export const tftpInDoubt = (doubt: Doubt, nodes: string): Phrase =>
  say("phones-lists.caution.tftp-unknown", { phones: doubt.phones.length, nodes, ...renewed(doubt) });

const renewed = ({ since }: Doubt) => ({
  renewed: since === undefined ? "no" : "yes",
  since: { moment: new Date(since ?? 0).toISOString() },
});

// Small shared pieces of cards: impact badges, tones, shortened serials, rows of marks.
import type { CardBlock, CardListItem, Tone } from "../src/domain/card.ts";
import type { Evidence, Verdict } from "../src/domain/finding.ts";
import type { Impact } from "../src/domain/impact.ts";
import { type Phrase, type Text, verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";

export const impactTone: Readonly<Record<Impact, Tone>> = { low: "good", medium: "warning", high: "danger" };

export const impactText = (impact: Impact): Phrase => say(`impact.${impact}`);

export const impactBadge = (impact: Impact): { text: Text; tone: Tone } => ({
  text: impactText(impact),
  tone: impactTone[impact],
});

export const verdictTone: Readonly<Record<Verdict, Tone>> = {
  ok: "good",
  problem: "danger",
  warning: "warning",
  unknown: "neutral",
};

/** A serial or digest as cards show it: the first twelve characters; the whole one stands in the evidence. */
export const short = (hex: string): string => (hex.length > 13 ? `${hex.slice(0, 12)}…` : hex);

/** Names joined for one line; after `most` the rest is counted. */
export function joined(names: readonly string[], most = 6): Phrase {
  const shown = names.slice(0, most).join(", ");
  const rest = names.length - most;
  return rest > 0 ? say("card.and-more", { shown, rest }) : say("card.plain", { text: shown });
}

export const text = (content: Text, look: { tone?: Tone; strong?: boolean; subtle?: boolean } = {}): CardBlock => ({
  kind: "text",
  text: content,
  ...look,
});

export const list = (items: readonly CardListItem[], ordered = false): CardBlock => ({ kind: "list", ordered, items });

export const section = (id: string, title: Text, blocks: readonly CardBlock[], open = false): CardBlock => ({
  kind: "section",
  id,
  title,
  blocks,
  open,
});

/** Where it was read and the exact lines: always the same two blocks. */
export function evidenceBlocks(evidence: readonly Evidence[]): CardBlock[] {
  return evidence.flatMap((one): CardBlock[] => [
    text(
      say(one.node === undefined ? "card.evidence.source" : "card.evidence.source-node", {
        system: one.system,
        node: one.node ?? "",
        at: { time: one.at },
        source: one.source,
        digest: short(one.digest),
      }),
      { subtle: true },
    ),
    { kind: "code", code: one.excerpt },
  ]);
}

export { verbatim };

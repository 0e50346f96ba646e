// A card as one Slack message: what does not fit is named on the card, and the full report goes along as a file.
import type { Card } from "../../src/domain/card.ts";
import type { Attachment } from "../../src/domain/chat.ts";
import { say } from "../../src/i18n/say.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { type BlockKitOptions, blockKitForm } from "./block-kit.ts";
import { fullReport } from "./full-report.ts";
import { fitForm } from "./limits.ts";
import type { Element } from "./runs.ts";
import { slackActions } from "./slack-actions.ts";
import { slackLimits, slackLoad } from "./slack-limits.ts";
import { escapeText } from "./slack-text.ts";
import { atOnce, type Turns } from "./turns.ts";

export interface SlackMessage {
  readonly blocks: readonly Element[];
  /** For notifications and screen readers; markup escaped. */
  readonly text: string;
  /** Everything, when the blocks are not everything; drawn when it is asked for, which best is after the message was sent. */
  readonly report?: Attachment | undefined;
}

/** `surface`: a message takes 50 blocks, the Home tab 100. */
type SlackOptions = BlockKitOptions & { readonly surface?: "message" | "home" };

export function* slackForms(card: Card, options: SlackOptions): Turns<SlackMessage> {
  const most = options.surface === "home" ? slackLimits.viewBlocks : slackLimits.blocks;
  const draw = (one: Card): Turns<readonly Element[]> => blockKitForm(one, options);
  // No file can stand beside the Home tab: its own command brings one.
  const note = say(options.surface === "home" ? "slack.home.shortened" : "card.shortened-list");
  const { form, shortened } = yield* fitForm(card, draw, (blocks) => slackLoad(blocks, most), 1, note);
  const text = escapeText(options.writer.write(card.summary));
  if (!shortened) return { blocks: form, text };
  return {
    blocks: cut(form, card, options.writer, most),
    text,
    get report() {
      return fullReport(card, options.writer);
    },
  };
}

export const slackMessage = (card: Card, options: SlackOptions): SlackMessage => atOnce(slackForms(card, options));

/** The last resort for a card whose first block alone is too long: the head stays, the buttons stay, the file has the rest. */
function cut(blocks: readonly Element[], card: Card, writer: Writer, most: number): readonly Element[] {
  if (slackLoad(blocks, most) <= 1) return blocks;
  const actions = slackActions(card.actions, writer);
  const body = blocks.slice(0, blocks.length - actions.length);
  while (body.length > 1 && slackLoad([...body, ...actions], most) > 1) body.pop();
  return [...body, ...actions];
}

// Card -> what Webex takes: one Adaptive Card 1.3 within its size, a sentence for clients that draw no cards, and the whole
// report as a file when the card had to be shortened.
import type { Card } from "../../src/domain/card.ts";
import type { Attachment } from "../../src/domain/chat.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { type AdaptiveCard, adaptiveForm } from "./adaptive.ts";
import { cleanLine } from "./clean.ts";
import { fullReport } from "./full-report.ts";
import { fitForm, jsonBytes, sizeBudget } from "./limits.ts";
import { atOnce, type Turns } from "./turns.ts";

export interface WebexMessage {
  readonly card: AdaptiveCard;
  /** One line, not escaped, of any length. */
  readonly summary: string;
  /** Present when something was left out of the card; drawn when it is asked for, which best is after the card was posted. */
  readonly whole?: Attachment | undefined;
}

/** Webex names no size for a card (support articles say 22 KB); what does not fit is named on the card and is in the file. */
export function* webexForms(card: Card, writer: Writer): Turns<WebexMessage> {
  const draw = (one: Card): Turns<AdaptiveCard> => adaptiveForm(one, { writer, host: "webex" });
  const { form, shortened } = yield* fitForm(card, draw, jsonBytes, sizeBudget.webex);
  const message = { card: form, summary: cleanLine(writer.write(card.summary)) };
  if (!shortened) return message;
  return {
    ...message,
    get whole() {
      return fullReport(card, writer);
    },
  };
}

export const webexMessage = (card: Card, writer: Writer): WebexMessage => atOnce(webexForms(card, writer));

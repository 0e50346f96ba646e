// One question to a whole bot, as a chat message, and when which card stood in the chat.
import { adaptiveCard } from "../cards/render/adaptive.ts";
import type { App } from "../src/app.ts";
import { practiceTenant } from "../src/config/practice.ts";
import type { Card } from "../src/domain/card.ts";
import type { Channel, Inbound, MessageRef, ReplyData } from "../src/domain/chat.ts";
import type { Report } from "../src/domain/report.ts";
import { writerFor } from "../src/i18n/write.ts";

/** Milliseconds from the moment in which the message came in. */
export interface Answer {
  readonly firstCardMs: number;
  readonly firstFindingMs: number;
  readonly completeMs: number;
  /** How often the card was drawn. */
  readonly cards: number;
  readonly report: Report;
}

const question = "phones won't register since we renewed TVS and ITLRecovery";

/** Opens the app, asks, and closes it. Throws when the answer is no complete diagnosis. */
export async function askWholeBot(app: App): Promise<Answer> {
  const place = { platform: "web", tenant: practiceTenant, conversation: "bench", scope: "direct" } as const;
  const writer = writerFor("en");
  let began = 0;
  let firstCardMs: number | undefined;
  let firstFindingMs: number | undefined;
  let done: { readonly report: Report; readonly at: number } | undefined;
  let cards = 0;
  const show = (card: Card, data: ReplyData | undefined): void => {
    // Drawn as the web chat draws it: that work belongs to the answer.
    JSON.stringify(adaptiveCard(card, { writer, host: "web" }));
    const at = performance.now() - began;
    cards += 1;
    if (data?.kind !== "diagnosis") throw new Error(`answered with ${data?.kind ?? "no data"}`);
    const report = data.value as Report;
    firstCardMs ??= at;
    if (report.findings.length > 0) firstFindingMs ??= at;
    if (report.endedAt !== undefined) done = { report, at };
  };
  const message: MessageRef = { place, id: "1" };
  const channel: Channel = {
    platform: "web",
    post: async (_place, card, { data }) => {
      show(card, data);
      return message;
    },
    edit: async (_message, card, { data }) => {
      show(card, data);
      return message;
    },
    whisper: async (_place, _actor, card) => {
      throw new Error(`the bot complained: ${writer.write(card.summary)}`);
    },
  };
  let receive: ((inbound: Inbound) => Promise<void>) | undefined;
  app.join((given) => {
    receive = given;
    return channel;
  });
  await app.open();
  // As startBot does: the phrases are learnt before anybody asks.
  app.understand("help");
  const [person] = app.services.policy().people;
  const inbound: Inbound = {
    kind: "prompt",
    text: question,
    place,
    actor: { platform: "web", tenant: practiceTenant, user: person?.id ?? "", displayName: person?.name ?? "" },
    locale: "en",
    dedupeKey: "bench-question",
    receivedAt: new Date().toISOString(),
    attachments: [],
  };
  began = performance.now();
  await receive?.(inbound);
  await app.close();
  if (firstCardMs === undefined || firstFindingMs === undefined || done === undefined) {
    throw new Error("the diagnosis was not completed");
  }
  return { firstCardMs, firstFindingMs, completeMs: done.at, cards, report: done.report };
}

// A desk with the real router, understanding, commands and store; only the cluster's services and the chat are small fakes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorCard } from "../../cards/answer-cards.ts";
import { answer, clicks, commands, teachings } from "../../commands/index.ts";
import type { Card } from "../../src/domain/card.ts";
import type { Inbound, Place } from "../../src/domain/chat.ts";
import type { ClusterId } from "../../src/domain/ids.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { createDesk } from "../../src/router/desk.ts";
import { createRouter } from "../../src/router/route.ts";
import { knownCluster } from "../../src/router/understanding/entities.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { openStore } from "../../src/store/open.ts";
import { type Asked, branch, fakeServices, hq } from "../commands/services-fake.ts";
import { actorOf, FakeChannel, memoryPosted, person } from "./fakes.ts";

/** Learnt once: the phrases are the same in every world. */
const understand = createUnderstanding(teachings(scenarioPhrases), () => [hq, branch].map(knownCluster));

export const inThread = (thread: string | undefined, more: Partial<Place> = {}): Place => ({
  platform: "web",
  tenant: "practice",
  conversation: "voice",
  scope: "channel",
  ...(thread === undefined ? {} : { thread }),
  ...more,
});

export interface World {
  /** Says it, and resolves to the cards that were shown for it, whispers too. */
  say(text: string, place: Place, user?: string): Promise<readonly Card[]>;
  press(card: Card, label: string, place: Place, user?: string): Promise<readonly Card[]>;
  /** As a channel delivers it; resolves to the cards that were shown for it. */
  deliver(inbound: Inbound): Promise<readonly Card[]>;
  /** What was asked of the services since it was read last. */
  asked(): readonly Asked[];
  readonly channel: FakeChannel;
  readonly clock: ManualClock;
  /** Another process with the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** `sees`: the clusters of a person; both when not named. */
export async function threadWorld(sees: Readonly<Record<string, readonly string[]>> = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "certops-thread-"));
  const clock = new ManualClock();
  let key = 0;
  const start = async () => {
    const store = await openStore({ file: join(folder, "store.db") });
    const { services, asked } = fakeServices({ clusters: [hq, branch] });
    const sights = (who: string, cluster: ClusterId | undefined): boolean =>
      cluster === undefined || sees[who]?.includes(cluster) !== false;
    const can: typeof services.can = (one, permission, cluster) =>
      services.can(one, permission) && sights(one.id, cluster);
    const channel = new FakeChannel();
    const desk = createDesk({
      router: createRouter({
        gate: { resolve: ({ user }) => person(user), can, language: async () => undefined },
        seen: store.seen,
        threads: store.threads,
        commands,
        clicks,
        understand,
        answer,
        services: { ...services, can },
      }),
      channels: [channel],
      posted: memoryPosted(),
      threads: store.threads,
      logger: silentLogger,
      clock,
      locale: "en",
      errorCard,
    });
    return { store, asked, channel, desk };
  };
  let now = await start();
  const stop = async (): Promise<void> => {
    await now.desk.close();
    await now.store.close();
  };
  const deliver = async (inbound: Inbound): Promise<readonly Card[]> => {
    const { posted, whispers } = now.channel;
    const before = { posted: posted.length, whispers: whispers.length };
    await now.desk.receive(inbound);
    return [...posted.slice(before.posted).map(({ card }) => card), ...whispers.slice(before.whispers)];
  };
  const from = (place: Place, user: string) => {
    key += 1;
    const receivedAt = new Date(clock.now()).toISOString();
    const dedupeKey = `key-${key}`;
    return { place, actor: actorOf(user), locale: "en" as const, dedupeKey, receivedAt, attachments: [] };
  };
  return {
    clock,
    get channel() {
      return now.channel;
    },
    asked: () => now.asked.splice(0),
    deliver,
    say: (text, place, user = "alex") => deliver({ ...from(place, user), kind: "prompt", text }),
    press: (card, label, place, user = "alex") => {
      const action = card.actions.find((one) => writerFor("en").write(one.label) === label);
      if (action === undefined) throw new Error(`no button ${label}`);
      return deliver({ ...from(place, user), kind: "click", action: action.action, payload: action.payload });
    },
    restart: async () => {
      await stop();
      now = await start();
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Everything that a card says, in one language. */
export function wordsOf(card: Card | undefined, locale: "en" | "zh-CN" = "en"): string {
  const { write } = writerFor(locale);
  const words: string[] = [];
  const read = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("id" in value && typeof value.id === "string" && value.id.includes("."))
      words.push(write(value as Parameters<typeof write>[0]));
    else if ("verbatim" in value && typeof value.verbatim === "string") words.push(value.verbatim);
    else for (const part of Object.values(value)) read(part);
  };
  read(card);
  return words.join("\n");
}

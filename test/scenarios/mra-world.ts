// One practice cluster with two Expressway-C peers, one bot and its chat for all tests of a file: each leaves it whole for the next.
import { expect } from "vitest";
import type { ExpresswayPair } from "../../src/lab/expressway/pair.ts";
import type { StartLabOptions } from "../../src/lab/index.ts";
import { Chat } from "./chat.ts";
import { type World, world } from "./world.ts";

export interface MraWorld extends World {
  readonly pair: ExpresswayPair;
  readonly chat: Chat;
  /** Somebody at home tries; who it works for depends on the break. */
  tried(expected: readonly boolean[]): Promise<void>;
  close(): Promise<void>;
}

/** Time runs thirty times faster for the cluster and the bot. */
export async function mraWorld(options: Pick<StartLabOptions, "nodes">): Promise<MraWorld> {
  const closing: (() => Promise<void>)[] = [];
  const made = await world({
    phones: 2,
    snapshot: false,
    expressways: 2,
    tomcat: "ca-signed",
    // People sign in when a test says so, and only then: on a busy machine they would try between two of its lines.
    appsTryEvery: 1e6,
    pace: 10,
    clockScale: 30,
    risPerMinute: 10_000,
    labTime: true,
    diagnosisMs: 60_000,
    atEnd: (close) => closing.push(close),
    ...options,
  });
  const pair = made.lab.expressway;
  if (pair === undefined) throw new Error("no pair");
  closing.push(() => pair.close());
  return {
    ...made,
    pair,
    chat: await Chat.join(made.app),
    tried: async (expected) => {
      await pair.signIn();
      expect(pair.apps.map((app) => app.registered)).toEqual(expected);
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
    },
  };
}

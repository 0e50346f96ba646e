// A Webex channel on a fake Webex, with a clock that moves only when told to.
import { startWebex } from "../../../src/channels/webex/start.ts";
import type { Card } from "../../../src/domain/card.ts";
import type { ChannelMemory, Inbound, RunningChannel } from "../../../src/domain/chat.ts";
import { type Json, verbatim } from "../../../src/domain/text.ts";
import { createHttp, type Http } from "../../../src/http/http.ts";
import { type Clock, ManualClock, systemClock } from "../../../src/kernel/clock.ts";
import { type Logger, silentLogger } from "../../../src/kernel/logger.ts";
import { FakeWebex, fakeToken } from "../../fakes/webex/server.ts";

export const hidden = (value: string) => ({ reveal: () => value });
/** Whoever is called so is nobody in the policy. */
export const strangersName = "Stranger";
export const webhookSecret = "a webhook secret of thirty-two bytes";

export function mapMemory(map = new Map<string, Json>()): ChannelMemory {
  return {
    get: (key) => Promise.resolve(map.get(key)),
    put: (key, value) => {
      map.set(key, value);
      return Promise.resolve();
    },
    remove: (key) => {
      map.delete(key);
      return Promise.resolve();
    },
    prune: () => Promise.resolve(0),
  };
}

/** Waits a hundred times shorter than in life, for what nobody moves by hand. */
export function quickClock(): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * 100,
    sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
  };
}

export interface WebexPlace<C extends Clock = ManualClock> {
  readonly fake: FakeWebex;
  readonly clock: C;
  readonly http: Http;
  readonly url: string;
  readonly running: RunningChannel;
  readonly inbounds: Inbound[];
  readonly logged: { readonly level: string; readonly facts: object; readonly message: string }[];
  close(): Promise<void>;
}

export interface PlaceOptions {
  readonly fake?: FakeWebex;
  readonly memory?: ChannelMemory;
  readonly open?: boolean;
  readonly patienceMs?: number;
  readonly transport?: "webhooks" | "websocket";
  /** How long an answer takes; the message itself is noted at once. */
  readonly answer?: (inbound: Inbound) => Promise<void>;
}

export async function webexPlace(options?: PlaceOptions): Promise<WebexPlace>;
export async function webexPlace<C extends Clock>(
  options: PlaceOptions & { readonly clock: C },
): Promise<WebexPlace<C>>;
export async function webexPlace(options: PlaceOptions & { readonly clock?: Clock } = {}): Promise<WebexPlace<Clock>> {
  const clock = options.clock ?? new ManualClock();
  const fake = options.fake ?? (await new FakeWebex().listen());
  fake.world.now = () => clock.now();
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const { url } = await http.listen();
  const inbounds: Inbound[] = [];
  const logged: WebexPlace["logged"] = [];
  const log = (level: string) => (facts: object, message: string) => void logged.push({ level, facts, message });
  const logger: Logger = {
    debug: log("debug"),
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
    child: () => logger,
  };
  const running = await startWebex({
    receive: (inbound) => {
      inbounds.push(inbound);
      return options.answer?.(inbound) ?? Promise.resolve();
    },
    known: (actor) => actor.displayName !== strangersName,
    clock,
    logger,
    zone: "UTC",
    locale: "en",
    memory: options.memory ?? mapMemory(),
    token: hidden(fakeToken),
    organisation: fake.world.organisation,
    apiUrl: fake.api,
    ...(options.transport === "websocket"
      ? { transport: "websocket", catalogueUrl: fake.catalogue }
      : {
          transport: "webhooks",
          http,
          webhookSecret: hidden(webhookSecret),
          publicUrl: url,
          path: "/webex/events",
        }),
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
  if (options.open !== false) await running.open();
  return {
    fake,
    clock,
    http,
    url: `${url}/webex/events`,
    running,
    inbounds,
    logged,
    close: async () => {
      await running.close();
      await http.close();
      await fake.close();
    },
  };
}

/** A small card; `state` is a milestone, `progress` is not. */
export const card = (state: string, progress = 0, more: Partial<Card> = {}): Card => ({
  title: verbatim("Restart Cisco Tftp"),
  badge: { text: verbatim(state), tone: "accent" },
  tone: "accent",
  summary: verbatim(`Restart Cisco Tftp: ${state}`),
  body: [{ kind: "progress", label: verbatim("steps"), done: progress, total: 100 }],
  actions: [{ action: "run.abort", label: verbatim("Stop"), payload: { run: "run_1" } }],
  ...more,
});

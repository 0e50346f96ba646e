// One trial: a plan is asked for, approved by two people and carried out while its bots are killed and frozen; then the cluster is asked.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import type { LabHere } from "./lab.ts";
import { BotGone, BotProcess } from "./process.ts";
import type { BotOrder, Looked } from "./words.ts";

export interface Torment {
  /** Milliseconds after the bots are open. */
  readonly at: number;
  readonly bot: number;
  readonly kind: "kill" | "freeze";
  /** Milliseconds of a freeze. */
  readonly forMs?: number;
}

export interface TrialPlan {
  readonly number: number;
  readonly store: "embedded" | "postgres";
  readonly torments: readonly Torment[];
  readonly point?: { readonly name: string; readonly time: number };
  /** The point is set for the first life of every replica, not for the first replica alone. */
  readonly everyBot?: boolean;
}

export interface TrialResult extends TrialPlan {
  /** How often each restart arrived at the cluster. */
  readonly arrived: Readonly<Record<string, number>>;
  readonly state: string;
  /** Acknowledged requests and votes that were not there later. */
  readonly forgotten: readonly string[];
  readonly audit: string;
  readonly lives: number;
  readonly seconds: number;
  /** From the last kill to the run's end, when something was killed. */
  readonly recoverySeconds?: number;
}

const service = "Cisco Tftp";
const limitMs = 240_000;
/** The bots' time runs so much faster: an observation that takes a minute in life takes a few seconds. */
const scale = 6;
const epoch = Date.now();

const pause = (ms: number): Promise<void> => systemClock.sleep(ms);

export async function runTrial(plan: TrialPlan, lab: LabHere, url: string | undefined): Promise<TrialResult> {
  const dataFolder = mkdtempSync(join(tmpdir(), "certops-chaos-"));
  const before = (await lab.restarts()).length;
  const order: BotOrder = { dataFolder, facts: lab.facts, epoch, scale, ...(url === undefined ? {} : { url }) };
  const team = new Team(plan, order);
  const began = Date.now();
  try {
    const stop = team.torment();
    const seen = await team.carryOut(lab.nodes, began + limitMs);
    await stop();
    // Whoever was frozen is awake again: had it still a command in its hand, it would have been written by now.
    if (plan.torments.some((one) => one.kind === "freeze")) await pause(2_000);
    const proof = await team.verify();
    const arrived: Record<string, number> = Object.fromEntries(lab.nodes.map((node) => [node, 0]));
    for (const { node } of (await lab.restarts()).slice(before)) arrived[node] = (arrived[node] ?? 0) + 1;
    const ended = Date.now();
    return {
      ...plan,
      arrived,
      state: seen.stopped === undefined ? (seen.run ?? "none") : `${seen.run} (${seen.stopped})`,
      forgotten: team.forgotten,
      audit: proof,
      lives: team.lives,
      seconds: (ended - began) / 1000,
      ...(team.lastBlow === undefined ? {} : { recoverySeconds: (team.over - team.lastBlow) / 1000 }),
    };
  } finally {
    await team.end();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** The bots of a trial and the people who use them: whoever gets no answer asks again, as people do. */
class Team {
  readonly #plan: TrialPlan;
  readonly #order: BotOrder;
  readonly #bots: BotProcess[];
  readonly forgotten: string[] = [];
  lives = 0;
  lastBlow: number | undefined;
  over = 0;
  #turn = 0;

  constructor(plan: TrialPlan, order: BotOrder) {
    this.#plan = plan;
    this.#order = order;
    const count = plan.store === "postgres" ? 2 : 1;
    const { point } = plan;
    this.#bots = Array.from({ length: count }, (_, index) =>
      this.#launch(point === undefined || (index > 0 && plan.everyBot !== true) ? order : { ...order, point }),
    );
  }

  #launch(order: BotOrder): BotProcess {
    this.lives++;
    return BotProcess.launch(order);
  }

  /** Carries the torments out in the background; the result ends them and thaws whoever is frozen. */
  torment(): () => Promise<void> {
    const stop = new AbortController();
    const work = this.#plan.torments.map(async ({ at, bot, kind, forMs = 0 }) => {
      await Promise.allSettled(this.#bots.map((one) => one.ready));
      await systemClock.sleep(at, stop.signal);
      const victim = this.#bots[bot];
      if (victim === undefined || !victim.alive) return;
      this.lastBlow = Date.now();
      if (kind === "kill") return victim.kill();
      victim.freeze();
      await systemClock.sleep(forMs, stop.signal).catch(() => undefined);
      victim.thaw();
    });
    return async () => {
      stop.abort();
      await Promise.allSettled(work);
    };
  }

  /** Somebody who can answer now; dead bots are started again, as a service manager does. */
  async #somebody(): Promise<BotProcess> {
    for (const [index, bot] of this.#bots.entries()) {
      if (bot.alive) continue;
      this.lastBlow = Math.max(this.lastBlow ?? 0, bot.diedAt ?? 0);
      this.#bots[index] = this.#launch(this.#order);
    }
    const awake = this.#bots.filter((bot) => !bot.frozen);
    const bot = awake[this.#turn++ % Math.max(1, awake.length)];
    if (bot === undefined) {
      await pause(100);
      return await this.#somebody();
    }
    await Promise.race([bot.ready, pause(20_000)]);
    return bot;
  }

  async #try<T>(wish: Parameters<BotProcess["ask"]>[0]): Promise<T | undefined> {
    const bot = await this.#somebody().catch(() => undefined);
    if (bot === undefined) return undefined;
    try {
      return (await bot.ask(wish)) as T;
    } catch (error) {
      if (!(error instanceof BotGone)) await pause(200);
      return undefined;
    }
  }

  /** Until the run is over, or the time is. */
  async carryOut(nodes: readonly string[], deadline: number): Promise<Looked> {
    let approval: string | undefined;
    const voted = new Set<string>();
    let seen: Looked = { votes: 0, steps: [] };
    while (Date.now() < deadline) {
      if (approval === undefined) {
        approval = (await this.#try<{ approval: string }>({ do: "request", service, nodes }))?.approval;
        continue;
      }
      const who = ["beatriz", "chen"].find((one) => !voted.has(one));
      if (who !== undefined) {
        const answer = await this.#try<{ counted: boolean }>({ do: "vote", who, approval });
        if (answer?.counted === true) voted.add(who);
        continue;
      }
      const looked = await this.#try<Looked>({ do: "look", approval });
      if (looked === undefined) continue;
      seen = looked;
      if (seen.approval === undefined) this.#forget("the request");
      if (seen.votes < voted.size) this.#forget("a vote");
      if (seen.run !== undefined && seen.run !== "running" && seen.run !== "verifying") break;
      await pause(100);
    }
    this.over = Date.now();
    return seen;
  }

  #forget(what: string): void {
    if (!this.forgotten.includes(what)) this.forgotten.push(what);
  }

  /** `whole`, or what is wrong with the audit log or the leases. */
  async verify(): Promise<string> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const proof = await this.#try<{ ok: boolean; fault?: string; leases: number }>({ do: "verify" });
      // The lease is freed a moment after the run's end is stored.
      if (proof === undefined || (proof.leases > 0 && attempt < 19)) await pause(250);
      else return !proof.ok ? (proof.fault ?? "damaged") : proof.leases === 0 ? "whole" : "a lease was kept";
    }
    return "nobody answered";
  }

  async end(): Promise<void> {
    for (const bot of this.#bots) {
      bot.thaw();
      bot.kill();
    }
    await Promise.all(this.#bots.map((bot) => bot.gone()));
  }
}

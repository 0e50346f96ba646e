// LSCs for many phones by a bot that is killed again and again: real processes, the practice cluster counts. None lost, none twice.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LscBotOrder, LscBotWord, LscCounts, LscLabOptions, LscLabWord } from "./lsc-words.ts";

export interface LscOptions extends LscLabOptions {
  readonly batch: number;
  /** The bot is killed when so many phones were asked, at whatever it is doing. */
  readonly killsAt: readonly number[];
  /** Real milliseconds; the bench fails after them. */
  readonly limitMs: number;
}

export interface LscResult {
  readonly counts: LscCounts;
  readonly end: LscBotWord;
  readonly kills: number;
  /** Seconds of the cluster's time from the approval to the end of the run. */
  readonly seconds: number;
  /** The longest time, in seconds of the cluster's time, from a kill to the next phone that was asked. */
  readonly longestGap: number;
}

const pollMs = 100;
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function child(file: string, argument: unknown): ChildProcess {
  return fork(join(import.meta.dirname, file), [JSON.stringify(argument)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** The next message; rejects when the process ends before. */
async function heard<T>(from: ChildProcess): Promise<T> {
  const gone = new AbortController();
  const ended = once(from, "exit", { signal: gone.signal }).then(() => {
    throw new Error(`a process of the bench ended (${from.signalCode ?? from.exitCode})`);
  });
  try {
    const [word] = await Promise.race([once(from, "message", { signal: gone.signal }), ended]);
    return word as T;
  } finally {
    ended.catch(() => undefined);
    gone.abort();
  }
}

async function asked<T>(of: ChildProcess, what: string): Promise<T> {
  const answer = heard<T>(of);
  of.send(what);
  return await answer;
}

async function end(of: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (of.exitCode !== null || of.signalCode !== null) return;
  const gone = once(of, "exit");
  of.kill(signal);
  await gone;
}

export async function measureLsc(options: LscOptions, tell: (line: string) => void): Promise<LscResult> {
  const { phones, secure, scale, batch, killsAt, limitMs } = options;
  const dataFolder = mkdtempSync(join(tmpdir(), "certops-lsc-"));
  const lab = child("lsc-lab.ts", { phones, secure, scale });
  let bot: ChildProcess | undefined;
  try {
    const ready = await heard<LscLabWord>(lab);
    if (ready.kind !== "ready") throw new Error("the practice cluster said something else first");
    const order: LscBotOrder = { facts: ready.facts, dataFolder, epoch: Date.now(), scale, batch };
    const counts = async (): Promise<LscCounts> => {
      const word = await asked<LscLabWord>(lab, "counts");
      if (word.kind !== "counts") throw new Error("the practice cluster did not count");
      return word.counts;
    };
    bot = child("lsc-bot.ts", { ...order, phones: ready.secure });
    await heard<LscBotWord>(bot);
    const began = Date.now();
    const kills = [...killsAt];
    let killedAt: { readonly at: number; readonly phones: number } | undefined;
    let longestGap = 0;
    for (;;) {
      if (Date.now() - began > limitMs) throw new Error(`not over in time: ${JSON.stringify(await counts())}`);
      await later(pollMs);
      const now = await counts();
      if (killedAt !== undefined && now.askedPhones > killedAt.phones) {
        longestGap = Math.max(longestGap, ((Date.now() - killedAt.at) / 1000) * scale);
        killedAt = undefined;
      }
      if (kills[0] !== undefined && now.askedPhones >= kills[0]) {
        kills.shift();
        await end(bot, "SIGKILL");
        killedAt = { at: Date.now(), phones: (await counts()).askedPhones };
        tell(`lsc: killed with ${killedAt.phones} of ${secure} phones asked`);
        bot = child("lsc-bot.ts", order);
        await heard<LscBotWord>(bot);
      }
      const word = await asked<LscBotWord>(bot, "look");
      if (word.state === "running" || word.state === "verifying") continue;
      const seconds = ((Date.now() - began) / 1000) * scale;
      return { counts: await counts(), end: word, kills: killsAt.length - kills.length, seconds, longestGap };
    }
  } finally {
    if (bot !== undefined) await end(bot, "SIGKILL");
    lab.send("stop", () => undefined);
    await Promise.race([once(lab, "exit"), later(5_000)]);
    await end(lab, "SIGKILL");
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** What must be true whatever was killed when; empty when all is well. */
export function lscFaults({ counts, end: last, kills }: LscResult, { secure, killsAt }: LscOptions): string[] {
  const faults: string[] = [];
  if (last.state !== "verified") faults.push(`the run ended as ${last.state}: ${last.stopped ?? ""}`);
  if (kills !== killsAt.length) faults.push(`only ${kills} kills`);
  if (counts.askedPhones !== secure) faults.push(`${secure - counts.askedPhones} phones were never asked`);
  const twice = Object.entries(counts.asked).filter(([times]) => times !== "1");
  if (twice.length > 0) faults.push(`asked more than once: ${JSON.stringify(Object.fromEntries(twice))}`);
  if (counts.installed !== secure) faults.push(`${secure - counts.installed} LSCs are missing`);
  if (last.done !== secure || last.waiting + last.failed + last.offline > 0)
    faults.push(
      `the card counts ${last.done} done, ${last.waiting} waiting, ${last.failed} failed, ${last.offline} offline`,
    );
  return faults;
}

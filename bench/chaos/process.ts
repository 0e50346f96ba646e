// A bot's process as its tormentor sees it: asked, killed, frozen, thawed, started again.
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { BotAnswer, BotOrder, BotWish } from "./words.ts";

export class BotGone extends Error {}

const patienceMs = 30_000;

export class BotProcess {
  readonly #child: ChildProcess;
  readonly #open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #next = 1;
  frozen = false;
  /** Milliseconds since 1970. */
  diedAt: number | undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (raw) => {
      const answer = raw as BotAnswer;
      const waiting = this.#open.get(answer.id);
      this.#open.delete(answer.id);
      if (answer.ok) waiting?.resolve(answer.value);
      else waiting?.reject(new Error(answer.error));
    });
    child.on("exit", () => {
      this.diedAt = Date.now();
      for (const { reject } of this.#open.values()) reject(new BotGone("the bot has died"));
      this.#open.clear();
    });
    child.on("error", () => undefined);
  }

  /** Resolves when the bot is open; rejects with BotGone when it died before. */
  static async start(order: BotOrder): Promise<BotProcess> {
    const bot = BotProcess.launch(order);
    await bot.ready;
    return bot;
  }

  ready: Promise<unknown> = Promise.resolve();

  /** Without waiting: a bot may be killed while it starts, too. */
  static launch(order: BotOrder): BotProcess {
    const child = fork(join(import.meta.dirname, "bot.ts"), [JSON.stringify(order)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const bot = new BotProcess(child);
    bot.ready = bot.#answer(0);
    bot.ready.catch(() => undefined);
    return bot;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** How it ended, when it did. */
  get end(): string | undefined {
    return this.#child.signalCode ?? (this.#child.exitCode === null ? undefined : `exit ${this.#child.exitCode}`);
  }

  async ask(wish: BotWish): Promise<unknown> {
    if (!this.alive) throw new BotGone("the bot has died");
    const id = this.#next++;
    const answer = this.#answer(id);
    this.#child.send({ ...wish, id }, () => undefined);
    return await answer;
  }

  #answer(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#open.delete(id);
        reject(new Error("the bot did not answer"));
      }, patienceMs);
      const done = <T>(then: (value: T) => void): ((value: T) => void) => {
        return (value) => {
          clearTimeout(late);
          then(value);
        };
      };
      this.#open.set(id, { resolve: done(resolve), reject: done(reject) });
    });
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  freeze(): void {
    this.frozen = this.#child.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child.kill("SIGCONT");
    this.frozen = false;
  }

  async gone(): Promise<void> {
    if (!this.alive) return;
    await new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
  }
}

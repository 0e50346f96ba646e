// Full reports of cards that do not fit into a message. A card that changes gets one file when it has come to rest, and the file
// of its former form goes away: a thread must not fill with reports.
import { escapeText } from "../../../cards/render/slack-text.ts";
import type { Attachment, ChannelMemory, MessageRef } from "../../domain/chat.ts";
import type { Locale } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { writerFor } from "../../i18n/write.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { sha256 } from "../../kernel/ids.ts";
import type { Logger } from "../../kernel/logger.ts";

/** A diagnosis changes its card every second or so until it ends. */
const restMs = 5000;
const rememberedMs = 30 * 24 * 3_600_000;

export interface ReportDeps {
  readonly memory: ChannelMemory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Shares the file below the message; resolves to its id. */
  readonly share: (file: Attachment, message: MessageRef, comment: string) => Promise<string>;
  readonly remove: (id: string) => Promise<void>;
}

export class Reports {
  readonly #deps: ReportDeps;
  readonly #waiting = new Map<
    string,
    { readonly file: Attachment; readonly message: MessageRef; readonly locale: Locale }
  >();

  constructor(deps: ReportDeps) {
    this.#deps = deps;
  }

  /** Files the report when no newer one follows. Never throws: the card itself stands, and it says what was left out. */
  follow(message: MessageRef, file: Attachment, locale: Locale): void {
    const key = `report:${message.place.conversation}:${message.id}`;
    const first = !this.#waiting.has(key);
    this.#waiting.set(key, { file, message, locale });
    if (!first) return;
    void (async () => {
      const { clock, signal, logger } = this.#deps;
      try {
        await clock.sleep(restMs, signal);
        await this.#flush(key);
      } catch (error) {
        // Closing sends what waits (`close`); anything else is told.
        if (!signal.aborted) logger.warn({ error, key }, "a full report could not be shared");
      }
    })();
  }

  /** Sends what still waits. */
  async close(): Promise<void> {
    for (const key of [...this.#waiting.keys()]) {
      await this.#flush(key).catch((error: unknown) =>
        this.#deps.logger.warn({ error }, "a full report was not shared"),
      );
    }
  }

  async #flush(key: string): Promise<void> {
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (waiting === undefined) return;
    const { memory, clock, share, remove } = this.#deps;
    const digest = sha256(waiting.file.bytes).slice(0, 24);
    const before = await memory.get(key);
    const old = typeof before === "object" && before !== null && !Array.isArray(before) ? before : {};
    if ("digest" in old && old.digest === digest) return;
    const comment = escapeText(writerFor(waiting.locale).write(say("channel.full-report")));
    const id = await share(waiting.file, waiting.message, comment);
    const until = new Date(clock.now() + rememberedMs).toISOString();
    await memory.put(key, { id, digest, at: iso(clock) }, until);
    if ("id" in old && typeof old.id === "string" && old.id !== "") await remove(old.id).catch(() => undefined);
  }
}

// Publishes the signed end of the audit log outside the store: to a file, to a webhook, into a channel.
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { auditHeadCard } from "../../cards/audit-head-card.ts";
import type { AuditPublishing } from "../config/settings.ts";
import type { AuditHead } from "../domain/audit.ts";
import type { Reply } from "../domain/chat.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import { Mutex } from "../kernel/mutex.ts";

export interface HeadPublisherInit {
  readonly to: AuditPublishing;
  readonly head: () => Promise<AuditHead>;
  /** Posts a card where nobody has asked for one. */
  readonly announce: (place: NonNullable<AuditPublishing["channel"]>, reply: Reply) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Milliseconds a webhook may take. */
const patience = 10_000;

type Sink = "file" | "webhook" | "channel";

export class HeadPublisher {
  readonly #init: HeadPublisherInit;
  readonly #stop = new AbortController();
  readonly #turn = new Mutex();
  /** The newest entry that each sink knows: what failed is published again, what has not grown is not. */
  readonly #known = new Map<Sink, number>();

  constructor(init: HeadPublisherInit) {
    this.#init = init;
  }

  /** Publishes now and then until `close`. */
  open(): void {
    void this.#watch();
  }

  close(): void {
    this.#stop.abort();
  }

  /** Brings every sink up to date; one that fails is logged and tried again next time. */
  publish(): Promise<void> {
    return this.#turn.run(async () => {
      const { to, logger } = this.#init;
      const head = await this.#init.head();
      const sinks: [Sink, (() => Promise<void>) | undefined][] = [
        ["file", to.file === undefined ? undefined : async () => append(to.file ?? "", head)],
        ["webhook", to.webhook === undefined ? undefined : () => this.#send(to.webhook?.reveal() ?? "", head)],
        ["channel", to.channel === undefined ? undefined : () => this.#post(to.channel, head)],
      ];
      for (const [sink, publish] of sinks) {
        if (publish === undefined || (this.#known.get(sink) ?? 0) >= head.sequence) continue;
        try {
          await publish();
          this.#known.set(sink, head.sequence);
        } catch (error) {
          if (this.#stop.signal.aborted) return;
          // The URL may hold a token: of what fetch says, only its kind is logged.
          const why = sink === "webhook" ? { code: kindOf(error) } : { error };
          logger.warn({ ...why, sink }, "the end of the audit log could not be published");
        }
      }
    });
  }

  async #watch(): Promise<void> {
    const { clock, logger, to } = this.#init;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.publish();
      } catch (error) {
        if (!signal.aborted) logger.warn({ error }, "the end of the audit log could not be read");
      }
      await clock.sleep(to.everyMinutes * 60_000, signal).catch(() => undefined);
    }
  }

  /** A redirect is refused: the URL and its token are for one host. */
  async #send(url: string, head: AuditHead): Promise<void> {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind: "certops-audit-head", head }),
      redirect: "error",
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(patience)]),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new RefusedByHook(answer.status);
  }

  async #post(place: AuditPublishing["channel"], head: AuditHead): Promise<void> {
    if (place === undefined) return;
    await this.#init.announce(place, { card: auditHeadCard(head), data: { kind: "audit-head", value: head } });
  }
}

class RefusedByHook extends Error {
  readonly code: string;

  constructor(status: number) {
    super(`the webhook answered ${status}`);
    this.code = `http-${status}`;
  }
}

function kindOf(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (inner instanceof Error && "code" in inner && typeof inner.code === "string") return inner.code;
  return inner instanceof Error ? inner.name : "unknown";
}

function append(file: string, head: AuditHead): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, `${JSON.stringify(head)}\n`, { mode: 0o600 });
}

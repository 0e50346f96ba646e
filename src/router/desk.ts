// The desk: takes what came in, has it carried out, and sees to it that every message and click gets a visible answer.
import type { Card } from "../domain/card.ts";
import type { Inbound, MessageRef, Place, Reply } from "../domain/chat.ts";
import { CertOpsError, codeOf, type ErrorCode } from "../domain/errors.ts";
import type { Locale } from "../domain/text.ts";
import { newId } from "../kernel/ids.ts";
import type { Threads } from "./ports.ts";
import { Poster, type PosterInit } from "./poster.ts";
import type { Routed, Router } from "./route.ts";
import { ThreadNotes } from "./thread-notes.ts";

export interface DeskInit extends PosterInit {
  readonly router: Router;
  /** The card for anything thrown; the reference stands in the log too. */
  readonly errorCard: (error: unknown, reference: string) => Card;
  /** Told of everything that was understood, for the audit log. */
  readonly onRouted?: (routed: Routed, inbound: Inbound) => void | Promise<void>;
  /**
   * Told when somebody wanted what they may not (a stranger's every message and click), or what could not be taken on (too long, no such
   * command, too many at once), for the audit log.
   */
  readonly onRefused?: (inbound: Inbound, why: ErrorCode) => void | Promise<void>;
  /** Where it is kept what a thread has spoken of; without it, nothing is. */
  readonly threads?: Threads;
}

export interface Desk {
  /** Resolves when the answer is complete; never rejects. Channels need not wait for it. */
  receive(inbound: Inbound): Promise<void>;
  /** Brings every posted copy of the reply's subject up to date, whoever caused the change. */
  publish(reply: Reply): Promise<void>;
  /** Posts a card of the bot's own accord, where nobody has asked. Throws what the channel throws. */
  announce(place: Place, reply: Reply): Promise<void>;
  /** Says something to the reply's `mentions` beside every copy of the card `about`, where the platform can tell people. */
  tell(about: string, reply: Reply): Promise<void>;
  /** Cancels what is under way and waits until it has stopped. */
  close(): Promise<void>;
}

export function createDesk(init: DeskInit): Desk {
  const { router, logger } = init;
  const poster = new Poster(init);
  const stop = new AbortController();
  const underway = new Set<Promise<void>>();

  /** Shows one reply: the first of a subject is posted where it was asked, the later ones change what stands. */
  const show = async (
    reply: Reply,
    inbound: Inbound,
    reader: Locale,
    shown: Set<string>,
  ): Promise<MessageRef | undefined> => {
    const { place, actor } = inbound;
    const { subject } = reply;
    const locale = reply.locale ?? reader;
    const clicked = inbound.kind === "click" ? inbound.message : undefined;
    if (reply.inPlace === true && clicked !== undefined && (await poster.mayReplace(clicked, reply))) {
      await poster.replace(clicked, reply, locale);
      return undefined;
    }
    const alone = inbound.kind === "click" && inbound.alone === true;
    if (reply.private === true || (reply.inPlace === true && alone)) {
      await poster.whisper(place, actor, reply, locale);
      return undefined;
    }
    if (subject === undefined) {
      return await poster.post(place, reply, locale);
    }
    if (shown.has(subject) || (await poster.standsAt(subject, clicked))) {
      shown.add(subject);
      await poster.update(reply);
      return undefined;
    }
    shown.add(subject);
    await poster.update(reply);
    return await poster.post(place, reply, locale);
  };

  const complain = async (error: unknown, inbound: Inbound, locale: Locale): Promise<void> => {
    const reference = newId("err");
    const facts = { error, reference, code: codeOf(error), platform: inbound.place.platform };
    if (error instanceof CertOpsError) logger.info(facts, "answered with an error");
    else logger.error(facts, "a bug");
    try {
      const value = { code: codeOf(error), reference };
      const reply: Reply = { card: init.errorCard(error, reference), data: { kind: "error", value } };
      await poster.whisper(inbound.place, inbound.actor, reply, locale);
    } catch (failure) {
      logger.error({ error: failure, reference }, "not even the error could be shown");
    }
  };

  const handle = async (inbound: Inbound): Promise<void> => {
    let { locale } = inbound;
    let taken = false;
    try {
      const routed = await router.route(inbound, stop.signal);
      if (routed === undefined) return;
      taken = true;
      locale = routed.invocation.locale;
      await init.onRouted?.(routed, inbound);
      const shown = new Set<string>();
      const notes = new ThreadNotes(inbound, init.threads, init);
      for await (const reply of routed.replies()) {
        const posted = await show(reply, inbound, locale, shown);
        await notes.take(reply, posted);
      }
    } catch (error) {
      if (stop.signal.aborted) return;
      // Turned away before it was known whose it is: still in the language that the person chose.
      locale = (await router.localeOf?.(inbound).catch(() => undefined)) ?? locale;
      await complain(error, inbound, locale);
      // What was taken on is recorded already; a bug is for the log.
      if (!(error instanceof CertOpsError) || (taken && error.code !== "not-allowed")) return;
      await Promise.resolve(init.onRefused?.(inbound, error.code)).catch((failure: unknown) =>
        logger.error({ error: failure }, "a refusal could not be recorded"),
      );
    }
  };

  return {
    receive(inbound) {
      const work = handle(inbound).finally(() => underway.delete(work));
      underway.add(work);
      return work;
    },
    publish: (reply) => poster.update(reply),
    tell: (about, reply) => poster.tell(about, reply),
    announce: async (place, reply) => {
      await poster.post(place, reply, init.locale);
    },
    async close() {
      stop.abort(new DOMException("the bot is stopping", "AbortError"));
      await Promise.allSettled(underway);
    },
  };
}

// In which language somebody reads Slack: their own setting (`users.info` with `include_locale`, scope `users:read`). Asked once a day
// each; where Slack does not say, in time or at all, the language that the bot is configured for.
import type { Locale } from "../../domain/text.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { type Fields, type SlackApi, SlackRefusal } from "./api.ts";
import { fields } from "./read.ts";

const believedMs = 24 * 3_600_000;
/** An answer must not wait for this. */
const patienceMs = 1500;
/** After Slack did not say: not asked again for so long. */
const pauseMs = 10 * 60_000;
const mostRemembered = 5000;

export interface LanguagesInit {
  readonly api: Pick<SlackApi, "nicety">;
  /** Of people of whom Slack does not say it. */
  readonly locale: Locale;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class Languages {
  readonly #init: LanguagesInit;
  readonly #known = new Map<string, { readonly locale: Promise<Locale>; until: number }>();
  #refused = false;

  constructor(init: LanguagesInit) {
    this.#init = init;
  }

  /** Never throws, and answers soon. */
  async of(user: string): Promise<Locale> {
    const { clock, locale } = this.#init;
    const over = new AbortController();
    const late = clock.sleep(patienceMs, over.signal).then(
      () => locale,
      () => locale,
    );
    try {
      return await Promise.race([this.#asked(user), late]);
    } finally {
      over.abort();
    }
  }

  #asked(user: string): Promise<Locale> {
    const { clock } = this.#init;
    const known = this.#known.get(user);
    if (known !== undefined && known.until > clock.now()) return known.locale;
    const entry = { locale: this.#ask(user), until: clock.now() + believedMs };
    this.#known.delete(user);
    this.#known.set(user, entry);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostRemembered) break;
      this.#known.delete(oldest);
    }
    return entry.locale;
  }

  async #ask(user: string): Promise<Locale> {
    const { api, clock, locale, logger } = this.#init;
    try {
      return languageOf(await api.nicety("users.info", { user, include_locale: true })) ?? locale;
    } catch (error) {
      const known = this.#known.get(user);
      if (known !== undefined) known.until = clock.now() + pauseMs;
      // An app that was installed without the scope: said once, it is no trouble.
      if (!this.#refused) logger.info({ error }, "Slack does not say in which language people read it");
      this.#refused ||= error instanceof SlackRefusal;
      return locale;
    }
  }
}

/** `zh-CN`, `zh-TW` … read Chinese; every other language that Slack has reads English. */
const languageOf = (answer: Fields): Locale | undefined => {
  const { locale } = fields(answer.user);
  if (typeof locale !== "string" || locale === "") return undefined;
  return /^zh\b/i.test(locale) ? "zh-CN" : "en";
};

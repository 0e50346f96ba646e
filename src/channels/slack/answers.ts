// Where a person can be answered although the bot is not in the channel: the address that came with their command or click. It
// works five times within half an hour (docs.slack.dev, "Handling user interaction").
import type { Clock } from "../../kernel/clock.ts";
import { boundFetch, type Fields } from "./api.ts";

const lifeMs = 29 * 60_000;
const uses = 5;
const mostKept = 5000;
const answerMs = 10_000;

interface Address {
  readonly url: string;
  readonly until: number;
  left: number;
}

export class Answers {
  readonly #clock: Clock;
  readonly #apiUrl: string;
  readonly #addresses = new Map<string, Address>();

  constructor(clock: Clock, apiUrl: string) {
    this.#clock = clock;
    this.#apiUrl = apiUrl;
  }

  /** Keeps the newest address of a person in a conversation; one that is not Slack's is not kept. */
  keep(conversation: string, user: string, url: unknown): void {
    if (typeof url !== "string" || !isHook(url, this.#apiUrl)) return;
    const key = `${conversation} ${user}`;
    this.#addresses.delete(key);
    this.#addresses.set(key, { url, until: this.#clock.now() + lifeMs, left: uses });
    for (const oldest of this.#addresses.keys()) {
      if (this.#addresses.size <= mostKept) break;
      this.#addresses.delete(oldest);
    }
  }

  /** Says it to this person alone; false when there is no address that still works. */
  async whisper(conversation: string, user: string, message: Fields): Promise<boolean> {
    const address = this.#addresses.get(`${conversation} ${user}`);
    if (address === undefined || address.until < this.#clock.now() || address.left <= 0) return false;
    address.left--;
    const answer = await boundFetch(address.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...message, response_type: "ephemeral", replace_original: false }),
      signal: AbortSignal.timeout(answerMs),
    }).catch(() => undefined);
    return answer?.ok === true;
  }
}

const isHook = (url: string, apiUrl: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (new URL(apiUrl).hostname === "127.0.0.1") return origin === new URL(apiUrl).origin;
  return protocol === "https:" && (hostname === "hooks.slack.com" || hostname === "hooks.slack-gov.com");
};

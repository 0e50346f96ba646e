// Explaining for the chat: pastes and files as they come, one big file at a time, locked ones kept for minutes only.
import type { Attachment } from "../domain/chat.ts";
import type { Explanation } from "../domain/explanation.ts";
import type { PersonId } from "../domain/ids.ts";
import { explainText } from "../explain/explain.ts";
import { explainStream } from "../explain/source.ts";
import { chatLimits } from "../explain/stream/limits.ts";
import type { Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { Mutex } from "../kernel/mutex.ts";
import { samlSerial } from "./saml-serial.ts";

/** How long a locked file waits for its password. */
export const lockedMinutes = 5;
const mostLocked = 10;
/** Larger than this is no PKCS#12 file that anybody exports. */
const largestLocked = 1024 * 1024;

interface Locked {
  readonly file: Attachment;
  readonly by: PersonId;
  readonly until: number;
}

export class Explainer {
  readonly #clock: Clock;
  readonly #locked = new Map<string, Locked>();
  readonly #oneByOne = new Mutex();
  readonly #closing = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  text(text: string): Promise<Explanation> {
    return explainText(text, { now: this.#clock.now(), samlSerial });
  }

  /** Read by its content; nothing of it stays. Several big ones wait for each other: the bot has other things to do. */
  file({ bytes }: Attachment, signal?: AbortSignal, password?: string): Promise<Explanation> {
    const options = {
      now: this.#clock.now(),
      limits: chatLimits,
      samlSerial,
      ...(signal === undefined ? {} : { signal }),
      ...(password === undefined ? {} : { password }),
    };
    return this.#oneByOne.run(() => explainStream(pieces(bytes), options));
  }

  /** The key under which this person may open the file until it is forgotten; undefined when it is not kept. */
  hold(file: Attachment, by: PersonId): string | undefined {
    this.#forget();
    if (file.bytes.length > largestLocked || this.#locked.size >= mostLocked) return undefined;
    const id = newId("p12");
    this.#locked.set(id, { file, by, until: this.#clock.now() + lockedMinutes * 60_000 });
    const gone = (): void => void this.#locked.delete(id);
    this.#clock.sleep(lockedMinutes * 60_000, this.#closing.signal).then(gone, gone);
    return id;
  }

  /** One look with a password; a file that opened is forgotten at once. Undefined: it is not kept, or another's. */
  async open(
    id: string,
    password: string,
    by: PersonId,
  ): Promise<{ file: Attachment; explained: Explanation } | undefined> {
    this.#forget();
    const locked = this.#locked.get(id);
    if (locked === undefined || locked.by !== by) return undefined;
    const explained = await this.file(locked.file, undefined, password);
    if (explained.facts.reason !== "wrong-password") this.#locked.delete(id);
    return { file: locked.file, explained };
  }

  #forget(): void {
    for (const [id, { until }] of this.#locked) if (until <= this.#clock.now()) this.#locked.delete(id);
  }

  close(): void {
    this.#closing.abort();
    this.#locked.clear();
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = 1024 * 1024;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

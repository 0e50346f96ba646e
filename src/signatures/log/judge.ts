// Reads hits in their order: counts them, keeps a few lines of each, and keeps apart what later lines clear up.
import { redactText } from "../../kernel/redact.ts";
import { type ExpresswayEvent, ExpresswayLogReader } from "../expressway.ts";
import { type KnownSignature, type LogCode, type Sighting, sightings } from "./table.ts";

export interface SeenLine {
  readonly line: number;
  /** At most 300 characters around the match, redacted. */
  readonly text: string;
  readonly file?: string;
}

export interface Tally {
  readonly signature: KnownSignature & { readonly code: LogCode };
  readonly count: number;
  readonly lines: readonly SeenLine[];
}

/** As many lines as a person reads; the count says how many there were. */
const shown = 5;
/** Certificates that TVS looked for and has not answered yet; a hostile log may name more, the oldest are then let go. */
const mostPending = 10_000;
/** A record of an Expressway is some hundred characters. */
const longestRecord = 8_192;

export class LogJudge {
  readonly #tallies = new Map<LogCode, { signature: Tally["signature"]; count: number; lines: SeenLine[] }>();
  /** Looked for and not found yet, by the certificate's key. */
  readonly #misses = new Map<string, { count: number; sighting: Sighting; lines: SeenLine[] }>();
  /** Reads who refused whom out of the lines that an Expressway signature stands in. */
  readonly #expressway = new ExpresswayLogReader(500);
  #asked = "";
  #handshakes: { count: number; sighting: Sighting; lines: SeenLine[] } | undefined;

  /**
   * `line`: a whole line that any signature stands in, numbered from 1 in its file. `known`: so many characters at its start
   * were handed in before (a line without end comes in overlapping pieces). `read` makes the excerpt readable.
   */
  add(line: number, text: string, file?: string, known = 0, read = (raw: string): string => raw): void {
    let refusal = false;
    for (const sighting of sightings(text)) {
      if (sighting.at + sighting.length <= known) continue;
      refusal ||= sighting.signature.code.startsWith("expressway.");
      const where = { line, text: excerpt(text, sighting, read), ...(file === undefined ? {} : { file }) };
      this.#take(sighting, where, text);
    }
    if (refusal) this.#expressway.line(text.slice(0, longestRecord));
  }

  /** Of the lines so far, in their order; call it at the end. */
  expresswayEvents(): readonly ExpresswayEvent[] {
    this.#expressway.flush();
    return this.#expressway.events;
  }

  #take(sighting: Sighting, where: SeenLine, text: string): void {
    const { code } = sighting.signature;
    switch (code) {
      case "tvs.lookup":
        this.#asked = text.slice(sighting.at, sighting.at + sighting.length).slice(-200);
        return;
      case "tvs.cache-miss": {
        // The database's cache is asked first, then the CTL's: a miss is only a miss when no cache has it.
        const known = this.#misses.get(this.#asked);
        if (known === undefined) this.#misses.set(this.#asked, { count: 1, sighting, lines: [where] });
        else {
          known.count += 1;
          if (known.lines.length < shown) known.lines.push(where);
        }
        if (this.#misses.size > mostPending) this.#settleOldest();
        return;
      }
      case "tvs.certificate-known":
        this.#misses.delete(this.#asked);
        this.#count(sighting, where);
        return;
      case "tvs.certificate-unknown":
        this.#misses.delete(this.#asked);
        this.#count(sighting, where);
        return;
      case "ios.capf-handshake-error":
        this.#handshakes ??= { count: 0, sighting, lines: [] };
        this.#handshakes.count += 1;
        if (this.#handshakes.lines.length < shown) this.#handshakes.lines.push(where);
        return;
      case "ios.capf-handshake-ok":
        // The phone tries again within seconds; only a series without an end is trouble.
        this.#handshakes = undefined;
        this.#count(sighting, where);
        return;
      default:
        this.#count(sighting, where);
    }
  }

  #count(sighting: Sighting, where: SeenLine, times = 1): void {
    const { signature } = sighting;
    if (signature.code === "tvs.lookup") return;
    const known = this.#tallies.get(signature.code) ?? {
      signature: signature as Tally["signature"],
      count: 0,
      lines: [],
    };
    known.count += times;
    if (known.lines.length < shown) known.lines.push(where);
    this.#tallies.set(signature.code, known);
  }

  #settleOldest(): void {
    const [oldest] = this.#misses;
    if (oldest === undefined) return;
    this.#misses.delete(oldest[0]);
    this.#settle(oldest[1]);
  }

  #settle(pending: { count: number; sighting: Sighting; lines: SeenLine[] }): void {
    const [first, ...rest] = pending.lines;
    if (first === undefined) return;
    this.#count(pending.sighting, first, pending.count - rest.length);
    for (const where of rest) this.#count(pending.sighting, where);
  }

  /** What was not cleared up until a file's end never will be. */
  endOfFile(): void {
    for (const pending of this.#misses.values()) this.#settle(pending);
    this.#misses.clear();
    this.#asked = "";
    if (this.#handshakes !== undefined) this.#settle(this.#handshakes);
    this.#handshakes = undefined;
  }

  tallies(): Tally[] {
    this.endOfFile();
    return [...this.#tallies.values()];
  }
}

/** The line, or the part of it that decides; a reader must not need a megabyte. */
function excerpt(text: string, { at, length }: Sighting, read: (raw: string) => string): string {
  if (text.length <= 300) return redactText(read(text).trim());
  const from = Math.max(0, at - 100);
  // A password may begin before the part that is shown: what is cut is redacted with room around it.
  const around = Math.max(0, from - 300);
  const clean = redactText(text.slice(around, Math.min(text.length, from + 900)));
  const start = Math.min(redactText(text.slice(around, from)).length, clean.length);
  const shortened = clean.slice(start, start + Math.max(300, Math.min(length + 100, 400)));
  return `${from > 0 ? "…" : ""}${read(shortened).trim()}`;
}

// The audit log: appends events to the chain one at a time, signs its head, verifies and exports the whole.
import type { AuditEntry, AuditEvent, AuditHead } from "../domain/audit.ts";
import { codeOf } from "../domain/errors.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { Mutex } from "../kernel/mutex.ts";
import { redact } from "../kernel/redact.ts";
import { ChainWalker, chain, type Damage, damage, genesis } from "./chain.ts";
import { type AuditKey, headIsSigned } from "./key.ts";
import type { AuditStore } from "./ports.ts";

export interface Verified {
  readonly ok: boolean;
  /** How many entries stand; with a fault: how many are sound before it. */
  readonly entries: number;
  /** Hash of the last sound entry. */
  readonly head: string;
  readonly fault?: Damage;
}

const page = 1000;

/** Somebody wins every round, so this many lost ones mean that something is broken. */
const rounds = 200;
/** Rows of one insert: nine columns each, and databases bound the parameters of a statement. */
const mostAtOnce = 200;

interface Waiting {
  readonly event: AuditEvent;
  readonly resolve: (entry: AuditEntry) => void;
  readonly reject: (error: unknown) => void;
}

export class AuditLog {
  readonly #store: AuditStore;
  readonly #key: AuditKey;
  readonly #clock: Clock;
  readonly #turn = new Mutex();
  #last: Pick<AuditEntry, "sequence" | "hash"> | undefined;
  readonly #waiting: Waiting[] = [];

  constructor(init: { store: AuditStore; key: AuditKey; clock: Clock }) {
    this.#store = init.store;
    this.#key = init.key;
    this.#clock = init.clock;
  }

  /** Appends one event, secrets removed; resolves when it is durable. Appends happen in the order of the calls. */
  append(event: AuditEvent): Promise<AuditEntry> {
    return new Promise((resolve, reject) => {
      // As it is now: whoever appends may change it while it waits.
      this.#waiting.push({ event: { ...event, data: redact(event.data) }, resolve, reject });
      if (this.#waiting.length === 1) void this.#turn.run(() => this.#write());
    });
  }

  /** A write waits for the disk, and nothing else can go on meanwhile: what came in the same moment shares one. */
  async #write(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, mostAtOnce);
      try {
        const entries = await this.#chained(batch.map(({ event }) => event));
        for (const [at, { resolve, reject }] of batch.entries()) {
          const entry = entries[at];
          if (entry === undefined) reject(new Error("an audit event got no entry"));
          else resolve(entry);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  async #chained(events: readonly AuditEvent[]): Promise<readonly AuditEntry[]> {
    for (let round = 1; ; round++) {
      let last = this.#last ?? (await this.#store.last());
      const entries = events.map((event) => {
        const entry = chain(event, last);
        last = entry;
        return entry;
      });
      try {
        await this.#store.append(...entries);
        this.#last = last === undefined ? undefined : { sequence: last.sequence, hash: last.hash };
        return entries;
      } catch (error) {
        // Whether they were written is not known: the next append looks at the store again.
        this.#last = undefined;
        // Another replica has taken the numbers: the entries are chained to its own instead.
        if (codeOf(error) !== "conflict" || round >= rounds) throw error;
      }
    }
  }

  /** The signed end of the chain, to be published outside the store. */
  async head(): Promise<AuditHead> {
    const last = await this.#store.last();
    return this.#key.sign({
      sequence: last?.sequence ?? 0,
      hash: last?.hash ?? genesis,
      at: iso(this.#clock),
    });
  }

  /** Newest first. */
  async list(filter: Parameters<AuditStore["list"]>[0]): Promise<readonly AuditEntry[]> {
    return await this.#store.list(filter);
  }

  /**
   * Reads the whole chain and names the first entry that was changed, removed or moved. Only a head that was published
   * earlier can show that the tail was cut off or that the whole chain was written anew.
   */
  async verify(published?: AuditHead): Promise<Verified> {
    const walker = new ChainWalker();
    const done = (fault?: Damage): Verified => {
      const { sequence, hash } = walker.head;
      return { ok: fault === undefined, entries: sequence, head: hash, ...(fault === undefined ? {} : { fault }) };
    };
    const suspect = published === undefined ? undefined : this.#suspect(published);
    if (suspect !== undefined) return done(suspect);
    for await (const entry of this.export()) {
      const found = walker.step(entry);
      if (found !== undefined) return done(found);
      const { sequence } = entry;
      if (published?.sequence === sequence && published.hash !== entry.hash) {
        const values = { entry: sequence, at: published.at };
        return done(damage(sequence, "rewritten", "audit.damage.rewritten", values));
      }
    }
    if (published !== undefined && published.sequence > walker.head.sequence) {
      const from = walker.head.sequence + 1;
      const values = { first: from, last: published.sequence, at: published.at };
      return done(damage(from, "cut", "audit.damage.cut", values));
    }
    return done();
  }

  #suspect(published: AuditHead): Damage | undefined {
    const { sequence } = published;
    if (!headIsSigned(published)) {
      return damage(sequence, "signature-invalid", "audit.damage.signature", {});
    }
    if (published.publicKey !== this.#key.publicKey) {
      return damage(sequence, "other-key", "audit.damage.other-key", {});
    }
    return undefined;
  }

  /** Every entry in order, page by page. */
  async *export(): AsyncIterable<AuditEntry> {
    for (let after = 0; ; ) {
      const entries = await this.#store.read(after, page);
      yield* entries;
      const last = entries.at(-1);
      if (last === undefined || entries.length < page) return;
      after = last.sequence;
    }
  }
}

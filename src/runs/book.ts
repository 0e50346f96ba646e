// The book of runs: every change of a record goes through here, one compare-and-set with its journal lines, then is told.
import { CertOpsError } from "../domain/errors.ts";
import type { RunId } from "../domain/ids.ts";
import type { Run } from "../domain/run.ts";
import { Listeners } from "../kernel/listeners.ts";
import type { Logger } from "../kernel/logger.ts";
import type { JournalEntry, RunStore } from "./ports.ts";

/** What to write: the next record (its version is set here) and its journal lines; undefined leaves all as it is. */
export interface Edit {
  readonly run: Run;
  readonly entries?: readonly Omit<JournalEntry, "run">[];
}

/** The runner and people's wishes write the same record; somebody wins every round. */
const rounds = 50;

export class RunBook {
  readonly #store: RunStore;
  readonly #listeners: Listeners<Run>;

  constructor(store: RunStore, logger: Logger) {
    this.#store = store;
    this.#listeners = new Listeners(logger);
  }

  /** Called after every stored change; the returned function stops it. */
  onChange(listener: (run: Run) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Another process has stored this record. */
  tell(run: Run): void {
    this.#listeners.tell(run);
  }

  async insert(run: Run, entry: Omit<JournalEntry, "run">): Promise<void> {
    await this.#store.insert(run, { ...entry, run: run.id });
    this.#listeners.tell(run);
  }

  /** Edits the newest record until the write holds; gives the record as it stands then. */
  async edit(id: RunId, change: (run: Run) => Edit | undefined): Promise<Run> {
    for (let round = 0; round < rounds; round++) {
      const current = await this.#store.get(id);
      if (current === undefined) throw new Error(`run ${id} is not in the store`);
      const edit = change(current);
      if (edit === undefined) return current;
      const next = { ...edit.run, version: current.version + 1 };
      const entries = (edit.entries ?? []).map((entry) => ({ ...entry, run: id }));
      if (!(await this.#store.replace(next, entries))) continue;
      this.#listeners.tell(next);
      return next;
    }
    throw new CertOpsError({
      code: "conflict",
      message: `run ${id} kept changing`,
      say: { id: "changes.conflict" },
      next: { id: "changes.conflict.next" },
      retry: "now",
    });
  }
}

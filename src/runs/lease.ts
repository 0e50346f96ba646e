// The fence: right before a command is written, is this run still the one that may change this cluster?
import { CertOpsError } from "../domain/errors.ts";
import type { ClusterId, RunId } from "../domain/ids.ts";
import { phrase } from "./phrases.ts";
import type { LeaseStore } from "./ports.ts";

/** This process no longer holds the cluster: whatever it still believes, it sends and writes nothing more. */
export class FenceLost extends CertOpsError {
  constructor(run: RunId) {
    super({
      code: "conflict",
      message: `${run} lost its lease`,
      say: phrase("fenceLost"),
      next: phrase("fenceLostNext"),
      retry: "never",
    });
    this.name = "FenceLost";
  }
}

export class Lease {
  readonly #store: LeaseStore;
  readonly #cluster: ClusterId;
  readonly #run: RunId;
  readonly #token: number;

  private constructor(store: LeaseStore, cluster: ClusterId, run: RunId, token: number) {
    this.#store = store;
    this.#cluster = cluster;
    this.#run = run;
    this.#token = token;
  }

  /** The cluster's lease with a fresh token, or undefined when another run has the cluster. */
  static async take(store: LeaseStore, cluster: ClusterId, run: RunId): Promise<Lease | undefined> {
    const token = await store.acquire(cluster, run);
    return token === undefined ? undefined : new Lease(store, cluster, run, token);
  }

  /** Throws FenceLost when a later token was given out. */
  async check(): Promise<void> {
    if (!(await this.holds())) throw new FenceLost(this.#run);
  }

  async holds(): Promise<boolean> {
    return await this.#store.holds(this.#cluster, this.#run, this.#token);
  }

  async release(): Promise<void> {
    await this.#store.release(this.#cluster, this.#run, this.#token);
  }
}

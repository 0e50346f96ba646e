// One run being advanced by this process: its world, its lease, and the ways to interrupt it.
import type { ActionContext } from "../actions/action.ts";
import type { ActionKit } from "../actions/index.ts";
import type { AuditEvent, AuditHead } from "../domain/audit.ts";
import type { ClusterId, PersonId, RunId, SnapshotId } from "../domain/ids.ts";
import type { Plan } from "../domain/plan.ts";
import type { Preflight } from "../domain/preflight.ts";
import type { Run, Verification } from "../domain/run.ts";
import type { Phrase } from "../domain/text.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import type { Edit, RunBook } from "./book.ts";
import type { Lease } from "./lease.ts";
import type { Points } from "./points.ts";
import type { RunStore } from "./ports.ts";

/** Everything a run needs from the outside. */
export interface RunWorld {
  readonly store: RunStore;
  readonly book: RunBook;
  readonly kit: ActionKit;
  readonly systems: (cluster: ClusterId) => ActionContext["systems"];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly record: (event: AuditEvent) => Promise<void>;
  /** A person's name as people read it. */
  readonly nameOf: (person: PersonId) => string;
  readonly takeSnapshot: (
    cluster: ClusterId,
    reason: "before-run" | "after-run",
    signal: AbortSignal,
  ) => Promise<SnapshotId | undefined>;
  /** Looks at sample phones (ITL file status, list hash); undefined when nothing was proved. */
  readonly proveTrust: (plan: Plan, signal: AbortSignal) => Promise<Pick<Verification, "trust" | "lines"> | undefined>;
  /** Reads what must be well before any change; undefined when nobody looks. `run`: the one that asks, which is no other run. */
  readonly preflight: (plan: Plan, run: RunId, signal: AbortSignal) => Promise<Preflight | undefined>;
  /** The signed end of the audit log; undefined when none is kept. */
  readonly auditHead: () => Promise<AuditHead | undefined>;
  readonly points: Points;
}

const never = new AbortController().signal;

export class Session {
  readonly run: RunId;
  readonly cluster: ClusterId;
  readonly world: RunWorld;
  readonly lease: Lease;
  /** The process goes down: everything stops at once and is taken up again by `resumeAll`. */
  readonly signal: AbortSignal;
  readonly #away: Phrase | undefined;
  #restoring = false;
  readonly #abort = new AbortController();
  #nudge = new AbortController();

  constructor(init: {
    run: Run;
    world: RunWorld;
    lease: Lease;
    signal: AbortSignal;
    away?: Phrase;
  }) {
    this.run = init.run.id;
    this.cluster = init.run.cluster;
    this.world = init.world;
    this.lease = init.lease;
    this.signal = init.signal;
    this.#away = init.away;
  }

  /** A person wants to stop: ends waits, never a command on its way, and not what puts things back. */
  get abort(): AbortSignal {
    return this.#restoring ? never : this.#abort.signal;
  }

  /** Set when the bot was away too long: steps are still looked at, but nothing more is sent, restores excepted. */
  get away(): Phrase | undefined {
    return this.#restoring ? undefined : this.#away;
  }

  /** The plan is given up: from here on only restore steps are sent. */
  restore(): void {
    this.#restoring = true;
  }

  get context(): ActionContext {
    const { systems, clock } = this.world;
    return { systems: systems(this.cluster), clock, signal: this.signal };
  }

  /** Changes the record, as long as this process holds the cluster. */
  async edit(change: (run: Run) => Edit | undefined): Promise<Run> {
    this.signal.throwIfAborted();
    await this.lease.check();
    return this.noticed(await this.world.book.edit(this.run, change));
  }

  /** Acts on what the record says people want; another process may have written it. */
  noticed(run: Run): Run {
    if (run.wish?.kind === "abort") this.#abort.abort();
    return run;
  }

  async current(): Promise<Run> {
    const run = await this.world.store.get(this.run);
    if (run === undefined) throw new Error(`run ${this.run} is not in the store`);
    return this.noticed(run);
  }

  /** Somebody has changed the record: whoever waits looks at it again. */
  nudge(): void {
    this.#nudge.abort();
    this.#nudge = new AbortController();
  }

  /** Waits, at most until the next nudge. Throws when the process goes down. */
  async pause(seconds: number): Promise<void> {
    const woken = AbortSignal.any([this.signal, this.#nudge.signal]);
    await this.world.clock.sleep(seconds * 1000, woken).catch(() => undefined);
    this.signal.throwIfAborted();
  }

  /** One entry of the audit log about this run. */
  async audit(kind: AuditEvent["kind"], data: AuditEvent["data"], who = "bot"): Promise<void> {
    const at = new Date(this.world.clock.now()).toISOString();
    await this.world.record({ kind, at, who, cluster: this.cluster, about: this.run, data });
  }
}

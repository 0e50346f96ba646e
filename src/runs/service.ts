// Runs as the rest of the bot sees them: start an approved plan, watch it, pause it, stop it, take it up after a crash.

import { barrier, can, personById } from "../approvals/policy.ts";
import type { ApprovalService } from "../approvals/service.ts";
import type { Approval, Refusal } from "../domain/approval.ts";
import { type ApprovalId, type ClusterId, type PersonId, type RunId, runId } from "../domain/ids.ts";
import type { Person, Policy } from "../domain/person.ts";
import type { Preflight } from "../domain/preflight.ts";
import type { Run } from "../domain/run.ts";
import type { Phrase } from "../domain/text.ts";
import { iso } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { RunBook } from "./book.ts";
import { gateRecord, isBlocked } from "./gate.ts";
import { Lease } from "./lease.ts";
import { phrase } from "./phrases.ts";
import type { LeaseStore } from "./ports.ts";
import { isOver, newRun, withStep } from "./record.ts";
import { advance } from "./runner.ts";
import { type RunWorld, Session } from "./session.ts";

export interface RunDecision {
  readonly run: Run | undefined;
  readonly refusal?: Refusal;
  /** With `preflight-failed`: what was read. */
  readonly preflight?: Preflight;
}

/** `takeSnapshot`, `proveTrust`, `preflight` and `points` do nothing when they are left out. */
export type RunServiceInit = Omit<
  RunWorld,
  "book" | "nameOf" | "takeSnapshot" | "proveTrust" | "preflight" | "points"
> &
  Partial<Pick<RunWorld, "takeSnapshot" | "proveTrust" | "preflight" | "points">> & {
    readonly leases: LeaseStore;
    readonly approvals: ApprovalService;
    readonly policy: () => Policy;
    /** A run that stood still for longer than this is looked at, but sends nothing more; 60 when left out. */
    readonly awayMinutes?: number;
  };

export class RunService {
  readonly #world: RunWorld;
  readonly #leases: LeaseStore;
  readonly #approvals: ApprovalService;
  readonly #policy: () => Policy;
  readonly #awayMs: number;
  readonly #down = new AbortController();
  readonly #sessions = new Map<RunId, { readonly session: Session; readonly end: Promise<void> }>();

  constructor(init: RunServiceInit) {
    const { leases, approvals, policy, awayMinutes = 60, ...world } = init;
    this.#leases = leases;
    this.#approvals = approvals;
    this.#policy = policy;
    this.#awayMs = awayMinutes * 60_000;
    this.#world = {
      takeSnapshot: () => Promise.resolve(undefined),
      proveTrust: () => Promise.resolve(undefined),
      preflight: () => Promise.resolve(undefined),
      points: () => undefined,
      ...world,
      book: new RunBook(init.store, init.logger),
      nameOf: (id) => personById(policy(), id)?.name ?? id,
    };
  }

  /**
   * Starts the run of an approved plan; it goes on by itself and `onChange` tells. Refused when another run holds the
   * cluster (`cluster-busy`), when the approval is not (or no longer) approved, the person may not, or the cluster is not in
   * a state to be changed (`preflight-failed`): the approval then stands until it lapses.
   */
  async start(wish: { readonly approval: ApprovalId; readonly by: Pick<Person, "id"> }): Promise<RunDecision> {
    const { points, store } = this.#world;
    const approval = await this.#approvals.get(wish.approval);
    if (approval === undefined) return { run: undefined, refusal: "not-found" };
    if (approval.run !== undefined) return { run: await store.get(approval.run), refusal: "not-pending" };
    const id = runId(newId("run"));
    const lease = await Lease.take(this.#leases, approval.plan.cluster, id);
    if (lease === undefined) return { run: undefined, refusal: "cluster-busy" };
    await points("lease.taken");
    try {
      const blocked = await this.#blocked(approval, wish.by.id, id);
      if (blocked !== undefined) {
        await lease.release();
        return { run: undefined, refusal: "preflight-failed", preflight: blocked };
      }
    } catch (error) {
      await lease.release();
      throw error;
    }
    const started = await this.#approvals.start(approval.id, wish.by.id, id);
    if (started.refusal !== undefined || started.approval === undefined) {
      await lease.release();
      return { run: undefined, ...(started.refusal === undefined ? {} : { refusal: started.refusal }) };
    }
    await points("start.stored");
    const run = await this.#insert(started.approval, id, wish.by.id);
    await points("run.stored");
    this.#go(run, lease);
    return { run };
  }

  /** Under the lease, so that no other run comes between this look and the first step. */
  async #blocked(approval: Approval, by: PersonId, run: RunId): Promise<Preflight | undefined> {
    const { plan, id } = approval;
    // Whoever is refused for another reason is told that one; the service that refuses keeps the record of it.
    if ((await this.#approvals.wouldStart(id, by)) !== undefined) return undefined;
    const preflight = await this.#world.preflight(plan, run, this.#down.signal);
    if (preflight === undefined) return undefined;
    await this.#approvals.looked(id, preflight);
    const blocked = isBlocked(plan, preflight);
    if (blocked || plan.overrides?.includes("preflight") === true) {
      const at = iso(this.#world.clock);
      const data = gateRecord(plan, preflight);
      await this.#world.record({ kind: "preflight", at, who: by, cluster: plan.cluster, about: id, data });
    }
    return blocked ? preflight : undefined;
  }

  /** Tells runs that asked for a new DRS backup that there is one; gives those that it satisfied. */
  async backupsSeen(
    cluster: ClusterId,
    backups: readonly { readonly file: string; readonly completedAt: string; readonly success: boolean }[],
  ): Promise<readonly Run[]> {
    const satisfied: Run[] = [];
    for (const run of await this.#world.store.list({ cluster, limit: 100 })) {
      const { backup } = run;
      if (backup === undefined || backup.seen !== undefined) continue;
      const found = backups.find((one) => one.success && Date.parse(one.completedAt) > Date.parse(backup.wantedAt));
      if (found === undefined) continue;
      const seen = { file: found.file, at: found.completedAt };
      satisfied.push(
        await this.#world.book.edit(run.id, (current) =>
          current.backup === undefined ? undefined : { run: { ...current, backup: { ...current.backup, seen } } },
        ),
      );
      const at = iso(this.#world.clock);
      await this.#world.record({ kind: "backup-seen", at, who: "bot", cluster, about: run.id, data: { ...seen } });
    }
    return satisfied;
  }

  /** Pause after the current step (at the next safe point), go on again, or stop before the next step. */
  async wish(wish: {
    readonly run: RunId;
    readonly kind: "pause" | "abort" | "resume";
    readonly by: Pick<Person, "id">;
  }): Promise<RunDecision> {
    const gate = await this.#allowed(wish.run, wish.by.id);
    if ("refusal" in gate) return gate;
    const at = iso(this.#world.clock);
    const by = wish.by.id;
    const run = await this.#world.book.edit(wish.run, (current) => {
      // An abort is final; what is over has no wishes.
      if (isOver(current) || current.wish?.kind === "abort") return undefined;
      const { wish: _, ...rest } = current;
      const next = wish.kind === "resume" ? rest : { ...rest, wish: { kind: wish.kind, by, at } };
      return { run: next, entries: [{ step: 0, kind: "wish", at, data: { kind: wish.kind, by } }] };
    });
    const data = { wish: wish.kind };
    await this.#world.record({ kind: "asked", at, who: by, cluster: run.cluster, about: run.id, data });
    this.#notice(run);
    return { run };
  }

  /** A person has looked at the node where nobody else could tell, and says whether the step was done. */
  async settle(word: {
    readonly run: RunId;
    readonly step: number;
    readonly outcome: "done" | "not-done";
    readonly by: Pick<Person, "id">;
  }): Promise<RunDecision> {
    const gate = await this.#allowed(word.run, word.by.id);
    if ("refusal" in gate) return gate;
    const at = iso(this.#world.clock);
    const { step, outcome } = word;
    const by = this.#world.nameOf(word.by.id);
    let taken = false;
    const run = await this.#world.book.edit(word.run, (current) => {
      taken = current.state === "running" && current.steps[step - 1]?.state === "uncertain";
      if (!taken) return undefined;
      const state = outcome === "done" ? "done" : "failed";
      const note: Phrase = phrase(outcome === "done" ? "personDone" : "personNotDone", { by });
      return {
        run: withStep(current, step, { state, endedAt: at, note }),
        entries: [{ step, kind: "person-said", at, data: { outcome, by: word.by.id } }],
      };
    });
    if (!taken) return { run, refusal: "not-pending" };
    const data = { step, outcome };
    await this.#world.record({ kind: "step-observed", at, who: word.by.id, cluster: run.cluster, about: run.id, data });
    this.#notice(run);
    return { run };
  }

  async get(id: RunId): Promise<Run | undefined> {
    return await this.#world.store.get(id);
  }

  /** Newest first. */
  async list(filter: { readonly cluster?: ClusterId; readonly limit: number }): Promise<readonly Run[]> {
    return await this.#world.store.list(filter);
  }

  onChange(listener: (run: Run) => void): () => void {
    return this.#world.book.onChange(listener);
  }

  /** Takes up every run that a crash or a shutdown has left. Call once at start, before anything else is started. */
  async resumeAll(): Promise<readonly Run[]> {
    await this.#adopt();
    const resumed: Run[] = [];
    for (const run of await this.#world.store.unfinished()) {
      if (this.#sessions.has(run.id)) continue;
      const lease = await Lease.take(this.#leases, run.cluster, run.id);
      if (lease === undefined) continue;
      const away = await this.#awayFor(run);
      this.#go(run, lease, away);
      resumed.push(run);
    }
    return resumed;
  }

  /** Resolves when no run is being advanced any more. */
  async settled(): Promise<void> {
    while (this.#sessions.size > 0) await Promise.all([...this.#sessions.values()].map(({ end }) => end));
  }

  /** Lets go of all runs at once; they are taken up by the next `resumeAll`. A command on its way is observed then. */
  async close(): Promise<void> {
    this.#down.abort(new DOMException("the bot is shutting down", "AbortError"));
    await this.settled();
  }

  /** Leases whose run was never stored: the crash came in the middle of `start`. */
  async #adopt(): Promise<void> {
    for (const { cluster, run } of await this.#leases.held()) {
      const known = await this.#world.store.get(run);
      if (known !== undefined && !isOver(known)) continue;
      const approval =
        known === undefined
          ? (await this.#approvals.list({ open: false, limit: 1000 })).find((other) => other.run === run)
          : undefined;
      if (approval !== undefined) {
        // As of the last vote: an approval that was started long ago must not run now.
        await this.#insert(approval, run, approval.requester, approval.votes.at(-1)?.at);
        continue;
      }
      await (await Lease.take(this.#leases, cluster, run))?.release();
    }
  }

  async #insert(approval: Approval, id: RunId, by: PersonId, at = iso(this.#world.clock)): Promise<Run> {
    const run = newRun(id, approval, by, at);
    const data = { approval: approval.id, digest: approval.plan.digest };
    const about = { who: by, cluster: run.cluster, about: id };
    await this.#world.record({ kind: "run-started", at, ...about, data });
    await this.#world.book.insert(run, { step: 0, kind: "run-began", at, data });
    return run;
  }

  #go(run: Run, lease: Lease, away?: Phrase): void {
    const init = { run, world: this.#world, lease, signal: this.#down.signal };
    const session = new Session(away === undefined ? init : { ...init, away });
    const end = advance(session).finally(() => this.#sessions.delete(run.id));
    this.#sessions.set(run.id, { session, end });
  }

  #notice(run: Run): void {
    const running = this.#sessions.get(run.id)?.session;
    running?.noticed(run);
    running?.nudge();
  }

  async #allowed(
    id: RunId,
    by: PersonId,
  ): Promise<{ readonly run: Run } | (RunDecision & { readonly refusal: Refusal })> {
    const run = await this.#world.store.get(id);
    if (run === undefined) return { run: undefined, refusal: "not-found" };
    const policy = this.#policy();
    const person = personById(policy, by);
    if (person === undefined) return { run, refusal: "unknown-person" };
    if (!can(policy, person, "abort", run.cluster)) return { run, refusal: "not-permitted" };
    const why = barrier(policy, person, "abort", run.plan);
    return why === undefined ? { run } : { run, refusal: why };
  }

  /** Why nothing more may be sent: the approval was for then, not for whenever the bot comes back. */
  async #awayFor(run: Run): Promise<Phrase | undefined> {
    const journal = await this.#world.store.journal(run.id);
    const last = Date.parse(journal.at(-1)?.at ?? run.startedAt);
    const gone = this.#world.clock.now() - last;
    return gone <= this.#awayMs ? undefined : phrase("away", { minutes: Math.round(gone / 60_000) });
  }
}

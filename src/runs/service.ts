// Runs as the rest of the bot sees them: start an approved plan, watch it, pause it, stop it, take it up after a crash.

import { barrier, can, personById } from "../approvals/policy.ts";
import type { ApprovalService } from "../approvals/service.ts";
import type { Approval, Refusal } from "../domain/approval.ts";
import { codeOf } from "../domain/errors.ts";
import { type ApprovalId, type ClusterId, type PersonId, type RunId, runId } from "../domain/ids.ts";
import type { Person, Policy } from "../domain/person.ts";
import type { Preflight } from "../domain/preflight.ts";
import type { Run } from "../domain/run.ts";
import type { Phrase } from "../domain/text.ts";
import { iso } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { RunBook } from "./book.ts";
import type { Dispatch } from "./dispatch.ts";
import { gateRecord, isBlocked } from "./gate.ts";
import { FenceLost, Lease } from "./lease.ts";
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

/** `takeSnapshot`, `proveTrust`, `preflight`, `auditHead` and `points` do nothing when they are left out. */
export type RunServiceInit = Omit<
  RunWorld,
  "book" | "nameOf" | "takeSnapshot" | "proveTrust" | "preflight" | "auditHead" | "points"
> &
  Partial<Pick<RunWorld, "takeSnapshot" | "proveTrust" | "preflight" | "auditHead" | "points">> & {
    readonly leases: LeaseStore;
    readonly approvals: ApprovalService;
    readonly policy: () => Policy;
    /** Where several replicas share the store: decides which of them advances a run. */
    readonly dispatch?: Dispatch | undefined;
    /** A run that stood still for longer than this is looked at, but sends nothing more; 60 when left out. */
    readonly awayMinutes?: number;
  };

/** Milliseconds that a replica may hold a cluster before its start is stored. */
const startTakes = 90_000;

export class RunService {
  readonly #world: RunWorld;
  readonly #leases: LeaseStore;
  readonly #approvals: ApprovalService;
  readonly #policy: () => Policy;
  readonly #awayMs: number;
  readonly #dispatch: Dispatch | undefined;
  readonly #down = new AbortController();
  readonly #sessions = new Map<RunId, { readonly session: Session; readonly end: Promise<void> }>();

  constructor(init: RunServiceInit) {
    const { leases, approvals, policy, awayMinutes = 60, dispatch, ...world } = init;
    this.#dispatch = dispatch;
    this.#leases = leases;
    this.#approvals = approvals;
    this.#policy = policy;
    this.#awayMs = awayMinutes * 60_000;
    this.#world = {
      takeSnapshot: () => Promise.resolve(undefined),
      proveTrust: () => Promise.resolve(undefined),
      preflight: () => Promise.resolve(undefined),
      auditHead: () => Promise.resolve(undefined),
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
    if (!(await lease.holds())) return { run: undefined, refusal: "cluster-busy" };
    const started = await this.#approvals.start(approval.id, wish.by.id, id);
    if (started.refusal !== undefined || started.approval === undefined) {
      await lease.release();
      return { run: undefined, ...(started.refusal === undefined ? {} : { refusal: started.refusal }) };
    }
    await points("start.stored");
    const run = await this.#insert(started.approval, id, wish.by.id);
    await points("run.stored");
    if (this.#dispatch === undefined) this.#go(run, lease);
    else await this.#hand(this.#dispatch, run);
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
    const gate = await this.#allowed(wish.run, wish.by.id, wish.kind === "resume" ? "advances" : "holds");
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
    const gate = await this.#allowed(word.run, word.by.id, "advances");
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
    await this.#adopt(new Map());
    const unfinished = await this.#world.store.unfinished();
    if (this.#dispatch !== undefined) {
      for (const run of unfinished) await this.#hand(this.#dispatch, run);
      return unfinished;
    }
    const resumed: Run[] = [];
    for (const run of unfinished) {
      if (this.#sessions.has(run.id)) continue;
      const lease = await Lease.take(this.#leases, run.cluster, run.id);
      if (lease === undefined) continue;
      const away = await this.#awayFor(run);
      this.#go(run, lease, away);
      resumed.push(run);
    }
    return resumed;
  }

  /**
   * For dispatch: advances the run in this process until it is over. Rejects when the process has to let go of it (going
   * down, `signal`, lease lost), so that it is given to another one.
   */
  async advance(id: RunId, signal: AbortSignal): Promise<void> {
    // After a freeze the same process may be given what it still holds: the older session ends first, by its own signal.
    await this.#sessions.get(id)?.end;
    const run = await this.#world.store.get(id);
    if (run === undefined || isOver(run)) return;
    const lease = await Lease.take(this.#leases, run.cluster, id);
    if (lease === undefined) throw new FenceLost(id);
    this.#go(run, lease, await this.#awayFor(run), signal);
    await this.#sessions.get(id)?.end;
    const now = await this.#world.store.get(id);
    if (now !== undefined && !isOver(now)) throw new FenceLost(id);
  }

  /**
   * For dispatch, now and then: what a crash has left goes on. Leases without a run are taken up when they have been so for
   * a while (`seen`, kept by the caller, says since when): another replica may be in the middle of `start`.
   */
  async sweep(seen: Map<RunId, number>): Promise<void> {
    await this.#adopt(seen);
    if (this.#dispatch === undefined) return;
    for (const run of await this.#world.store.unfinished()) await this.#hand(this.#dispatch, run);
  }

  /** Another process has changed the run: listeners are told, and a session here looks at what people want. */
  async heard(id: RunId): Promise<void> {
    const run = await this.#world.store.get(id);
    if (run === undefined) return;
    this.#world.book.tell(run);
    this.#notice(run);
  }

  /** How many runs this process advances now. */
  get advancing(): number {
    return this.#sessions.size;
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
  async #adopt(seen: Map<RunId, number>): Promise<void> {
    const orphans = new Map<RunId, number>();
    const shared = this.#dispatch !== undefined;
    for (const { cluster, run } of await this.#leases.held()) {
      const known = await this.#world.store.get(run);
      if (known !== undefined && !isOver(known)) continue;
      const since = seen.get(run);
      orphans.set(run, since ?? Date.now());
      if (shared && since === undefined) continue;
      const approval =
        known === undefined
          ? (await this.#approvals.list({ open: false, limit: 1000 })).find((other) => other.run === run)
          : undefined;
      if (approval !== undefined) {
        // As of the last vote: an approval that was started long ago must not run now.
        await this.#insert(approval, run, approval.requester, approval.votes.at(-1)?.at);
        continue;
      }
      // Before a start the cluster is looked at, under the lease: that takes a while on a slow node.
      if (shared && since !== undefined && Date.now() - since < startTakes) continue;
      await (await Lease.take(this.#leases, cluster, run))?.release();
    }
    seen.clear();
    for (const [run, since] of orphans) seen.set(run, since);
  }

  /** A run that cannot be handed over now is stored all the same: the next sweep hands it over. */
  async #hand(dispatch: Dispatch, run: Run): Promise<void> {
    try {
      await dispatch.hand(run);
    } catch (error) {
      this.#world.logger.warn({ error, run: run.id }, "a run could not be handed over yet");
    }
  }

  async #insert(approval: Approval, id: RunId, by: PersonId, at = iso(this.#world.clock)): Promise<Run> {
    const run = newRun(id, approval, by, at);
    const data = { approval: approval.id, digest: approval.plan.digest };
    const about = { who: by, cluster: run.cluster, about: id };
    await this.#world.record({ kind: "run-started", at, ...about, data });
    try {
      await this.#world.book.insert(run, { step: 0, kind: "run-began", at, data });
    } catch (error) {
      // Another replica took this start for one that a crash had left, and stored it first.
      const there = codeOf(error) === "conflict" ? await this.#world.store.get(id) : undefined;
      if (there === undefined) throw error;
      return there;
    }
    return run;
  }

  #go(run: Run, lease: Lease, away?: Phrase, claim?: AbortSignal): void {
    const signal = claim === undefined ? this.#down.signal : AbortSignal.any([this.#down.signal, claim]);
    const init = { run, world: this.#world, lease, signal };
    const session = new Session(away === undefined ? init : { ...init, away });
    const end = advance(session).finally(() => this.#sessions.delete(run.id));
    this.#sessions.set(run.id, { session, end });
  }

  #notice(run: Run): void {
    const running = this.#sessions.get(run.id)?.session;
    running?.noticed(run);
    running?.nudge();
  }

  /** Holding a run is the safe side: it takes no right to the change itself. What lets it go on does. */
  async #allowed(
    id: RunId,
    by: PersonId,
    way: "holds" | "advances",
  ): Promise<{ readonly run: Run } | (RunDecision & { readonly refusal: Refusal })> {
    const run = await this.#world.store.get(id);
    if (run === undefined) return { run: undefined, refusal: "not-found" };
    const policy = this.#policy();
    const person = personById(policy, by);
    if (person === undefined) return { run, refusal: "unknown-person" };
    if (!can(policy, person, "abort", run.cluster)) return { run, refusal: "not-permitted" };
    const why = way === "holds" ? undefined : barrier(policy, person, "abort", run.plan);
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

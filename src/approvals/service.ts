// Approvals as the rest of the bot sees them: requests, votes, expiry; every change is one compare-and-set and is told.
import type { Approval, Refusal } from "../domain/approval.ts";
import type { AuditEvent } from "../domain/audit.ts";
import { CertOpsError } from "../domain/errors.ts";
import { type ApprovalId, approvalId, type ClusterId, type PersonId, type RunId, runId } from "../domain/ids.ts";
import type { Actor, Person, Policy } from "../domain/person.ts";
import type { Override, Plan, PlanDraft } from "../domain/plan.ts";
import type { Preflight } from "../domain/preflight.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { Listeners } from "../kernel/listeners.ts";
import type { Logger } from "../kernel/logger.ts";
import { Mutex } from "../kernel/mutex.ts";
import { type ApprovalIntent, type Decided, decide } from "./decide.ts";
import { ExpiryTimer } from "./expiry.ts";
import { approversNeeded, barrier, personById, resolvePerson } from "./policy.ts";
import type { ApprovalPoints, ApprovalStore, Recorder } from "./ports.ts";
import { escalationDue, openingFor } from "./schedule.ts";
import { sealPlan } from "./seal.ts";

/** The record as it stands now, and why the wish was not granted when it was not. */
export interface ApprovalDecision {
  readonly approval: Approval | undefined;
  readonly refusal?: Refusal;
}

export interface ApprovalServiceInit {
  readonly store: ApprovalStore;
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly record: Recorder;
  /** Where the nodes of a cluster are reached now: part of every plan's digest. */
  readonly targets?: (cluster: ClusterId) => Plan["targets"];
  /** Tests crash here. */
  readonly points?: ApprovalPoints | undefined;
}

/** Somebody wins every round of a compare-and-set, so this many lost rounds mean that something is broken. */
const rounds = 50;

export class ApprovalService {
  readonly #init: ApprovalServiceInit;
  readonly #listeners: Listeners<Approval>;
  readonly #openings: Listeners<Approval>;
  readonly #timer: ExpiryTimer;
  readonly #requests = new Mutex();

  constructor(init: ApprovalServiceInit) {
    this.#init = init;
    this.#listeners = new Listeners(init.logger);
    this.#openings = new Listeners(init.logger);
    this.#timer = new ExpiryTimer({
      clock: init.clock,
      logger: init.logger,
      next: () => init.store.nextExpiry(),
      expire: () => this.#expireDue(),
    });
  }

  /** Expires what ran out while the bot was down and arms the timers. Call once at start. */
  async open(): Promise<void> {
    await this.#expireDue();
    this.#timer.arm();
  }

  /**
   * Called when a window opens for which a plan was approved, and again for those that were left open by a restart: whoever
   * starts runs listens here.
   */
  async onOpening(listener: (approval: Approval) => void): Promise<() => void> {
    const stop = this.#openings.add(listener);
    for (const approval of await this.#init.store.list({ open: true, limit: 1000 })) {
      if (approval.state === "approved" && approval.opened === true) listener(approval);
    }
    return stop;
  }

  close(): void {
    this.#timer.stop();
    this.#listeners.clear();
    this.#openings.clear();
  }

  /**
   * Asks the team to approve a plan. The same plan asked for again while it is open gives the open request; another plan
   * for the same remedy of the same diagnosis, or one that names the request it replaces, takes its place and voids its votes.
   * `overrides` set the window or the preflight aside: they are part of the plan that people approve.
   */
  async request(wish: {
    readonly plan: PlanDraft;
    readonly by: Pick<Person, "id">;
    readonly via: Actor;
    readonly reason: string;
    readonly overrides?: readonly Override[];
    readonly replaces?: ApprovalId;
  }): Promise<ApprovalDecision> {
    const policy = this.#init.policy();
    const person = this.#human(policy, wish.by.id, wish.via);
    if (person === undefined) return { approval: undefined, refusal: "unknown-person" };
    const targets = this.#init.targets?.(wish.plan.cluster);
    const draft = { ...draftWith(wish.plan, wish.overrides ?? []), ...(targets === undefined ? {} : { targets }) };
    const first = sealPlan(draft, policy.version);
    const why = barrier(policy, person, "request", first);
    if (why !== undefined) return { approval: undefined, refusal: why };
    const reason = wish.reason.trim();
    const grave = first.impact === "high" || first.overrides !== undefined;
    if (grave && reason === "") return { approval: undefined, refusal: "reason-required" };
    if (openingFor(policy, first, this.#init.clock.now()).kind === "never") {
      return { approval: undefined, refusal: "no-window" };
    }
    const asked = { person, via: wish.via, reason, replaces: wish.replaces };
    return await this.#requests.run(() => this.#file(policy, draft, first, asked));
  }

  async #file(
    policy: Policy,
    draft: PlanDraft,
    first: Plan,
    asked: {
      readonly person: Person;
      readonly via: Actor;
      readonly reason: string;
      readonly replaces: ApprovalId | undefined;
    },
  ): Promise<ApprovalDecision> {
    const { store, clock } = this.#init;
    const now = clock.now();
    const open = await store.list({ open: true, limit: 1000 });
    const same = open.find((other) => other.plan.digest === first.digest && Date.parse(other.expiresAt) > now);
    if (same !== undefined) return { approval: same };
    let revision = 1;
    for (const older of open) {
      const sameRemedy = draft.diagnosis !== undefined && older.plan.diagnosis === draft.diagnosis;
      const replaced = older.id === asked.replaces || (sameRemedy && older.plan.remedy === draft.remedy);
      if (!replaced) continue;
      await this.#apply(older.id, { kind: "supersede" });
      revision = Math.max(revision, older.plan.revision + 1);
    }
    const fresh: Approval = {
      id: approvalId(newId("apr")),
      plan: sealPlan(draft, policy.version, revision),
      requester: asked.person.id,
      requestedVia: asked.via,
      reason: asked.reason,
      needed: approversNeeded(policy, first.impact, first.overrides),
      votes: [],
      state: "pending",
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + policy.pendingMinutes * 60_000).toISOString(),
      version: 1,
    };
    const dueAt = escalationDue(policy, fresh);
    const approval = dueAt === undefined ? fresh : { ...fresh, dueAt };
    await store.insert(approval);
    await this.#init.points?.("request.stored");
    this.#timer.arm();
    await this.#audit(approval, "approval-requested", asked.person.id, {
      digest: approval.plan.digest,
      revision,
      reason: asked.reason,
      impact: approval.plan.impact,
      needed: approval.needed,
      via: asked.via.platform,
      commands: approval.plan.steps.map((step) => step.command),
      ...(approval.plan.overrides === undefined ? {} : { overrides: approval.plan.overrides }),
    });
    this.#listeners.tell(approval);
    return { approval };
  }

  /** A click or command on an open request. The account must belong to the named person; refusals are audited too. */
  async decide(wish: {
    readonly id: ApprovalId;
    readonly choice: "approve" | "deny" | "withdraw";
    readonly by: Pick<Person, "id">;
    readonly via: Actor;
    readonly reason?: string;
  }): Promise<ApprovalDecision> {
    const person = this.#human(this.#init.policy(), wish.by.id, wish.via)?.id;
    const intent: ApprovalIntent =
      wish.choice === "withdraw"
        ? { kind: "withdraw", person }
        : {
            kind: wish.choice,
            person,
            via: wish.via.platform,
            ...(wish.reason === undefined ? {} : { reason: wish.reason }),
          };
    return await this.#apply(wish.id, intent, `${wish.via.platform}:${wish.via.tenant}:${wish.via.user}`);
  }

  /** Marks an approved plan as started by this run; once only, whoever asks how often. Used by the run service. */
  async start(id: ApprovalId, by: PersonId, run: RunId): Promise<ApprovalDecision> {
    return await this.#apply(id, { kind: "start", person: personById(this.#init.policy(), by)?.id, run });
  }

  /** Why this person could not start it now, without trying: nothing is stored, nothing is told. */
  async wouldStart(id: ApprovalId, by: PersonId): Promise<Refusal | undefined> {
    const { store, clock, policy } = this.#init;
    const current = await store.get(id);
    if (current === undefined) return "not-found";
    const intent = { kind: "start", person: personById(policy(), by)?.id, run: runId("run_none") } as const;
    const decided = decide(current, intent, policy(), clock.now());
    return decided.ok ? undefined : decided.refusal;
  }

  /** Keeps what was read of the cluster with an open request, for its card. Nothing is decided by it. */
  async looked(id: ApprovalId, preflight: Preflight): Promise<void> {
    await this.#apply(id, { kind: "looked", preflight });
  }

  async get(id: ApprovalId): Promise<Approval | undefined> {
    return await this.#init.store.get(id);
  }

  /** Newest first. `open`: pending and approved-but-not-started only. */
  async list(filter: Parameters<ApprovalStore["list"]>[0]): Promise<readonly Approval[]> {
    return await this.#init.store.list(filter);
  }

  /** Another process has changed the record: it is told here, and the timer follows. */
  async heard(id: ApprovalId): Promise<void> {
    const approval = await this.#init.store.get(id);
    if (approval === undefined) return;
    this.#timer.arm();
    this.#listeners.tell(approval);
  }

  /** Changes of other processes may have been missed: the timer looks at the store again. */
  rearm(): void {
    this.#timer.arm();
  }

  /** Expires whatever is due now; says how many. */
  async expire(): Promise<number> {
    return await this.#expireDue();
  }

  /** Called after every stored change, by whatever way it came; the returned function stops it. */
  onChange(listener: (approval: Approval) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Only the policy says who is behind an account; the caller's own belief must agree with it. */
  #human(policy: Policy, claimed: PersonId, via: Actor): Person | undefined {
    const person = resolvePerson(policy, via);
    return person?.id === claimed ? person : undefined;
  }

  /** Decides on the newest record until the compare-and-set holds: of two simultaneous votes both are counted. */
  async #apply(id: ApprovalId, intent: ApprovalIntent, account?: string): Promise<ApprovalDecision> {
    const { store, clock, policy } = this.#init;
    for (let round = 0; round < rounds; round++) {
      const current = await store.get(id);
      if (current === undefined) return { approval: undefined, refusal: "not-found" };
      const decided = decide(current, intent, policy(), clock.now());
      if (decided.next !== undefined && !(await store.replace(decided.next))) continue;
      if (decided.next?.votes.length !== current.votes.length) await this.#init.points?.("vote.stored");
      if (decided.next !== undefined) await this.#changed(current, decided.next, intent);
      if (decided.ok) return { approval: decided.next };
      if (intent.kind !== "expire" && intent.kind !== "looked") await this.#refused(current, intent, decided, account);
      return { approval: decided.next ?? current, refusal: decided.refusal };
    }
    throw new CertOpsError({
      code: "conflict",
      message: `approval ${id} kept changing under ${intent.kind}`,
      say: { id: "changes.conflict" },
      next: { id: "changes.conflict.next" },
      retry: "now",
    });
  }

  async #changed(before: Approval, after: Approval, intent: ApprovalIntent): Promise<void> {
    this.#timer.arm();
    const who = "person" in intent && intent.person !== undefined ? intent.person : "bot";
    if (after.votes !== before.votes && (intent.kind === "approve" || intent.kind === "deny")) {
      await this.#audit(after, "voted", who, {
        choice: intent.kind,
        via: intent.via,
        digest: after.plan.digest,
        reason: intent.reason ?? "",
        approvals: after.votes.filter((vote) => vote.choice === "approve").length,
        needed: after.needed,
      });
    }
    if (after.state !== before.state) {
      const ended = after.state === "approved" || after.state === "started" ? who : (after.endedBy ?? "bot");
      await this.#audit(after, "approval-ended", ended, { state: after.state, digest: after.plan.digest });
    }
    const called = after.escalated?.at(-1);
    if (called !== undefined && after.escalated?.length !== before.escalated?.length) {
      await this.#audit(after, "escalated", "bot", { person: called.person, digest: after.plan.digest });
    }
    this.#listeners.tell(after);
    if (after.opened === true && before.opened !== true) {
      await this.#audit(after, "window-opened", "bot", {
        opensAt: after.opensAt ?? "",
        closesAt: after.closesAt ?? "",
      });
      this.#openings.tell(after);
    }
  }

  async #refused(
    approval: Approval,
    intent: ApprovalIntent,
    decided: Extract<Decided, { ok: false }>,
    account: string | undefined,
  ): Promise<void> {
    const who = "person" in intent && intent.person !== undefined ? intent.person : "unknown";
    const data = { wish: intent.kind, refusal: decided.refusal, ...(account === undefined ? {} : { account }) };
    await this.#audit(approval, "vote-refused", who, data);
  }

  async #expireDue(): Promise<number> {
    const due = await this.#init.store.due(iso(this.#init.clock), 1000);
    let expired = 0;
    for (const approval of due) {
      const { refusal } = await this.#apply(approval.id, { kind: "expire" });
      if (refusal === undefined) expired++;
    }
    return expired;
  }

  async #audit(approval: Approval, kind: AuditEvent["kind"], who: string, data: AuditEvent["data"]): Promise<void> {
    const { clock, record } = this.#init;
    await record({ kind, at: iso(clock), who, cluster: approval.plan.cluster, about: approval.id, data });
  }
}

/** The draft with what it sets aside; what an older copy of it set aside does not count. */
function draftWith(draft: PlanDraft, overrides: readonly Override[]): PlanDraft {
  const { overrides: _, ...rest } = draft;
  return overrides.length === 0 ? rest : { ...rest, overrides: [...new Set(overrides)].sort() };
}

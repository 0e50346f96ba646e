// What stands between a plan and its run: windows, the checks before any change, who could approve, new backups.
import type { GuardPort } from "../../commands/services.ts";
import { dryRunSteps } from "../actions/dry-run.ts";
import { readPreflight } from "../actions/preflight.ts";
import { whoCould } from "../approvals/policy.ts";
import { isOpenNow, openingFor } from "../approvals/schedule.ts";
import type { ApprovalService } from "../approvals/service.ts";
import { publisherOf } from "../domain/cluster.ts";
import type { MayStart } from "../domain/dry-run.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { ApprovalId, ClusterId, RunId } from "../domain/ids.ts";
import { gravest } from "../domain/impact.ts";
import type { Policy } from "../domain/person.ts";
import { type Plan, type PlanDraft, planSeconds } from "../domain/plan.ts";
import type { Preflight } from "../domain/preflight.ts";
import type { Run } from "../domain/run.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import type { LeaseStore } from "../runs/ports.ts";
import type { RunService } from "../runs/service.ts";
import type { ClusterSystems } from "../systems/ports.ts";

export interface GuardInit {
  readonly clusters: readonly { readonly id: ClusterId }[];
  readonly systems: (cluster: ClusterId) => ClusterSystems;
  readonly policy: () => Policy;
  readonly leases: LeaseStore;
  readonly approvals: ApprovalService;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A backup that is asked for is looked for so often. */
const backupEveryMs = 3_600_000;

export class Guard implements GuardPort {
  readonly #init: GuardInit;
  readonly #stop = new AbortController();
  readonly #looking = new Set<ApprovalId>();
  #runs: RunService | undefined;
  #unfollow: (() => void)[] = [];

  constructor(init: GuardInit) {
    this.#init = init;
  }

  /** Looks at clusters for open requests, starts what was approved for a window when it opens, watches for backups. */
  async open(runs: RunService): Promise<void> {
    this.#runs = runs;
    const { approvals, clusters } = this.#init;
    this.#unfollow.push(
      approvals.onChange(({ id, state, preflight, plan }) => {
        if (state === "pending" && preflight === undefined) void this.#look(id, plan);
      }),
    );
    this.#unfollow.push(
      await approvals.onOpening((approval) => {
        const by = approval.votes.at(-1)?.person;
        if (by === undefined || this.#init.policy().calendar?.atOpening === "ask") return;
        void runs.start({ approval: approval.id, by: { id: by } }).then(
          ({ refusal }) => {
            if (refusal !== undefined)
              this.#init.logger.warn({ approval: approval.id, refusal }, "not started at the opening");
          },
          (error: unknown) =>
            this.#init.logger.error({ error, approval: approval.id }, "the start at the opening failed"),
        );
      }),
    );
    for (const { id } of clusters) void this.#watchBackups(id);
  }

  close(): void {
    this.#stop.abort(new DOMException("the bot is stopping", "AbortError"));
    for (const stop of this.#unfollow.splice(0)) stop();
  }

  /** `run`: the one that asks, which is no other run. */
  async preflight(plan: Pick<Plan, "cluster">, run: RunId | undefined, signal: AbortSignal): Promise<Preflight> {
    const { systems, clock, leases, policy } = this.#init;
    const holder = (await leases.held()).find((lease) => lease.cluster === plan.cluster);
    const otherRun = holder === undefined || holder.run === run ? undefined : holder.run;
    const wish = { backupDays: policy().backupDays ?? 7, otherRun };
    return await readPreflight(wish, { systems: systems(plan.cluster), clock, signal });
  }

  mayStart(plan: PlanDraft): MayStart {
    const { policy, clock } = this.#init;
    const now = clock.now();
    const opening = openingFor(policy(), { ...plan, impact: gravest(plan.steps.map((step) => step.impact)) }, now);
    if (opening.kind === "never") return { kind: "never" };
    if (opening.kind === "always") return { kind: "now" };
    const until = new Date(opening.to).toISOString();
    if (isOpenNow(opening, now)) return { kind: "now", until };
    const window = opening.name === undefined ? {} : { window: opening.name };
    return { kind: "later", from: new Date(opening.from).toISOString(), until, ...window };
  }

  async dryRun(plan: PlanDraft, signal: AbortSignal) {
    const { systems, clock } = this.#init;
    const context = { systems: systems(plan.cluster), clock, signal };
    const at = iso(clock);
    const [preflight, steps] = await Promise.all([
      this.preflight(plan, undefined, signal),
      dryRunSteps(plan.steps, context),
    ]);
    return { at, plan, seconds: planSeconds(plan), mayStart: this.mayStart(plan), preflight, steps };
  }

  eligible(approval: Parameters<GuardPort["eligible"]>[0]) {
    return whoCould(this.#init.policy(), approval.plan, approval);
  }

  async backupsWanted(cluster: ClusterId, signal: AbortSignal): Promise<readonly Run[]> {
    const wanting = await this.#wanting(cluster);
    if (wanting.length === 0) return [];
    await this.#lookForBackup(cluster, signal);
    return await this.#wanting(cluster);
  }

  async #wanting(cluster: ClusterId): Promise<readonly Run[]> {
    const runs = (await this.#runs?.list({ cluster, limit: 100 })) ?? [];
    return runs.filter(({ backup }) => backup !== undefined && backup.seen === undefined);
  }

  /** A node that cannot be asked now is asked again later: the wish stands until then. */
  async #lookForBackup(cluster: ClusterId, signal: AbortSignal): Promise<void> {
    const systems = this.#init.systems(cluster);
    try {
      const { value } = await systems.cli(publisherOf(systems.cluster).name).backups({ signal });
      await this.#runs?.backupsSeen(cluster, value);
    } catch (error) {
      if (signal.aborted || !(error instanceof CertOpsError)) throw error;
      this.#init.logger.warn({ error, cluster }, "backups could not be read");
    }
  }

  async #watchBackups(cluster: ClusterId): Promise<void> {
    const { signal } = this.#stop;
    const { clock, logger } = this.#init;
    while (!signal.aborted) {
      try {
        await this.backupsWanted(cluster, signal);
      } catch (error) {
        if (!signal.aborted) logger.error({ error, cluster }, "the watch for backups failed");
      }
      await clock.sleep(backupEveryMs, signal).catch(() => undefined);
    }
  }

  /** The dry look at a cluster when a change is asked for: shown, decides nothing. */
  async #look(id: ApprovalId, plan: Plan): Promise<void> {
    if (this.#looking.has(id) || this.#stop.signal.aborted) return;
    this.#looking.add(id);
    const { approvals, logger } = this.#init;
    try {
      await approvals.looked(id, await this.preflight(plan, undefined, this.#stop.signal));
    } catch (error) {
      if (!this.#stop.signal.aborted) logger.warn({ error, approval: id }, "no look at the cluster for a request");
    } finally {
      this.#looking.delete(id);
    }
  }
}

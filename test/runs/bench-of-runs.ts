// What the tests of runs share: a bot's inside (store, approvals, audit, runs) around one fake device, restartable.
import { cucmActions } from "../../src/actions/index.ts";
import type { Wanted } from "../../src/actions/plan.ts";
import { ApprovalService } from "../../src/approvals/service.ts";
import { temporaryKey } from "../../src/audit/key.ts";
import { AuditLog } from "../../src/audit/log.ts";
import type { Approval } from "../../src/domain/approval.ts";
import { targetsOf } from "../../src/domain/cluster.ts";
import type { Policy } from "../../src/domain/person.ts";
import type { PlanDraft } from "../../src/domain/plan.ts";
import type { Run } from "../../src/domain/run.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import type { CrashPoint, Points } from "../../src/runs/points.ts";
import { type RunDecision, RunService, type RunServiceInit } from "../../src/runs/service.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { Device } from "../fakes/device.ts";
import { drive } from "../fakes/drive.ts";
import { draftOf } from "../fakes/plans.ts";
import { policy, team, via } from "../fakes/policy.ts";

/** One life of the bot's process. */
export interface Bot {
  readonly approvals: ApprovalService;
  readonly runs: RunService;
  readonly audit: AuditLog;
  /** Resolves when the named crash point is reached; the process stands still there for ever. */
  readonly died: Promise<void>;
}

export class RunBench {
  readonly clock = new ManualClock();
  readonly device: Device;
  readonly snapshots: string[] = [];
  readonly #key = temporaryKey();
  store: Store;
  /** What the bots of this bench go by; a test may change it under way. */
  policy: Policy = policy;

  private constructor(store: Store, device: Device | undefined, options: ConstructorParameters<typeof Device>[1]) {
    this.store = store;
    this.device = device ?? new Device(this.clock, options);
  }

  static async open(options: ConstructorParameters<typeof Device>[1] = {}): Promise<RunBench> {
    return new RunBench(await openStore({ file: ":memory:" }), undefined, options);
  }

  /**
   * Starts a process; with `crash` it dies (stands still for ever, as after a kill) when it passes that point
   * for the `time`-th time.
   */
  async boot(extra: { crash?: CrashPoint; time?: number } & Partial<RunServiceInit> = {}): Promise<Bot> {
    const { crash, time = 1, ...init } = extra;
    const died = Promise.withResolvers<void>();
    let passed = 0;
    let dead = false;
    const points: Points = (name) => {
      if (name === crash && ++passed === time) dead = true;
      if (!dead) return;
      // Everything else that is under way in this process stands still as well.
      died.resolve();
      return new Promise<void>(() => undefined);
    };
    const audit = new AuditLog({ store: this.store.audit, key: this.#key, clock: this.clock });
    const record = async (event: Parameters<AuditLog["append"]>[0]): Promise<void> => void (await audit.append(event));
    const common = { policy: () => this.policy, clock: this.clock, logger: silentLogger, record };
    const targets = () => targetsOf(this.device.systems().cluster);
    const approvals = new ApprovalService({ ...common, store: this.store.approvals, targets });
    const runs = new RunService({
      ...common,
      store: this.store.runs,
      leases: this.store.leases,
      approvals,
      kit: cucmActions,
      systems: () => this.device.systems(),
      points,
      auditHead: () => audit.head(),
      takeSnapshot: async (_cluster, reason) => {
        this.snapshots.push(reason);
        return undefined;
      },
      ...init,
    });
    await approvals.open();
    return { approvals, runs, audit, died: died.promise };
  }

  /** A request that has all the votes it needs. */
  async approved(bot: Bot, wanted: readonly Wanted[], about: Partial<PlanDraft> = {}): Promise<Approval> {
    const plan = draftOf(wanted, about);
    const wish = { plan, by: team.ada, via: via(team.ada), reason: "phones are down" };
    const { approval, refusal } = await bot.approvals.request(wish);
    if (approval === undefined) throw new Error(`refused: ${refusal}`);
    let now = approval;
    for (const person of [team.ben, team.chen]) {
      if (now.state !== "pending") break;
      const choice = { id: approval.id, choice: "approve", by: person, via: via(person) } as const;
      now = (await bot.approvals.decide(choice)).approval ?? now;
    }
    return now;
  }

  async start(bot: Bot, approval: Approval): Promise<RunDecision> {
    return await bot.runs.start({ approval: approval.id, by: team.ada });
  }

  /** Approves, starts and runs to the end; gives the closed record. */
  async complete(bot: Bot, wanted: readonly Wanted[], about: Partial<PlanDraft> = {}): Promise<Run> {
    const { run, refusal } = await this.start(bot, await this.approved(bot, wanted, about));
    if (run === undefined) throw new Error(`refused: ${refusal}`);
    return await this.finish(bot, run);
  }

  async finish(bot: Bot, run: Run): Promise<Run> {
    await drive(this.clock, bot.runs.settled());
    const over = await bot.runs.get(run.id);
    if (over === undefined) throw new Error("the run is gone");
    return over;
  }

  /** How often a command arrived at the device. */
  arrived(command: string): number {
    return this.device.arrived.filter((other) => other === command).length;
  }
}

/** The process dies at the point; the next one takes up what it finds and brings it to its end. */
export async function killedAt(crash: CrashPoint, wanted: readonly Wanted[], bench: RunBench, time = 1) {
  const first = await bench.boot({ crash, time });
  const approval = await bench.approved(first, wanted);
  // The dead process never answers: its promises stay open, as its memory would be gone.
  void bench.start(first, approval);
  await drive(bench.clock, first.died);
  first.approvals.close();
  const second = await bench.boot();
  const resumed = await second.runs.resumeAll();
  await drive(bench.clock, second.runs.settled());
  return { second, approval, resumed };
}

// This process among the others on one store: it tells that it lives, hears what they changed, takes its share of the work.
import type { ApprovalService } from "../approvals/service.ts";
import type { MessageRef } from "../domain/chat.ts";
import { approvalId, clusterId, type DiagnosisId, diagnosisId, type RunId, runId } from "../domain/ids.ts";
import type { Logger } from "../kernel/logger.ts";
import type { PostedCards } from "../router/ports.ts";
import type { Dispatch } from "../runs/dispatch.ts";
import { Forgotten } from "../runs/forgotten.ts";
import type { RunService } from "../runs/service.ts";
import type { PostedStore } from "../store/chat.ts";
import { schemaNumber } from "../store/migrations.ts";
import type { SharedStore, StoreChange } from "../store/shared.ts";
import type { SnapshotKeeper } from "./snapshots.ts";

/** Real milliseconds, whatever the bot's clock says: the other replicas and the database live in real time. */
const beatEvery = 3_000;
const sweepEvery = 10_000;

export interface ReplicaWork {
  readonly approvals: ApprovalService;
  readonly runs: RunService;
  readonly snapshots: SnapshotKeeper;
  /** Brings every open card that this process writes up to date. */
  readonly refresh: () => Promise<void>;
  /** Another replica has changed a diagnosis: its cards are shown anew. */
  readonly diagnosed: (id: DiagnosisId) => Promise<void>;
}

export interface Replicas {
  readonly dispatch: Dispatch;
  /** Cards have one writer each: this replica edits those that it posted, and those of replicas that are gone. */
  posted(store: PostedStore): PostedCards;
  open(work: ReplicaWork): Promise<void>;
  close(): Promise<void>;
}

/** Loads the dispatcher only here: the embedded store does not need it. */
export async function joinReplicas(options: {
  readonly shared: SharedStore;
  readonly url: string;
  readonly logger: Logger;
}): Promise<Replicas> {
  const { shared, url, logger } = options;
  const { openBoss } = await import("../runs/boss.ts");
  const dispatch = await openBoss({ url, replica: shared.replica, logger });
  const closers: (() => Promise<void> | void)[] = [];
  return {
    dispatch,
    posted: (store) => ({
      of: (subject) => store.of(subject),
      subjectsAt: (message) => store.subjectsAt(message),
      mine: async (subject) => await shared.mine(await store.of(subject)),
      add: async (subject, message, at) => {
        await shared.writes(message);
        await store.add(subject, message, at);
      },
      move: async (subject: string, from: MessageRef, to: MessageRef, at: string) => {
        await shared.writes(to);
        await store.move(subject, from, to, at);
      },
    }),
    open: async (work) => {
      closers.push(...(await takePart(shared, dispatch, work, logger)));
    },
    close: async () => {
      for (const close of closers.reverse()) await close();
      await dispatch.close();
      await shared.leave().catch((error: unknown) => logger.warn({ error }, "the other replicas were not told"));
    },
  };
}

async function takePart(
  shared: SharedStore,
  dispatch: Dispatch,
  work: ReplicaWork,
  logger: Logger,
): Promise<(() => Promise<void> | void)[]> {
  const { approvals, runs, snapshots } = work;
  const trouble = (what: string) => (error: unknown) => logger.warn({ error }, what);
  const forgotten = new Forgotten({ approvals, runs, logger });
  const orphans = new Map<RunId, number>();
  const sweep = async (): Promise<void> => {
    await runs.sweep(orphans);
    await forgotten.start();
  };

  let others = new Set<string>();
  let newer = false;
  const beat = async (): Promise<void> => {
    const { alive, schema } = await shared.beat();
    const gone = [...others].some((id) => !alive.includes(id));
    others = new Set(alive);
    if (gone) await work.refresh();
    if (schema <= schemaNumber || newer) return;
    newer = true;
    logger.error({ schema, known: schemaNumber }, "a newer version uses this database: no more runs are taken here");
    await dispatch.close();
  };
  await beat();
  await sweep();

  const hear = coalesced(async (change) => {
    if (change.kind === "approval") await approvals.heard(approvalId(change.id));
    else if (change.kind === "diagnosis") await work.diagnosed(diagnosisId(change.id));
    else await runs.heard(runId(change.id));
  }, trouble("a change of another replica could not be read"));
  const unfollow = approvals.onChange((approval) => {
    if (approval.state !== "pending" && approval.state !== "approved") return;
    const timer = { kind: "expiry", key: `${approval.id}/${approval.state}`, when: approval.expiresAt };
    dispatch.at(timer).catch(trouble("a timer could not be set; this process keeps its own"));
  });
  const unlisten = shared.listen({
    changed: hear,
    missed: () => {
      approvals.rearm();
      sweep().then(work.refresh).catch(trouble("not all changes of the other replicas could be read"));
    },
  });
  await dispatch.open({
    advance: (run, signal) => runs.advance(run, signal),
    perform: async (kind, key, signal) => {
      if (kind === "expiry") await approvals.expire();
      else if (kind === "snapshot") await snapshots.takeDue(clusterId(key), signal);
      else logger.warn({ kind, key }, "a newer version's work: left alone");
    },
  });
  const timers = [
    repeated(beat, beatEvery, trouble("no sign of life could be given")),
    repeated(sweep, sweepEvery, trouble("what was left behind could not be looked for")),
  ];
  return [...timers, unlisten, unfollow];
}

/** One after another, never two at a time. */
function repeated(work: () => Promise<void>, every: number, failed: (error: unknown) => void): () => Promise<void> {
  let underway = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    underway = work()
      .catch(failed)
      .finally(() => {
        busy = false;
      });
  }, every);
  return async () => {
    clearInterval(timer);
    await underway;
  };
}

/** A record that changes fast is read once for many changes: only its newest state counts. */
function coalesced(
  read: (change: StoreChange) => Promise<void>,
  failed: (error: unknown) => void,
): (change: StoreChange) => void {
  const underway = new Map<string, { again: boolean }>();
  const run = async (change: StoreChange): Promise<void> => {
    const key = `${change.kind} ${change.id}`;
    const known = underway.get(key);
    if (known !== undefined) {
      known.again = true;
      return;
    }
    const mine = { again: true };
    underway.set(key, mine);
    try {
      while (mine.again) {
        mine.again = false;
        await read(change);
      }
    } catch (error) {
      failed(error);
    } finally {
      underway.delete(key);
    }
  };
  return (change) => void run(change);
}

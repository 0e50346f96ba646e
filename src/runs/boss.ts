// Dispatch on PostgreSQL by pg-boss: queues, heartbeats and timers. The step journal, leases and observation stay our own.
import { createHash } from "node:crypto";
import { type Job, PgBoss } from "pg-boss";
import { runId } from "../domain/ids.ts";
import type { Logger } from "../kernel/logger.ts";
import type { Dispatch, Duties } from "./dispatch.ts";

const queues = { runs: "runs", timers: "timers", once: "once" } as const;

/** A replica without a sign of life for this long has lost its runs: pg-boss allows no less than ten. */
const heartbeatSeconds = 10;
const refreshSeconds = 2;
/** How often each replica looks for jobs whose worker is silent. */
const watchSeconds = 2;
/**
 * pg-boss takes a job away from a living worker after this time, and allows no more than a day. A run that waits longer for a
 * person is handed on then, which is harmless: the next replica observes before it acts.
 */
const longestSeconds = 23 * 3600;
/** Of one replica; each belongs to another cluster. */
const runsAtOnce = 8;

interface Work {
  readonly kind: string;
  readonly key: string;
}

/** The same name gives the same job, so that nothing is queued twice however often it is asked for. */
function jobId(...parts: readonly string[]): string {
  const hex = createHash("sha256").update(parts.join("\n")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Connects, and makes or updates the queues' tables. Throws what the driver throws when the server is not there. */
export async function openBoss(options: {
  readonly url: string;
  readonly replica: string;
  readonly logger: Logger;
}): Promise<Dispatch> {
  const { logger } = options;
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: `certops jobs ${options.replica}`,
    schema: "certops_jobs",
    max: 6,
    connectionTimeoutMillis: 5_000,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: watchSeconds,
    monitorIntervalSeconds: watchSeconds,
  });
  boss.on("error", (error) => logger.warn({ error }, "the dispatcher has trouble with the database"));
  await boss.start();
  const always = { retryLimit: 1_000_000, retryDelay: 1, notify: true, expireInSeconds: longestSeconds };
  await boss.createQueue(queues.runs, { ...always, policy: "key_strict_fifo", heartbeatSeconds });
  await boss.createQueue(queues.timers, { ...always, policy: "standard", heartbeatSeconds });
  await boss.createQueue(queues.once, { ...always, policy: "exclusive", heartbeatSeconds, retryLimit: 3 });

  const work = async <T extends object>(
    queue: string,
    count: number,
    perform: (data: T, signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    const settings = {
      localConcurrency: count,
      pollingIntervalSeconds: 1,
      notifyPollingIntervalSeconds: 2,
      heartbeatRefreshSeconds: refreshSeconds,
    };
    await boss.work<T>(queue, settings, async (jobs: Job<T>[]) => {
      for (const job of jobs) await perform(job.data, job.signal);
    });
  };

  return {
    hand: async (run) => {
      // One change per cluster: the next run of a cluster waits until the one before is over.
      await boss.send(queues.runs, { run: run.id }, { id: jobId("run", run.id), singletonKey: run.cluster });
    },
    at: async ({ kind, key, when }) => {
      await boss.send(queues.timers, { kind, key }, { id: jobId("at", kind, key, when), startAfter: new Date(when) });
    },
    once: async ({ kind, key }) => {
      await boss.send(queues.once, { kind, key }, { singletonKey: `${kind}/${key}` });
    },
    open: async (duties: Duties) => {
      await work<{ run: string }>(queues.runs, runsAtOnce, (data, signal) => duties.advance(runId(data.run), signal));
      await work<Work>(queues.timers, 2, ({ kind, key }, signal) => duties.perform(kind, key, signal));
      await work<Work>(queues.once, 2, ({ kind, key }, signal) => duties.perform(kind, key, signal));
    },
    close: async () => {
      await boss.stop({ graceful: true, timeout: 5_000, close: true });
    },
  };
}

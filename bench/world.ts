// A broken practice cluster far away, and bots that meet it for the first time.
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { linkCluster } from "../src/app/cluster-link.ts";
import { practiceCluster, practicePins } from "../src/app/practice.ts";
import { type App, type AppDeps, createApp } from "../src/app.ts";
import { practiceConfig } from "../src/config/practice.ts";
import type { Settings } from "../src/config/settings.ts";
import type { Cluster } from "../src/domain/cluster.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { silentLogger } from "../src/kernel/logger.ts";
import type { StartLabOptions } from "../src/lab/index.ts";
import type { Snapshot } from "../src/snapshots/snapshot.ts";
import type { ClusterSystems } from "../src/systems/ports.ts";
import type { LabFacts, LabOrder, LabWord } from "./lab-process.ts";

export interface Distant {
  readonly cluster: Cluster;
  /**
   * A bot that has no connection open and remembers the snapshot from before the renewal. Not opened yet. With settings of its
   * own (but this cluster) its records are on the disk.
   */
  newApp(link?: AppDeps["link"], own?: Settings): Promise<App>;
  /** The cluster's systems with nothing connected. */
  newSystems(): Promise<ClusterSystems>;
  close(): Promise<void>;
}

/** Starts a cluster in a process of its own, takes a snapshot, renews TVS and ITLRecovery, waits until the phones are silent. */
export async function distantCluster(options: StartLabOptions): Promise<Distant> {
  const lab = fork(join(import.meta.dirname, "lab-process.ts"), [JSON.stringify(options)]);
  try {
    const ready = await word(lab, "ready");
    if (ready.kind !== "ready") throw new Error("the cluster said something unexpected");
    return await prepared(lab, ready.facts);
  } catch (error) {
    lab.kill();
    throw error;
  }
}

async function prepared(lab: ChildProcess, facts: LabFacts): Promise<Distant> {
  const cluster = practiceCluster(facts);
  const settings: Settings = { ...practiceConfig({ dataFolder: "unused" }), clusters: [cluster] };
  const pins = () => practicePins({ hostKeys: async () => facts.hostKeys, pins: () => facts.pins });
  const known: Snapshot[] = [];
  const newApp = async (link?: AppDeps["link"], own?: Settings): Promise<App> => {
    const app = await createApp({
      settings: own === undefined ? settings : { ...own, clusters: [cluster] },
      clock: systemClock,
      logger: silentLogger,
      pins: new Map([[cluster.cluster.id, await pins()]]),
      memory: own === undefined,
      ...(link === undefined ? {} : { link }),
    });
    for (const snapshot of known) await app.store.snapshots.save(snapshot);
    return app;
  };
  const order = (what: LabOrder): void => void lab.send(what);

  const before = await newApp();
  const [by] = settings.policy.people;
  if (by === undefined) throw new Error("the practice policy has nobody");
  await before.services.snapshots.take({ cluster: cluster.cluster.id, by, signal: AbortSignal.timeout(60_000) });
  known.push(...(await before.store.snapshots.list(cluster.cluster.id)));
  await before.close();
  const broken = word(lab, "broken");
  order("break");
  await broken;

  return {
    cluster: cluster.cluster,
    newApp,
    newSystems: async () =>
      linkCluster(cluster, await pins(), {
        clock: systemClock,
        logger: silentLogger,
        record: () => Promise.resolve(),
      }),
    close: async () => {
      if (lab.exitCode !== null) return;
      const gone = new Promise<void>((resolve) => lab.once("exit", () => resolve()));
      order("stop");
      const late = setTimeout(() => lab.kill("SIGKILL"), 5_000);
      await gone;
      clearTimeout(late);
    },
  };
}

function word(lab: ChildProcess, kind: LabWord["kind"]): Promise<LabWord> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(limit);
      lab.off("message", hear);
      lab.off("exit", gone);
    };
    const hear = (said: unknown): void => {
      const heard = said as LabWord;
      if (heard.kind !== kind) return;
      stop();
      resolve(heard);
    };
    const gone = (): void => {
      stop();
      reject(new Error("the cluster ended before its time"));
    };
    const limit = setTimeout(() => {
      stop();
      reject(new Error(`the cluster was not ${kind} within a minute`));
    }, 60_000);
    lab.on("message", hear);
    lab.once("exit", gone);
  });
}

// Snapshots are taken at the start when the last one is old, daily, around runs, and when asked.
import type { AuditEvent } from "../domain/audit.ts";
import type { Cluster } from "../domain/cluster.ts";
import { isApp } from "../domain/device-name.ts";
import type { ClusterId, SnapshotId } from "../domain/ids.ts";
import type { SnapshotSummary } from "../domain/inventory.ts";
import type { Phrase } from "../domain/text.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { isAbort } from "../kernel/deadline.ts";
import type { Logger } from "../kernel/logger.ts";
import { compareSnapshots } from "../snapshots/compare.ts";
import { type Fingerprinted, prunable, trustFingerprint } from "../snapshots/retention.ts";
import type { Snapshot, SnapshotReason, SnapshotStore } from "../snapshots/snapshot.ts";
import { takeSnapshot } from "../snapshots/take.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { changePhrases } from "./snapshot-changes.ts";

const day = 86_400_000;
/** A snapshot that cannot be finished in this time is kept with what it has. */
const limitMs = 120_000;

export interface SnapshotKeeperInit {
  readonly clusters: readonly Cluster[];
  readonly systems: (cluster: ClusterId) => ClusterSystems;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly record: (event: AuditEvent) => Promise<void>;
  /** Where several replicas look after the clusters: has one of them call `takeDue`. */
  readonly share?: ((cluster: ClusterId) => Promise<void>) | undefined;
}

export class SnapshotKeeper {
  readonly #init: SnapshotKeeperInit;
  readonly #stop = new AbortController();
  readonly #fingerprints = new Map<SnapshotId, string>();

  constructor(init: SnapshotKeeperInit) {
    this.#init = init;
  }

  /** Goes on in the background until `close`. */
  open(): void {
    for (const cluster of this.#init.clusters) void this.#daily(cluster.id);
  }

  close(): void {
    this.#stop.abort(new DOMException("the bot is stopping", "AbortError"));
  }

  async take(cluster: ClusterId, reason: SnapshotReason, signal: AbortSignal, who = "bot"): Promise<Snapshot> {
    const { systems, store, clock, record } = this.#init;
    const limit = AbortSignal.any([signal, this.#stop.signal, AbortSignal.timeout(limitMs)]);
    const snapshot = await takeSnapshot(systems(cluster), clock, reason, limit);
    await store.save(snapshot);
    await record({
      kind: "snapshot-taken",
      at: iso(clock),
      who,
      cluster,
      about: snapshot.id,
      data: { reason, nodes: snapshot.nodes.filter((node) => node.reachable).length, gaps: snapshot.gaps.length },
    });
    return snapshot;
  }

  /** For runs: a snapshot that fails never stops a change, it is logged. */
  async around(
    cluster: ClusterId,
    reason: "before-run" | "after-run",
    signal: AbortSignal,
  ): Promise<SnapshotId | undefined> {
    try {
      return (await this.take(cluster, reason, signal)).id;
    } catch (error) {
      if (signal.aborted) throw error;
      this.#init.logger.warn({ error, cluster, reason }, "no snapshot around the run");
      return undefined;
    }
  }

  async #daily(cluster: ClusterId): Promise<void> {
    const { store, clock, logger } = this.#init;
    let reason: SnapshotReason = "start";
    while (!this.#stop.signal.aborted) {
      try {
        const last = await store.latest(cluster);
        const due = last === undefined ? 0 : Date.parse(last.takenAt) + day - clock.now();
        if (due > 0) await clock.sleep(Math.min(due, day), this.#stop.signal);
        const { share } = this.#init;
        if (share === undefined) {
          await this.take(cluster, reason, this.#stop.signal);
          await this.prune(cluster);
        } else {
          await share(cluster);
          // Whoever takes it, the store shows it then.
          await clock.sleep(limitMs, this.#stop.signal);
        }
        reason = "daily";
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (!isAbort(error)) logger.warn({ error, cluster }, "the daily snapshot failed, trying again in ten minutes");
        await clock.sleep(600_000, this.#stop.signal).catch(() => undefined);
      }
    }
  }

  /** Lets go what nobody needs any more; a failure is logged and tried again after the next daily snapshot. */
  async prune(cluster: ClusterId): Promise<number> {
    const { store, clock, logger } = this.#init;
    try {
      const stamps = await store.stamps(cluster);
      const known: Fingerprinted[] = [];
      for (const stamp of stamps) {
        this.#stop.signal.throwIfAborted();
        // One at a time: together they may not fit into memory.
        const fingerprint = this.#fingerprints.get(stamp.id) ?? (await this.#fingerprint(stamp.id));
        if (fingerprint !== undefined) known.push({ ...stamp, fingerprint });
      }
      const gone = prunable(known, clock.now());
      await store.remove(gone);
      for (const id of gone) this.#fingerprints.delete(id);
      if (gone.length > 0) logger.info({ cluster, removed: gone.length }, "snapshots thinned out");
      return gone.length;
    } catch (error) {
      if (!this.#stop.signal.aborted) logger.warn({ error, cluster }, "snapshots were not thinned out");
      return 0;
    }
  }

  async #fingerprint(id: SnapshotId): Promise<string | undefined> {
    const snapshot = await this.#init.store.get(id);
    if (snapshot === undefined) return undefined;
    const fingerprint = trustFingerprint(snapshot);
    this.#fingerprints.set(id, fingerprint);
    return fingerprint;
  }

  /** Takes the daily snapshot, unless another replica has taken it meanwhile. */
  async takeDue(cluster: ClusterId, signal: AbortSignal): Promise<void> {
    const last = await this.#init.store.latest(cluster);
    if (last !== undefined && Date.parse(last.takenAt) + day > this.#init.clock.now()) return;
    await this.take(cluster, last === undefined ? "start" : "daily", signal);
    await this.prune(cluster);
  }

  /** Newest first, each with what changed since the one before. */
  async summaries(cluster: Cluster, limit: number): Promise<SnapshotSummary[]> {
    const all = await this.#init.store.list(cluster.id);
    return all.slice(0, limit).map((snapshot, index) => summarise(cluster, snapshot, all[index + 1]));
  }
}

export function summarise(cluster: Cluster, snapshot: Snapshot, before: Snapshot | undefined): SnapshotSummary {
  const phones = (snapshot.phones ?? []).filter(({ name }) => !isApp(name));
  const changes: Phrase[] = before === undefined ? [] : changePhrases(compareSnapshots(before, snapshot));
  return {
    id: snapshot.id,
    cluster: cluster.id,
    clusterName: cluster.name,
    takenAt: snapshot.takenAt,
    nodes: snapshot.nodes.map((node) => ({
      node: node.node,
      reachable: node.reachable,
      certificates: node.certificates?.length ?? 0,
      lists: (["ITL", "CTL"] as const).filter((kind) => node.lists[kind].state === "present"),
    })),
    phonesRegistered: phones.filter((phone) => phone.status === "Registered").length,
    phonesKnown: phones.length,
    ...(before === undefined ? {} : { since: { takenAt: before.takenAt, changes } }),
  };
}

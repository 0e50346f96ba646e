// The fake cluster's systems, answering the looks before a change too: replicated, in time, authenticated, backed up an hour ago.
import type { NodeName } from "../../src/domain/ids.ts";
import type { ClusterSystems, CucmCli, Observed } from "../../src/systems/ports.ts";
import type { Device } from "./device.ts";

export function readySystems(device: Device): ClusterSystems {
  const systems = device.systems();
  const { nodes } = device.cluster;
  const observed = <T>(source: string, value: T): Promise<Observed<T>> =>
    Promise.resolve({
      value,
      evidence: {
        system: "CUCM CLI",
        at: new Date(device.clock.now()).toISOString(),
        source,
        excerpt: source,
        digest: "0".repeat(64),
      },
    });
  const hour = 3_600_000;
  const cli = (name: NodeName): CucmCli => ({
    ...systems.cli(name),
    networkCluster: () =>
      observed(
        "show network cluster",
        nodes.map(({ address, name: host, role }) => ({ address, host, role, authenticated: true })),
      ),
    replication: () =>
      observed(
        "utils dbreplication runtimestate",
        nodes.map(({ address, name: server }) => ({ server, address, reachable: "Y/Y/Y", queue: 0, state: 2 })),
      ),
    ntp: () => observed("utils ntp status", { synchronised: true, line: "synchronised" }),
    upgradeRunning: () => observed("utils system upgrade status", false),
    backupRunning: () => observed("utils disaster_recovery status backup", false),
    backups: () =>
      observed("utils disaster_recovery history backup", [
        { file: "backup.tar", completedAt: new Date(device.clock.now() - hour).toISOString(), success: true },
      ]),
  });
  return { ...systems, cli };
}

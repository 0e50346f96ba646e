// A cluster node at 127.0.0.1 for tests of one client.
import { type ClusterNode, type NodePorts, standardPorts } from "../../src/domain/cluster.ts";
import type { NodeName } from "../../src/domain/ids.ts";

export const nodeAt = (ports: Partial<NodePorts>): ClusterNode => ({
  name: "cucm-pub" as NodeName,
  address: "127.0.0.1",
  role: "publisher",
  ports: { ...standardPorts, ...ports },
});

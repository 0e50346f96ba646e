// A cluster of fake nodes and a client that trusts their certificates.
import { afterEach } from "vitest";
import { type Cluster, type ClusterNode, standardPorts } from "../../../src/domain/cluster.ts";
import { CertOpsError } from "../../../src/domain/errors.ts";
import type { ClusterId, NodeName } from "../../../src/domain/ids.ts";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { createSoapClient, type SoapClientDeps } from "../../../src/systems/cucm-soap/client.ts";
import type { SoapClient } from "../../../src/systems/ports.ts";
import { createHttpsClient } from "../../../src/transport/https.ts";
import { endpointKey, memoryPins } from "../../../src/transport/https-pins.ts";
import { type Answer, type HttpsNode, startHttpsNode } from "../../fakes/https-node.ts";
import { answerAs, type SoapCluster, soapCluster } from "../../fakes/soap-cluster.ts";
import { makeIdentity, type TlsIdentity } from "../../fakes/tls-identity.ts";

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});
let shared: Promise<TlsIdentity> | undefined;

export interface Stage {
  readonly clock: ManualClock;
  readonly fake: SoapCluster;
  readonly nodes: readonly HttpsNode[];
  readonly cluster: Cluster;
  readonly soap: SoapClient;
}

export interface StageOptions extends Partial<Omit<SoapClientDeps, "cluster" | "https" | "clock">> {
  readonly nodes?: number;
  readonly answer?: Answer;
}

export async function stage(options: StageOptions = {}): Promise<Stage> {
  shared ??= makeIdentity({ commonName: "cucm" });
  const identity = await shared;
  const clock = new ManualClock();
  const fake = soapCluster(clock);
  const { nodes: count = 1, answer = answerAs(fake), ...rest } = options;
  const nodes = await Promise.all(Array.from({ length: count }, () => startHttpsNode(identity, answer)));
  for (const node of nodes) open.push(() => node.close());
  const cluster: Cluster = {
    id: "hq" as ClusterId,
    name: "HQ",
    practice: false,
    nodes: nodes.map(
      ({ endpoint }, index): ClusterNode => ({
        name: (index === 0 ? "cucm-pub" : `cucm-sub${index}`) as NodeName,
        address: endpoint.address,
        role: index === 0 ? "publisher" : "subscriber",
        ports: { ...standardPorts, https: endpoint.port },
      }),
    ),
  };
  const pin = [{ kind: "certificate", sha256: identity.sha256 }] as const;
  const https = createHttpsClient({
    pins: memoryPins(new Map(nodes.map((node) => [endpointKey(node.endpoint), pin]))),
  });
  open.push(() => https.close());
  const accounts = { read: { user: fake.user, password: fake.password } };
  const soap = createSoapClient({ cluster, https, clock, accounts, callMs: 60_000, ...rest });
  return { clock, fake, nodes, cluster, soap };
}

/** Lets time pass, a second at a time, until `work` is done. */
export async function letTimePass<T>(clock: ManualClock, work: Promise<T>, most = 600): Promise<T> {
  let done = false;
  const settled = work.finally(() => {
    done = true;
  });
  settled.catch(() => undefined);
  for (let second = 0; second < most && !done; second += 1) {
    for (let turn = 0; turn < 40 && !done; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(1000);
  }
  return await settled;
}

export async function failure(work: Promise<unknown>): Promise<CertOpsError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CertOpsError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

// The readings that the checks about Mobile and Remote Access share, each taken once per diagnosis.
import { type ClusterNode, type ExpresswayPeer, publisherOf } from "../domain/cluster.ts";
import { type ClusterTrustStore, clusterTrustStores } from "../domain/trusted-certificate.ts";
import { trustRoad } from "../trust/trust-import.ts";
import type { Certificate } from "../trust/types.ts";
import type { CheckContext, Reading } from "./check.ts";
import { readOnce } from "./reading.ts";
import { readRelease } from "./reads.ts";

/** Every configured peer; empty when the configuration names no Expressway. */
export const peersOf = (context: CheckContext): readonly ExpresswayPeer[] => context.systems.cluster.expressways ?? [];

export const onEveryPeer = <T>(context: CheckContext, work: (peer: ExpresswayPeer) => Promise<T>): Promise<T[]> =>
  Promise.all(peersOf(context).map(work));

export const readTrustedCas = (
  context: CheckContext,
  check: string,
  peer: ExpresswayPeer,
): Promise<Reading<readonly Certificate[]>> =>
  readOnce(context, check, peer, "Expressway-C", "trusted CAs", () =>
    context.systems.expressway.trusted(peer, { signal: context.signal }),
  );

/** The server certificate, leaf first, as stored: what it shows to CUCM as a client after its next start. */
export const readPeerCertificates = (
  context: CheckContext,
  check: string,
  peer: ExpresswayPeer,
): Promise<Reading<readonly Certificate[]>> =>
  readOnce(context, check, peer, "Expressway-C", "server certificate", () =>
    context.systems.expressway.serverCertificates(peer, { signal: context.signal }),
  );

/** What a peer’s web port shows, whoever vouches for it: nothing is sent there. The certificate that it uses now, to CUCM as well. */
export const readPeerPort = (
  context: CheckContext,
  check: string,
  peer: ExpresswayPeer,
): Promise<Reading<readonly Certificate[]>> => {
  const [any] = context.systems.cluster.nodes;
  if (any === undefined) throw new Error("a cluster has nodes");
  // The TLS probe takes a node for its name and address alone.
  const asNode = { ...any, name: peer.name, address: peer.address };
  return readOnce(context, check, peer, "TLS", "port", () =>
    context.systems.tls.served(asNode, peer.port, { signal: context.signal }),
  );
};

/**
 * A trust store of one node: over the certificate API where the release has it, else from the database, which is the same for all
 * nodes and may lag behind the files by half an hour (Cisco document 210541).
 */
export async function readTrustStore(
  context: CheckContext,
  check: string,
  node: ClusterNode,
  store: ClusterTrustStore,
): Promise<Reading<readonly Certificate[]>> {
  const release = await readRelease(context, check);
  if (release.ok && trustRoad(release.value) === "api") {
    return await readOnce(context, check, node, "certificate API", `store ${store}`, () =>
      context.systems.certificates.trusted(node, store, { signal: context.signal }),
    );
  }
  const all = await readDatabaseCertificates(context, check);
  if (!all.ok) return all;
  const value = all.value.filter((one) => one.unit === store).map((one) => one.certificate);
  return { ok: true, value, evidence: all.evidence };
}

/** Every own and trust certificate that the database knows, with its PEM. */
export const readDatabaseCertificates = (context: CheckContext, check: string) => {
  const publisher = publisherOf(context.systems.cluster);
  return readOnce(context, check, publisher, "AXL", "certificates", () =>
    context.systems.soap.certificates({ signal: context.signal }),
  );
};

/** Everything that could stand above a certificate of the cluster: both trust stores of the publisher. */
export async function readClusterCas(context: CheckContext, check: string): Promise<readonly Certificate[]> {
  const publisher = publisherOf(context.systems.cluster);
  const stores = await Promise.all(clusterTrustStores.map((store) => readTrustStore(context, check, publisher, store)));
  return stores.flatMap((one) => (one.ok ? one.value : []));
}

// Which certificates are missing where, in both directions, and from where a pinned connection has read each of them.
import type { ClusterNode, ExpresswayPeer } from "../../domain/cluster.ts";
import { publisherOf } from "../../domain/cluster.ts";
import {
  type CertificateOrigin,
  type ClusterTrustStore,
  clusterTrustStores,
  type TrustedCertificate,
} from "../../domain/trusted-certificate.ts";
import { toPem } from "../../trust/certificate.ts";
import { chainAbove } from "../../trust/chain.ts";
import type { Certificate } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";

/** A peer's list holds another certificate of the same name: two of one name cannot both stand there (CSCwa12905). */
export interface Rival {
  readonly peer: ExpresswayPeer;
  readonly subject: string;
}

export interface Needed {
  readonly onCluster: readonly { readonly store: ClusterTrustStore; readonly certificate: TrustedCertificate }[];
  readonly onPeers: readonly { readonly peer: ExpresswayPeer; readonly certificates: readonly TrustedCertificate[] }[];
  readonly rivals: readonly Rival[];
  /** Issuers whose certificate was found on no system that is pinned: a person has to bring it, to CUCM or to the peers. */
  readonly unknownToCluster: readonly string[];
  readonly unknownToPeers: readonly string[];
}

export function neededFor(input: ConclusionInput): Needed {
  const [toCluster, toPeers] = [new Set<string>(), new Set<string>()];
  const onCluster = missingOnCluster(input, toCluster);
  const onPeers = missingOnPeers(input, toPeers);
  const rivals = onPeers.flatMap(({ peer, certificates }) => {
    const trusted = input.facts["expressway-peers"]?.peers.find((one) => one.peer.name === peer.name)?.trusted ?? [];
    return certificates
      .filter((one) => trusted.some((held) => held.subject === one.subject && held.sha256 !== one.sha256))
      .map(({ subject }) => ({ peer, subject }));
  });
  return { onCluster, onPeers, rivals, unknownToCluster: [...toCluster], unknownToPeers: [...toPeers] };
}

/** What must stand in a verifier's store: everything above the leaf, or the leaf itself where it signed itself. */
const required = (leaf: Certificate, known: readonly Certificate[]): readonly Certificate[] | undefined =>
  leaf.selfSigned ? [leaf] : chainAbove(leaf, known);

function missingOnCluster(input: ConclusionInput, unknown: Set<string>): Needed["onCluster"] {
  const { judged = [], stores = [] } = input.facts["mra-client-trust"] ?? {};
  const found = new Map<string, Needed["onCluster"][number]>();
  for (const { peer, server, shown, trusted = [] } of input.facts["expressway-peers"]?.peers ?? []) {
    const chain = server ?? shown ?? [];
    const [leaf] = chain;
    const refusing = judged.filter(
      (one) => one.peer.name === peer.name && !one.verdict.ok && one.verdict.why !== "expired",
    );
    if (leaf === undefined || refusing.length === 0) continue;
    const inStores = stores.flatMap(({ held }) => held);
    const needed = required(leaf, server === undefined ? inStores : [...trusted, ...chain, ...inStores]);
    // Of a peer that is not pinned, a plan takes nothing that no pinned system holds.
    if (needed === undefined || (server === undefined && leaf.selfSigned)) {
      unknown.add(leaf.selfSigned ? leaf.subject : leaf.issuer);
      continue;
    }
    for (const store of clusterTrustStores.filter((name) => refusing.some((one) => one.store === name))) {
      const held = stores.filter((one) => one.store === store);
      // Nearest issuer first in a chain; roots go in first: CUCM refuses an intermediate whose issuer it does not know (217138).
      for (const certificate of needed.toReversed()) {
        const everywhere =
          held.length > 0 && held.every((one) => one.held.some(({ sha256 }) => sha256 === certificate.sha256));
        if (everywhere) continue;
        const among = (list: readonly Certificate[]): boolean =>
          list.some(({ sha256 }) => sha256 === certificate.sha256);
        const elsewhere = stores.find((one) => among(one.held));
        const origin: CertificateOrigin = among(trusted)
          ? { kind: "expressway-trust", node: peer.name }
          : among(chain) || elsewhere === undefined
            ? { kind: "expressway-server", node: peer.name }
            : { kind: "cluster-trust", node: elsewhere.node, store: elsewhere.store };
        found.set(`${store} ${certificate.sha256}`, { store, certificate: planned(certificate, origin) });
      }
    }
  }
  return [...found.values()];
}

function missingOnPeers(input: ConclusionInput, unknown: Set<string>): Needed["onPeers"] {
  const { doors = [], silent = [], sip = [], cas = [] } = input.facts["mra-doors"] ?? {};
  const publisher = publisherOf(input.cluster);
  const byPeer = new Map<ExpresswayPeer, Map<string, TrustedCertificate>>();
  // What a restart of the door brings counts, not what it shows until then.
  const lasting = [
    ...doors.map(({ node, chain, unit, verdicts, after }) => ({ node, leaf: chain[0], unit, verdicts, ...after })),
    ...silent.flatMap(({ node, after }) => after.map((one) => ({ node, ...one }))),
    // The document uploads CallManager’s CA together with Tomcat’s; what is above it and known to nobody is no reason to wait.
    ...sip.filter(({ leaf }) => required(leaf, cas) !== undefined),
  ];
  for (const { node, leaf, unit, verdicts } of lasting) {
    for (const { peer, verdict } of verdicts) {
      if (leaf === undefined || verdict.ok || verdict.why === "expired") continue;
      const needed = required(leaf, cas);
      const trusted = input.facts["expressway-peers"]?.peers.find((one) => one.peer.name === peer.name)?.trusted ?? [];
      // A port can show anything: only what the node’s own file or a trust store holds may be trusted by a plan.
      if (needed === undefined || (leaf.selfSigned && unit === undefined)) {
        unknown.add(leaf.selfSigned ? leaf.subject : leaf.issuer);
        continue;
      }
      const mine = byPeer.get(peer) ?? new Map<string, TrustedCertificate>();
      byPeer.set(peer, mine);
      for (const certificate of needed) {
        if (trusted.some(({ sha256 }) => sha256 === certificate.sha256)) continue;
        const origin: CertificateOrigin =
          leaf.selfSigned && unit !== undefined
            ? { kind: "cluster-own", node, unit }
            : { kind: "cluster-trust", node: publisher.name, store: storeOf(input, publisher, certificate) };
        mine.set(certificate.sha256, planned(certificate, origin));
      }
    }
  }
  return [...byPeer].map(([peer, certificates]) => ({ peer, certificates: [...certificates.values()] }));
}

const storeOf = (input: ConclusionInput, publisher: ClusterNode, certificate: Certificate): string =>
  (input.facts["mra-client-trust"]?.stores ?? []).find(
    ({ node, held }) => node === publisher.name && held.some(({ sha256 }) => sha256 === certificate.sha256),
  )?.store ?? "tomcat-trust";

function planned(certificate: Certificate, origin: CertificateOrigin): TrustedCertificate {
  const { sha256, subject, serial, ca, der } = certificate;
  return { sha256, subject, serial, ca, origin, pem: toPem(der) };
}

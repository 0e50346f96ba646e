// Takes a snapshot: all nodes side by side, each question once.
import {
  type CertificateUnit,
  type ClusterNode,
  certificateUnits,
  publisherOf,
  type TrustListKind,
  trustRoles,
} from "../domain/cluster.ts";
import { snapshotId } from "../domain/ids.ts";
import { restartableServices } from "../domain/plan.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import type { ClusterSystems, DatabaseCertificate, ServedList, ServiceStatus, TvsAnswer } from "../systems/ports.ts";
import { signerIn } from "../trust/tlv-verify.ts";
import type { Certificate } from "../trust/types.ts";
import { Gathering } from "./reading.ts";
import type {
  Snapshot,
  SnapshotCertificate,
  SnapshotList,
  SnapshotNode,
  SnapshotPhone,
  SnapshotReason,
  SnapshotService,
  SnapshotTvs,
} from "./snapshot.ts";

/** Certificates that stand in trust lists or are asked for by phones: their DER is kept. */
const trustUnits: ReadonlySet<CertificateUnit> = new Set([
  "CallManager",
  "CallManager-ECDSA",
  "TVS",
  "CAPF",
  "ITLRecovery",
]);
/** On the publisher only (from 14 on CAPF; ITLRecovery is one for the cluster). */
const publisherUnits: ReadonlySet<CertificateUnit> = new Set(["CAPF", "ITLRecovery"]);

/**
 * Reads the whole cluster. What cannot be read is recorded as a gap with its error code; the rest stands. Throws only when `signal`
 * fires (its reason) or on a bug. Load: one SOAP query each for certificates and registrations, per node two small files, one
 * service status and one TVS question for each different list signer.
 */
export async function takeSnapshot(
  systems: ClusterSystems,
  clock: Clock,
  reason: SnapshotReason,
  signal: AbortSignal,
): Promise<Snapshot> {
  const takenAt = iso(clock);
  const gathering = new Gathering(signal);
  const { cluster } = systems;
  const publisher = publisherOf(cluster);
  const cli = systems.cli(publisher.name);
  const options = { signal };
  const database = gathering.read("certificates", undefined, () => systems.soap.certificates(options));
  const [release, mode, phones, lists, services, certificates] = await Promise.all([
    gathering.read("release", publisher.name, () => cli.release(options)),
    gathering.read("mode", publisher.name, () => cli.securityMode(options)),
    readPhones(systems, gathering, signal),
    readLists(systems, gathering, signal),
    perNode(cluster.nodes, (node) => readServices(systems, node, clock, gathering, signal)),
    perNode(cluster.nodes, async (node) => readCertificates(systems, node, (await database)?.value, gathering, signal)),
  ]);
  const signers = signersOf([...lists.values()]);
  const tvs = await perNode(cluster.nodes, (node) => readTvs(systems, node, signers, gathering, signal));
  const nodes = cluster.nodes.map((node): SnapshotNode => {
    const served = lists.get(node);
    return {
      node: node.name,
      role: node.role,
      reachable: gathering.answered.has(node.name),
      certificates: certificates.get(node) ?? null,
      lists: { ITL: listOf(served?.ITL, gathering), CTL: listOf(served?.CTL, gathering) },
      services: services.get(node) ?? null,
      tvs: tvs.get(node) ?? null,
    };
  });
  return {
    format: 1,
    id: snapshotId(newId("snap")),
    cluster: cluster.id,
    takenAt,
    reason,
    release: release?.value ?? null,
    mode: mode?.value ?? null,
    nodes,
    phones,
    gaps: gathering.gaps,
    blobs: gathering.blobs,
  };
}

async function perNode<T>(
  nodes: readonly ClusterNode[],
  work: (node: ClusterNode) => Promise<T>,
): Promise<Map<ClusterNode, T>> {
  return new Map(await Promise.all(nodes.map(async (node) => [node, await work(node)] as const)));
}

async function readPhones(
  systems: ClusterSystems,
  gathering: Gathering,
  signal: AbortSignal,
): Promise<SnapshotPhone[] | null> {
  const read = await gathering.read("phones", undefined, async () => {
    const configured = await systems.soap.phones({ signal });
    const names = configured.value.map(({ name }) => name);
    return await systems.soap.registrations(names, { signal });
  });
  return read?.value.map(({ name, status, since, node }) => ({ name, status, since, node })) ?? null;
}

type NodeLists = Readonly<Record<TrustListKind, ServedList | undefined>>;

const readLists = (
  systems: ClusterSystems,
  gathering: Gathering,
  signal: AbortSignal,
): Promise<Map<ClusterNode, NodeLists>> =>
  perNode(systems.cluster.nodes, async (node) => {
    const [ITL, CTL] = await Promise.all(
      (["ITL", "CTL"] as const).map((kind) =>
        gathering.read(kind, node.name, () => systems.tftp.trustList(node, kind, { signal })),
      ),
    );
    return { ITL: ITL?.value, CTL: CTL?.value };
  });

function listOf(served: ServedList | undefined, gathering: Gathering): SnapshotList {
  if (served === undefined) return { state: "unread" };
  if ("absent" in served) return { state: "absent" };
  if ("fault" in served) return { state: "fault", fault: served.fault.fault };
  const { list } = served;
  return {
    state: "present",
    sha256: gathering.keep(list.bytes),
    timestamp: list.timestamp,
    signerSerial: list.signer.serial,
    records: list.records.length,
  };
}

/** Different signers' certificates, as the lists themselves carry them. */
function signersOf(lists: readonly NodeLists[]): Uint8Array[] {
  const signers = new Map<string, Uint8Array>();
  for (const served of lists.flatMap(({ ITL, CTL }) => [ITL, CTL])) {
    if (served === undefined || !("list" in served)) continue;
    const signer = signerIn(served.list, served.list)?.certificate;
    if (signer !== undefined) signers.set(Buffer.from(signer).toString("base64"), signer);
  }
  return [...signers.values()];
}

async function readTvs(
  systems: ClusterSystems,
  node: ClusterNode,
  signers: readonly Uint8Array[],
  gathering: Gathering,
  signal: AbortSignal,
): Promise<SnapshotTvs | null> {
  let presents: string | undefined;
  const vouchesFor: string[] = [];
  const refuses: string[] = [];
  // One question at a time per node.
  for (const signer of signers) {
    const answer = await gathering.read("TVS", node.name, () => systems.tvs.vouchesFor(node, signer, { signal }));
    if (answer === undefined) continue;
    presents = gathering.keep(answer.value.served.der);
    (vouchesForSigner(answer.value) ? vouchesFor : refuses).push(gathering.keep(signer));
  }
  return presents === undefined ? null : { presents, vouchesFor, refuses };
}

/** The answer names roles: a certificate that is known, but not as SAST, does not sign lists. No role at all says nothing more. */
export const vouchesForSigner = ({ vouches, roles }: TvsAnswer): boolean =>
  vouches && (roles.length === 0 || roles.includes(trustRoles.SAST));

async function readServices(
  systems: ClusterSystems,
  node: ClusterNode,
  clock: Clock,
  gathering: Gathering,
  signal: AbortSignal,
): Promise<SnapshotService[] | null> {
  const read = await gathering.read("services", node.name, () =>
    systems.soap.serviceStatus(node, restartableServices, { signal }),
  );
  if (read === undefined) return null;
  const now = clock.now();
  return read.value.map((status) => serviceOf(status, now));
}

/** By the node's own clock, as registrations are told; by ours where the node dates no answer. */
const serviceOf = ({ name, status, upTime, startedAt }: ServiceStatus, now: number): SnapshotService => ({
  name,
  status,
  ...(upTime >= 0 && status === "Started"
    ? { startedAt: startedAt ?? new Date(now - upTime * 1000).toISOString() }
    : {}),
});

/** From the database when it answered for this node, else trust-list units one by one from the command line. */
async function readCertificates(
  systems: ClusterSystems,
  node: ClusterNode,
  database: readonly DatabaseCertificate[] | undefined,
  gathering: Gathering,
  signal: AbortSignal,
): Promise<SnapshotCertificate[] | null> {
  const own = (database ?? []).filter((entry) => isUnit(entry.unit) && isServer(entry.server, node));
  if (own.length > 0) {
    return own.flatMap(({ unit, certificate }) =>
      isUnit(unit) ? [keepCertificate(unit, certificate, gathering)] : [],
    );
  }
  const cli = systems.cli(node.name);
  const found: SnapshotCertificate[] = [];
  for (const unit of trustUnits) {
    if (node.role !== "publisher" && publisherUnits.has(unit)) continue;
    const read = await gathering.read("certificates", node.name, () => cli.ownCertificate(unit, { signal }));
    if (read !== undefined) found.push(keepCertificate(unit, read.value, gathering));
    else if (!gathering.answered.has(node.name)) return null; // unreachable: do not wait for every unit in turn
  }
  return found.length > 0 ? found : null;
}

function keepCertificate(unit: CertificateUnit, certificate: Certificate, gathering: Gathering): SnapshotCertificate {
  if (trustUnits.has(unit)) gathering.keep(certificate.der);
  const { serial, sha256, subject, notBefore, notAfter } = certificate;
  return { unit, serial, sha256, subject, notBefore, notAfter };
}

const isUnit = (unit: string): unit is CertificateUnit => (certificateUnits as readonly string[]).includes(unit);

/** The database names servers by host name, full name or address, as the administrator entered them. */
function isServer(server: string, node: ClusterNode): boolean {
  const name = server.toLowerCase();
  const own = node.name.toLowerCase();
  return name === own || name === node.address || name.startsWith(`${own}.`) || own.startsWith(`${name}.`);
}

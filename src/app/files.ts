// Reads a file from the chat by its content, never by its name: certificates, chains, trust lists. Kept nowhere.

import type { Attachment } from "../domain/chat.ts";
import { type Cluster, trustRoles } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { FileReading, ReadCertificateFile, ReadTrustListFile } from "../domain/file-reading.ts";
import type { Snapshot, SnapshotStore } from "../snapshots/snapshot.ts";
import { readCertificate, readCertificates } from "../trust/certificate.ts";
import { isTrustList, readTrustList } from "../trust/tlv-read.ts";
import { signerIn, verifyTrustList } from "../trust/tlv-verify.ts";
import type { Certificate, TrustList } from "../trust/types.ts";

export interface FilesInit {
  readonly clusters: readonly Cluster[];
  readonly snapshots: SnapshotStore;
}

/** `visible`: the clusters that the asker may see; nothing of others is told. */
export async function readFile(
  { clusters, snapshots }: FilesInit,
  file: Attachment,
  visible: (cluster: Cluster) => boolean,
): Promise<FileReading> {
  const { name, bytes } = file;
  const text = Buffer.from(bytes.subarray(0, 64 * 1024)).toString("latin1");
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return { kind: "private-key", name };
  const certificates = certificatesIn(bytes);
  const allowed = clusters.filter(visible);
  if (certificates.length > 0) {
    const newest = await Promise.all(
      allowed.map(async (cluster) => ({ cluster, snapshot: await snapshots.latest(cluster.id) })),
    );
    return { kind: "certificates", name, certificates: certificates.map((one) => describe(one, newest)) };
  }
  const list = readTrustList(bytes);
  if (isTrustList(list)) {
    const served = await Promise.all(
      allowed.map(async (cluster) => ({ cluster, history: await snapshots.list(cluster.id) })),
    );
    return { kind: "trust-list", name, list: describeList(list, served) };
  }
  // A version element first (tag 1, length 2, 1.x) is how every list begins (facts cucm.md 4).
  const looksLikeList = bytes[0] === 1 && bytes[1] === 0 && bytes[2] === 2 && bytes[3] === 1;
  return looksLikeList ? { kind: "damaged-list", name, fault: list.fault, at: list.at } : { kind: "unknown", name };
}

function certificatesIn(bytes: Uint8Array): Certificate[] {
  try {
    const bundle = readCertificates(bytes);
    return bundle.length > 0 ? bundle : [readCertificate(bytes)];
  } catch (error) {
    if (error instanceof CertOpsError) return [];
    throw error;
  }
}

function describe(
  one: Certificate,
  newest: readonly { readonly cluster: Cluster; readonly snapshot: Snapshot | undefined }[],
): ReadCertificateFile {
  const heldBy = newest.flatMap(({ cluster, snapshot }) =>
    (snapshot?.nodes ?? []).flatMap((node) =>
      (node.certificates ?? [])
        .filter((own) => own.sha256 === one.sha256)
        .map((own) => `${cluster.name} ${node.node} ${own.unit}`),
    ),
  );
  const { subject, issuer, serial, sha256, notBefore, notAfter, names, selfSigned } = one;
  const key = `${one.key.type} ${one.key.bits}`;
  return { subject, issuer, serial, sha256, key, notBefore, notAfter, names, selfSigned, heldBy };
}

const roleNames = new Map(Object.entries(trustRoles).map(([name, number]) => [number as number, name]));

function describeList(
  list: TrustList,
  served: readonly { readonly cluster: Cluster; readonly history: readonly Snapshot[] }[],
): ReadTrustListFile {
  const record = signerIn(list, list);
  const signature =
    record?.certificate === undefined
      ? "signer-not-inside"
      : verifyTrustList(list, record.certificate) === "valid"
        ? "valid"
        : "invalid";
  const servedIn = served.flatMap(({ cluster, history }) =>
    history
      .filter((snapshot) =>
        snapshot.nodes.some((node) => {
          const kept = node.lists[list.kind];
          return kept.state === "present" && kept.sha256 === list.sha256;
        }),
      )
      .map((snapshot) => ({ snapshot: snapshot.id, cluster: cluster.name, takenAt: snapshot.takenAt })),
  );
  return {
    kind: list.kind,
    signer: list.signer.name,
    signerSerial: list.signer.serial,
    timestamp: list.timestamp,
    sha256: list.sha256,
    signature,
    records: list.records.map(({ role, subject, serial }) => ({
      role: roleNames.get(role) ?? String(role),
      subject,
      serial,
    })),
    servedIn,
  };
}

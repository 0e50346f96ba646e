// Trust lists of a small cluster for the card tests: all current; one node behind with an old TVS; and a comparison.
import { clusterId, nodeName, snapshotId } from "../../src/domain/ids.ts";
import type { TrustDiff, TrustListLine, TrustRecordLine, TrustReport } from "../../src/domain/trust-report.ts";

const pub = nodeName("cucm-pub");
const sub = nodeName("cucm-sub1");
const recovery = { name: "ITLRECOVERY_cucm-pub.example.com", serial: "7ea9f941b137609d1d82935992e2c056" };
const formerRecovery = { ...recovery, serial: "5f3a0c1db137609d1d82935992e2c011" };

const record = (number: number, role: string, name: string, serial: string, stale = false): TrustRecordLine => ({
  number,
  role,
  name,
  dnsName: "cucm-pub.example.com",
  serial,
  stale,
});

const records = (signer: { readonly name: string; readonly serial: string }, stale = false): TrustRecordLine[] => [
  record(1, "SAST", signer.name, signer.serial, stale),
  record(2, "SAST", "cucm-pub.example.com", "433b8825aa10cc0e4b2f9f1200d1e2f3"),
  record(3, "CCM+TFTP", "cucm-pub.example.com", "433b8825aa10cc0e4b2f9f1200d1e2f3"),
  record(4, "TVS", "cucm-pub.example.com", "5d20601e8f10cc0e4b2f9f1200d1e2aa"),
  record(5, "CAPF", "CAPF-36205338", "4411223344556677889900aabbccddee"),
];

const itl = (node: typeof pub, signer = recovery, more: Partial<TrustListLine> = {}): TrustListLine => ({
  node,
  kind: "ITL",
  state: "served",
  version: 1,
  signer: { ...signer, unit: "ITLRecovery" },
  signedAt: "2026-11-22T02:10:00Z",
  bytes: 6120,
  tooLarge: false,
  sha256: "c2dd2e12787c32ca6bc0878903cf33bcc498fd318ddd27e0f8785184067f4287",
  records: records(signer),
  ...more,
});

export const trustReport: TrustReport = {
  cluster: clusterId("hq"),
  clusterName: "HQ",
  practice: false,
  at: "2026-11-22T14:02:00Z",
  release: { full: "15.0.1.12900-234", major: 15, minor: 0 },
  mode: "non-secure",
  rollback: false,
  signs: { unit: "ITLRecovery", serials: [recovery.serial] },
  reused: false,
  lists: [itl(pub), { node: pub, kind: "CTL", state: "absent", records: [] }, itl(sub)],
  tvs: [
    { node: pub, shows: "5d20601e8f10cc0e4b2f9f1200d1e2aa", current: true, vouchesFor: [recovery.serial], refuses: [] },
    { node: sub, shows: "63e69f368f10cc0e4b2f9f1200d1e2bb", current: true, vouchesFor: [recovery.serial], refuses: [] },
  ],
  unread: [],
  nodesAnswered: 2,
  nodesTotal: 2,
};

export const trustReportBehind: TrustReport = {
  ...trustReport,
  release: { full: "12.5.1.10000-22", major: 12, minor: 5 },
  rollback: true,
  reused: true,
  lists: [
    itl(pub),
    itl(sub, formerRecovery, { version: 2, signedAt: "2025-02-10T15:51:00Z", records: records(formerRecovery, true) }),
    { node: nodeName("cucm-sub2"), kind: "ITL", state: "damaged", records: [] },
  ],
  tvs: [
    {
      node: pub,
      shows: "5d20601e8f10cc0e4b2f9f1200d1e2aa",
      current: false,
      vouchesFor: [recovery.serial],
      refuses: [],
    },
    { node: sub, shows: "63e69f368f10cc0e4b2f9f1200d1e2bb", current: true, vouchesFor: [], refuses: [recovery.serial] },
  ],
  unread: [{ id: "checks.cutShort", values: { system: "TFTP", node: "cucm-sub3" } }],
  nodesTotal: 3,
};

export const trustDiff: TrustDiff = {
  cluster: clusterId("hq"),
  clusterName: "HQ",
  from: { id: snapshotId("snap_1a2b3c"), takenAt: "2026-11-21T02:00:00Z" },
  to: { id: snapshotId("snap_4d5e6f"), takenAt: "2026-11-22T02:30:00Z" },
  lists: [
    {
      node: pub,
      kind: "ITL",
      was: "other",
      signer: { was: { ...formerRecovery, unit: "ITLRecovery" }, now: { ...recovery, unit: "ITLRecovery" } },
      gone: [record(1, "SAST", formerRecovery.name, formerRecovery.serial)],
      added: [record(1, "SAST", recovery.name, recovery.serial)],
    },
    { node: sub, kind: "ITL", was: "same", gone: [], added: [] },
  ],
  certificates: [{ node: pub, unit: "ITLRecovery", was: formerRecovery.serial, now: recovery.serial }],
  follows: [
    { node: pub, answer: "no" },
    { node: sub, answer: "yes" },
  ],
  notComparable: [nodeName("cucm-sub2")],
};

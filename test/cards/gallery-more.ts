// Cards that are no diagnosis, approval or run: dropped files, case files, news, pictures, the overview, the end of the audit log.
import { auditHeadCard } from "../../cards/audit-head-card.ts";
import { casePreviewCard, caseSentCard } from "../../cards/case-cards.ts";
import { fileCard } from "../../cards/file-card.ts";
import { newsCard } from "../../cards/news-card.ts";
import { overviewCard } from "../../cards/overview-card.ts";
import { pictureCard } from "../../cards/picture-card.ts";
import type { Card } from "../../src/domain/card.ts";
import type { PackedCase } from "../../src/domain/case-file.ts";
import type { ReadCertificateFile, ReadTrustListFile } from "../../src/domain/file-reading.ts";
import type { PersonId, SnapshotId } from "../../src/domain/ids.ts";
import * as s from "./samples.ts";
import { asked } from "./samples-words.ts";

const ben = "ben" as PersonId;
const now = s.at(10);
const bytes = new TextEncoder().encode("x".repeat(2_048));

const certificate: ReadCertificateFile = {
  subject: "CN=cucm-pub.voice.example.com, O=Example",
  issuer: "CN=Example Issuing CA, O=Example",
  serial: "5f3a9c21a0b1c2d3",
  sha256: "ab".repeat(32),
  key: "RSA 2048",
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2027-01-01T00:00:00.000Z",
  names: ["cucm-pub.voice.example.com"],
  selfSigned: false,
  heldBy: ["HQ cucm-pub tomcat"],
};
const expired = { ...certificate, notAfter: s.at(1), selfSigned: true, names: [], heldBy: [] };

const list: ReadTrustListFile = {
  kind: "ITL",
  signer: "CN=ITLRECOVERY_cucm-pub",
  signerSerial: "5f3a9c21",
  timestamp: s.at(1),
  sha256: "cd".repeat(32),
  signature: "valid",
  records: [{ role: "SAST", subject: "CN=ITLRECOVERY_cucm-pub", serial: "5f3a9c21" }],
  servedIn: [{ snapshot: "snp_1" as SnapshotId, cluster: "HQ", takenAt: s.at(1) }],
};

const packed: PackedCase = {
  file: { name: "case-dia_1.zip", bytes },
  parts: [{ name: "case.json", bytes: 4_096 }],
  markdown: { name: "case-dia_1.md", bytes },
  content: {
    format: 1,
    about: "dia_1",
    madeAt: now,
    madeBy: s.alex,
    cluster: { id: s.hq, name: "HQ", practice: true, nodes: [{ name: s.pub, role: "publisher" }], release: "15.0.1" },
    report: asked,
    approvals: [s.approval],
    runs: [{ run: s.verified, transcripts: [] }],
    audit: [],
    removed: { password: 2, saml: 1 },
  },
};

export const more: Readonly<Record<string, Card>> = {
  "file-certificates": fileCard({ kind: "certificates", name: "chain.pem", certificates: [certificate, expired] }, now),
  "file-list": fileCard({ kind: "trust-list", name: "ITLFile.tlv", list }, now),
  "file-list-forged": fileCard(
    { kind: "trust-list", name: "ITLFile.tlv", list: { ...list, signature: "invalid", servedIn: [] } },
    now,
  ),
  "file-damaged": fileCard(
    { kind: "damaged-list", name: "CTLFile.tlv", fault: "a length beyond the end", at: 412 },
    now,
  ),
  "file-private-key": fileCard({ kind: "private-key", name: "tomcat.key" }, now),
  "file-unknown": fileCard({ kind: "unknown", name: "notes.docx" }, now),
  "case-preview": casePreviewCard(packed, s.context),
  "case-sent": caseSentCard(packed, s.context),
  "news-called": newsCard({ kind: "called", approval: s.approval, person: ben }, s.context),
  "news-approved": newsCard({ kind: "decided", approval: { ...s.approval, state: "approved" } }, s.context),
  "news-denied": newsCard(
    {
      kind: "decided",
      approval: {
        ...s.approval,
        state: "denied",
        votes: [{ person: ben, choice: "deny", at: s.at(6), via: "teams", reason: "not before 18:00" }],
      },
    },
    s.context,
  ),
  "news-ran": newsCard({ kind: "ran", run: s.verified }, s.context),
  overview: overviewCard(
    {
      approvals: [s.approval],
      runs: [s.run],
      clusters: [
        { id: s.hq, name: "HQ", certificates: s.certificates },
        { id: s.hq, name: "Lab", certificates: undefined },
      ],
    },
    s.context,
  ),
  "overview-quiet": overviewCard({ approvals: [], runs: [], clusters: [] }, s.context),
  picture: pictureCard({
    title: "HQ: who vouches for whom",
    alt: "The phones hold an ITL signed by ITLRecovery 5f3a; nothing of today vouches for it.",
    file: { name: "trust-map-dia_1.png" },
  }),
  "audit-head": auditHeadCard({
    sequence: 4_711,
    hash: "ef".repeat(32),
    at: now,
    signature: "c2lnbmF0dXJl".repeat(7),
    publicKey: "MCowBQYDK2VwAyEA".repeat(3),
  }),
};

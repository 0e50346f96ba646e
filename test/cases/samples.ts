// A case file with everything in it: a diagnosis, an approved plan, a run, transcripts, lines of the audit log.
import type { CaseFile } from "../../src/domain/case-file.ts";
import type { NodeName, PersonId } from "../../src/domain/ids.ts";
import * as s from "../cards/samples.ts";

export const caseFile: CaseFile = {
  format: 1,
  about: s.finished.id,
  madeAt: "2026-11-22T15:00:00.000Z",
  madeBy: "ada" as PersonId,
  cluster: {
    id: s.finished.cluster,
    name: "HQ",
    practice: true,
    nodes: [
      { name: "cucm-pub", role: "publisher" },
      { name: "cucm-sub1", role: "subscriber" },
    ],
    release: "15.0.1.12900-234",
    mode: "mixed",
    snapshotAt: "2026-11-22T14:00:00.000Z",
  },
  certificates: (["CallManager", "TVS", "ITLRecovery", "tomcat"] as const).map((unit, index) => ({
    node: "cucm-pub" as NodeName,
    unit,
    serial: `5f3a${index}`,
    subject: "CN=cucm-pub.example.com",
    notBefore: "2021-11-22T00:00:00.000Z",
    notAfter: `202${7 + index}-01-10T00:00:00.000Z`,
  })),
  report: s.finished,
  approvals: [s.approval],
  runs: [
    {
      run: s.verified,
      transcripts: [
        {
          step: 1,
          at: "2026-11-22T14:08:00.000Z",
          command: "utils itl reset localkey",
          text: "admin:utils itl reset localkey\n\nLocal ITL Reset in progress\nThe reset of ITL file has been successful\nadmin:",
          digest: "ab".repeat(32),
        },
      ],
    },
  ],
  audit: [],
  removed: { password: 1 },
};

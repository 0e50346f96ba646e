// Nouns that pictures are drawn from: a run with its curve, inventories small and large, diagnoses of each kind of trust.
import type { Finding, Verdict } from "../../src/domain/finding.ts";
import type { NodeName } from "../../src/domain/ids.ts";
import type { CertificateReport, InventoryCertificate } from "../../src/domain/inventory.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { at, certificates, finding, finished, run as someRun } from "../cards/samples.ts";

export const zone = "Europe/Zurich";
export const english = writerFor("en", zone);
export const chinese = writerFor("zh-CN", zone);
const day = 86_400_000;

export const run: Run = {
  ...someRun,
  state: "verified",
  endedAt: at(18),
  curve: Array.from({ length: 90 }, (_, index) => ({
    at: new Date(Date.parse(at(3)) + index * 10_000).toISOString(),
    registered: index < 40 ? 18 - Math.floor(index / 4) : Math.min(824, 10 + (index - 40) * 22),
  })),
  steps: [
    { number: 1, state: "done", startedAt: at(3, 5), endedAt: at(3, 20), evidence: [] },
    { number: 2, state: "failed", startedAt: at(3, 25), endedAt: at(3, 58), evidence: [] },
    { number: 3, state: "started", startedAt: at(9, 30), evidence: [] },
  ],
};

export const certificate = (unit: string, store: "own" | "trust", node: string, days: number): InventoryCertificate => {
  const [some] = certificates.certificates;
  if (some === undefined) throw new Error("the samples have no certificate");
  const notAfter = new Date(Date.parse(certificates.at) + days * day).toISOString();
  return { ...some, unit, store, node: node as NodeName, notAfter };
};

export const inventory = (all: readonly InventoryCertificate[]): CertificateReport => ({
  ...certificates,
  certificates: all,
  unreachable: [],
});

/** Twenty nodes with six certificates of their own and fourteen in trust stores each. */
export const large: CertificateReport = inventory(
  Array.from({ length: 20 }, (_, node) => `cucm-sub${node + 1}`).flatMap((node, index) => [
    ...["tomcat", "CallManager", "TVS", "ipsec", "tomcat-ECDSA", "CallManager-ECDSA"].map((unit, place) =>
      certificate(unit, "own", node, 20 + place * 300 + ((index * 7) % 50)),
    ),
    ...Array.from({ length: 14 }, (__, place) =>
      certificate(
        ["tomcat-trust", "CallManager-trust", "CAPF-trust"][place % 3] ?? "",
        "trust",
        node,
        ((index + place) * 137) % 5000,
      ),
    ),
  ]),
);

export const said = (code: string, verdict: Verdict, node: string | undefined, title: string): Finding => {
  const { node: _, ...rest } = finding(`${code}:${node}`, verdict, title, "excerpt");
  return { ...rest, code, ...(node === undefined ? {} : { node: node as NodeName }) };
};

export const diagnosis = (findings: readonly Finding[], more: Partial<Report> = {}): Report => {
  const { cause: _, ...rest } = finished;
  return { ...rest, findings, ...more };
};

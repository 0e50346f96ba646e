// Samples of 802.1X: what the scenario itself concludes from facts as the checks give them, so that its own words are drawn.
import type { Dot1xTrustFacts, ServerTrust } from "../../src/checks/dot1x-trust/check.ts";
import { standardPorts } from "../../src/domain/cluster.ts";
import type { HandedCertificate, HandedLscs } from "../../src/domain/hand-out.ts";
import type { DiagnosisId } from "../../src/domain/ids.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import { dot1xFailed } from "../../src/scenarios/dot1x-failed.ts";
import type { ConclusionInput } from "../../src/scenarios/scenario.ts";
import type { Certificate } from "../../src/trust/types.ts";
import { alex, at, evidence, hq, pub } from "./samples.ts";

const capf = (commonName: string, serial: string): Certificate => ({
  serial,
  subject: `CN=${commonName}`,
  issuer: `CN=${commonName}`,
  commonName,
  notBefore: "2026-11-20T00:00:00.000Z",
  notAfter: "2031-11-19T00:00:00.000Z",
  names: [],
  key: { type: "RSA", bits: 2048 },
  selfSigned: true,
  ca: true,
  extendedKeyUsage: [],
  sha256: serial.repeat(8).slice(0, 64),
  der: new Uint8Array([0x30, 0x03, 0x02, 0x01, Number.parseInt(serial.slice(0, 2), 16)]),
});
export const present = capf("CAPF-0bc17206", "5d3ba1c0");
export const former = capf("CAPF-77aa3b10", "1c9e04f2");

export const phones = Array.from({ length: 10 }, (_, index) => `SEP0000000000B${index}`);
const row = {
  statusReason: 0,
  reasonText: "",
  node: pub,
  address: "",
  protocol: "SIP",
  model: 684,
  description: "",
  since: "",
};
const [first = "", ...others] = phones;

export function trustOf(trusted: readonly Certificate[], refused: ServerTrust["refused"]): Dot1xTrustFacts {
  const authorities = trusted.map(({ commonName, subject, serial, sha256 }) => ({
    commonName,
    subject,
    serial,
    sha256,
    forClients: true,
  }));
  const server = { name: nodeName("ise-1"), kind: "ise", address: "10.0.9.9", port: 443 } as const;
  return {
    servers: [{ server, authorities, present: trusted.includes(present), maker: false, refused }],
    capf: present,
    former: [former],
    issuers: [
      { name: present.commonName, phones: [first] },
      { name: former.commonName, phones: others },
    ],
    without: [],
  };
}

export function input(trust: Dot1xTrustFacts, lost: readonly string[]): ConclusionInput {
  const node = { name: pub, role: "publisher", address: "10.0.0.1", ports: standardPorts } as const;
  const registered = phones.filter((name) => !lost.includes(name));
  return {
    cluster: { id: hq, name: "HQ", practice: true, nodes: [node] },
    facts: {
      "dot1x-trust": trust,
      capf: { certificate: present, ctl: "none", printed: [] },
      registrations: {
        registered: registered.length,
        known: phones.length,
        configured: undefined,
        lostSince: "",
        evidence: [],
        phones: phones.map((name) => ({ ...row, name, status: lost.includes(name) ? "UnRegistered" : "Registered" })),
      },
    },
    findings: [],
    answers: new Map(),
    now: Date.parse(at(3)),
  };
}

function reportOf(given: ConclusionInput): Report {
  return {
    id: "dia_8021x" as DiagnosisId,
    cluster: hq,
    clusterName: "HQ",
    scenario: "dot1x-failed",
    question: "phones fail 802.1X since CAPF was renewed",
    askedBy: alex,
    startedAt: at(2),
    endedAt: at(2, 6),
    checks: dot1xFailed.checks.map((check) => ({ check, state: "done" })),
    nodesAnswered: 1,
    nodesTotal: 1,
    findings: [
      {
        id: "dot1x-trust:former",
        check: "dot1x-trust",
        code: "dot1x.lscs-former",
        verdict: "warning",
        title: { id: "dot1x.lscs-former", values: { phones: others.length, issuers: former.commonName } },
        evidence: [evidence(others.map((name) => `${name} ${former.commonName}`).join("\n"), "run sql")],
      },
    ],
    ...dot1xFailed.conclude(given),
    revision: 9,
  };
}

/** The new CAPF was never added to the server; one phone has a new LSC and is out. */
export const dot1xNotAdded = reportOf(
  input(trustOf([former], [{ name: present.commonName, phones: [first], held: false }]), [first]),
);

/** The new one took the place of the old one: nine phones are out, new LSCs can be given behind a bypass. */
export const dot1xTooEarly = reportOf(
  input(trustOf([present], [{ name: former.commonName, phones: others, held: false }]), others),
);

/** Nobody can say whom the server trusts. */
export const dot1xNoServer = reportOf(input({ ...trustOf([], []), servers: [] }, others));

export const handedCertificate: HandedCertificate = {
  ...present,
  cluster: hq,
  pem: "-----BEGIN CERTIFICATE-----\nMAMCAV0=\n-----END CERTIFICATE-----\n",
  from: "cucm-pub CAPF",
  current: true,
  readAt: at(2),
};

/** More phones wait than a card names. */
export const handedLscs: HandedLscs = {
  cluster: hq,
  clusterName: "HQ",
  capf: present.commonName,
  phones: Array.from({ length: 70 }, (_, index) => ({
    phone: `SEP00000000${String(index).padStart(4, "0")}`,
    issuer: index < 64 ? former.commonName : index < 69 ? present.commonName : "",
    until: index < 69 ? "2031-11-20T00:00:00.000Z" : "",
    state: index < 64 ? "former" : index < 69 ? "current" : "none",
  })),
  readAt: at(2),
};

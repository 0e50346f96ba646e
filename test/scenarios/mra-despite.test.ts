// When apps are in although a peer would refuse what CUCM shows: what must be seen for that, and what hides it.
import { expect, it } from "vitest";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import { throughDespite } from "../../src/scenarios/mra/despite.ts";
import type { ConclusionInput, Facts } from "../../src/scenarios/scenario.ts";
import { deviceCluster } from "../fakes/device.ts";
import { certificate } from "../fakes/device-trust.ts";

const [pub, sub] = [nodeName("cucm-pub"), nodeName("cucm-sub1")];
const peerOf = (name: string, address: string) => ({
  name: nodeName(name),
  address,
  port: 443,
  group: "Expressway-C",
});
const [one, two] = [peerOf("expc1", "192.0.2.41"), peerOf("expc2", "192.0.2.42")];
const evidence = { system: "TLS" as const, at: "", source: "", excerpt: "", digest: "" };
const leaf = { ...certificate("1"), notBefore: "2026-11-21T03:00:00.000Z" };
const no = { ok: false, why: "issuer-missing", depth: 1, path: [] } as const;

const app = (name: string, address: string, node: string, since = "2026-11-22T03:30:00.000Z") => ({
  name,
  status: "Registered" as const,
  statusReason: 0,
  reasonText: "",
  node,
  address,
  protocol: "SIP",
  model: 503,
  description: "",
  since,
});
type App = Omit<ReturnType<typeof app>, "status"> & { readonly status: "Registered" | "absent" | "UnRegistered" };

const door = {
  node: pub,
  port: 6972 as const,
  offer: "rsa" as const,
  chain: [leaf],
  evidence,
  serverName: "cucm-pub",
  named: true,
  verdicts: [{ peer: two, verdict: no }],
};

function through(apps: readonly App[], peers = [one, two], findings: ConclusionInput["findings"] = []): boolean {
  const facts: Partial<Facts> = {
    "mra-devices": { apps, registered: 1, known: 1, registeredNames: [], lostSince: "" },
    "mra-services": {
      nodes: [
        { node: pub, running: [], stopped: [], startedAt: { "Cisco Tomcat": "2026-11-22T03:00:00.000Z" } },
        { node: sub, running: [], stopped: [], startedAt: {} },
      ],
    },
    "expressway-peers": {
      peers: peers.map((peer) => ({ peer, answers: true, stale: false, over: false, server: [leaf] })),
    },
  };
  const cluster = { ...deviceCluster, id: clusterId("hq"), expressways: peers };
  const verdicts = peers.filter(({ name }) => name === two.name).map((peer) => ({ peer, verdict: no }));
  const input = { cluster, facts, findings, answers: new Map(), now: Date.parse("2026-11-22T04:00:00Z") };
  return throughDespite(input, [{ ...door, verdicts }]);
}

it("is so when one registered through the refusing peer since, whoever has not signed in apart", () => {
  const in2 = app("CSFALEX", two.address, "cucm-pub");
  expect(through([in2, { ...app("CSFCHEN", "", ""), status: "absent" }])).toBe(true);
  expect(through([in2, { ...app("CSFCHEN", two.address, "cucm-pub"), status: "UnRegistered" }])).toBe(false);
  expect(through([app("CSFALEX", one.address, "cucm-pub")])).toBe(false);
  expect(through([app("CSFALEX", two.address, "cucm-pub", "2026-11-22T02:00:00.000Z")])).toBe(false);
});

it("is not known while a node is silent: its apps are on no list, in or out", () => {
  const in2 = app("CSFALEX", two.address, "cucm-pub");
  const title = { id: "mra.title" } as const;
  const silent = {
    id: "s",
    check: "x",
    code: "read.node-unreachable",
    verdict: "unknown",
    title,
    evidence: [],
  } as const;
  expect(through([in2], undefined, [{ ...silent, node: sub }])).toBe(false);
  // A silent peer is no node: who comes through the other one is on the list.
  expect(through([in2], undefined, [{ ...silent, node: one.name }])).toBe(true);
});

it("is not known where a peer that refuses nothing has the same address", () => {
  const both = [{ ...one, address: two.address }, two];
  expect(through([app("CSFALEX", two.address, "cucm-pub")], both)).toBe(false);
});

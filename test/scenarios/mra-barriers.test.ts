// Two barriers on one path: the remedy of one is not called working, that of a path which it opens is.
import { expect, it } from "vitest";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import type { Remedy } from "../../src/domain/report.ts";
import { besideOthers } from "../../src/scenarios/mra/barriers.ts";
import { hand, step } from "../../src/scenarios/mra/parts.ts";
import { type MraSituation, situationOf } from "../../src/scenarios/mra/situation.ts";
import type { ConclusionInput } from "../../src/scenarios/scenario.ts";
import { deviceCluster } from "../fakes/device.ts";
import { certificate } from "../fakes/device-trust.ts";

const [pub, sub] = [nodeName("cucm-pub"), nodeName("cucm-sub1")];
const [one, two] = [nodeName("expc1"), nodeName("expc2")];
const peerOf = (name: typeof one) => ({ name, address: "192.0.2.41", port: 443, group: "Expressway-C" });
const cluster = {
  ...deviceCluster,
  id: clusterId("hq"),
  nodes: deviceCluster.nodes.slice(0, 2),
  expressways: [peerOf(one), peerOf(two)],
};

/** What `accepted` says: these services have not read their stores. */
function input(accepted: readonly { readonly peer: typeof one; readonly node: typeof pub }[] = []): ConclusionInput {
  return {
    cluster,
    findings: [],
    answers: new Map(),
    now: Date.parse("2026-11-22T04:00:00Z"),
    facts: {
      "expressway-peers": {
        peers: [one, two].map((name) => ({
          peer: peerOf(name),
          answers: true,
          stale: false,
          over: false,
          server: [certificate("1")],
        })),
      },
      "mra-client-trust": {
        judged: [],
        accepted: accepted.map((where) => ({ ...where, port: 8443 as const, names: false })),
        stores: [],
      },
    },
  };
}

const judged = (remedy: Remedy, seen: Partial<MraSituation>, given = input()) => {
  const { feasibility, reason } = besideOthers(remedy, given, { ...situationOf(given), ...seen });
  return [feasibility, reason.id, reason.values?.other];
};
const works = (id: Parameters<typeof hand>[0], steps: Parameters<typeof step>[0][] = []) =>
  hand(
    id,
    "works",
    steps.map((name) => step(name)),
  );
const stopped = (...nodes: (typeof pub)[]) => nodes.map((node) => ({ node, services: ["Cisco HAProxy"] }));

it("a start brings nobody back where every peer’s certificate has expired, and somebody where one’s has not", () => {
  const start = works("start-services");
  expect(judged(start, { stopped: stopped(sub), expiredPeers: [one, two] })).toEqual([
    "depends",
    "mra.reason.also",
    { id: "mra.also.expired" },
  ]);
  expect(judged(start, { stopped: stopped(sub), expiredPeers: [one] })[0]).toBe("works");
  // A peer that is silent carries nobody.
  expect(judged(start, { stopped: stopped(sub), expiredPeers: [one], silentPeers: [two] })[0]).toBe("depends");
});

it("a renewal brings back nobody where services are stopped, and those of the other node", () => {
  const renew = works("renew-expired");
  expect(judged(renew, { expiredPeers: [one, two], stopped: stopped(pub, sub) })[2]).toEqual({
    id: "mra.also.stopped",
  });
  expect(judged(renew, { expiredPeers: [one, two], stopped: stopped(sub) })[0]).toBe("works");
});

it("restarts of Tomcat and HAProxy among the steps have the stores read, too", () => {
  const unread = [pub, sub].flatMap((node) => [one, two].map((peer) => ({ peer, node })));
  const expiredPeers = [one, two];
  expect(judged(works("renew-expired"), { expiredPeers }, input(unread))[2]).toEqual({ id: "mra.also.stores" });
  const restarting = works("renew-expired", ["restart-tomcat", "restart-haproxy"]);
  expect(judged(restarting, { expiredPeers }, input(unread))[0]).toBe("works");
});

const app = (name: string, status: "Registered" | "UnRegistered", node: string) => ({
  name,
  status,
  statusReason: 0,
  reasonText: "",
  node,
  address: "192.0.2.41",
  protocol: "SIP",
  model: 503,
  description: "",
  since: "2026-11-22T03:30:00.000Z",
});

it("counts the paths of those who are lost: who is in on the other node was not shut out", () => {
  const refused = [pub, sub].map((node) => ({
    peer: peerOf(one),
    node,
    store: "tomcat-trust" as const,
    verdict: { ok: false, why: "issuer-missing", depth: 1, path: [] } as const,
  }));
  const unnamed = [{ node: sub }] as unknown as MraSituation["unnamed"];
  const silentPeers = [two];
  const apps = [app("CSFALEX", "Registered", "cucm-pub"), app("CSFCHEN", "UnRegistered", "cucm-sub1.lab.example")];
  const devices = { apps, registered: 1, known: 2, registeredNames: [], lostSince: "" };
  const repair = works("trust-by-hand");
  expect(judged(repair, { clientRefusals: refused, unnamed, silentPeers })[0]).toBe("works");
  const given = { ...input(), facts: { ...input().facts, "mra-devices": devices } };
  expect(judged(repair, { clientRefusals: refused, unnamed, silentPeers }, given)[2]).toEqual({ id: "mra.also.name" });
});

it("is certain of somebody only where every peer through which a lost app may have come is open then", () => {
  const seen = { stopped: stopped(sub), expiredPeers: [two] };
  const lost = [app("CSFCHEN", "UnRegistered", "cucm-sub1")];
  const behind = (second: string) => {
    const { facts, ...rest } = input();
    const peers = (facts["expressway-peers"]?.peers ?? []).map((read) => ({
      ...read,
      peer: { ...read.peer, address: read.peer.name === two ? second : "192.0.2.41" },
    }));
    const devices = { apps: lost, registered: 0, known: 1, registeredNames: [], lostSince: "" };
    return { ...rest, facts: { ...facts, "expressway-peers": { peers }, "mra-devices": devices } };
  };
  const start = works("start-services");
  // Both behind one address: it may have come through the one whose certificate has expired.
  const [feasibility, reason, other] = judged(start, seen, behind("192.0.2.41"));
  expect([feasibility, reason, other]).toEqual(["depends", "mra.reason.some", { id: "mra.also.expired" }]);
  // Its address names the peer whose certificate is good.
  expect(judged(start, seen, behind("192.0.2.42"))[0]).toBe("works");
  // Nothing but one barrier anywhere: whoever is lost comes back.
  expect(judged(start, { stopped: stopped(sub) }, behind("192.0.2.41"))[0]).toBe("works");
});

it("knows of a door that is silent whether it will hold the name that Expressway-C asks for", () => {
  const silent = [{ node: sub, port: 8443 as const, after: [], named: false }];
  const { facts, ...rest } = input();
  const doors = { doors: [], silent, sip: [], cas: [] };
  // Its web server does not answer, its command line does.
  const nodes = [{ node: sub, running: [], stopped: ["Cisco HAProxy"] as const, startedAt: {} }];
  const title = { id: "mra.title" } as const;
  const deaf = { id: "s", check: "x", code: "read.node-unreachable", verdict: "unknown", title, evidence: [] } as const;
  const given = {
    ...rest,
    facts: { ...facts, "mra-doors": doors, "mra-services": { nodes } },
    findings: [{ ...deaf, node: sub }],
  };
  expect(judged(works("start-services"), { stopped: stopped(sub) }, given)[2]).toEqual({ id: "mra.also.name" });
  expect(judged(works("start-services"), { stopped: stopped(pub, sub) }, given)[0]).toBe("works");
});

it("takes a peer whose list could not be read for one that refuses what another one refuses", () => {
  const verdict = { ok: false, why: "issuer-missing", depth: 1, path: [] } as const;
  const door = (node: typeof pub) => ({ node, verdicts: [{ peer: peerOf(one), verdict }] });
  const doorRefusals = [door(pub), door(sub)] as unknown as MraSituation["doorRefusals"];
  expect(judged(works("renew-expired"), { expiredPeers: [two], doorRefusals })[2]).toEqual({ id: "mra.also.trust" });
});

it("asks the stores whether CUCM would take the renewed certificate of a peer of which nothing but the date was judged", () => {
  const seen = { expiredPeers: [one, two] };
  const given = (held: ReturnType<typeof certificate>[]) => {
    const { facts, ...rest } = input();
    const stores = [pub, sub].map((node) => ({ node, store: "CallManager-trust" as const, held }));
    return { ...rest, facts: { ...facts, "mra-client-trust": { judged: [], accepted: [], stores } } };
  };
  const renew = works("renew-expired");
  expect(judged(renew, seen, given([certificate("1")]))[0]).toBe("works");
  expect(judged(renew, seen, given([certificate("2")]))[2]).toEqual({ id: "mra.also.trust" });
});

it("does not take one direction for the other", () => {
  const verdict = { ok: false, why: "issuer-missing", depth: 1, path: [] } as const;
  const clientRefusals = [one, two].flatMap((peer) =>
    [pub, sub].map((node) => ({ peer: peerOf(peer), node, store: "CallManager-trust" as const, verdict })),
  );
  const door = (node: typeof pub) => ({ node, verdicts: [{ peer: peerOf(one), verdict }] });
  const doorRefusals = [door(pub), door(sub)] as unknown as MraSituation["doorRefusals"];
  expect(judged(works("remove-namesake"), { clientRefusals, doorRefusals })[0]).toBe("depends");
  expect(judged(works("trust-by-hand"), { clientRefusals, doorRefusals })[0]).toBe("works");
});

it("what nobody is shut out by is left as it was judged, and so is what did not work anyhow", () => {
  expect(judged(works("trust-by-hand"), { expiredPeers: [one, two] })[0]).toBe("works");
  const later: Remedy = { ...works("start-services"), feasibility: "cannot-work" };
  expect(judged(later, { stopped: stopped(sub), expiredPeers: [one, two] })[0]).toBe("cannot-work");
});

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

it("what nobody is shut out by is left as it was judged, and so is what did not work anyhow", () => {
  expect(judged(works("trust-by-hand"), { expiredPeers: [one, two] })[0]).toBe("works");
  const later: Remedy = { ...works("start-services"), feasibility: "cannot-work" };
  expect(judged(later, { stopped: stopped(sub), expiredPeers: [one, two] })[0]).toBe("cannot-work");
});

// Taking a snapshot: side by side, complete when all is well, honest about what could not be read.
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../src/kernel/clock.ts";
import { compareSnapshots } from "../../src/snapshots/compare.ts";
import { takeSnapshot, vouchesForSigner } from "../../src/snapshots/take.ts";
import { certificateFrom, viewOf } from "../../src/snapshots/view.ts";
import { renew } from "../trust/cluster-lists.ts";
import { systemsOf, trouble, type World } from "./systems.ts";

const certificates = renew(undefined);
const never = new AbortController().signal;
const clock = new ManualClock(Date.parse("2026-11-22T02:00:00Z"));
const take = (world: Partial<World> = {}) =>
  takeSnapshot(systemsOf({ certificates, ...world }).systems, clock, "asked", never);

describe("a snapshot", () => {
  it("holds certificates, lists, services, TVS answers and phones, and survives JSON unchanged", async () => {
    const snapshot = await take();
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot).toMatchObject({
      cluster: "hq",
      takenAt: "2026-11-22T02:00:00.000Z",
      reason: "asked",
      mode: "non-secure",
      release: { major: 15 },
      phones: [
        { name: "SEP1", status: "Registered", since: "2026-11-20T07:00:00.000Z", node: "cucm-pub" },
        { name: "SEP2" },
      ],
    });
    const [publisher, subscriber] = snapshot.nodes;
    expect(publisher?.certificates?.map(({ unit }) => unit)).toEqual(["CallManager", "TVS", "ITLRecovery"]);
    expect(subscriber?.certificates?.map(({ unit }) => unit)).toEqual(["CallManager", "TVS"]);
    expect(publisher?.lists).toMatchObject({ ITL: { state: "present", records: 5 }, CTL: { state: "absent" } });
    expect(publisher?.services?.[0]).toEqual({
      name: "Cisco CallManager",
      status: "Started",
      startedAt: "2026-11-22T01:00:00.000Z",
    });
    expect(publisher?.services?.[1]).not.toHaveProperty("startedAt");
    expect(publisher?.tvs?.vouchesFor).toEqual([certificates.itlRecovery.certificate.sha256]);
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  });

  it("gives lists and certificates back as they were, keeping equal files once", async () => {
    const snapshot = await take();
    const view = viewOf(JSON.parse(JSON.stringify(snapshot)));
    const [first, second] = view.lists;
    expect(first?.itl).not.toBe("absent");
    expect(first?.itl).toEqual(second?.itl);
    expect(view.tvs[0]?.presents).toEqual(certificates.tvs.certificate);
    expect(certificateFrom(snapshot, certificates.callManager.certificate.sha256)).toEqual(
      certificates.callManager.certificate,
    );
    // one ITL for two nodes, and four certificates at most
    expect(Object.keys(snapshot.blobs).length).toBeLessThanOrEqual(5);
  });

  it("takes a damaged stored file for one that was not read", async () => {
    const snapshot = await take();
    const blobs = Object.fromEntries(Object.entries(snapshot.blobs).map(([digest]) => [digest, "AAAA"]));
    const view = viewOf({ ...snapshot, blobs });
    expect(view.lists[0]).toEqual({ node: "cucm-pub", ctl: "absent" });
    expect(view.tvs[0]).not.toHaveProperty("presents");
  });

  it("names what could not be read and keeps the rest, with a node that is gone altogether", async () => {
    const gone = (question: string): void => {
      if (question.endsWith("cucm-sub1")) throw trouble("node-unreachable");
      if (question === "phones") throw trouble("rate-limited");
    };
    const snapshot = await take({ before: gone });
    expect(snapshot.phones).toBeNull();
    const [publisher, subscriber] = snapshot.nodes;
    expect(publisher).toMatchObject({ reachable: true, lists: { ITL: { state: "present" } } });
    expect(subscriber).toMatchObject({
      reachable: false,
      services: null,
      tvs: null,
      lists: { ITL: { state: "unread" } },
    });
    // the publisher's database still knows its certificates
    expect(subscriber?.certificates).toHaveLength(2);
    expect(snapshot.gaps.map(({ what, node, code }) => `${what} ${node ?? ""} ${code}`).sort()).toEqual([
      "CTL cucm-sub1 node-unreachable",
      "ITL cucm-sub1 node-unreachable",
      "TVS cucm-sub1 node-unreachable",
      "phones  rate-limited",
      "services cucm-sub1 node-unreachable",
    ]);
  });

  it("reads trust-list certificates from the command line when the database does not answer", async () => {
    const { systems, asked } = systemsOf({
      certificates,
      before: (question) => {
        if (question === "database") throw trouble("server-fault");
      },
    });
    const snapshot = await takeSnapshot(systems, clock, "daily", never);
    expect(snapshot.nodes.map((node) => node.certificates?.map(({ unit }) => unit).join())).toEqual([
      "CallManager,CallManager-ECDSA,TVS,CAPF,ITLRecovery",
      "CallManager,CallManager-ECDSA,TVS",
    ]);
    expect(asked).not.toContain("ITLRecovery cucm-sub1");
    // tomcat was not read this time: nothing is said about it
    const changes = compareSnapshots(await take(), snapshot).changes.filter(({ kind }) => kind === "certificate");
    expect(changes.map((change) => change.kind === "certificate" && change.unit)).not.toContain("CAPF");
  });

  it("asks the nodes side by side", async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const waiting = new Set<string>();
    const taken = take({
      before: async (question) => {
        if (!question.startsWith("ITL")) return;
        waiting.add(question);
        if (waiting.size === 2) open(); // would wait for ever if the second node were asked after the first
        await gate;
      },
    });
    expect((await taken).gaps).toEqual([]);
  });

  it("ends at once with the reason when it is cancelled, and does not hide a bug as a gap", async () => {
    const controller = new AbortController();
    const cancelled = takeSnapshot(
      systemsOf({
        certificates,
        before: (question) => {
          if (question.startsWith("ITL")) controller.abort(new Error("stopped by a person"));
          if (controller.signal.aborted) throw controller.signal.reason;
        },
      }).systems,
      clock,
      "daily",
      controller.signal,
    );
    await expect(cancelled).rejects.toThrow("stopped by a person");
    const bug = take({
      before: () => {
        throw new TypeError("a bug");
      },
    });
    await expect(bug).rejects.toThrow("a bug");
  });

  it("records a system's own passed deadline as a gap", async () => {
    const snapshot = await take({
      before: (question) => {
        if (question.startsWith("services")) throw new DOMException("late", "TimeoutError");
      },
    });
    expect(snapshot.gaps.map(({ code }) => code)).toEqual(["deadline-exceeded", "deadline-exceeded"]);
  });

  it("counts a TVS answer as vouching for a list's signer only in the role SAST", () => {
    const served = certificates.tvs.certificate;
    expect(vouchesForSigner({ vouches: true, roles: [0, 3], served })).toBe(true);
    expect(vouchesForSigner({ vouches: true, roles: [], served })).toBe(true);
    expect(vouchesForSigner({ vouches: true, roles: [4], served })).toBe(false);
    expect(vouchesForSigner({ vouches: false, roles: [0], served })).toBe(false);
  });
});

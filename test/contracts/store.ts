// What every store must do, whatever database it stands on. A new dialect passes this suite before it is offered.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sealPlan } from "../../src/approvals/seal.ts";
import { chain } from "../../src/audit/chain.ts";
import type { Approval, ApprovalState } from "../../src/domain/approval.ts";
import type { AuditEntry } from "../../src/domain/audit.ts";
import type { MessageRef } from "../../src/domain/chat.ts";
import { approvalId, clusterId, diagnosisId, personId, runId, snapshotId } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import { newRun } from "../../src/runs/record.ts";
import type { Snapshot } from "../../src/snapshots/snapshot.ts";
import type { Store } from "../../src/store/open.ts";
import { highDraft } from "../fakes/plans.ts";
import { policy, team, via } from "../fakes/policy.ts";

const hq = clusterId("hq");
const at = (minute: number): string => new Date(Date.parse("2026-11-22T02:00:00Z") + minute * 60_000).toISOString();

const approval = (id: string, minute: number, state: ApprovalState = "pending"): Approval => ({
  id: approvalId(id),
  plan: sealPlan(highDraft(), policy.version),
  requester: team.ada.id,
  requestedVia: via(team.ada),
  reason: "‘quotes’, \u0000-free, 电话",
  needed: 2,
  votes: [],
  state,
  createdAt: at(minute),
  expiresAt: at(minute + 60),
  version: 1,
});

const snapshot = (id: string, minute: number, cluster = hq): Snapshot => ({
  format: 1,
  id: snapshotId(id),
  cluster,
  takenAt: at(minute),
  reason: "daily",
  release: null,
  mode: null,
  nodes: [],
  phones: null,
  gaps: [],
  blobs: {},
});

/** `open` gives an empty store; `again` closes it and opens what it left behind. */
export function storeContract(name: string, kit: { open(): Promise<Store>; again?(): Promise<Store> }): void {
  describe(`the store contract: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await kit.open();
    });
    afterEach(() => store.close());
    const reopen = async (): Promise<void> => {
      if (kit.again === undefined) return;
      await store.close();
      store = await kit.again();
    };

    it("gives an approval back as it was, over a restart", async () => {
      const record = approval("apr_1", 0);
      await store.approvals.insert(record);
      await reopen();
      expect(await store.approvals.get(record.id)).toEqual(record);
      expect(await store.approvals.get(approvalId("apr_2"))).toBeUndefined();
    });

    it("lets one of many writers with the same version win", async () => {
      const record = approval("apr_1", 0);
      await store.approvals.insert(record);
      const writes = await Promise.all(
        Array.from({ length: 10 }, (_, index) => store.approvals.replace({ ...record, version: 2, needed: index })),
      );
      expect(writes.filter(Boolean)).toHaveLength(1);
      expect((await store.approvals.get(record.id))?.needed).toBe(writes.indexOf(true));
      expect(await store.approvals.replace({ ...record, version: 4 })).toBe(false);
    });

    it("lists approvals newest first, and knows which are open, due, and next", async () => {
      for (const record of [approval("apr_1", 0), approval("apr_2", 5, "denied"), approval("apr_3", 9, "approved")]) {
        await store.approvals.insert(record);
      }
      const ids = async (open: boolean) => (await store.approvals.list({ open, limit: 2 })).map(({ id }) => id);
      expect(await ids(false)).toEqual(["apr_3", "apr_2"]);
      expect(await ids(true)).toEqual(["apr_3", "apr_1"]);
      expect(await store.approvals.nextExpiry()).toBe(at(60));
      expect((await store.approvals.due(at(60), 10)).map(({ id }) => id)).toEqual(["apr_1"]);
      expect((await store.approvals.due(at(70), 10)).map(({ id }) => id)).toEqual(["apr_1", "apr_3"]);
    });

    it("writes a run and its journal together, or not at all", async () => {
      const run = newRun(runId("run_1"), approval("apr_1", 0), team.ada.id, at(0));
      const entry = (kind: "run-began" | "step-intended") => ({
        run: run.id,
        step: kind === "run-began" ? 0 : 1,
        kind,
        at: at(0),
        data: { kind },
      });
      await store.runs.insert(run, entry("run-began"));
      expect(await store.runs.replace({ ...run, state: "verifying", version: 2 }, [entry("step-intended")])).toBe(true);
      expect(await store.runs.replace({ ...run, version: 2 }, [entry("step-intended")])).toBe(false);
      await reopen();
      expect(await store.runs.get(run.id)).toEqual({ ...run, state: "verifying", version: 2 });
      expect((await store.runs.journal(run.id)).map(({ kind }) => kind)).toEqual(["run-began", "step-intended"]);
      expect(await store.runs.journal(run.id, 1)).toEqual([entry("step-intended")]);
      expect((await store.runs.unfinished()).map(({ id }) => id)).toEqual(["run_1"]);
      await store.runs.replace({ ...run, state: "verified", version: 3 }, []);
      expect(await store.runs.unfinished()).toEqual([]);
      expect(await store.runs.list({ cluster: hq, limit: 5 })).toHaveLength(1);
      expect(await store.runs.list({ cluster: clusterId("other"), limit: 5 })).toEqual([]);
    });

    it("lets an approval have one run", async () => {
      const record = approval("apr_1", 0);
      const entry = { step: 0, kind: "run-began", at: at(0), data: {} } as const;
      const [one, two] = ["run_1", "run_2"].map((id) => newRun(runId(id), record, team.ada.id, at(0)));
      if (one === undefined || two === undefined) throw new Error("no runs");
      await store.runs.insert(one, { ...entry, run: one.id });
      await expect(store.runs.insert(two, { ...entry, run: two.id })).rejects.toThrow();
      expect(await store.runs.journal(two.id)).toEqual([]);
    });

    it("gives a cluster to one run, fences off an older holder, and never gives a token twice", async () => {
      const [one, two] = [runId("run_1"), runId("run_2")];
      const race = await Promise.all([one, two].map((run) => store.leases.acquire(hq, run)));
      expect(race.filter((token) => token !== undefined)).toHaveLength(1);
      const [{ run: holder } = { run: one }] = await store.leases.held();
      const other = holder === one ? two : one;
      const first = race.find((token) => token !== undefined) ?? 0;
      const again = (await store.leases.acquire(hq, holder)) ?? 0;
      expect(again).toBeGreaterThan(first);
      expect(await store.leases.holds(hq, holder, first)).toBe(false);
      expect(await store.leases.holds(hq, holder, again)).toBe(true);
      await store.leases.release(hq, holder, first);
      expect(await store.leases.acquire(hq, other)).toBeUndefined();
      await store.leases.release(hq, holder, again);
      await reopen();
      expect(await store.leases.held()).toEqual([]);
      expect(await store.leases.acquire(hq, other)).toBeGreaterThan(again);
    });

    it("keeps audit entries as they were written and refuses a sequence number twice", async () => {
      const first = chain(
        { kind: "asked", at: at(0), who: "ada", cluster: "hq", data: { n: 1.5, list: [null, true] } },
        undefined,
      );
      const second = chain({ kind: "voted", at: at(1), who: "ben", about: "apr_1", data: {} }, first);
      await store.audit.append(first);
      await store.audit.append(second);
      await expect(store.audit.append(second)).rejects.toThrow();
      const third = chain({ kind: "voted", at: at(2), who: "ada", data: {} }, second);
      // All or none: the third is new, the second is not.
      await expect(store.audit.append(third, second)).rejects.toThrow();
      await reopen();
      expect(await store.audit.last()).toEqual(second);
      expect(await store.audit.read(0, 10)).toEqual([first, second]);
      expect(await store.audit.read(1, 10)).toEqual([second]);
      expect(await store.audit.list({ limit: 1 })).toEqual([second]);
      expect(await store.audit.list({ cluster: "hq", limit: 10 })).toEqual([first]);
      expect(await store.audit.list({ about: "apr_1", limit: 10 })).toEqual([second]);
    });

    it("leaves questions out of the audit list of changes, and keeps what was asked of a run", async () => {
      const events = (["understood", "voted", "asked", "snapshot-taken", "answered", "run-ended"] as const).map(
        (kind, n) => ({ kind, at: at(n), who: "ada", ...(kind === "voted" ? { about: "apr_1" } : {}), data: {} }),
      );
      const wish = { kind: "asked", at: at(9), who: "ada", about: "run_1", data: { wish: "abort" } } as const;
      let last: AuditEntry | undefined;
      for (const event of [...events, wish]) {
        last = chain(event, last);
        await store.audit.append(last);
      }
      const kinds = (await store.audit.list({ changesOnly: true, limit: 10 })).map(({ kind }) => kind);
      expect(kinds).toEqual(["asked", "run-ended", "voted"]);
      expect(await store.audit.list({ limit: 10 })).toHaveLength(7);
    });

    it("keeps snapshots per cluster, newest first", async () => {
      for (const each of [snapshot("snp_1", 0), snapshot("snp_2", 9), snapshot("snp_3", 5, clusterId("other"))]) {
        await store.snapshots.save(each);
      }
      await reopen();
      expect((await store.snapshots.latest(hq))?.id).toBe("snp_2");
      expect((await store.snapshots.list(hq)).map(({ id }) => id)).toEqual(["snp_2", "snp_1"]);
      expect((await store.snapshots.list(hq, at(1))).map(({ id }) => id)).toEqual(["snp_2"]);
      expect(await store.snapshots.get(snapshotId("snp_1"))).toEqual(snapshot("snp_1", 0));
      expect(await store.snapshots.latest(clusterId("none"))).toBeUndefined();
    });

    it("lists snapshots without their contents, and lets many go at once", async () => {
      const many = Array.from({ length: 450 }, (_, at) => snapshotId(`snp_many_${at}`));
      for (const each of [snapshot("snp_1", 0), snapshot("snp_2", 9), snapshot("snp_3", 5, clusterId("other"))]) {
        await store.snapshots.save(each);
      }
      expect(await store.snapshots.stamps(hq)).toEqual([
        { id: "snp_2", takenAt: at(9), reason: snapshot("snp_2", 9).reason },
        { id: "snp_1", takenAt: at(0), reason: snapshot("snp_1", 0).reason },
      ]);
      await store.snapshots.remove([snapshotId("snp_1"), ...many]);
      await store.snapshots.remove([]);
      expect((await store.snapshots.stamps(hq)).map(({ id }) => id)).toEqual(["snp_2"]);
      expect(await store.snapshots.get(snapshotId("snp_1"))).toBeUndefined();
      expect(await store.snapshots.stamps(clusterId("other"))).toHaveLength(1);
    });

    it("keeps the newest revision of a report", async () => {
      const report = (revision: number): Report => ({
        id: diagnosisId("dia_1"),
        cluster: hq,
        clusterName: "HQ",
        scenario: "phones-unregistered",
        question: "why?",
        askedBy: personId("ada"),
        startedAt: at(0),
        checks: [],
        nodesAnswered: 0,
        nodesTotal: 3,
        findings: [],
        remedies: [],
        corrections: [],
        revision,
      });
      for (const revision of [1, 3, 2]) await store.diagnoses.save(report(revision));
      await reopen();
      expect(await store.diagnoses.get(diagnosisId("dia_1"))).toEqual(report(3));
      expect(await store.diagnoses.list({ cluster: hq, limit: 5 })).toHaveLength(1);
    });

    it("keeps every word of a diagnosis in its order, over later looks and a restart, when several speak at once", async () => {
      const id = diagnosisId("dia_2");
      const report = { id, cluster: hq, startedAt: at(0), revision: 1 } as Report;
      await store.diagnoses.save(report);
      const word = (about: string) => ({
        id: `wrd_${about}`,
        kind: "step" as const,
        about,
        value: "done",
        by: personId("ada"),
        at: at(1),
      });
      const all = Array.from({ length: 12 }, (_, index) => `s${index}`);
      await store.diagnoses.addWord(id, word("first"));
      await Promise.all(all.map((about) => store.diagnoses.addWord(id, word(about))));
      await store.diagnoses.save({ ...report, revision: 2, words: [] });
      await reopen();
      const words = (await store.diagnoses.get(id))?.words ?? [];
      expect(words[0]).toEqual(word("first"));
      expect(
        words
          .slice(1)
          .map(({ about }) => about)
          .sort(),
      ).toEqual([...all].sort());
      expect(await store.diagnoses.words(diagnosisId("dia_3"))).toEqual([]);
    });

    it("remembers where cards stand", async () => {
      const message = (id: string): MessageRef => ({
        id,
        place: { platform: "web", tenant: "t", conversation: "c", scope: "channel" },
      });
      await store.posted.add("run:1", message("m1"), at(0));
      await store.posted.add("run:1", message("m1"), at(1));
      await store.posted.add("run:1", message("m2"), at(2));
      await store.posted.move("run:1", message("m1"), message("m3"), at(3));
      await store.posted.move("run:1", message("m2"), message("m2"), at(4));
      await reopen();
      expect(await store.posted.of("run:1")).toEqual([message("m2"), message("m3")]);
      expect(await store.posted.of("run:2")).toEqual([]);
      expect(await store.posted.subjectsAt(message("m3"))).toEqual(["run:1"]);
      const elsewhere = { ...message("m3"), place: { ...message("m3").place, conversation: "other" } };
      expect(await store.posted.subjectsAt(elsewhere)).toEqual([]);
      const inThread = { ...message("m3"), place: { ...message("m3").place, thread: "t1" } };
      expect(await store.posted.subjectsAt(inThread)).toEqual(["run:1"]);
    });

    it("says of a dedupe key once that it is new, whoever asks at the same time", async () => {
      const firsts = await Promise.all(Array.from({ length: 10 }, () => store.seen.first("slack:1", at(0))));
      expect(firsts.filter(Boolean)).toHaveLength(1);
      await reopen();
      expect(await store.seen.first("slack:1", at(1))).toBe(false);
      expect(await store.seen.prune(at(1))).toBe(1);
      expect(await store.seen.first("slack:1", at(2))).toBe(true);
    });

    it("remembers a person's language", async () => {
      expect(await store.languages.of(team.ada.id)).toBeUndefined();
      await store.languages.set(team.ada.id, "zh-CN");
      await store.languages.set(team.ada.id, "en");
      await reopen();
      expect(await store.languages.of(team.ada.id)).toBe("en");
    });

    it("remembers what each thread has spoken of, apart from every other place, for a while", async () => {
      const place = { platform: "slack", tenant: "T1", conversation: "C1", scope: "channel" } as const;
      const thread = { ...place, thread: "17.1" };
      const last = { intent: "diagnose", command: "diagnose", args: { scenario: "sso-login-failed", cluster: "hq" } };
      await store.threads.note(thread, { cluster: "hq", scenario: "sso-login-failed", last }, at(0));
      await store.threads.note(thread, { service: "Cisco Tomcat", node: "pub", phones: "x".repeat(500) }, at(1));
      await store.threads.note(place, { cluster: "branch" }, at(1));
      await reopen();
      expect(await store.threads.of(thread, at(2))).toEqual({
        cluster: "hq",
        scenario: "sso-login-failed",
        service: "Cisco Tomcat",
        node: "pub",
        last,
        at: at(1),
      });
      expect(await store.threads.of({ ...thread, thread: "17.2" }, at(2))).toBeUndefined();
      expect(await store.threads.of({ ...thread, tenant: "T2" }, at(2))).toBeUndefined();
      await store.threads.note(thread, { cluster: "branch" }, at(3));
      expect(await store.threads.of(thread, at(3))).toEqual({ cluster: "branch", at: at(3) });
      // A conversation without threads moves on sooner than a thread.
      const nextDay = new Date(Date.parse(at(3)) + 86_400_000).toISOString();
      expect(await store.threads.of(place, nextDay)).toBeUndefined();
      expect(await store.threads.of(thread, nextDay)).toBeDefined();
      expect(await store.threads.prune(new Date(Date.parse(at(3)) + 30 * 86_400_000).toISOString())).toBe(2);
      expect(await store.threads.of(thread, at(4))).toBeUndefined();
    });

    it("keeps what a platform's channel remembers, apart from the others', and forgets what has run out", async () => {
      const teams = store.memory("teams");
      await teams.put("conversation/19:a", { serviceUrl: "https://example.com/", deep: [1, null, "电话"] });
      await teams.put("card/1", { revision: 1 }, at(5));
      await teams.put("card/1", { revision: 2 }, at(9));
      await store.memory("webex").put("card/1", "another platform’s", at(1));
      await reopen();
      const again = store.memory("teams");
      expect(await again.get("conversation/19:a")).toEqual({
        serviceUrl: "https://example.com/",
        deep: [1, null, "电话"],
      });
      expect(await again.get("card/1")).toEqual({ revision: 2 });
      expect(await again.prune(at(8))).toBe(0);
      expect(await again.prune(at(10))).toBe(1);
      expect(await again.get("card/1")).toBeUndefined();
      expect(await store.memory("webex").get("card/1")).toBe("another platform’s");
      await again.remove("conversation/19:a");
      expect(await again.get("conversation/19:a")).toBeUndefined();
    });

    it("says that it is closed instead of failing oddly", async () => {
      await store.close();
      await expect(store.approvals.get(approvalId("apr_1"))).rejects.toMatchObject({ code: "store-unavailable" });
      await store.close();
    });
  });
}

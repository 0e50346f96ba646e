// Sample nouns around policy: checks before a change, a dry run, a run that puts things back.
import type { DryRun } from "../../src/domain/dry-run.ts";
import type { Preflight } from "../../src/domain/preflight.ts";
import type { Run } from "../../src/domain/run.ts";
import { say } from "../../src/i18n/say.ts";
import { at, evidence, plain, plan, pub, run } from "./samples.ts";

export const preflight: Preflight = {
  at: at(3),
  lines: [
    { item: "replication", verdict: "ok", says: say("preflight.replication.ok", { nodes: 3 }), evidence: [] },
    { item: "ntp", verdict: "ok", says: say("preflight.ntp.ok", { nodes: 3 }), evidence: [] },
    { item: "authenticated", verdict: "ok", says: say("preflight.authenticated.ok", { nodes: 3 }), evidence: [] },
    { item: "upgrade", verdict: "ok", says: say("preflight.upgrade.ok", { nodes: 3 }), evidence: [] },
    { item: "backup-running", verdict: "ok", says: say("preflight.backup-running.ok"), evidence: [] },
    { item: "backup", verdict: "ok", says: say("preflight.backup.recent", { at: { time: at(0) } }), evidence: [] },
    { item: "other-run", verdict: "ok", says: say("preflight.other-run.ok"), evidence: [] },
  ],
};

export const blocked: Preflight = {
  at: at(3),
  lines: [
    {
      item: "replication",
      verdict: "problem",
      node: pub,
      says: say("preflight.on", {
        node: "cucm-pub",
        what: say("preflight.replication.bad", { server: "cucm-sub1", state: "4", queue: "137", reachable: "Y/Y/N" }),
      }),
      next: say("preflight.replication.next"),
      evidence: [evidence("cucm-sub1 ... (4) Setup Failed", "utils dbreplication runtimestate")],
    },
    {
      item: "ntp",
      verdict: "unknown",
      node: pub,
      says: say("preflight.unread", {
        node: "cucm-pub",
        item: say("preflight.ntp"),
        why: plain("cucm-pub did not answer in time."),
      }),
      next: plain("check the network"),
      evidence: [],
    },
    ...preflight.lines.slice(2),
  ],
};

export const dryRun: DryRun = {
  at: at(6),
  plan,
  seconds: 460,
  mayStart: { kind: "later", from: "2026-11-22T22:00:00.000Z", until: "2026-11-23T04:00:00.000Z" },
  preflight: blocked,
  steps: [
    {
      number: 1,
      command: "utils itl reset remotekey",
      sameCommand: true,
      conditions: [{ holds: true, says: plain("CallManager on cucm-pub: expected serial 9c21, found 9c21") }],
      ready: true,
    },
    {
      number: 2,
      command: "utils service restart Cisco Tftp",
      sameCommand: true,
      conditions: [
        { holds: false, says: plain("Cisco Tftp on cucm-sub1: Stopped") },
        { holds: "unknown", says: plain("cucm-sub1 did not answer") },
      ],
      ready: false,
      why: plain("Cisco Tftp is not installed on cucm-sub1."),
    },
    { number: 3, command: "AXL doDeviceReset (2 phones)", sameCommand: false, conditions: [], ready: "unknown" },
  ],
};

/** Step 1 was done, step 2 failed, step 3 takes step 1 back and is on its way. */
export const restoring: Run = {
  ...run,
  plan: {
    ...plan,
    steps: plan.steps.map((step) => (step.number === 3 ? { ...step, restores: [1] } : step)),
  },
  restoring: { state: "failed", why: plain("Step 2 failed.") },
  steps: [
    { number: 1, state: "done", startedAt: at(6), endedAt: at(7), evidence: [] },
    { number: 2, state: "failed", startedAt: at(7), endedAt: at(8), evidence: [] },
    { number: 3, state: "started", startedAt: at(8), evidence: [] },
  ],
};

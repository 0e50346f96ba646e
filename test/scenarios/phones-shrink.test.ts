// A list over 64 KB, from facts alone: phones come back to a smaller one if they know who signs it, and TVS is renewed on the way.
import { describe, expect, it } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import { shrinkRemedy } from "../../src/scenarios/phones/finish.ts";
import type { JudgedGroup, PhonesSituation } from "../../src/scenarios/phones/situation.ts";
import type { ConclusionInput } from "../../src/scenarios/scenario.ts";
import type { HeldLists } from "../../src/trust/trust-rule.ts";
import { deviceCluster } from "../fakes/device.ts";
import { list, renew, type TestCluster, tvsOf } from "../trust/cluster-lists.ts";

const before = renew(undefined);
const since = "2026-11-20T00:00:00Z";
const held: HeldLists = { itl: list(before, "ITL"), ctl: "none" };

function shrinking(now: TestCluster, candidates: readonly HeldLists[] | undefined): string {
  const group = (some: readonly HeldLists[]): JudgedGroup => ({
    phones: ["SEP1"],
    group: { phones: 1, candidates: some },
    follows: "no",
    acceptance: undefined,
    holds: undefined,
    lists: [],
  });
  const situation: PhonesSituation = {
    trust: {
      release: { full: "12.5.1", major: 12, minor: 5 },
      mode: "non-secure",
      callManagers: [now.callManager.certificate],
      itlRecovery: now.itlRecovery.certificate,
      tvs: [{ ...tvsOf(now), presents: before.tvs.certificate }],
      recoveryKeyBackups: "unknown",
      drsBackups: "unknown",
    },
    served: undefined,
    itls: [],
    groups: candidates === undefined ? [] : [group(candidates)],
    releaseKnown: true,
  };
  const stored = (
    [
      ["CallManager", now.callManager],
      ["ITLRecovery", now.itlRecovery],
      ["TVS", now.tvs],
    ] as const
  ).map(([unit, { certificate }]) => ({
    unit,
    node: nodeName("cucm-pub"),
    certificate,
    evidence: { system: "CUCM CLI" as const, at: since, source: "", excerpt: "", digest: "" },
  }));
  const input: ConclusionInput = {
    cluster: deviceCluster,
    facts: { certificates: { stored, unread: [], reused: false } },
    findings: [],
    answers: new Map(),
    now: Date.parse(since),
  };
  return shrinkRemedy(input, situation, 1).feasibility;
}

describe("making a list smaller", () => {
  it("works for phones that hold its signer, and for unseen ones where the signer is as old as the cluster", () => {
    const tvsNew = renew(before, ["tvs"], since);
    expect(shrinking(tvsNew, [held])).toBe("works");
    expect(shrinking(tvsNew, [])).toBe("works");
    expect(shrinking(tvsNew, undefined)).toBe("works");
  });

  it("depends where the signer is new to phones, or may be, though the old TVS vouches for it today", () => {
    const signerNew = renew(before, ["itlRecovery", "tvs"], since);
    expect(shrinking(signerNew, [held])).toBe("depends");
    expect(shrinking(signerNew, [])).toBe("depends");
    expect(shrinking(signerNew, undefined)).toBe("depends");
    expect(shrinking(signerNew, [{ itl: list(signerNew, "ITL"), ctl: "none" }])).toBe("works");
  });
});

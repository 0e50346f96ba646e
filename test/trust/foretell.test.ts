// Before a renewal: what phones would make of the list of afterwards, by the trust rule; and where Cisco's documents differ.
import { describe, expect, it, test } from "vitest";
import type { CertificateUnit } from "../../src/domain/cluster.ts";
import { disagreements } from "../../src/trust/disagreements.ts";
import { outlook } from "../../src/trust/foretell.ts";
import { afterBoot } from "../../src/trust/trust-rule.ts";
import { list, renew, type TestCluster, tvsOf } from "./cluster-lists.ts";

const before = renew(undefined);
const keyOf: Readonly<Record<string, keyof TestCluster>> = {
  CallManager: "callManager",
  TVS: "tvs",
  ITLRecovery: "itlRecovery",
  CAPF: "capf",
};

describe.each([
  ["ITLRecovery", (cluster: TestCluster) => cluster.itlRecovery],
  ["CallManager", (cluster: TestCluster) => cluster.callManager],
] as const)("where %s signs the ITL", (signer, signerOf) => {
  const itl = list(before, "ITL", signerOf(before));
  const sets: readonly (readonly CertificateUnit[])[] = [
    ["TVS"],
    ["CAPF"],
    ["CallManager"],
    ["ITLRecovery"],
    ["CallManager", "TVS"],
    ["ITLRecovery", "TVS"],
    ["CallManager", "ITLRecovery"],
    ["CallManager", "TVS", "ITLRecovery"],
  ];

  it.each(sets.map((units) => [units.join(" + "), units] as const))(
    "foretells for %s what phones do once it is renewed",
    (_, units) => {
      const foretold = outlook(units, itl, undefined);
      const then = renew(
        before,
        units.map((unit) => keyOf[unit] ?? "capf"),
        "2026-06-01T00:00:00Z",
      );
      const held = { itl, ctl: "none" } as const;
      const served = list(then, "ITL", signerOf(then), { at: "2026-06-01T00:00:00Z" });
      const { itl: accepted } = afterBoot(held, { itl: served }, [tvsOf(then)]);
      expect(foretold?.signer).toBe(signer);
      expect(foretold?.outcome === "lost").toBe(accepted?.accepts === "no");
      expect(foretold?.outcome === "vouched").toBe(accepted?.accepts === "yes" && accepted.way === "tvs-vouches");
      const other = signer === "ITLRecovery" ? then.callManager : then.itlRecovery;
      const local = list(then, "ITL", other, { at: "2026-06-01T00:00:00Z" });
      const { itl: byLocalkey } = afterBoot(held, { itl: local }, []);
      expect(foretold?.localkey).toBe(byLocalkey?.accepts === "yes");
    },
  );
});

test("a phone of a mixed-mode cluster that still holds the signer in its CTL follows it", () => {
  const itl = list(before, "ITL");
  const ctl = list(before, "CTL");
  expect(outlook(["TVS", "CAPF"], itl, ctl)?.outcome).toBe("held");
  expect(outlook(["CallManager", "TVS", "ITLRecovery"], itl, ctl)).toMatchObject({ outcome: "lost", localkey: false });
});

describe("where Cisco’s documents differ", () => {
  const of = (full: string, ...units: CertificateUnit[]) => {
    const [major = "0", minor = "0"] = full.split(".");
    return disagreements(units, { full, major: Number(major), minor: Number(minor) }).map((one) =>
      "unit" in one ? `${one.about} ${one.unit}` : one.about,
    );
  };

  it("before 14 nothing is said about DRS and about services that restart by themselves", () => {
    expect(of("11.5.1.23900-30", "ipsec", "CallManager", "TVS")).toEqual(["order", "callmanager-and-tvs"]);
    expect(of("12.5.1.18900-40", "TVS")).toEqual([]);
  });

  it("from 14 on both lists are named, and the certificate that DRS uses on this very release", () => {
    expect(of("14.0.1.10000-20", "tomcat", "CallManager")).toContain("drs tomcat");
    expect(of("14.0.1.12900-161", "ipsec")).toContain("drs tomcat-ECDSA");
    expect(of("15.0.1.12900-234", "ipsec", "TVS")).toEqual(["drs tomcat", "restarts ipsec", "restarts TVS"]);
  });

  it("all three together name the remedy that one document offers and another calls hopeless", () => {
    expect(of("15.0.1.12900-234", "CallManager", "TVS", "ITLRecovery")).toContain("localkey");
  });
});

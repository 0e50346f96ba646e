// The causes of silent secure phones from facts alone: reject reasons by number, what is likely and what would prove it.
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/domain/finding.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { Conclusion, ConclusionInput, Facts } from "../../src/scenarios/scenario.ts";
import { securePhonesUnregistered } from "../../src/scenarios/secure-phones-unregistered.ts";
import type { PhoneSecurity, SecurityProfile } from "../../src/systems/phone-security.ts";
import type { PhoneRegistration } from "../../src/systems/ports.ts";
import { deviceCluster } from "../fakes/device.ts";
import { certificate } from "../fakes/device-trust.ts";
import { list, renew, type TestCluster } from "../trust/cluster-lists.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const secureNames = ["SEP000000000001", "SEP000000000002"];
const names = [...secureNames, "SEP000000000003"];

const phone = (name: string): PhoneSecurity => ({
  name,
  model: "Cisco 8841",
  protocol: "SIP",
  devicePool: "HQ",
  securityProfile: secureNames.includes(name) ? "Secure" : "Plain",
  certificateOperation: "No Pending Operation",
  authenticationMode: "By Null String",
  keyOrder: "RSA Only",
  keySize: "2048",
  certificateStatus: "None",
});
const profile = (name: string, mode: string): SecurityProfile => ({
  name,
  phoneType: "Cisco 8841",
  protocol: "SIP",
  mode,
  transport: mode === "Non Secure" ? "TCP" : "TLS",
  fields: {},
});
const registration = (name: string, status: PhoneRegistration["status"], statusReason = 0): PhoneRegistration => ({
  name,
  status,
  statusReason,
  reasonText: "",
  node: "cucm-pub",
  address: "",
  protocol: "SIP",
  model: 0,
  description: "",
  since: "2026-11-21T22:00:00.000Z",
});

function facts(status: PhoneRegistration["status"], reason: number, more: Partial<Facts> = {}): Facts {
  const phones = names.map((name) =>
    secureNames.includes(name) ? registration(name, status, reason) : registration(name, "Registered"),
  );
  return {
    "cluster-mode": { release: undefined, mode: "mixed", rollback: false },
    registrations: { phones, configured: [], registered: 1, known: 3, lostSince: "", evidence: [] },
    "phone-security": {
      phones: names.map(phone),
      secure: secureNames,
      profiles: [profile("Secure", "Encrypted"), profile("Plain", "Non Secure")],
      lscs: new Map(
        secureNames.map((name) => [name, { name, issuer: "CN=CAPF-old", validUntil: "2030-01-01T00:00:00.000Z" }]),
      ),
      stores: undefined,
    },
    capf: { certificate: certificate("77"), ctl: "former", printed: ["55"] },
    ...more,
  };
}

function conclude(
  given: Facts,
  answers: ReadonlyMap<string, string> = new Map(),
  findings: readonly Finding[] = [],
): Conclusion {
  const input: ConclusionInput = { cluster: deviceCluster, facts: given, findings, answers, now };
  return securePhonesUnregistered.conclude(input);
}

describe("the reason of a rejection", () => {
  it.each([
    [28, "security-mismatch", "apply-config"],
    [11, "name-mismatch", "fix-name"],
    [12, "no-common-cipher", "allow-cipher"],
  ])("%i proves %s, and what people can do stands beside it", (reason, code, remedy) => {
    const { cause, remedies } = conclude(facts("Rejected", reason));
    expect([cause.certainty, cause.code]).toEqual(["proved", code]);
    expect(remedies.map((one) => one.id)).toEqual([remedy]);
    expect(remedies[0]?.runbook.every((step) => step.by === "person")).toBe(true);
  });

  it("explains all that are turned away, although one phone more is simply off", () => {
    const given = facts("Rejected", 28);
    const phones = given.registrations?.phones?.map((one) =>
      one.name === secureNames[1] ? registration(one.name, "UnRegistered", 13) : one,
    );
    if (given.registrations === undefined || phones === undefined) throw new Error("no facts");
    const { cause } = conclude({ ...given, registrations: { ...given.registrations, phones } });
    expect([cause.certainty, cause.code]).toEqual(["proved", "security-mismatch"]);
  });

  it("of the same number means nothing of the kind when the phone is UnRegistered", () => {
    for (const reason of [10, 11, 12, 28])
      expect(conclude(facts("UnRegistered", reason)).cause.code).toBe("not-explained");
  });

  it("10 alone makes the phones’ certificates likely, names what would prove it, and offers the trial first", () => {
    const { cause, remedies, questions } = conclude(facts("Rejected", 10));
    expect([cause.certainty, cause.code]).toEqual(["likely", "lsc-former-issuer"]);
    expect(cause.qualifications.map((one) => one.id)).toEqual([
      "scenario.secure.prove.trial",
      "scenario.secure.prove.store",
    ]);
    expect(remedies.map((one) => [one.id, one.feasibility])).toEqual([
      ["trial", "depends"],
      ["lsc-detour", "depends"],
      ["lsc-existing", "cannot-work"],
    ]);
    expect(questions?.map((one) => one.id)).toEqual(["phone-display", "trial"]);
  });

  it("is proved by the trial’s phone that registered without TLS, and not by one that stayed silent", () => {
    const given = facts("Rejected", 10);
    expect(conclude(given, new Map([["trial", "registered"]])).cause).toMatchObject({
      certainty: "proved",
      because: ["answer:trial"],
    });
    expect(conclude(given, new Map([["trial", "silent"]])).cause.certainty).toBe("likely");
  });
});

describe("remedies", () => {
  it("need a CAPF certificate that is valid: without one the document’s way cannot work", () => {
    const over = { ...certificate("77"), notAfter: "2026-01-01T00:00:00.000Z" };
    const { remedies } = conclude(
      facts("Rejected", 10, { capf: { certificate: over, ctl: "former", printed: ["55"] } }),
    );
    const detour = remedies.find((one) => one.id === "lsc-detour");
    expect([detour?.feasibility, detour?.reason.id, detour?.plan]).toEqual([
      "cannot-work",
      "scenario.secure.reason.no-capf",
      undefined,
    ]);
  });

  it("give a profile back only to phones that TLS would let in, and stand behind those for phones that are out", () => {
    const copy = {
      ...profile("Secure (temporary)", "Non Secure"),
      fields: { description: "Non Secure copy of Secure" },
    };
    const [first = "", second = ""] = secureNames;
    const lscs = new Map([[first, { name: first, issuer: "CN=CAPF-new", validUntil: "2030-01-01T00:00:00.000Z" }]]);
    const capfNew = { ...certificate("77"), subject: "CN=CAPF-new" };
    const stores = [{ server: "cucm-pub", unit: "CallManager-trust", certificate: capfNew }];
    const on = (some: readonly string[], more: Partial<NonNullable<Facts["phone-security"]>> = {}) => ({
      phones: names.map((name) => ({ ...phone(name), ...(some.includes(name) ? { securityProfile: copy.name } : {}) })),
      secure: secureNames.filter((name) => !some.includes(name)),
      profiles: [profile("Secure", "Encrypted"), profile("Plain", "Non Secure"), copy],
      lscs,
      stores,
      ...more,
    });
    const remediesOf = (security: ReturnType<typeof on>, status: PhoneRegistration["status"] = "Registered") =>
      conclude(facts(status, 28, { "phone-security": security })).remedies.map(({ id, feasibility, phones }) => [
        id,
        feasibility,
        phones,
      ]);
    expect(remediesOf(on([first]))).toContainEqual(["give-back", "works", 1]);
    expect(remediesOf(on([first, second]))).toContainEqual(["give-back", "depends", 2]);
    expect(remediesOf(on([first]), "Rejected").map(([id]) => id)).toEqual(["apply-config", "give-back"]);
    // Its original is gone: there is nothing to give back.
    const orphan = on([first], { profiles: [profile("Plain", "Non Secure"), copy] });
    expect(remediesOf(orphan).map(([id]) => id)).not.toContain("give-back");
    expect(remediesOf(on([])).map(([id]) => id)).not.toContain("give-back");
  });

  it("copy profiles under names that fit and differ, however long the originals are", () => {
    const long = `${"Cisco 8841 - Standard SIP Secure Profile of the whole company ".repeat(2)}`;
    const given = facts("Rejected", 10);
    const security = given["phone-security"];
    if (security?.phones === undefined) throw new Error("no facts");
    const phones = security.phones.map((one, index) =>
      index < 2 ? { ...one, securityProfile: `${long}${index}` } : one,
    );
    const profiles = [profile(`${long}0`, "Encrypted"), profile(`${long}1`, "Encrypted")];
    const { remedies } = conclude({ ...given, "phone-security": { ...security, phones, profiles } });
    const copies = remedies
      .find((one) => one.id === "lsc-detour")
      ?.plan?.steps.flatMap(({ change }) => (change.kind === "copy-security-profile" ? [change.copy] : []));
    expect(copies).toHaveLength(2);
    expect(new Set(copies).size).toBe(2);
    expect(copies?.every((name) => name.length <= 64)).toBe(true);
  });

  it("restart CAPF where it does not by itself, though the CTL names the present certificate already", () => {
    const steps = (major: number, minor: number) => {
      const release = { full: `${major}.${minor}`, major, minor };
      const given = facts("Rejected", 10, {
        "cluster-mode": { release, mode: "mixed", rollback: false },
        capf: { certificate: certificate("77"), ctl: "current", printed: ["77"] },
      });
      const plan = conclude(given).remedies.find((one) => one.id === "lsc-detour")?.plan;
      return plan?.steps.map(({ change }) => (change.kind === "restart-service" ? change.service : change.kind));
    };
    expect(steps(12, 5)?.slice(0, 2)).toEqual(["Cisco Certificate Authority Proxy Function", "copy-security-profile"]);
    expect(steps(15, 0)?.[0]).toBe("copy-security-profile");
  });

  it("of which a plan would stop at a server that does not answer depend on that server", () => {
    const detour = (services: Facts["services"]) =>
      conclude(
        facts("Rejected", 10, services === undefined ? {} : { services }),
        new Map([["trial", "registered"]]),
      ).remedies.find((one) => one.id === "lsc-detour");
    const [one] = deviceCluster.nodes;
    if (one === undefined) throw new Error("no node");
    expect(detour(undefined)?.feasibility).toBe("works");
    const all = deviceCluster.nodes.map(({ name: node }) => ({ node, services: [], stopped: [] }));
    expect(detour({ nodes: all })?.feasibility).toBe("works");
    expect(detour({ nodes: [] })).toMatchObject({
      feasibility: "depends",
      reason: { id: "trust-service.reason.silent" },
    });
  });

  it("for call managers that the CTL does not name are the CTL and the restarts", () => {
    const node = nodeName("cucm-pub");
    const stale = { record: {} as never, unit: "CallManager" as const, node };
    const list = {
      node,
      kind: "CTL" as const,
      list: undefined,
      absent: false,
      evidence: {} as never,
      signer: undefined,
      stale: [stale],
    };
    const { cause, remedies } = conclude(facts("UnRegistered", 8, { "trust-lists": { lists: [list] } }));
    expect([cause.certainty, cause.code, remedies.map((one) => one.id)]).toEqual([
      "proved",
      "server-not-in-ctl",
      ["ctl-update"],
    ]);
  });
});

describe("a new CTL that phones may not take", () => {
  const before = renew(undefined);
  const ctl = list(before, "CTL", before.callManager, { at: "2026-06-01T00:00:00Z" });
  const node = nodeName("cucm-pub");
  const judged = (cluster: TestCluster, full: string, major: number) => {
    const served = {
      node,
      kind: "CTL" as const,
      list: ctl,
      absent: false,
      evidence: {} as never,
      signer: undefined,
      stale: [{ record: {} as never, unit: "CallManager" as const, node }],
    };
    const stored = (["CallManager", "ITLRecovery", "TVS"] as const).map((unit) => ({
      unit,
      node,
      evidence: {} as never,
      certificate:
        cluster[({ CallManager: "callManager", ITLRecovery: "itlRecovery", TVS: "tvs" } as const)[unit]].certificate,
    }));
    const given = facts("UnRegistered", 8, {
      "trust-lists": { lists: [served] },
      "cluster-mode": { release: { full, major, minor: 5 }, mode: "mixed", rollback: false },
      certificates: { stored, unread: [], reused: false },
    });
    const [remedy] = conclude(given).remedies;
    return `${remedy?.id} ${remedy?.feasibility}`;
  };
  const since = "2026-11-20T00:00:00Z";

  it("is no remedy that works, and is one where its signer is named or a TVS from before can vouch", () => {
    const both = renew(before, ["callManager", "tvs"], since);
    expect(judged(both, "11.5.1", 11)).toBe("ctl-update depends");
    expect(judged(renew(before, ["callManager"], since), "11.5.1", 11)).toBe("ctl-update works");
    expect(judged(both, "12.5.1", 12)).toBe("ctl-update works");
    expect(judged(renew(both, ["itlRecovery"], since), "12.5.1", 12)).toBe("ctl-update depends");
  });
});

it("says nothing about secure phones when profiles or registrations could not be read", () => {
  const { cause, remedies } = conclude({});
  expect([cause.certainty, cause.code, remedies]).toEqual(["unknown", "phones-not-seen", []]);
});

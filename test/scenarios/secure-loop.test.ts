// Scenario 4.2, the whole way: broken by an administrator, diagnosed over the wire, mended through the bot with two votes, verified.
import { describe, expect, it, vi } from "vitest";
import type { Report } from "../../src/domain/report.ts";
import { owedRestores } from "../../src/domain/run.ts";
import type { LabPhone } from "../../src/lab/model.ts";
import { receivedBy } from "../../src/lab/received.ts";
import type { ConclusionInput } from "../../src/scenarios/scenario.ts";
import { trialPlan } from "../../src/scenarios/secure/plans.ts";
import type { PhoneSecurity } from "../../src/systems/phone-security.ts";
import { carryOut, renewCapf, secureAre, securePhones } from "./secure-world.ts";
import { remedy, type World, world } from "./world.ts";

const scenario = "secure-phones-unregistered";
/** Sixty times faster than life, the bot's waits too; RisPort70 answers as often as it is asked. */
const fast = (): Promise<World> =>
  world({
    mode: "mixed",
    phones: 16,
    securePhones: 5,
    snapshot: false,
    clockScale: 60,
    pace: 1,
    labTime: true,
    risPerMinute: 10_000,
  });

const planOf = async ({ verdict }: World, id: string) => {
  const report = await verdict(scenario);
  const plan = remedy(report, id)?.plan;
  if (plan === undefined)
    throw new Error(`no plan ${id}: ${JSON.stringify([report.cause, report.remedies.map((one) => one.id)])}`);
  return { report, plan };
};

describe("secure phones that CAPF lost", () => {
  it("are given new LSCs and their TLS profiles back; each phone was asked once, and the diagnosis is healthy then", {
    timeout: 150_000,
  }, async () => {
    const made = await fast();
    const { lab } = made;
    await renewCapf(lab);
    await secureAre(lab, "Rejected");
    const profiles = new Map(securePhones(lab).map((phone) => [phone.name, phone.securityProfile]));
    const { report, plan } = await planOf(made, "lsc-detour");
    expect(report.cause).toMatchObject({ certainty: "proved", code: "lsc-issuer-not-trusted" });
    const run = await carryOut(made, plan);
    expect([run.state, run.stopped, run.steps.map((step) => step.state)]).toEqual([
      "verified",
      undefined,
      run.plan.steps.map(() => "done"),
    ]);
    const capf = lab.cluster.publisher.own.get("CAPF")?.subject;
    for (const [name, profile] of profiles) {
      const phone = lab.cluster.phone(name);
      expect([phone?.securityProfile, phone?.lsc?.issuer, phone?.secure]).toEqual([profile, capf, true]);
      expect(receivedBy(lab.cluster, `AXL updatePhone ${name} Install`)).toHaveLength(1);
    }
    await secureAre(lab, "Registered");
    const ids = run.verification?.lines.map((line) => [line.text.id, line.ok]);
    expect(ids).toEqual(
      expect.arrayContaining([
        ["phones.verify.profiles", true],
        ["phones.verify.lscs", true],
        ["phones.verify.registered", true],
      ]),
    );
    expect((await made.verdict(scenario)).cause).toMatchObject({ certainty: "healthy", code: "secure-registered" });

    // A phone that was left on the copy is seen whenever somebody asks, and given back by a plan.
    const [one] = securePhones(lab);
    const copy = lab.cluster.phoneSecurity
      .profiles()
      .find(({ name, phoneType }) => name.endsWith(" (temporary)") && phoneType === one?.model);
    if (one === undefined || copy === undefined) throw new Error("no phone or no copy");
    lab.hands.setSecurityProfile(copy.name, { names: [one.name] });
    lab.hands.resetPhones({ names: [one.name] });
    await vi.waitFor(() => expect([one.secure, one.registration?.status]).toEqual([false, "Registered"]), {
      timeout: 25_000,
      interval: 20,
    });
    const left = await made.verdict(scenario);
    expect(left.findings.find(({ code }) => code === "profiles.temporary")?.title.values).toMatchObject({ count: 1 });
    expect(left.cause).toMatchObject({ certainty: "unknown", code: "secure-registered-troubled" });
    const back = remedy(left, "give-back");
    expect([back?.feasibility, back?.phones]).toEqual(["works", 1]);
    if (back?.plan === undefined) throw new Error("no plan");
    const given = await carryOut(made, back.plan);
    expect([given.state, given.stopped, one.securityProfile]).toEqual(["verified", undefined, profiles.get(one.name)]);
    await secureAre(lab, "Registered");
    const after = await made.verdict(scenario);
    expect(after.cause).toMatchObject({ certainty: "healthy", code: "secure-registered" });
    expect(remedy(after, "give-back")).toBeUndefined();

    // What the run left behind goes by a plan of its own: nobody has it any more, and CUCM agrees.
    const copies = () => lab.cluster.phoneSecurity.profiles().filter(({ name }) => name.endsWith(" (temporary)"));
    const made1 = copies().map(({ name }) => name);
    expect(made1.length).toBeGreaterThan(0);
    const tidy = remedy(after, "tidy-copies");
    expect([tidy?.feasibility, tidy?.impact]).toEqual(["works", "low"]);
    if (tidy?.plan === undefined) throw new Error("no plan");
    const tidied = await carryOut(made, tidy.plan);
    expect([tidied.state, tidied.stopped, copies()]).toEqual(["verified", undefined, []]);
    for (const name of made1) {
      expect(
        receivedBy(lab.cluster, "AXL removePhoneSecurityProfile").filter(({ command }) => command.includes(name))
          .length,
      ).toBeLessThan(2);
    }
    expect(remedy(await made.verdict(scenario), "tidy-copies")).toBeUndefined();
  });

  it("that are registered still, get new LSCs without leaving TLS", { timeout: 150_000 }, async () => {
    const made = await fast();
    const { lab } = made;
    await renewCapf(lab, []);
    await secureAre(lab, "Registered");
    const { plan } = await planOf(made, "lsc-existing");
    const run = await carryOut(made, plan);
    expect([run.state, run.stopped]).toEqual(["verified", undefined]);
    const capf = lab.cluster.publisher.own.get("CAPF")?.subject;
    expect(securePhones(lab).map((phone) => phone.lsc?.issuer)).toEqual(securePhones(lab).map(() => capf));
    expect(receivedBy(lab.cluster, "AXL updatePhone").every(({ command }) => command.endsWith("Install/Upgrade"))).toBe(
      true,
    );
  });

  it("show in the trial on one phone that it is their certificates; the phone has its profile back afterwards", {
    timeout: 150_000,
  }, async () => {
    const made = await fast();
    const { lab } = made;
    await renewCapf(lab);
    await secureAre(lab, "Rejected");
    const { report } = await planOf(made, "lsc-detour");
    const [phone] = securePhones(lab);
    if (phone === undefined) throw new Error("no secure phone");
    const run = await carryOut(made, trialPlan(inputOf(made, report), securityOf(phone)));
    // The wait saw it registered without TLS; given its profile back, it is rejected again.
    expect(run.steps.map((step) => step.state)).toEqual(["done", "done", "done", "done"]);
    expect(run.plan.steps.map((step) => step.change.kind)).toContain("wait-for-phones");
    expect(phone.securityProfile).toBe(`${phone.model} - Standard SIP Secure Profile`);
    await secureAre(lab, "Rejected");
    // Nobody is asked for what the bot saw itself.
    const after = await made.verdict(scenario);
    const seen = after.findings.find(({ id }) => id === "trial:run");
    expect([seen?.code, seen?.title.values?.phone, seen?.verdict]).toEqual(["trial.registered", phone.name, "ok"]);
    expect(seen?.evidence.map(({ system }) => system)).toContain("RisPort70");
    expect(after.questions?.map(({ id }) => id)).not.toContain("trial");
  });

  it("that are simply off, stay silent in the trial; the run says so and the profile is given back all the same", {
    timeout: 150_000,
  }, async () => {
    const made = await fast();
    const { lab } = made;
    lab.hands.powerPhones(false, { secure: true });
    await secureAre(lab, "UnRegistered");
    const { plan } = await planOf(made, "trial");
    const run = await carryOut(made, plan);
    expect([run.state, run.stopped?.id, owedRestores(run)]).toEqual(["degraded", "changes.run.phones-missing", []]);
    const after = await made.verdict(scenario);
    expect(after.findings.map(({ code }) => code)).toContain("trial.silent");
    expect(after.questions?.map(({ id }) => id)).not.toContain("trial");
    const profiles = securePhones(lab).map((phone) => phone.securityProfile);
    expect(profiles.every((profile) => profile.endsWith("Standard SIP Secure Profile"))).toBe(true);
    expect(profiles).toHaveLength(5);
  });
});

const securityOf = (phone: LabPhone): PhoneSecurity => ({
  name: phone.name,
  model: phone.model,
  protocol: "SIP",
  devicePool: phone.devicePool,
  securityProfile: phone.securityProfile,
  certificateOperation: "No Pending Operation",
  authenticationMode: "By Null String",
  keyOrder: "RSA Only",
  keySize: "2048",
  certificateStatus: "None",
});

/** As the diagnosis had it, as far as the trial needs it. */
function inputOf({ app, lab }: World, report: Report): ConclusionInput {
  const cluster = app.services.clusters.find((one) => one.id === report.cluster);
  if (cluster === undefined) throw new Error("no cluster");
  const profiles = lab.cluster.phoneSecurity
    .profiles()
    .map(({ name, phoneType, protocol, deviceSecurityMode, transportType }) => ({
      name,
      phoneType,
      protocol,
      mode: deviceSecurityMode,
      transport: transportType,
      fields: {},
    }));
  const security = { phones: [], secure: [], profiles, lscs: undefined, stores: undefined };
  return { cluster, facts: { "phone-security": security }, findings: report.findings, answers: new Map(), now: 0 };
}

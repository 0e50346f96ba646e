// The trust lists as a service, and the warning before a restart: over the wire, after what an administrator did.
import { describe, expect, it, vi } from "vitest";
import { planDraft } from "../../src/actions/plan.ts";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import { say } from "../../src/i18n/say.ts";
import { world } from "./world.ts";

const hq = clusterId("hq");
const signal = () => AbortSignal.timeout(60_000);
const tvs = "Cisco Trust Verification Service";
const small = { nodes: 2, phones: 4, pace: 200 } as const;
/** Registrations are told in whole seconds: at this pace they are later than a start by some. */
const inSeconds = { pace: 1, clockScale: 60, risPerMinute: 10_000 } as const;

describe("the trust lists as a service", () => {
  it("says who signs, what each list holds and that a missing CTL is normal", async () => {
    const { app, lab } = await world({ ...small, release: "14SU2" });
    const report = await app.services.trust.report(hq, signal());
    expect(report).toMatchObject({ mode: "non-secure", reused: false, rollback: false, nodesAnswered: 2, unread: [] });
    expect(report.signs).toEqual({
      unit: "ITLRecovery",
      serials: [lab.cluster.publisher.own.get("ITLRecovery")?.serial],
    });
    expect(report.lists.map(({ kind, state, version }) => [kind, state, version])).toEqual([
      ["ITL", "served", 1],
      ["CTL", "absent", undefined],
      ["ITL", "served", 1],
      ["CTL", "absent", undefined],
    ]);
    expect(report.lists[0]?.records.map(({ role }) => role)).toEqual(
      expect.arrayContaining(["SAST", "CCM+TFTP", "TVS", "CAPF"]),
    );
    expect(report.lists.flatMap(({ records }) => records).some(({ stale }) => stale)).toBe(false);
    expect(report.tvs.map(({ current, refuses }) => [current, refuses])).toEqual([
      [true, []],
      [true, []],
    ]);
  });

  it("tells versions apart, and marks the stale record and the TVS that was not restarted", async () => {
    const { app, lab } = await world({ ...small, release: "12.5" });
    await lab.hands.renew(["ITLRecovery", "TVS"]);
    await lab.hands.restartService("Cisco Tftp", [nodeName("cucm-pub")]);
    const report = await app.services.trust.report(hq, signal());
    const itls = report.lists.filter(({ kind }) => kind === "ITL");
    expect(itls.map(({ version }) => version)).toEqual([1, 2]);
    expect(itls.map(({ records }) => records.filter(({ stale }) => stale).map(({ role }) => role))).toEqual([
      [],
      ["SAST", "TVS", "TVS"],
    ]);
    expect(report.tvs.map(({ current }) => current)).toEqual([false, false]);
  });

  it("says who signs where every TFTP server has its own key, and who signed a CTL with a token", async () => {
    const { app, lab } = await world({ ...small, release: "11.5", mode: "mixed", ctl: "tokens" });
    const report = await app.services.trust.report(hq, signal());
    expect(report.signs?.unit).toBe("CallManager");
    expect(report.signs?.serials).toEqual(lab.cluster.nodes.map((node) => node.own.get("CallManager")?.serial));
    expect(report.lists.find(({ kind }) => kind === "CTL")?.signer).toMatchObject({ unit: "token" });
    expect(report.lists.every(({ state }) => state === "served")).toBe(true);
  });

  it("names what could not be read, and goes on with the rest", async () => {
    const { app, lab } = await world(small);
    lab.hands.setNetwork(nodeName("cucm-sub1"), "refuse");
    const report = await app.services.trust.report(hq, signal());
    expect(report.nodesAnswered).toBe(1);
    expect(report.unread.length).toBeGreaterThan(0);
    expect(report.lists.some(({ node, state }) => node === "cucm-pub" && state === "served")).toBe(true);
  });

  it("compares two snapshots record by record, and says who could follow", async () => {
    const { app, lab, snapshot } = await world(small);
    await lab.hands.renew(["ITLRecovery", "TVS"]);
    await lab.cluster.phonesSettled();
    await snapshot();
    const [newest, first] = await app.services.snapshots.list(hq, 5);
    const diff = await app.services.trust.diff(hq, newest?.id ?? "", first?.id.slice(5, 12));
    expect(diff.from.id).toBe(first?.id);
    expect(diff.follows.map(({ answer }) => answer)).toEqual(["no", "no"]);
    const [itl] = diff.lists;
    expect(itl?.signer?.now.serial).toBe(lab.cluster.publisher.own.get("ITLRecovery")?.serial);
    expect(itl?.gone.map(({ role }) => role)).toEqual(["SAST", "TVS", "TVS"]);
    expect(itl?.added.map(({ role }) => role)).toEqual(["SAST", "TVS", "TVS"]);
    expect(diff.certificates.map(({ unit }) => unit)).toEqual(expect.arrayContaining(["ITLRecovery", "TVS"]));
    await expect(app.services.trust.diff(hq, "nothing")).rejects.toMatchObject({ code: "not-found" });
    await expect(app.services.trust.diff(hq, "snap_")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a diagnosis", () => {
  it("says that no CTL is normal in a non-secure cluster, and holds nothing against it", async () => {
    const { verdict } = await world(small);
    const report = await verdict();
    expect(report.findings.find(({ code }) => code === "ctl.absent")).toMatchObject({
      verdict: "ok",
      title: { id: "trust.check.no-ctl" },
    });
    expect(report.cause?.certainty).toBe("healthy");
  });

  it("offers the guide's procedure when ITLRecovery ends soon, and not for other certificates", async () => {
    const { lab, verdict } = await world(small);
    const ends = Date.parse(lab.cluster.publisher.own.get("ITLRecovery")?.notAfter ?? "");
    lab.hands.setTime({ offsetMs: ends - lab.cluster.clock.now() - 20 * 86_400_000 });
    const report = await verdict();
    expect(report.remedies.map(({ id, feasibility }) => [id, feasibility])).toEqual([
      ["itlrecovery-procedure", "works"],
    ]);
    const commands = report.remedies[0]?.runbook.map(({ command }) => command) ?? [];
    expect(commands.indexOf("set cert regen ITLRecovery")).toBeLessThan(commands.indexOf("utils itl reset localkey"));
    expect(commands.indexOf("utils itl reset localkey")).toBeLessThan(
      commands.indexOf("utils service restart Cisco Tftp"),
    );
  });
});

describe("a plan that can lock phones out", () => {
  const reset = async (on: Awaited<ReturnType<typeof world>>) =>
    (await on.app.services.plans.phones({ cluster: hq, which: { kind: "all" }, restart: false, signal: signal() }))
      .cautions ?? [];
  const restart = async (on: Awaited<ReturnType<typeof world>>, service: string, nodes: readonly string[] = []) =>
    (await on.app.services.plans.restart({ cluster: hq, service, nodes, signal: signal() })).cautions ?? [];

  it("warns that the old TVS is all that phones can follow by, and not once they have taken the new list", async () => {
    const on = await world({ ...small, release: "12.5" });
    await on.lab.hands.renew(["ITLRecovery", "TVS"]);
    await on.lab.hands.restartService("Cisco Tftp");
    expect(await restart(on, tvs)).toMatchObject([{ id: "trust.caution.tvs", values: { phones: 4 } }]);
    // A plan of another scenario that restarts TVS on its way says the same; resetting the phones is what saves them.
    const detour = planDraft(
      { cluster: hq, title: say("trust.plan.finish"), phonesRegistered: 4, phonesKnown: 4 },
      on.lab.nodes.map(({ name }) => ({ change: { kind: "restart-service", node: name, service: tvs } }) as const),
    );
    expect((await on.app.services.plans.cautioned(detour, signal())).cautions).toMatchObject([
      { id: "trust.caution.tvs" },
    ]);
    expect(await reset(on)).toEqual([]);
    on.lab.hands.resetPhones();
    await on.lab.cluster.phonesSettled();
    expect(await restart(on, tvs)).toEqual([]);
  });

  it("says that it does not know when no snapshot tells what phones hold", async () => {
    const on = await world({ ...small, ...inSeconds, release: "12.5", snapshot: false });
    expect(await reset(on)).toEqual([]);
    await on.lab.hands.renew(["ITLRecovery", "TVS"]);
    // Cisco Tftp would make an ITL for whose signer the old TVS still vouches.
    expect(await restart(on, "Cisco Tftp")).toEqual([]);
    await on.lab.hands.restartService("Cisco Tftp");
    expect(await restart(on, tvs)).toMatchObject([{ id: "trust.caution.tvs-unknown" }]);
    expect(await reset(on)).toEqual([]);
    await on.lab.hands.restartService(tvs);
    const unknown = { id: "phones-lists.caution.reset-unknown", values: { phones: 4, renewed: "yes" } };
    expect(await reset(on)).toMatchObject([unknown]);
    // Cisco CallManager took them anew, without a start.
    await on.lab.hands.restartService("Cisco CallManager");
    await on.lab.cluster.phonesSettled();
    expect(await reset(on)).toMatchObject([unknown]);
    const { cause } = await on.verdict();
    expect(cause).toMatchObject({ certainty: "unknown", code: "phones-registered-partly-seen" });
    // Nor are phones without power called locked out.
    on.lab.hands.powerPhones(false, { first: 1 });
    const dark = () => on.lab.cluster.phones.filter(({ registration }) => registration?.status === "UnRegistered");
    await vi.waitFor(() => expect(dark()).toHaveLength(1), { timeout: 15_000 });
    expect((await on.verdict()).cause?.code).toBe("not-explained");
  });

  it("does not know either what Cisco Tftp would do to phones that no snapshot has seen, nor to any that TVS must answer", async () => {
    const on = await world({ ...small, release: "12.5", snapshot: false });
    await on.lab.hands.renew(["CAPF"]);
    await on.lab.hands.restartService("Cisco Tftp");
    await on.lab.hands.renew(["ITLRecovery", "TVS"]);
    await on.lab.hands.restartService(tvs);
    expect(await restart(on, "Cisco Tftp")).toMatchObject([
      { id: "phones-lists.caution.tftp-unknown", values: { phones: 4, renewed: "yes" } },
    ]);
  });

  it("says before a reset that TVS does not answer, where it alone could vouch, and nothing where the signer is held", async () => {
    const on = await world({ ...small, release: "12.5" });
    for (const { name } of on.lab.nodes) on.lab.hands.setFirewall(name, "tvs", "reject");
    expect(await reset(on)).toEqual([]);
    await on.lab.hands.renew(["ITLRecovery"]);
    await on.lab.hands.restartService("Cisco Tftp");
    expect(await reset(on)).toMatchObject([
      { id: "phones-lists.caution.reset-unknown", values: { phones: 4, renewed: "no" } },
    ]);
  });

  it("warns that Cisco Tftp would make a list that phones refuse", async () => {
    const on = await world({ ...small, release: "12.5" });
    await on.lab.hands.renew(["ITLRecovery", "TVS"]);
    await on.lab.hands.restartService("Cisco Trust Verification Service");
    expect(await restart(on, "Cisco Tftp")).toMatchObject([{ id: "trust.caution.tftp", values: { phones: 4 } }]);
  });

  it("warns before registered phones are reset, or a CTL is made, that they would refuse; and does not where all is well", async () => {
    const on = await world({ ...small, release: "15SU2", mode: "mixed", securePhones: 0 });
    on.lab.hands.setPhoneInteraction("manual");
    expect(await reset(on)).toEqual([]);
    await on.lab.hands.renew(["ITLRecovery", "TVS"]);
    await on.lab.cluster.phonesSettled();
    // From 14 on TVS restarts by itself; until it answers, nobody can say what phones would refuse.
    await vi.waitFor(() => expect(on.lab.cluster.nodes.every((node) => node.listens("tvs"))).toBe(true), {
      timeout: 30_000,
    });
    expect(await reset(on)).toMatchObject([{ id: "trust.caution.reset", values: { phones: 4 } }]);
    const [one = ""] = on.lab.cluster.phones.map(({ name }) => name);
    const first = on.app.services.plans.phones({
      cluster: hq,
      which: { kind: "names", names: [one] },
      restart: true,
      signal: signal(),
    });
    expect((await first).cautions).toMatchObject([{ values: { phones: 1 } }]);
    const update = planDraft({ cluster: hq, title: say("trust.plan.finish"), phonesRegistered: 4, phonesKnown: 4 }, [
      { change: { kind: "update-ctl", node: nodeName("cucm-pub") } },
      { change: { kind: "reset-phones", phones: [one], batch: 50 } },
    ]);
    expect((await on.app.services.plans.cautioned(update, signal())).cautions).toMatchObject([
      { id: "trust.caution.ctl", values: { phones: 4 } },
    ]);
  });

  it("says nothing about other services, and nothing where all is well", async () => {
    const on = await world(small);
    expect(await restart(on, tvs)).toEqual([]);
    expect(await restart(on, "Cisco DRF Local", ["cucm-pub"])).toEqual([]);
  });
});

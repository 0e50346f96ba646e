// Reading a node over its command line, as checks do.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CertOpsError, codeOf } from "../../../src/domain/errors.ts";
import { sha256 } from "../../../src/kernel/ids.ts";
import { errorOf, privateKeyPem, setup } from "./setup.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/cli/${name}.txt`, import.meta.url), "utf8");

const parameters =
  "run sql select paramname,paramvalue from processconfig where paramname in ('ClusterSecurityMode','RollBackToPreGrayback')";

const table = (rows: Readonly<Record<string, string>>): string =>
  [
    "paramname             paramvalue",
    "===================== ==========",
    ...Object.entries(rows).map(([name, value]) => `${name.padEnd(21)} ${value}`),
    "",
  ].join("\n");

const everything = {
  "show version active": fixture("show-version"),
  "show cert list own": fixture("show-cert-list-own"),
  "show cert own CallManager": fixture("show-cert-own-14su2"),
  "show itl": fixture("show-itl"),
  "show ctl": fixture("show-ctl-absent"),
  "utils service list": fixture("service-list"),
  "show network cluster": fixture("network-cluster"),
  "utils dbreplication runtimestate": fixture("replication-15"),
  "utils ntp status": fixture("ntp-good"),
  "utils disaster_recovery history backup": fixture("drs-history"),
  "utils disaster_recovery status backup": "drfCliMsg: No backup status available\n",
  "utils disaster_recovery status restore": "drfCliMsg: No restore status available\n",
  [parameters]: table({ ClusterSecurityMode: "1", RollBackToPreGrayback: "F" }),
};

describe("every read of the port", () => {
  it("answers over one session of a level 0 account that has to turn pages", async () => {
    const { fake, cli } = await setup({ commands: everything, pageLines: 6 });
    expect((await cli.release()).value).toEqual({ full: "15.0.1.12900-234", major: 15, minor: 0 });
    expect((await cli.certificateList()).value).toHaveLength(8);
    const own = await cli.ownCertificate("CallManager");
    expect(own.value.commonName).toBe("cucm-pub.lab.example");
    expect(own.value.sha256).toBe(sha256(own.value.der));
    const itl = await cli.trustList("ITL");
    expect(itl.value).toMatchObject({ kind: "ITL", absent: false, verified: true });
    expect(itl.value.records.length).toBeGreaterThan(3);
    expect((await cli.trustList("CTL")).value).toMatchObject({ kind: "CTL", absent: true });
    expect((await cli.services()).value).toContainEqual({ name: "Cisco Tftp", state: "started", note: "" });
    expect((await cli.networkCluster()).value.map((entry) => entry.role)).toEqual(["publisher", "subscriber"]);
    expect((await cli.replication()).value.map((entry) => entry.state)).toEqual([2, 2]);
    expect((await cli.ntp()).value.synchronised).toBe(true);
    expect((await cli.backups()).value[0]).toMatchObject({ success: true });
    expect((await cli.backupRunning()).value).toBe(false);
    expect((await cli.securityMode()).value).toBe("mixed");
    expect((await cli.rollbackParameter()).value).toBe(false);
    expect(fake.logins).toHaveLength(1);
    expect(fake.execRequests).toBe(0);
    expect(new Set(fake.commands.map((sent) => sent.user))).toEqual(new Set(["monitor"]));
  });

  it("carries evidence: node, command, time, the decisive lines and the digest of the whole", async () => {
    const { cli, clock } = await setup({ commands: everything });
    const { evidence } = await cli.trustList("ITL");
    expect(evidence).toMatchObject({
      system: "CUCM CLI",
      node: "cucm-pub",
      source: "show itl",
      at: new Date(clock.now()).toISOString(),
    });
    expect(evidence.excerpt).toContain("SERIALNUMBER");
    expect(evidence.excerpt.split("\n").length).toBeLessThanOrEqual(8);
    expect(evidence.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("sessions", () => {
  it("are one at a time per node, whoever asks, and are used again", async () => {
    const { fake, cli } = await setup({ commands: everything });
    await Promise.all([cli.ntp(), cli.services(), cli.release(), cli.trustList("ITL"), cli.certificateList()]);
    expect(fake.mostSessions).toBe(1);
    expect(fake.logins).toHaveLength(1);
  });

  it("are opened anew when the node ended the kept one meanwhile", async () => {
    const { fake, cli } = await setup({ commands: everything });
    await cli.ntp();
    fake.dropAll();
    expect((await cli.ntp()).value.synchronised).toBe(true);
    expect(fake.logins).toHaveLength(2);
  });

  it("end after a short time without use", async () => {
    const { fake, cli } = await setup({ commands: everything }, { limits: { keepMs: 30 } });
    await cli.ntp();
    await expect.poll(() => fake.openSessions).toBe(0);
  });

  it("are not opened again after a refused login: one try, then the same answer", async () => {
    const { fake, cli } = await setup({ commands: everything }, { monitorPassword: "wrong" });
    const answers = await Promise.all([cli.ntp(), cli.services(), cli.release()].map((work) => errorOf(work)));
    expect(answers.map(codeOf)).toEqual(["login-refused", "login-refused", "login-refused"]);
    expect(codeOf(await errorOf(cli.ntp()))).toBe("login-refused");
    expect(fake.logins).toHaveLength(1);
  });

  it("close at once, and nothing is asked afterwards", async () => {
    const { fake, cli } = await setup({ commands: { ...everything, "utils ntp status": () => "hang" } });
    const waiting = errorOf(cli.ntp());
    const queued = errorOf(cli.release());
    await expect.poll(() => fake.commands.map((sent) => sent.command)).toContain("utils ntp status");
    cli.close();
    expect([codeOf(await waiting), codeOf(await queued)]).toEqual(["cancelled", "cancelled"]);
    expect(codeOf(await errorOf(cli.release()))).toBe("cancelled");
  });
});

describe("what cannot be read", () => {
  const sent = async (answer: string | (() => unknown), limits = {}) => {
    const { cli, fake } = await setup({ commands: { "utils ntp status": answer } }, { limits });
    const error = await errorOf(cli.ntp());
    if (!(error instanceof CertOpsError)) throw error;
    return { error, fake, cli };
  };

  it("is said to be not understood, with the line that shows it", async () => {
    const { error } = await sent("Something new\nin this release\n");
    expect(error.code).toBe("output-not-understood");
    expect(error.say.values?.line).toBe("Something new");
  });

  it("is told apart from a refused command and a missing privilege", async () => {
    expect((await sent("Reason\nExecuted command unsuccessfully\n")).error).toMatchObject({ code: "command-refused" });
    expect((await sent("No valid command entered\n")).error).toMatchObject({ code: "command-refused" });
    expect((await sent("Your privilege level is insufficient\n")).error).toMatchObject({ code: "privilege-too-low" });
  });

  it("times out in words, and the next question gets a fresh session", async () => {
    const { error, cli, fake } = await sent(() => "hang", { idleMs: 300 });
    expect(error.code).toBe("deadline-exceeded");
    fake.handlers["utils ntp status"] = fixture("ntp-good");
    expect((await cli.ntp()).value.synchronised).toBe(true);
  });

  it("is cut off when it floods", async () => {
    const { cli } = await setup(
      { commands: { "utils service list": (terminal) => terminal.flood(100 * 1024 * 1024) } },
      { limits: { maxBytes: 512 * 1024 } },
    );
    expect(codeOf(await errorOf(cli.services()))).toBe("output-too-large");
  });

  it("is cancelled by the caller while it waits in the queue and while it runs", async () => {
    const { cli, fake } = await setup({ commands: { "utils ntp status": () => "hang" } });
    const controller = new AbortController();
    const running = errorOf(cli.ntp({ signal: controller.signal }));
    const queued = errorOf(cli.release({ signal: controller.signal }));
    await expect.poll(() => fake.commands.length).toBeGreaterThan(1);
    controller.abort();
    expect([codeOf(await running), codeOf(await queued)]).toEqual(["cancelled", "cancelled"]);
    expect(fake.commands.map((command) => command.command)).not.toContain("show version active");
  });

  it("never shows a secret that a node printed", async () => {
    const { error } = await sent(`password: hunter2secret\n${privateKeyPem()}`);
    expect(JSON.stringify([error.message, error.say])).not.toContain("hunter2secret");
    const { cli } = await setup({ commands: { "show cert own tomcat": `${privateKeyPem()}\nSerial Number: 0A\n` } });
    const other = await errorOf(cli.ownCertificate("tomcat"));
    expect(codeOf(other)).toBe("output-not-understood");
    expect(String(other)).not.toContain("PRIVATE KEY");
  });

  it("does not take an odd parameter value for an answer", async () => {
    const { cli } = await setup({ commands: { [parameters]: table({ ClusterSecurityMode: "7" }) } });
    expect(codeOf(await errorOf(cli.securityMode()))).toBe("output-not-understood");
    expect(codeOf(await errorOf(cli.rollbackParameter()))).toBe("output-not-understood");
  });

  it("asks once for parameters that are wanted at the same time by the same caller, and again for another", async () => {
    const { cli, fake } = await setup({ commands: everything });
    const { signal } = new AbortController();
    const [mode, rollback] = await Promise.all([cli.securityMode({ signal }), cli.rollbackParameter({ signal })]);
    expect([mode.value, rollback.value]).toEqual(["mixed", false]);
    const asked = () => fake.commands.filter(({ command }) => command === parameters).length;
    expect(asked()).toBe(1);
    await Promise.all([cli.securityMode({ signal }), cli.securityMode({ signal: new AbortController().signal })]);
    expect(asked()).toBe(3);
  });

  it("names the Disaster Recovery agent when that is what fails", async () => {
    const { cli } = await setup({
      commands: {
        "utils disaster_recovery history backup":
          "drfCliMsg: Unable to connect to Master Agent host: cucm-pub, Port: 4040. This may be due to Master or Local Agent being down.\n",
      },
    });
    const error = await errorOf(cli.backups());
    expect(error).toMatchObject({ code: "server-fault", say: { id: "cli.master-agent" } });
  });
});

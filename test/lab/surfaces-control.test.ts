// The control socket and `certops lab`: an administrator's hands from another process.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labCommand } from "../../src/lab/cli.ts";
import { startOptions } from "../../src/lab/cli-start.ts";
import { offset } from "../../src/lab/cli-words.ts";
import { askLab, type ControlServer, controlPath, serveControl } from "../../src/lab/control.ts";
import { labRequests } from "../../src/lab/control-requests.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { noteReceived } from "../../src/lab/received.ts";
import { LabRefusal } from "../../src/lab/refusal.ts";

const folder = mkdtempSync(join(tmpdir(), "certops-"));
const stateBefore = process.env.CERTOPS_STATE;
let lab: Lab;
let control: ControlServer;
beforeAll(async () => {
  process.env.CERTOPS_STATE = folder;
  lab = await startLab({ nodes: 2, phones: 5, seed: 17, clockScale: 100, mode: "mixed" });
  control = await serveControl({ cluster: lab.cluster });
});
afterAll(async () => {
  await control.close();
  await lab.close();
  if (stateBefore === undefined) delete process.env.CERTOPS_STATE;
  else process.env.CERTOPS_STATE = stateBefore;
  rmSync(folder, { recursive: true, force: true });
});

async function certops(...words: string[]): Promise<{ out: string; err: string; code: number }> {
  let [out, err] = ["", ""];
  const io = {
    out: (text: string): void => {
      out += text;
    },
    err: (text: string): void => {
      err += text;
    },
  };
  process.exitCode = 0;
  await labCommand(io)
    .exitOverride()
    .parseAsync(["node", "lab", ...words]);
  const code = Number(process.exitCode);
  process.exitCode = 0;
  return { out, err, code };
}

describe("the socket", () => {
  it.skipIf(process.platform === "win32")(
    "is for its owner alone (skipped on Windows: named pipes have no mode)",
    () => {
      expect(statSync(control.path).mode & 0o777).toBe(0o600);
    },
  );

  it.skipIf(process.platform === "win32")(
    "is made for its owner alone, not narrowed later, whatever the mask of the process (skipped on Windows)",
    async () => {
      const other = mkdtempSync(join(tmpdir(), "certops-"));
      const before = process.umask(0);
      try {
        const opened = await serveControl({ cluster: lab.cluster, folder: other });
        expect(statSync(opened.path).mode & 0o777).toBe(0o600);
        await opened.close();
      } finally {
        process.umask(before);
        rmSync(other, { recursive: true, force: true });
      }
    },
  );

  it("is refused to a second lab in the same folder, and taken over from a process that was killed", async () => {
    await expect(serveControl({ cluster: lab.cluster })).rejects.toThrow(/another practice cluster already runs/);
    const other = mkdtempSync(join(tmpdir(), "certops-"));
    writeFileSync(controlPath(other), "left over");
    const second = await serveControl({ cluster: lab.cluster, folder: other });
    expect(await askLab({ do: "status" }, other)).toMatchObject({ mode: "mixed" });
    await second.close();
    await expect(askLab({ do: "status" }, other)).rejects.toThrow(/no practice cluster runs here/);
    rmSync(other, { recursive: true, force: true });
  });

  it("answers several requests on one connection, in order, and bears nonsense between them", async () => {
    const socket = connect(control.path);
    let text = "";
    socket.on("data", (bytes: Buffer) => {
      text += bytes.toString();
    });
    socket.write('nonsense\n\n{"do":"fly"}\n[]\n{"do":"back-up"}\n');
    await expect.poll(() => text.split("\n").length).toBe(5);
    socket.destroy();
    const answers = text
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(answers[0]).toEqual({ ok: false, error: "the request is not JSON", say: { id: "lab.no.not-json" } });
    expect(answers[1]).toMatchObject({ ok: false, error: expect.stringContaining('"do" must be one of') });
    expect(answers[3]).toEqual({ ok: true, result: {} });
  });

  it("cuts a line without an end", async () => {
    const socket = connect(control.path);
    socket.on("error", () => undefined);
    const gone = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    socket.write("x".repeat(200_000));
    await gone;
  });

  it.each([
    [{ do: "renew", units: ["tomcat", "nonsense"] }, /nonsense is no certificate unit/],
    [{ do: "renew", units: "tomcat" }, /"units" must be a list/],
    [{ do: "renew", units: [] }, /at least one/],
    [{ do: "network", node: "nobody", condition: "ok" }, /there is no node nobody/],
    [{ do: "network", node: "cucm-pub", condition: "rain" }, /"condition" must be one of/],
    [{ do: "restart-service", service: "Cisco Nothing" }, /there is no service/],
    [{ do: "set-time", scale: -1 }, /must not be negative/],
    [{ do: "set-time", offsetMs: "1" }, /"offsetMs" must be a number/],
    [{ do: "power-node", node: "cucm-pub", on: "yes" }, /"on" must be true or false/],
    [{ do: "itl-reset", key: "remotekey", backup: "none" }, /no exported recovery key/],
    [null, /"do" must be a text/],
  ])("refuses %j and says why", async (request, why) => {
    await expect(askLab({ ...request })).rejects.toThrow(why);
  });
});

describe("what arrived", () => {
  it("is told in the order of arrival, by how it begins, and whatever became of it", async () => {
    const before = await askLab({ do: "commands" });
    expect(before).toEqual({ commands: [] });
    const note = (command: string) => ({ at: "2026-11-22T02:00:00Z", node: "cucm-pub", account: "a", command });
    for (const one of ["show itl", "utils service restart Cisco Tftp"]) noteReceived(lab.cluster, note(one));
    expect(await askLab({ do: "commands", like: "utils service" })).toEqual({
      commands: [note("utils service restart Cisco Tftp")],
    });
    expect((await certops("commands", "show", "--json")).out).toContain("show itl");
    await expect(askLab({ do: "commands", like: 7 })).rejects.toThrow(/"like" must be a text/);
  });
});

describe("certops lab", () => {
  it("has a sub-command or a flag for every request", () => {
    const names = labCommand().commands.map((command) => command.name());
    const spelled: Record<string, string> = {
      "restart-service": "restart",
      "power-phones": "power",
      "power-node": "power",
    };
    expect(labRequests.filter((name) => !names.includes(spelled[name] ?? name))).toEqual([]);
  });

  it("renews by lower-case names and answers JSON", async () => {
    const before = lab.cluster.nodes.map((node) => node.own.get("TVS")?.serial);
    expect(await certops("renew", "tvs", "itlrecovery", "--json")).toEqual({ out: "{}", err: "", code: 0 });
    expect(lab.cluster.nodes.map((node) => node.own.get("TVS")?.serial)).not.toEqual(before);
  });

  it("shows the state and where the lab listens", async () => {
    const status: unknown = JSON.parse((await certops("status", "--json")).out);
    expect(status).toMatchObject({ mode: "mixed", listening: [{ name: "cucm-pub" }, { name: "cucm-sub1" }] });
  });

  it("moves the clock, powers phones and nodes, sets the weather", async () => {
    const before = lab.cluster.clock.now();
    expect((await certops("set-time", "+2h")).code).toBe(0);
    expect(lab.cluster.clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
    expect((await certops("power", "phones", "off", "--first", "2", "--json")).out).toBe('{"phones":2}');
    expect(lab.cluster.phones.filter((phone) => !phone.powered)).toHaveLength(2);
    await certops("power", "cucm-sub1", "off");
    expect(lab.cluster.node("cucm-sub1")?.powered).toBe(false);
    await certops("network", "cucm-pub", "slow", "250");
    expect(lab.cluster.publisher).toMatchObject({ network: "slow", slowMs: 250 });
    await certops("network", "cucm-pub", "ok");
  });

  it("tidies up after a CAPF renewal, and saves security profiles", async () => {
    expect((await certops("delete-certificate", "CAPF-trust", "--json")).out).toBe('{"deleted":0}');
    await certops("renew", "capf");
    expect((await certops("delete-certificate", "capf-trust", "--json")).out).toBe('{"deleted":1}');
    expect((await certops("delete-certificate", "CAPF-trust", "12ab")).err).toContain("There is no certificate 12ab");
    const [phone] = lab.cluster.phones;
    const profile = `${phone?.model} - Standard SIP Secure Profile`;
    expect((await certops("security-profile", profile, phone?.name ?? "", "--json")).out).toBe('{"phones":1}');
    expect(phone?.securityProfile).toBe(profile);
  });

  it("breaks what a change waits for: NTP, authentication, upgrades, backups", async () => {
    await certops("ntp", "cucm-sub1", "off");
    await certops("authentication", "cucm-sub1", "off");
    await certops("upgrade", "cucm-sub1", "on");
    expect(lab.cluster.node("cucm-sub1")).toMatchObject({ ntp: false, authenticated: false, upgrading: true });
    await certops("begin-backup");
    expect(lab.cluster.backupSince).toBeDefined();
    await certops("back-up", "--failed");
    expect([lab.cluster.backupSince, lab.cluster.backups.at(-1)?.success]).toEqual([undefined, false]);
    await certops("backups", "3", "9");
    expect(lab.cluster.backups.map((one) => one.success)).toEqual([true, true]);
    await certops("backups");
    expect(lab.cluster.backups).toEqual([]);
    expect((await certops("ntp", "nowhere", "on")).err).toContain("there is no node nowhere");
  });

  it("says what was wrong and exits with 1", async () => {
    const refused = await certops("renew", "nonsense");
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("nonsense is no certificate unit")]);
    expect(await certops("mode", "chaos", "--json")).toMatchObject({
      code: 1,
      out: expect.stringContaining('"error"'),
    });
  });

  it.each([
    ["+2h", 7_200_000],
    ["-90m", -5_400_000],
    ["30d", 2_592_000_000],
  ])("reads %s as an offset", (text, ms) => expect(offset(text)).toBe(ms));

  it.each([
    { nodes: 21 },
    { nodes: 0 },
    { phones: 10_001 },
    { mode: "chaos" },
    { release: "6" },
    { ports: 80 },
    { phones: 5, securePhones: 6 },
  ])("does not start with %j", (words) => expect(() => startOptions(words)).toThrow(LabRefusal));
});

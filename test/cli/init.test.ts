// `certops init` against a practice cluster over its real SSH and HTTPS ports: what it writes starts, and a no leaves nothing behind.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { InitWords } from "../../src/certops/init/answers.ts";
import { init } from "../../src/certops/init/init.ts";
import { MissingAnswer, type Prompter, Stopped } from "../../src/certops/init/prompter.ts";
import { exitCodes, type Io } from "../../src/certops/io.ts";
import { loadConfig } from "../../src/config/load.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { englishIn } from "../i18n/latin.ts";

let lab: Lab;
const logins: string[] = [];
beforeAll(async () => {
  lab = await startLab({
    nodes: 2,
    phones: 4,
    seed: 7,
    pace: 50,
    bind: { kind: "shared", address: "127.0.0.1" },
    onLogin: (user, accepted) => void logins.push(`${user} ${accepted}`),
  });
}, 120_000);
afterAll(() => lab.close());

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certops-init-"));
  said = [];
  logins.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const env = () => ({
  CERTOPS_HQ_MONITOR: lab.accounts.monitor.password,
  CERTOPS_HQ_CHANGE: lab.accounts.change.password,
  CERTOPS_HQ_AXL: lab.accounts.axl.password,
  WEBEX_TOKEN: "a token for tests",
  WEBEX_WEBHOOK_SECRET: "a webhook secret of thirty-two bytes",
});
const io = (more: Readonly<Record<string, string>> = {}): Io => ({
  out: (text) => said.push(text),
  err: (text) => said.push(text),
  env: { ...env(), ...more },
  live: false,
  width: 100,
});
const reached = (role: "publisher" | "subscriber"): string => {
  const node = lab.nodes.find((one) => one.role === role);
  return `${node?.address}:${node?.ports.ssh}:${node?.ports.https}`;
};
const words = (more: InitWords = {}): InitWords => ({
  publisher: reached("publisher"),
  node: [`${lab.nodes.find(({ role }) => role === "subscriber")?.name}=${reached("subscriber")}`],
  monitorUser: lab.accounts.monitor.user,
  changeUser: lab.accounts.change.user,
  axlUser: lab.accounts.axl.user,
  person: "ada",
  personName: "Ada",
  out: join(folder, "certops.yaml"),
  ...more,
});

/** Nobody at the terminal. */
const nobody: Prompter = {
  live: false,
  line: (_question, flag, fallback) =>
    fallback === undefined ? Promise.reject(new MissingAnswer(flag)) : Promise.resolve(fallback),
  secret: (_question, flag) => Promise.reject(new MissingAnswer(flag)),
  agrees: () => Promise.resolve(false),
};
/** Somebody who answers by the beginning of the question; Ctrl-C where nothing fits. */
const somebody = (answers: Readonly<Record<string, string | boolean>>): Prompter => {
  const answer = (question: string): string | boolean | undefined =>
    Object.entries(answers).find(([beginning]) => question.startsWith(beginning))?.[1];
  return {
    live: true,
    line: (question, _flag, fallback) => {
      const given = answer(question);
      if (given === false) return Promise.reject(new Stopped());
      return Promise.resolve(typeof given === "string" ? given : (fallback ?? ""));
    },
    secret: (question) => Promise.resolve(String(answer(question))),
    agrees: (question) => Promise.resolve(answer(question) === true),
  };
};
const settings = () => {
  const loaded = loadConfig(join(folder, "certops.yaml"), env());
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  return loaded.settings;
};

describe("by flags alone", () => {
  it("discovers the nodes, pins keys and certificates, proves the accounts and writes what loads", async () => {
    const code = await init(words({ yes: true }), io(), nobody);
    expect(code, said.join("\n")).toBe(exitCodes.done);
    const text = said.join("\n");
    expect(text).toMatch(/host key .* SHA256:/);
    expect(text).toContain("SSH shows the same certificate");
    expect(text).toMatch(/ok +\S+: \S+ reads: 1\d\./);
    expect(text).toMatch(/ok +\S+: \S+ may change: privilege level 1 or higher/);
    expect(text).toMatch(/ok +\S+: AXL: reads the database: \d+ certificates/);
    const [cluster] = settings().clusters;
    expect(cluster?.cluster.nodes.map(({ name, role }) => ({ name, role }))).toEqual(
      lab.nodes.map(({ name, role }) => ({ name, role })),
    );
    expect(cluster?.cluster.nodes.map(({ ports }) => ports.https)).toEqual(lab.nodes.map(({ ports }) => ports.https));
    expect(statSync(join(folder, "certops.yaml")).mode & 0o077).toBe(0);
    const written = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
    for (const file of written.filter((name) => statSync(name).isFile())) {
      for (const account of Object.values(lab.accounts))
        expect(readFileSync(file, "utf8")).not.toContain(account.password);
    }
  }, 120_000);

  it("a second time changes nothing; with another answer it replaces only when told, and keeps the old one", async () => {
    await init(words({ yes: true }), io(), nobody);
    const before = readFileSync(join(folder, "certops.yaml"), "utf8");
    const pins = readFileSync(join(folder, "pins/hq.known_hosts"), "utf8");
    said = [];
    // The keys are pinned already, so nobody has to agree.
    expect(await init(words(), io(), nobody)).toBe(exitCodes.done);
    expect(said.join("\n")).toContain("says all this already");
    expect(readFileSync(join(folder, "pins/hq.known_hosts"), "utf8")).toBe(pins);
    expect(await init(words({ name: "Another" }), io(), nobody)).toBe(exitCodes.refused);
    expect(readFileSync(join(folder, "certops.yaml"), "utf8")).toBe(before);
    expect(await init(words({ name: "Another", overwrite: true }), io(), nobody)).toBe(exitCodes.done);
    expect(readFileSync(join(folder, "certops.yaml.old"), "utf8")).toBe(before);
    expect(settings().clusters[0]?.cluster.name).toBe("Another");
  }, 90_000);

  it("speaks Chinese in a Chinese environment; what it wrote there says the same to an English one", async () => {
    const chinese = io({ LC_ALL: "zh_CN.UTF-8" });
    // A right that is missing is said in Chinese too.
    const more = { yes: true, axlUser: lab.accounts.monitor.user, axlPasswordEnv: "CERTOPS_HQ_MONITOR" };
    expect(await init(words(more), chinese, nobody)).toBe(exitCodes.found);
    for (const line of said) expect(line).toMatch(/[\u4e00-\u9fff]|^8443 |SHA256:/);
    const names = /certops-\w+|SHA256:\S+|SHA-256 \S+|O=.*|CN=.*|rsa-\S+|\bAXL\b/g;
    expect(said.flatMap((line) => englishIn(line.replaceAll(names, " "), true))).toEqual([]);
    const heading = readFileSync(join(folder, "certops.yaml"), "utf8").split("\n").slice(0, 5).join("\n");
    expect(heading).toMatch(/^# CUCM CertOps。由/);
    expect(englishIn(heading, true)).toEqual([]);
    said = [];
    expect(await init(words(more), io(), nobody)).toBe(exitCodes.found);
    expect(said.join("\n")).toContain("says all this already");
    said = [];
    expect(await init(words({ ...more, cluster: "HQ!" }), chinese, nobody)).toBe(exitCodes.usage);
    expect(said.slice(1).join("\n")).toBe("“HQ!”：集群的简称由 a-z、0-9 和“-”组成，例如“hq”\n没有写入任何内容。");
  }, 120_000);

  it("without a yes to the host keys sends no password and writes nothing", async () => {
    expect(await init(words(), io(), nobody)).toBe(exitCodes.refused);
    expect(logins).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("sets up Webex with its own keys, and refuses a key that the platform does not have without repeating its value", async () => {
    const set = ["organisation=Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8w", "publicUrl=https://bot.example.com"];
    const more = { yes: true, platform: "webex", set, personUser: "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8x" };
    expect(await init(words(more), io(), nobody)).toBe(exitCodes.done);
    expect(settings().webex).toMatchObject({ transport: "webhooks", publicUrl: "https://bot.example.com" });
    expect(settings().policy.people[0]?.identities).toContainEqual({
      platform: "webex",
      tenant: "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8w",
      user: "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8x",
    });
    said = [];
    expect(await init(words({ ...more, set: ["token=very-secret"] }), io(), nobody)).toBe(exitCodes.usage);
    expect(said.join("\n")).not.toContain("very-secret");
  }, 90_000);
});

describe("a wrong answer", () => {
  it.each([
    [{ publisher: "10.0.0.1; rm -rf /" }, "is no address"],
    [{ cluster: "HQ!" }, "short name"],
    [{ monitorPasswordEnv: "NOT_SET" }, "NOT_SET is not set"],
    [{ node: ["nobody=127.0.0.1:1:2"] }, "has no node nobody"],
    [{ platform: "irc" }, "no platform"],
  ])(
    "%j is named, and nothing is written",
    async (more, words_) => {
      expect(await init(words({ yes: true, ...more }), io(), nobody)).toBe(exitCodes.usage);
      expect(said.join("\n")).toContain(words_);
      expect(existsSync(join(folder, "certops.yaml"))).toBe(false);
    },
    60_000,
  );

  it("of a password is tried once on the node and ends with the next step", async () => {
    const wrong = io({ CERTOPS_HQ_MONITOR: "wrong" });
    expect(await init(words({ yes: true }), wrong, nobody)).toBe(exitCodes.failed);
    expect(logins).toEqual([`${lab.accounts.monitor.user} false`]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that leaves an account without its right is shown; the file is written all the same", async () => {
    const weak = { yes: true, changeUser: lab.accounts.monitor.user, axlUser: lab.accounts.monitor.user };
    const same = io({
      CERTOPS_HQ_CHANGE: lab.accounts.monitor.password,
      CERTOPS_HQ_AXL: lab.accounts.monitor.password,
    });
    expect(await init(words(weak), same, nobody)).toBe(exitCodes.found);
    expect(said.join("\n")).toMatch(/PROBLEM +\S+: AXL/);
    expect(existsSync(join(folder, "certops.yaml"))).toBe(true);
  }, 120_000);

  it("where another host key is pinned stops before any login", async () => {
    await init(words({ yes: true }), io(), nobody);
    const file = join(folder, "pins/hq.known_hosts");
    const other = await startLab({ nodes: 1, phones: 1, seed: 8, bind: { kind: "shared", address: "127.0.0.1" } });
    const [key] = (await other.hostKeys())[0]?.keys ?? [];
    await other.close();
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
    writeFileSync(file, lines.map((line) => `${line.split(" ")[0]} ${key}`).join("\n"));
    logins.length = 0;
    expect(await init(words({ yes: true }), io(), nobody)).toBe(exitCodes.refused);
    expect(said.join("\n")).toContain("ANOTHER HOST KEY IS PINNED");
    expect(logins).toEqual([]);
  }, 90_000);
});

describe("a person at the terminal", () => {
  it("types a password unseen: it is kept in a file of mode 0600, named in the configuration", async () => {
    const { CERTOPS_HQ_MONITOR: _, ...rest } = env();
    const without: Io = { ...io(), env: rest };
    const answers = { "Password of": lab.accounts.monitor.password, Compare: true };
    expect(await init(words(), without, somebody(answers))).toBe(exitCodes.done);
    const secret = join(folder, "secrets/hq-monitor");
    expect(readFileSync(secret, "utf8")).toBe(lab.accounts.monitor.password);
    expect(statSync(secret).mode & 0o077).toBe(0);
    expect(said.join("\n")).not.toContain(lab.accounts.monitor.password);
    expect(readFileSync(join(folder, "certops.yaml"), "utf8")).toContain("passwordFile: secrets/hq-monitor");
  }, 120_000);

  it("who presses Ctrl-C at any question leaves nothing behind", async () => {
    const { publisher: _, ...rest } = words({ yes: true });
    for (const question of ["Address of the publisher", "Short name of the cluster", "Chat platform"]) {
      const stops = somebody({
        [question]: false,
        "Address of the publisher": question.startsWith("Address") ? false : reached("publisher"),
      });
      expect(await init(rest, io(), stops)).toBe(exitCodes.refused);
      expect(said.join("\n")).toContain("Nothing was written.");
      expect(readdirSync(folder)).toEqual([]);
    }
  }, 120_000);
});

// The Dockerfile and the systemd unit, as far as they can be tried without a container engine: their files exist, their commands run.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { exitCodes } from "../../src/certops/io.ts";
import { freePort } from "../fakes/free-port.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

/** Instructions with their continued lines joined. */
const instructions = readFileSync(join(root, "deploy/Dockerfile"), "utf8")
  .replaceAll(/\\\n\s*/g, " ")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => ({ name: line.split(" ")[0] ?? "", rest: line.slice(line.indexOf(" ") + 1) }));
const of = (name: string): string[] => instructions.filter((one) => one.name === name).map(({ rest }) => rest);

describe("the Dockerfile", () => {
  it("copies what is there, and nothing that holds secrets or tests", () => {
    const copied = of("COPY").filter((rest) => !rest.startsWith("--from"));
    const sources = copied.flatMap((rest) => rest.split(" ").slice(0, -1));
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
    expect(sources).not.toContain(".");
    expect(readFileSync(join(root, ".dockerignore"), "utf8").split("\n")).toEqual(
      expect.arrayContaining(["data", "*.env", "test"]),
    );
  });

  it("runs as nobody special, and the last stage installs nothing", () => {
    expect(of("USER")).toEqual(["node"]);
    const last = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
    expect(last.filter(({ name, rest }) => name === "RUN" && /npm|apt|tsc/.test(rest))).toEqual([]);
  });

  it("has a start and a health check that work on what the last stage holds", { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "certops-image-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // What the build stage would hand over; its `npm ci` is the one that this very checkout was installed with.
    expect(of("RUN")).toEqual(expect.arrayContaining(["npm ci", "npm run build"]));
    await run("npm", ["pack", "--pack-destination", folder], { cwd: root });
    await run("sh", ["-c", "tar -xzf *.tgz && rm *.tgz"], { cwd: folder });
    const home = join(folder, "package");
    symlinkSync(join(root, "node_modules"), join(home, "node_modules"));
    const [port, metricsPort] = [await freePort(), await freePort()];
    const config = join(folder, "certops.yaml");
    mkdirSync(join(folder, "state"));
    writeFileSync(config, `${clusterOf(port)}metrics: { port: ${metricsPort} }\n`);
    const env = { ...process.env, CERTOPS_CONFIG: config, CERTOPS_STATE: join(folder, "state"), PW: "x" };

    const check = /^.*CMD node -e "(.*)"$/.exec(of("HEALTHCHECK")[0] ?? "")?.[1] ?? "";
    const healthy = () =>
      run(process.execPath, ["-e", check], { env: { ...env, CERTOPS_HEALTH_PORT: String(metricsPort) } }).then(
        () => true,
        () => false,
      );
    expect(await healthy()).toBe(false);
    const [, ...command] = JSON.parse(of("CMD")[0] ?? "[]") as string[];
    const bot = spawn(process.execPath, command, { cwd: home, env, stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise<number | null>((done) => bot.on("exit", done));
    await expect.poll(healthy, { timeout: 60_000 }).toBe(true);
    // As a container engine and systemd stop it.
    bot.kill("SIGTERM");
    expect(await ended).toBe(exitCodes.done);
  });
});

/** A cluster that is not there: the bot starts all the same. */
const clusterOf = (port: number): string => `data: data
listen: { port: ${port} }
clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 127.0.0.1, role: publisher, ports: { ssh: 9, https: 9 } }]
    accounts: { monitor: { user: ro, passwordEnv: PW } }
    pins: { knownHosts: hosts }
people:
  ada: { name: Ada, roles: [all], identities: [{ platform: slack, tenant: T1, user: U1 }] }
  bo: { name: Bo, roles: [all], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  cy: { name: Cy, roles: [all], identities: [{ platform: slack, tenant: T1, user: U3 }] }
roles:
  all: { may: [ask, request, approve, abort], clusters: all }
`;

describe("the systemd unit", () => {
  const unit = readFileSync(join(root, "deploy/certops.service"), "utf8");
  const value = (key: string): string | undefined => new RegExp(`^${key}=(.*)$`, "m").exec(unit)?.[1];

  it("does not restart what a person must mend first, and gives a stop its time", () => {
    expect(value("RestartPreventExitStatus")).toBe(String(exitCodes.config));
    expect(value("KillSignal")).toBe("SIGTERM");
    expect(Number(value("TimeoutStopSec"))).toBeGreaterThanOrEqual(30);
  });

  it("is sound where systemd can say so", async () => {
    const there = await run("systemd-analyze", ["--version"]).then(
      () => true,
      () => false,
    );
    if (!there) {
      // Without systemd only its grammar is looked at: every line is a section, a comment or Key=value.
      expect(
        unit.split("\n").filter((line) => line !== "" && !/^(#.*|\[[A-Z][a-z]+\]|[A-Z][A-Za-z]+=.*)$/.test(line)),
      ).toEqual([]);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "unit-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, "certops.service"), unit);
    const { stderr } = await run("systemd-analyze", ["verify", "--man=no", join(folder, "certops.service")]).catch(
      (error: { stderr: string }) => error,
    );
    expect(stderr).not.toMatch(/Unknown|Invalid|Failed to parse/);
  });
});

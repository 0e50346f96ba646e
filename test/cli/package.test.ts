// The installable package: JavaScript without the sources, started by whatever Node the system has.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../src/certops/io.ts";
import { freePort } from "../fakes/free-port.ts";
import { dockerfile } from "./dockerfile.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

describe("the package", () => {
  let folder: string;
  let home: string;
  // Packed once for all: two at a time would build over each other.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "certops-package-"));
    // `prepack` builds; the tarball is what would be published.
    await run(npm, ["pack", "--pack-destination", folder], { cwd: root });
    const [tarball = ""] = await readdir(folder);
    await run("tar", ["-xzf", tarball], { cwd: folder });
    home = join(folder, "package");
    await symlink(join(root, "node_modules"), join(home, "node_modules"));
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("answers from its tarball without the sources", { timeout: 60_000 }, async () => {
    expect(existsSync(join(home, "src"))).toBe(false);
    expect(existsSync(join(home, "test"))).toBe(false);
    const certops = (...words: string[]) => run(process.execPath, [join(home, "bin", "certops.mjs"), ...words]);
    expect((await certops("--help")).stdout).toContain("certops");
    const { stdout } = await certops("ask", "--dry-run", "--json", "phones won't register since we renewed TVS");
    expect(JSON.parse(stdout)).toMatchObject({ intent: "diagnose", scenario: "phones-unregistered" });
  });

  it("starts, is healthy and stops as the Dockerfile says, on what its last stage holds", {
    timeout: 120_000,
  }, async () => {
    // What the build stage would hand over; its `npm ci` is the one that this very checkout was installed with.
    expect(dockerfile("RUN")).toEqual(expect.arrayContaining(["npm ci", "npm run build"]));
    const [port, metricsPort] = [await freePort(), await freePort()];
    const config = join(folder, "certops.yaml");
    mkdirSync(join(folder, "state"));
    writeFileSync(config, `${clusterOf(port)}metrics: { port: ${metricsPort} }\n`);
    const env = { ...process.env, CERTOPS_CONFIG: config, CERTOPS_STATE: join(folder, "state"), PW: "x" };

    const check = /^.*CMD node -e "(.*)"$/.exec(dockerfile("HEALTHCHECK")[0] ?? "")?.[1] ?? "";
    const healthy = () =>
      run(process.execPath, ["-e", check], { env: { ...env, CERTOPS_HEALTH_PORT: String(metricsPort) } }).then(
        () => true,
        () => false,
      );
    expect(await healthy()).toBe(false);
    const [, ...command] = JSON.parse(dockerfile("CMD")[0] ?? "[]") as string[];
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

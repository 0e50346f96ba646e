// The installable package and the container's stages: JavaScript without the sources, started by whatever Node the system has.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
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
  let image: string;
  // Built once for all, as the Dockerfile's first stage does it: in a folder that holds what it copies, and nothing else.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "certops-package-"));
    const build = join(folder, "build");
    await copied(
      dockerfile("COPY").filter((rest) => !rest.startsWith("--from")),
      (source) => join(root, source),
      build,
    );
    // Its `npm ci` is the one that this very checkout was installed with; `npm prune` would take it apart.
    await symlink(join(root, "node_modules"), join(build, "node_modules"));
    for (const command of dockerfile("RUN").filter((rest) => /^npm run /.test(rest)))
      await run("sh", ["-c", command], { cwd: build });
    // `prepack` builds the same; the tarball is what would be published.
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(scripts.prepack).toBe(scripts.build);
    const packed = join(folder, "packed");
    mkdirSync(packed);
    await run(npm, ["pack", "--ignore-scripts", "--pack-destination", packed], { cwd: build });
    const [tarball = ""] = await readdir(packed);
    await run("tar", ["-xzf", join(packed, tarball)], { cwd: folder });
    home = join(folder, "package");
    await symlink(join(root, "node_modules"), join(home, "node_modules"));
    // The last stage: what it takes from the first.
    image = join(folder, "image");
    const taken = dockerfile("COPY").flatMap((rest) => /^--from=build (.*)$/.exec(rest)?.[1] ?? []);
    await copied(taken, (source) => join(build, source.replace(/^\/build\//, "")), image);
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("answers from its tarball without the sources", { timeout: 120_000 }, async () => {
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
    expect(dockerfile("RUN")).toEqual(expect.arrayContaining(["npm ci", "npm run build"]));
    expect(await readdir(image)).toEqual(["bin", "dist", "manifest", "node_modules", "package.json"]);
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
    const bot = spawn(process.execPath, command, { cwd: image, env, stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise<number | null>((done) => bot.on("exit", done));
    await expect.poll(healthy, { timeout: 120_000 }).toBe(true);
    // As a container engine and systemd stop it.
    bot.kill("SIGTERM");
    expect(await ended).toBe(exitCodes.done);
  });
});

/** COPY: the last word is where to, with `./` or a folder's name; everything before is what. A link stays one. */
async function copied(copies: readonly string[], from: (source: string) => string, stage: string): Promise<void> {
  for (const words of copies.map((rest) => rest.split(" "))) {
    const to = words.at(-1) ?? "";
    for (const source of words.slice(0, -1)) {
      const into = to.endsWith("/") ? join(stage, to, basename(source)) : join(stage, to);
      await cp(from(source), into, { recursive: true, verbatimSymlinks: true });
    }
  }
}

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

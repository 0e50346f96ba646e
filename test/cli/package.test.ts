// The installable package: JavaScript without the sources, started by whatever Node the system has.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

describe("the package", () => {
  it("answers from its tarball without the sources", { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "certops-package-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    // `prepack` builds; the tarball is what would be published.
    await run(npm, ["pack", "--pack-destination", folder], { cwd: root });
    const [tarball = ""] = await readdir(folder);
    await run("tar", ["-xzf", tarball], { cwd: folder });
    const home = join(folder, "package");
    expect(existsSync(join(home, "src"))).toBe(false);
    expect(existsSync(join(home, "test"))).toBe(false);
    await symlink(join(root, "node_modules"), join(home, "node_modules"));

    const certops = (...words: string[]) => run(process.execPath, [join(home, "bin", "certops.mjs"), ...words]);
    expect((await certops("--help")).stdout).toContain("certops");
    const { stdout } = await certops("ask", "--dry-run", "--json", "phones won't register since we renewed TVS");
    expect(JSON.parse(stdout)).toMatchObject({ intent: "diagnose", scenario: "phones-unregistered" });
  });
});

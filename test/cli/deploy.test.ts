// The Dockerfile and the systemd unit, as far as they can be tried without a container engine: their files exist, their commands run.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { exitCodes } from "../../src/certops/io.ts";
import { dockerfile, instructions } from "./dockerfile.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

describe("the Dockerfile", () => {
  it("copies what is there, and nothing that holds secrets or tests", () => {
    const copied = dockerfile("COPY").filter((rest) => !rest.startsWith("--from"));
    const sources = copied.flatMap((rest) => rest.split(" ").slice(0, -1));
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
    expect(sources).not.toContain(".");
    expect(readFileSync(join(root, ".dockerignore"), "utf8").split("\n")).toEqual(
      expect.arrayContaining(["data", "*.env", "test"]),
    );
  });

  it("runs as nobody special, and the last stage installs nothing", () => {
    expect(dockerfile("USER")).toEqual(["node"]);
    const last = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
    expect(last.filter(({ name, rest }) => name === "RUN" && /npm|apt|tsc/.test(rest))).toEqual([]);
  });
});

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

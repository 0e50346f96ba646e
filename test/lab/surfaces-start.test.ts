// `certops lab start` as its own process: what it prints, that hands reach it, and that it leaves nothing behind.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, it } from "vitest";
import { askLab, controlPath } from "../../src/lab/control.ts";
import { takeBlock } from "../../src/lab/port-block.ts";

const state = mkdtempSync(join(tmpdir(), "certops-start-"));
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(state, { recursive: true, force: true });
});

function start(...words: string[]): ChildProcess {
  const entry = resolve(import.meta.dirname, "../../src/certops/main.ts");
  const args = [entry, "lab", "start", "--json", "--nodes", "1", "--phones", "2", ...words];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, CERTOPS_STATE: state },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.on("exit", () => children.delete(child));
  return child;
}

/** Where no other practice cluster looks for ports by itself. */
async function freeBase(): Promise<number> {
  for (let base = 6_000; base < 9_000; base += 10) {
    const block = await takeBlock("127.0.0.1", base, [0, 1, 2, 3, 4, 5, 6]);
    await block?.release();
    if (block !== undefined) return base;
  }
  throw new Error("no free ports");
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error("no standard output");
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error("the process said nothing");
}

describe.skipIf(process.platform === "win32")(
  "certops lab start (skipped on Windows: SIGTERM ends a process at once there)",
  { timeout: 120_000 },
  () => {
    it("prints how to reach it, obeys hands from another process, and ends cleanly on SIGTERM", async () => {
      const base = await freeBase();
      const child = start("--bind", "127.0.0.1", "--ports", String(base));
      const told = await firstLine(child);
      expect(told).toMatchObject({
        mode: "non-secure",
        nodes: [{ name: "cucm-pub", address: "127.0.0.1", ports: { ssh: base, https: base + 1 } }],
        hostKeys: [
          { node: "cucm-pub", keys: [expect.stringMatching(/^ssh-ed25519 /), expect.stringMatching(/^ssh-rsa /)] },
        ],
        pins: [{ node: "cucm-pub", port: base + 1, pem: [expect.any(String), expect.any(String)] }],
        accounts: { monitor: { user: expect.any(String) }, change: { privilege: 4 }, axl: { axl: true } },
      });
      expect(await askLab({ do: "renew", units: ["tomcat"] }, state)).toEqual({});

      const second = start("--bind", "127.0.0.1", "--ports", String(base));
      expect(await firstLine(second)).toMatchObject({ error: expect.stringContaining("are not all free") });
      if (second.exitCode === null) await once(second, "exit");
      expect(second.exitCode).toBe(1);

      child.kill("SIGTERM");
      const [code] = await once(child, "exit");
      expect(code).toBe(0);
      expect(existsSync(controlPath(state))).toBe(false);
    });

    it("names the flag that is wrong and exits with 1", async () => {
      const child = start("--mode", "chaos");
      expect(await firstLine(child)).toEqual({
        error: "--mode must be one of: non-secure, mixed",
        say: { id: "lab.no.flag-choice", values: { flag: "mode", choices: "non-secure, mixed" } },
      });
      if (child.exitCode === null) await once(child, "exit");
      expect(child.exitCode).toBe(1);
    });
  },
);

// Runs the real `certops` binary in a folder and a state of its own.
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const scratch = (): string => mkdtempSync(join(tmpdir(), "certops-cli-"));

/** `folder` is the working and the state folder. */
export function certops(
  args: readonly string[],
  options: { readonly folder?: string; readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const folder = options.folder ?? scratch();
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve("bin/certops.mjs"), ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", HOME: folder, CERTOPS_STATE: folder, LANG: "C", ...options.env },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (part) => (out += String(part)));
    child.stderr.on("data", (part) => (err += String(part)));
    child.on("error", fail);
    child.on("close", (code) => done({ code, out, err }));
    // It need not read all that it is given.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

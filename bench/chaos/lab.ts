// The practice cluster of the chaos, in a process of its own (`certops lab start`): nothing that befalls a bot touches it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { askLab } from "../../src/lab/control.ts";
import type { LabFacts } from "../lab-process.ts";

export interface LabHere {
  readonly facts: LabFacts;
  readonly nodes: readonly string[];
  /** Every restart command that ever arrived, in order. */
  restarts(): Promise<readonly { readonly node: string; readonly command: string }[]>;
  close(): Promise<void>;
}

export async function startLabProcess(): Promise<LabHere> {
  const folder = mkdtempSync(join(tmpdir(), "certops-lab-"));
  const program = resolve(import.meta.dirname, "../../src/certops/main.ts");
  const words = [
    "lab",
    "start",
    "--json",
    "--nodes",
    "2",
    "--phones",
    "4",
    "--seed",
    "3",
    "--pace",
    "4",
    "--scale",
    "6",
  ];
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...process.env, CERTOPS_STATE: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise<void>((done) => child.once("exit", () => done()));
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await gone;
      clearTimeout(late);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const facts = JSON.parse(line) as LabFacts & { readonly error?: string };
    if (facts.error !== undefined) break;
    // Nothing more is expected, but a full pipe would stop the cluster.
    child.stdout.resume();
    return {
      facts,
      nodes: facts.nodes.map((node) => node.name),
      restarts: async () => {
        const { commands } = await askLab({ do: "commands", like: "utils service restart" }, folder);
        return commands as readonly { readonly node: string; readonly command: string }[];
      },
      close,
    };
  }
  await close();
  throw new Error("the practice cluster did not start");
}

// From the start of a process to its first answers, as whoever types `npm start` meets them; and the memory it takes.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { events } from "./events.ts";
import { type Spread, spread } from "./stats.ts";

/** Milliseconds from spawning the process; bytes. */
export interface StartUpResult {
  /** The very first start on a machine: nothing compiled, no practice keys kept. The address is printed. */
  readonly veryFirst: number;
  /** Until the address is printed: the page can be opened, questions are taken. */
  readonly started: Spread;
  /** Until the answer to `/certops help` stood in the chat. */
  readonly firstAnswer: Spread;
  /** Until a diagnosis of the practice cluster, asked at once, was complete. */
  readonly firstDiagnosis: Spread;
  /** Resident memory with the practice cluster in the same process; undefined where the system does not tell. */
  readonly memoryAfterStart: Spread | undefined;
  readonly memoryAfterDiagnosis: Spread | undefined;
}

interface Run {
  readonly started: number;
  readonly firstAnswer: number;
  readonly firstDiagnosis: number;
  readonly memoryAfterStart: number | undefined;
  readonly memoryAfterDiagnosis: number | undefined;
}

export async function measureStartUp(runs: number, tell: (line: string) => void): Promise<StartUpResult> {
  const all: Run[] = [];
  const caches = mkdtempSync(join(tmpdir(), "certops-bench-caches-"));
  tell("start-up: the very first");
  const { started: veryFirst } = await startOnce(caches);
  for (let run = 0; run < runs; run += 1) {
    tell(`start-up: run ${run + 1} of ${runs}`);
    all.push(await startOnce(caches));
  }
  rmSync(caches, { recursive: true, force: true });
  const of = (pick: (run: Run) => number): Spread => spread(all.map(pick));
  const maybe = (pick: (run: Run) => number | undefined): Spread | undefined => {
    const values = all.map(pick).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : spread(values);
  };
  return {
    veryFirst,
    started: of((run) => run.started),
    firstAnswer: of((run) => run.firstAnswer),
    firstDiagnosis: of((run) => run.firstDiagnosis),
    memoryAfterStart: maybe((run) => run.memoryAfterStart),
    memoryAfterDiagnosis: maybe((run) => run.memoryAfterDiagnosis),
  };
}

async function startOnce(caches: string): Promise<Run> {
  const root = join(import.meta.dirname, "..");
  const folder = mkdtempSync(join(tmpdir(), "certops-bench-"));
  const port = await freePort();
  const began = performance.now();
  const since = (): number => performance.now() - began;
  // What scripts/run.mjs and bin/certops.mjs run once the set-up is done; no certops.yaml, so the practice cluster.
  const bot = spawn(process.execPath, [join(root, "src", "main.ts")], {
    cwd: folder,
    env: {
      ...process.env,
      CERTOPS_STATE: folder,
      CERTOPS_PORT: String(port),
      CERTOPS_CONFIG: undefined,
      LANG: "C",
      // Kept from start to start, as scripts/run.mjs and the practice cluster keep theirs.
      NODE_COMPILE_CACHE: join(caches, "compiled"),
      XDG_CACHE_HOME: caches,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stream = new AbortController();
  try {
    const url = await printedAddress(bot);
    const started = since();
    const memoryAfterStart = residentBytes(bot.pid);
    const messages = events(`${url}api/events?locale=en`, stream.signal);
    await send(url, "/certops help", "bench-help");
    await until(messages, (text) => text.includes('"from":"bot"'));
    const firstAnswer = since();
    await send(url, "/certops diagnose phones-unregistered", "bench-diagnose");
    // The finished card alone can be asked again.
    await until(messages, (text) => text.includes("Check again"));
    const firstDiagnosis = since();
    return { started, firstAnswer, firstDiagnosis, memoryAfterStart, memoryAfterDiagnosis: residentBytes(bot.pid) };
  } finally {
    stream.abort();
    await stopped(bot);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printedAddress(bot: ChildProcess): Promise<string> {
  if (bot.stdout === null) throw new Error("the bot's output is not read");
  const lines = createInterface(bot.stdout);
  const limit = setTimeout(() => lines.close(), 30_000);
  try {
    for await (const line of lines) {
      const [address] = /http:\/\/\S+/.exec(line) ?? [];
      if (address !== undefined) return address.endsWith("/") ? address : `${address}/`;
    }
  } finally {
    clearTimeout(limit);
  }
  throw new Error("the bot printed no address within 30 s");
}

async function send(url: string, text: string, key: string): Promise<void> {
  const answer = await fetch(`${url}api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(url).origin },
    body: JSON.stringify({ text, key, locale: "en" }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`the bot refused the message: ${answer.status} ${await answer.text()}`);
}

async function until(messages: AsyncIterator<string>, wanted: (text: string) => boolean): Promise<void> {
  for (;;) {
    const next = await messages.next();
    if (next.done === true) throw new Error("the bot ended its stream");
    if (wanted(next.value)) return;
  }
}

/** VmRSS of the process (Linux). */
function residentBytes(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

async function stopped(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => bot.once("exit", () => resolve()));
  bot.kill("SIGTERM");
  const late = setTimeout(() => bot.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}

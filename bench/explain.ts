// Scanning big logs and bundles for every signature, beside ripgrep with the same patterns on the same data.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Header } from "tar";
import { ripgrepArguments, ripgrepPath } from "../src/explain/stream/engine.ts";
import { sightings } from "../src/signatures/log/table.ts";
import { logLines } from "../test/explain/log-lines.ts";

export interface ExplainOptions {
  /** Bytes of the plain log, and of the packed bundle. */
  readonly plainBytes: number;
  readonly packedBytes: number;
  readonly runs: number;
}

/** One contender on one file: seconds of the best run, peak memory of its processes together, hits by signature. */
export interface Measured {
  readonly seconds: number;
  readonly memory: number | undefined;
  readonly hits: Readonly<Record<string, number>>;
}

export interface ExplainResult {
  readonly plain: { readonly bytes: number; readonly ours: Measured; readonly peer: Measured };
  readonly packed: {
    readonly bytes: number;
    readonly unpacked: number;
    readonly ours: Measured;
    readonly peer: Measured;
  };
}

const root = join(import.meta.dirname, "..");
/** One line in so many carries a signature. */
const every = 100_000;

export async function measureExplain(options: ExplainOptions, tell: (line: string) => void): Promise<ExplainResult> {
  const rg = await ripgrepPath();
  if (rg === undefined) throw new Error("there is no ripgrep for this platform");
  const folder = mkdtempSync(join(tmpdir(), "certops-bench-explain-"));
  try {
    tell("explain: generating the plain log");
    const log = join(folder, "a.log");
    await generate(log, options.plainBytes);
    tell("explain: generating the packed bundle");
    const bundle = join(folder, "bundle.tar.gz");
    const unpacked = await generateBundle(bundle, options.packedBytes);
    const patterns = ripgrepArguments().map(quoted).join(" ");
    const best = async (what: string, once: () => Promise<Measured>): Promise<Measured> => {
      let found: Measured | undefined;
      for (let run = 0; run < options.runs; run += 1) {
        tell(`explain: ${what}, run ${run + 1} of ${options.runs}`);
        const measured = await once();
        found = found === undefined || measured.seconds < found.seconds ? measured : found;
      }
      if (found === undefined) throw new Error("nothing was measured");
      return found;
    };
    return {
      plain: {
        bytes: statSync(log).size,
        peer: await best("ripgrep, plain", () => peer(`${quoted(rg)} ${patterns} ${quoted(log)}`)),
        ours: await best("certops, plain", () => ours(log)),
      },
      packed: {
        bytes: statSync(bundle).size,
        unpacked,
        peer: await best("zcat | ripgrep", () => peer(`zcat ${quoted(bundle)} | ${quoted(rg)} ${patterns} -`)),
        ours: await best("certops, packed", () => ours(bundle)),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Lines as CallManager writes them, no two alike; now and then one of the signatures. */
function* lines(): Generator<Buffer> {
  const codes = Object.values(logLines).filter((line) =>
    sightings(line).some(({ signature }) => signature.code !== "tvs.lookup"),
  );
  let state = 0x2545f491;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let line = 0; ; ) {
    let block = "";
    for (let inBlock = 0; inBlock < 2000; inBlock += 1, line += 1) {
      if (line % every === every - 1) block += `${codes[Math.floor(line / every) % codes.length]}\n`;
      const [a, b, c] = [random(), random(), random()];
      block += `0${(a % 9_999_999).toString().padStart(7, "0")}.${(b % 1000).toString().padStart(3, "0")} |16:31:${(c % 60).toString().padStart(2, "0")}.${(a % 1000).toString().padStart(3, "0")} |AppInfo  |SIPStationD(${b % 30000}) - processing ${a.toString(16)}${b.toString(36)} for SEP${c.toString(16).toUpperCase().padStart(12, "0")} callId ${(a ^ c) >>> 0}@192.0.2.${b % 250}\n`;
    }
    yield Buffer.from(block);
  }
}

async function generate(file: string, bytes: number): Promise<void> {
  const out = createWriteStream(file);
  let written = 0;
  for (const block of lines()) {
    if (written >= bytes) break;
    written += block.length;
    if (!out.write(block)) await once(out, "drain");
  }
  out.end();
  await finished(out);
}

/** Ten logs in a tar in a gzip; returns the size of what is inside. */
async function generateBundle(file: string, packed: number): Promise<number> {
  const out = createWriteStream(file);
  const gzip = createGzip({ level: 6 });
  gzip.pipe(out);
  const put = async (bytes: Buffer): Promise<void> => {
    if (!gzip.write(bytes)) await once(gzip, "drain");
  };
  const source = lines();
  const member = 128 * 1024 * 1024;
  let inside = 0;
  for (let number = 1; out.bytesWritten < packed; number += 1) {
    const blocks: Buffer[] = [];
    let size = 0;
    while (size < member) {
      const { value } = source.next();
      if (value === undefined) throw new Error("the lines ended");
      blocks.push(value);
      size += value.length;
    }
    const header = Buffer.alloc(512);
    new Header({ path: `logs/SDL${number}.txt`, size, type: "File", mode: 0o644, mtime: new Date(0) }).encode(
      header,
      0,
    );
    await put(header);
    for (const block of blocks) await put(block);
    await put(Buffer.alloc((512 - (size % 512)) % 512));
    inside += size;
  }
  await put(Buffer.alloc(1024));
  gzip.end();
  await finished(out);
  return inside;
}

/** What a person types, start of the process included. */
async function ours(file: string): Promise<Measured> {
  const began = performance.now();
  const args = [
    "--disable-warning=ExperimentalWarning",
    join(root, "src", "certops", "main.ts"),
    "explain",
    file,
    "--json",
  ];
  // Kept from start to start, as bin/certops.mjs keeps it.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "certops-compiled") };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env });
  const memory = watchMemory(child);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, "close");
  const seconds = (performance.now() - began) / 1000;
  const { facts } = JSON.parse(text) as { facts: { signatures: Record<string, number> } };
  return { seconds, memory: memory(), hits: facts.signatures };
}

async function peer(command: string): Promise<Measured> {
  const began = performance.now();
  const child = spawn("sh", ["-c", command], { stdio: ["ignore", "pipe", "inherit"] });
  const memory = watchMemory(child);
  const hits: Record<string, number> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    for (const { signature } of sightings(line)) hits[signature.code] = (hits[signature.code] ?? 0) + 1;
  }
  return { seconds: (performance.now() - began) / 1000, memory: memory(), hits };
}

/** The highest resident memory of a process and its children together, sampled; undefined where the system does not tell. */
function watchMemory(child: ChildProcess): () => number | undefined {
  let highest: number | undefined;
  const timer = setInterval(() => {
    const now = child.pid === undefined ? 0 : treeMemory(child.pid);
    if (now > (highest ?? 0)) highest = now;
  }, 20);
  return () => {
    clearInterval(timer);
    return highest;
  };
}

function treeMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const own = Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return own + (children === "" ? 0 : children.split(" ").reduce((sum, one) => sum + treeMemory(Number(one)), 0));
  } catch {
    return 0; // gone meanwhile, or no Linux
  }
}

// A big plain log on the disk: ripgrep reads it by itself, with the open file as its input.
import type { FileHandle } from "node:fs/promises";
import type { LogJudge } from "../../signatures/log/judge.ts";
import { ripgrepEngine, ripgrepPath } from "./engine.ts";

/** ripgrep holds a line as a whole; files with longer ones go through the feed, which cuts them. */
const stride = 8 * 1024 * 1024;
const probe = 64 * 1024;

/** True when every stretch of 8 MB has a line end. Reads a few KB of each: cheap, and nothing is taken on trust. */
async function hasShortLines(file: FileHandle, size: number): Promise<boolean> {
  const buffer = Buffer.alloc(probe);
  for (let from = 0; from < size; from += stride) {
    const stop = Math.min(from + stride, size);
    let found = stop - from < stride;
    for (let at = from; at < stop && !found; at += probe) {
      const { bytesRead } = await file.read(buffer, 0, probe, at);
      if (bytesRead === 0) return true;
      found = buffer.subarray(0, bytesRead).includes(10);
    }
    if (!found) return false;
  }
  return true;
}

/**
 * Scans the whole file; false when that way is not open (no ripgrep here, or lines without end) and nothing was done.
 * The file's position must be at its start: ripgrep reads from there.
 */
export async function scanPlainFile(
  file: FileHandle,
  size: number,
  utf8: boolean,
  judge: LogJudge,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = await ripgrepPath();
  if (path === undefined || process.platform === "win32" || !(await hasShortLines(file, size))) return false;
  const read = (raw: string): string => (utf8 ? Buffer.from(raw, "latin1").toString("utf8") : raw);
  const engine = ripgrepEngine(
    path,
    [],
    (number, line) => judge.add(number, line.toString("latin1"), undefined, 0, read),
    file.fd,
  );
  const stop = (): void => engine.stop();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await engine.end();
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  judge.endOfFile();
  return true;
}

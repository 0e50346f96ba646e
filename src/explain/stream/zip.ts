// Zip files: read from the disk, entry by entry. Nothing is ever written under the names that stand inside.
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import yauzl from "yauzl";
import { LimitReached, sizeText } from "./limits.ts";

export interface ZipEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "unsafe" | "encrypted";
  open(): Promise<Readable>;
}

/** A stream on the disk under a name of ours in a folder of ours, for as long as `use` runs; then both are gone. */
export async function spooled<T>(
  stream: AsyncIterable<Uint8Array>,
  most: number,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "certops-explain-")); // mkdtemp makes it with mode 0700
  try {
    const file = join(folder, "upload");
    const handle = await open(file, "wx", 0o600);
    try {
      let written = 0;
      for await (const chunk of stream) {
        written += chunk.length;
        if (written > most) throw new LimitReached(`zip > ${sizeText(most)}`);
        await writeAll(handle, chunk);
      }
    } finally {
      await handle.close();
    }
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten;
}

/** Every entry, one after the other; throws what yauzl throws for a damaged archive. */
export async function eachZipEntry(file: string, take: (entry: ZipEntry) => Promise<void>): Promise<void> {
  // Names are decoded here: the library's own check would end the whole archive at the first bad name.
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const raw: unknown = entry.fileName;
      const name = (Buffer.isBuffer(raw) ? raw.toString("utf8") : String(raw)).replaceAll("\\", "/");
      await take({ name, kind: kindOf(entry, name), open: () => zip.openReadStreamPromise(entry) });
    }
  } finally {
    zip.close();
  }
}

const linkMode = 0o120000;

function kindOf(entry: yauzl.Entry, name: string): ZipEntry["kind"] {
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (mode === linkMode || climbs(name)) return "unsafe";
  if (name.endsWith("/")) return "folder";
  return (entry.generalPurposeBitFlag & 1) === 1 ? "encrypted" : "file";
}

/** A name that points outside its archive: absolute, with a drive, or with `..` in it. */
export const climbs = (name: string): boolean =>
  name.startsWith("/") || /^[A-Za-z]:/.test(name) || name.split(/[\\/]/).includes("..");

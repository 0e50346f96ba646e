// Reads the text files inside a .tar.gz as lines, streamed and bounded: an archive from a device is untrusted.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { StringDecoder } from "node:string_decoder";
import { Parser, type ReadEntry } from "tar";

export interface TarLimits {
  /** Bytes of text after unpacking, over all files; the rest is not read. */
  readonly mostBytes: number;
  /** Characters of one line; a longer one is handed over in pieces. */
  readonly longestLine: number;
}

const defaults: TarLimits = { mostBytes: 512 * 1024 * 1024, longestLine: 64 * 1024 };

export interface TarRead {
  /** Names of the files that were read. */
  readonly files: readonly string[];
  /** The limit was reached, or the archive ended before its end. */
  readonly cut: boolean;
}

/**
 * Calls `onLine` for every line of every regular file whose name `wanted` accepts. Nothing is written anywhere, so names that climb out of a
 * folder and links mean nothing here. An archive that is damaged gives what came before the damage, with `cut`.
 */
export async function readTarGzLines(
  archive: Uint8Array,
  wanted: (name: string) => boolean,
  onLine: (line: string, file: string) => void,
  limits: TarLimits = defaults,
): Promise<TarRead> {
  const files: string[] = [];
  let left = limits.mostBytes;
  let cut = false;
  const stop = new AbortController();
  const parser = new Parser({
    strict: false,
    // A damaged archive is a warning to this reader; whoever finds nothing in it must know why.
    onwarn: () => {
      cut = true;
    },
    onReadEntry: (entry: ReadEntry) => {
      if ((entry.type !== "File" && entry.type !== "OldFile") || !wanted(entry.path)) {
        entry.resume();
        return;
      }
      files.push(entry.path);
      const lines = new Lines(limits.longestLine, (line) => onLine(line, entry.path));
      entry.on("data", (chunk: Buffer) => {
        if (chunk.length > left) {
          cut = true;
          stop.abort();
        }
        lines.take(chunk.subarray(0, Math.max(0, left)));
        left -= chunk.length;
      });
      entry.on("end", () => lines.end());
    },
  });
  // In pieces, so that the limit can stop the unpacking in between.
  const pieces = Readable.from(piecesOf(archive));
  try {
    await pipeline(pieces, parser, { signal: stop.signal });
  } catch {
    cut = true;
  }
  return { files, cut };
}

function* piecesOf(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 16_384) yield Buffer.from(bytes.subarray(at, at + 16_384));
}

class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #longest: number;
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(longest: number, onLine: (line: string) => void) {
    this.#longest = longest;
    this.#onLine = onLine;
  }

  take(chunk: Buffer): void {
    const parts = (this.#rest + this.#decoder.write(chunk)).split("\n");
    this.#rest = parts.pop() ?? "";
    for (const part of parts) this.#onLine(part.replace(/\r$/, ""));
    while (this.#rest.length > this.#longest) {
      this.#onLine(this.#rest.slice(0, this.#longest));
      this.#rest = this.#rest.slice(this.#longest);
    }
  }

  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (last !== "") this.#onLine(last.replace(/\r$/, ""));
  }
}

// Walks through an archive as a stream: logs go to the scanner, small files are explained, the rest is named and left out.
import { once } from "node:events";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import type { ExplainedFinding, Explanation } from "../../domain/explanation.ts";
import { encodingOf } from "../../signatures/decode.ts";
import { sourcesIn } from "../../signatures/log/sources.ts";
import { explainBytes, type Options, pictureOf } from "../explain.ts";
import { shown } from "../finding.ts";
import type { Feed } from "./feed.ts";
import { type Budget, LimitReached } from "./limits.ts";
import { type Packing, packingOf, peek, untilError } from "./peek.ts";
import { climbs, eachZipEntry, spooled } from "./zip.ts";

/** Files up to this size may be a certificate, a trust list or a command's output; larger ones are logs. */
const small = 256 * 1024;
/** Listed by name; the rest is counted. */
const listed = 1000;

export interface WalkedFile {
  readonly path: string;
  readonly kind: string;
  readonly source?: string;
}

export class Walk {
  readonly #feed: Feed;
  readonly #budget: Budget;
  readonly #options: Options;
  readonly files: WalkedFile[] = [];
  readonly skipped: { readonly path: string; readonly why: string }[] = [];
  readonly findings: ExplainedFinding[] = [];
  /** Of the outermost packing first. */
  readonly formats: Packing[] = [];
  unsafe = 0;
  encrypted = 0;
  damage: string | undefined;
  limit: string | undefined;

  constructor(feed: Feed, budget: Budget, options: Options) {
    this.#feed = feed;
    this.#budget = budget;
    this.#options = options;
  }

  /** The whole archive; limits and damage are noted, never thrown. `file`: where it stands, when it stands on the disk. */
  async start(stream: AsyncIterable<Uint8Array>, file: string | undefined): Promise<void> {
    try {
      await this.#file(this.#counted(stream), "", 0, file);
    } catch (error) {
      if (error instanceof LimitReached) this.limit = error.why;
      else if (isDamage(error)) this.damage = shown(error.message, 100);
      else throw error;
    }
  }

  async *#counted(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#budget.packed += chunk.length;
      yield chunk;
    }
  }

  async #file(stream: AsyncIterable<Uint8Array>, place: string, depth: number, onDisk?: string): Promise<void> {
    const { head, whole, all } = await peek(stream, small);
    const packing = packingOf(head);
    if (packing !== undefined) {
      if (depth <= 1) this.formats.push(packing);
      if (depth > this.#budget.limits.depth) return this.#skip(place, "too-deep", all());
      return this.#unpack(packing, all(), place, depth, onDisk);
    }
    this.#budget.file();
    const path = place === "" ? "content" : place;
    if (head.length === 0) return this.#note(path, "unknown", "empty");
    const encoding = encodingOf(head.subarray(0, 64 * 1024));
    if (whole) {
      this.#budget.take(head.length);
      const explained = await this.#explained(head);
      if (explained !== undefined) return this.#keep(path, explained);
      if (encoding === undefined) {
        return this.#skip(path, pictureOf(head) === undefined ? "binary" : "image", none());
      }
      await this.#feed.begin(path, encoding, head);
      await this.#feed.write(head);
    } else {
      if (encoding === undefined) return this.#skip(path, "binary", all());
      await this.#feed.begin(path, encoding, head);
      for await (const chunk of all()) {
        this.#budget.take(chunk.length);
        await this.#feed.write(chunk);
      }
    }
    const text = new TextDecoder(encoding).decode(head.subarray(0, 64 * 1024));
    this.#note(path, "log", sourcesIn(text.split("\n"))[0]?.[0]);
  }

  /** What a small file is, unless it is a log: those are scanned together. */
  async #explained(bytes: Buffer): Promise<Explanation | undefined> {
    const binary = encodingOf(bytes.subarray(0, 4096)) === undefined;
    const hint = bytes.toString("latin1").replaceAll("\0", "");
    if (
      !binary &&
      !/-----BEGIN |admin:|(?:CTL|ITL) [Ff]ile|\[STARTED\]|Master Version|={8,}|\.pem|Certificate for|SSO Status|Tar Filename|Publisher|Serial ?Number/i.test(
        hint,
      )
    ) {
      return undefined;
    }
    const explained = await explainBytes(bytes, this.#options);
    return explained.kind === "log" || explained.kind === "unknown" ? undefined : explained;
  }

  #keep(path: string, explained: Explanation): void {
    this.#note(path, explained.kind);
    if (this.findings.length > 200) return;
    for (const one of explained.findings) {
      this.findings.push({ ...one, evidence: one.evidence.map((line) => ({ ...line, file: path })) });
    }
  }

  async #unpack(
    packing: Packing,
    stream: AsyncGenerator<Buffer>,
    path: string,
    depth: number,
    onDisk: string | undefined,
  ): Promise<void> {
    if (packing === "gzip") {
      const source = Readable.from(stream, { objectMode: false });
      const unpacked = createGunzip({ chunkSize: 256 * 1024 });
      source.on("error", (error) => unpacked.destroy(error));
      source.pipe(unpacked);
      try {
        return await this.#file(this.#watched(untilError(unpacked)), path.replace(/\.gz$|(?<=\.t)gz$/, ""), depth + 1);
      } finally {
        source.destroy();
        unpacked.destroy();
      }
    }
    if (packing === "tar") return this.#tar(stream, path, depth);
    if (packing !== "zip") return this.#skip(path, packing, stream);
    const each = (file: string): Promise<void> =>
      eachZipEntry(file, async (entry) => {
        const inside = join(path, entry.name);
        if (entry.kind === "folder") return;
        if (entry.kind === "unsafe") this.unsafe += 1;
        else if (entry.kind === "encrypted") this.encrypted += 1;
        else {
          const opened = await entry.open();
          try {
            await this.#file(this.#watched(opened), inside, depth + 1);
          } finally {
            opened.destroy();
          }
        }
      });
    if (onDisk === undefined) return spooled(stream, this.#budget.limits.spool, each);
    // The packed bytes are not read through us, and the stream is not wanted any more.
    await stream.return(undefined);
    return each(onDisk);
  }

  /** Every level counts: a bomb made of archives that hold archives is stopped before its last level. */
  async *#watched(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      const { limits, packed } = this.#budget;
      if (bytes > limits.unpacked || (bytes > limits.least && bytes > limits.ratio * packed)) this.#budget.take(bytes);
      yield chunk;
    }
  }

  async #tar(stream: AsyncGenerator<Buffer>, path: string, depth: number): Promise<void> {
    const parser = new Parser({ strict: false });
    let failure: unknown;
    let work = Promise.resolve();
    let stopped = false;
    parser.on("entry", (entry: ReadEntry) => {
      work = work.then(async () => {
        if (stopped) return void entry.resume();
        try {
          await this.#entry(entry, path, depth);
        } catch (error) {
          failure = error;
          stopped = true;
        }
        entry.resume();
      });
    });
    const warned: string[] = [];
    parser.on("warn", (code: string) => warned.push(code));
    const ended = new Promise<void>((resolve) => {
      parser.on("end", resolve);
      parser.on("abort", () => resolve());
    });
    try {
      for await (const chunk of stream) {
        if (failure !== undefined) break;
        // Entries are handed out one by one as they are read to their ends; `drain` says that the next bytes are wanted.
        if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), ended]);
      }
    } catch (error) {
      // What the packing around it lost: the entry that was under way ends here, and what came of it is looked at.
      failure ??= error;
    }
    parser.end();
    await ended;
    await work;
    if (failure !== undefined) throw failure;
    if (warned.some((code) => /TAR_BAD_ARCHIVE|TAR_ENTRY_INVALID/.test(code))) this.damage ??= "tar";
  }

  async #entry(entry: ReadEntry, path: string, depth: number): Promise<void> {
    const inside = join(path, entry.path);
    if (/Link$/.test(entry.type) || climbs(entry.path)) {
      this.unsafe += 1;
      return;
    }
    if (!/File$/.test(entry.type)) return;
    await this.#file(entry, inside, depth + 1);
  }

  #note(path: string, kind: string, source?: string): void {
    if (this.files.length < listed)
      this.files.push({ path: shown(path, 300), kind, ...(source === undefined ? {} : { source }) });
  }

  async #skip(path: string, why: string, rest: AsyncGenerator<unknown>): Promise<void> {
    await rest.return(undefined);
    if (this.skipped.length < listed) this.skipped.push({ path: shown(path, 300), why });
  }
}

async function* none(): AsyncGenerator<never> {
  // nothing follows
}

const join = (folder: string, name: string): string => (folder === "" ? name : `${folder}!${name}`);

/** Cut or altered archives: zlib's, tar's and yauzl's complaints. */
const isDamage = (error: unknown): error is Error =>
  error instanceof Error &&
  ((error as NodeJS.ErrnoException).code?.startsWith("Z_") === true ||
    (error as NodeJS.ErrnoException).code?.startsWith("TAR_") === true ||
    /end of central directory|central directory|local file header|compressed size|uncompressed|extra field|comment length|zip|entry/i.test(
      error.message,
    ));

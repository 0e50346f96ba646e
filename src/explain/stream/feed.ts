// Feeds many files to one scanner as one stream, and tells each hit's file and line again.
import { randomBytes } from "node:crypto";
import type { TextEncoding } from "../../signatures/decode.ts";
import type { LogJudge } from "../../signatures/log/judge.ts";
import { type Engine, ripgrepEngine, ripgrepPath, scriptEngine } from "./engine.ts";
import type { SignIns } from "./sign-ins.ts";

/** A line longer than this reaches the scanner in overlapping pieces: nobody holds a line without an end. */
const longestLine = 4 * 1024 * 1024;
/** Longer than any match can be (all repetitions of the signatures are bounded). */
const overlap = 4096;

interface Member {
  readonly file: string | undefined;
  readonly encoding: TextEncoding;
}

/**
 * Between files, and where an endless line is cut, a mark goes into the stream: a line of its own with a secret of this run, which
 * the scanner hands out like any hit. From the marks' line numbers follow those inside the files; nothing else must be counted.
 */
export class Feed {
  readonly #judge: LogJudge;
  readonly #engine: Engine;
  readonly #signIns: SignIns;
  readonly #members: Member[] = [];
  readonly #mark: string;
  #decoder: { decode(bytes: Uint8Array, options: { readonly stream: boolean }): string } | undefined;
  /** Bytes since the last line feed, and the last of them. */
  #length = 0;
  #tail: Buffer = Buffer.alloc(0);
  // Of the hits: which member, at which line of the stream it began, and how often its lines were cut.
  #current = -1;
  #began = 0;
  #cuts = 0;
  #afterCut = 0;

  private constructor(
    judge: LogJudge,
    signIns: SignIns,
    make: (mark: string, onLine: (number: number, line: Buffer) => void) => Engine,
  ) {
    this.#judge = judge;
    this.#signIns = signIns;
    this.#mark = `\u0001certops-${randomBytes(12).toString("hex")} `;
    this.#engine = make(this.#mark, (number, line) => this.#take(number, line));
  }

  static async open(judge: LogJudge, signIns: SignIns, only?: Engine["name"]): Promise<Feed> {
    const path = only === "javascript" ? undefined : await ripgrepPath();
    return new Feed(judge, signIns, (mark, onLine) =>
      path === undefined ? scriptEngine([`^${mark}`], onLine) : ripgrepEngine(path, [`^${mark}`], onLine),
    );
  }

  get engine(): Engine["name"] {
    return this.#engine.name;
  }

  /** What follows belongs to this file, which begins with `head`. */
  async begin(file: string | undefined, encoding: TextEncoding, head: Uint8Array): Promise<void> {
    this.#signIns.begin(file, encoding, head);
    this.#decoder = encoding.startsWith("utf-16") ? new TextDecoder(encoding) : undefined;
    await this.#engine.write(Buffer.from(`\n${this.#mark}${this.#members.length}\n`, "latin1"));
    this.#members.push({ file, encoding });
    this.#length = 0;
    this.#tail = Buffer.alloc(0);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#signIns.write(chunk);
    const given =
      this.#decoder === undefined
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        : Buffer.from(this.#decoder.decode(chunk, { stream: true }), "utf8");
    // Chunks are far smaller than the longest line; a larger one is handed on in parts.
    for (let at = 0; at < given.length; at += longestLine) await this.#send(given.subarray(at, at + longestLine));
  }

  async #send(bytes: Buffer): Promise<void> {
    await this.#engine.write(bytes);
    const last = bytes.lastIndexOf(10);
    if (last !== -1) {
      this.#length = bytes.length - last - 1;
      if (this.#length > 0) this.#tail = Buffer.from(bytes.subarray(Math.max(last + 1, bytes.length - overlap)));
      else if (this.#tail.length > 0) this.#tail = Buffer.alloc(0);
    } else {
      this.#length += bytes.length;
      this.#tail = Buffer.from(Buffer.concat([this.#tail, bytes]).subarray(-overlap));
    }
    if (this.#length < longestLine) return;
    await this.#engine.write(Buffer.from(`\n${this.#mark}cut\n`, "latin1"));
    await this.#engine.write(this.#tail);
    this.#length = this.#tail.length;
  }

  #take(number: number, line: Buffer): void {
    const text = line.toString("latin1");
    if (text.startsWith(this.#mark)) {
      const what = text.slice(this.#mark.length).trim();
      if (what === "cut") {
        // A cut adds two line ends: the one before the mark and the mark's own.
        this.#cuts += 1;
        this.#afterCut = number + 1;
        return;
      }
      this.#judge.endOfFile();
      this.#current = Number(what);
      this.#began = number;
      this.#cuts = 0;
      this.#afterCut = 0;
      return;
    }
    const member = this.#members[this.#current];
    const known = number === this.#afterCut ? overlap : 0;
    const utf8 = member?.encoding !== "windows-1252";
    const read = (raw: string): string => (utf8 ? Buffer.from(raw, "latin1").toString("utf8") : raw);
    this.#judge.add(number - this.#began - 2 * this.#cuts, text, member?.file, known, read);
  }

  async end(): Promise<void> {
    await this.#engine.end();
    this.#judge.endOfFile();
  }

  stop(): void {
    this.#engine.stop();
  }
}

// Takes a multipart/related answer apart as it comes: SOAP with attachments, as CUCM’s log collection answers.
import { Base64Pieces } from "./base64.ts";

export interface Part {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Takes an answer that is made of parts, in pieces of any size. Both throw PartsRefused. */
export interface PartReader {
  write(chunk: Uint8Array): void;
  /** The answer is at its end. */
  end(): void;
}

/** What it reads into: called once for each part, with its content type; the function gets the part’s bytes, piece by piece. */
export type OnPart = (type: string) => (bytes: Uint8Array) => void;

/** The answer is not of the form that it says it has. */
export class PartsRefused extends Error {
  constructor(what: string) {
    super(what);
    this.name = "PartsRefused";
  }
}

const mostParts = 50;
const longestHead = 16_384;

/** The boundary that a content type names; undefined when it is none of multipart. */
export function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\//i.test(contentType)) return undefined;
  return /boundary="?([^";\s]{1,200})"?/i.exec(contentType)?.[1];
}

/** The parts of a whole multipart body; undefined when the content type is another one or the body is not of that form. */
export function multipartOf(contentType: string, body: Uint8Array): readonly Part[] | undefined {
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return undefined;
  const parts: { readonly type: string; readonly chunks: Uint8Array[] }[] = [];
  const reader = new MultipartReader(boundary, (type) => {
    const chunks: Uint8Array[] = [];
    parts.push({ type, chunks });
    return (bytes) => chunks.push(bytes);
  });
  try {
    reader.write(body);
    reader.end();
  } catch (error) {
    if (!(error instanceof PartsRefused)) throw error;
    return undefined;
  }
  return parts.map(({ type, chunks }) => ({ type, body: new Uint8Array(Buffer.concat(chunks)) }));
}

interface OpenPart {
  readonly base64: Base64Pieces | undefined;
  readonly take: (bytes: Uint8Array) => void;
}

/** RFC 2046, with bare line feeds allowed. Of a part’s body as much is held as a boundary is long. */
export class MultipartReader implements PartReader {
  readonly #mark: Buffer;
  readonly #onPart: OnPart;
  /** The first boundary may stand at the very beginning. */
  #held: Buffer = Buffer.from("\n");
  #state: "outside" | "head" | "body" | "over" = "outside";
  #part: OpenPart | undefined;
  #parts = 0;
  /** The line feed before the body’s first byte is ours. */
  #fresh = false;

  constructor(boundary: string, onPart: OnPart) {
    this.#mark = Buffer.from(`\n--${boundary}`);
    this.#onPart = onPart;
  }

  write(chunk: Uint8Array): void {
    this.#held = Buffer.concat([this.#held, chunk]);
    while (this.#step()) {
      // as far as what is held reaches
    }
  }

  end(): void {
    if (this.#state !== "over")
      throw new PartsRefused(this.#parts === 0 ? "has no parts" : "breaks off inside of a part");
  }

  /** True when something was taken and there may be more. */
  #step(): boolean {
    if (this.#state === "over") {
      this.#held = Buffer.alloc(0);
      return false;
    }
    return this.#state === "head" ? this.#head() : this.#body();
  }

  #body(): boolean {
    const at = this.#held.indexOf(this.#mark);
    // A boundary, and the carriage return before it, may be cut by the end of the piece.
    const safe = at === -1 ? this.#held.length - this.#mark.length - 1 : at - (this.#held[at - 1] === 13 ? 1 : 0);
    if (safe > 0) this.#take(this.#held.subarray(0, safe));
    if (at === -1) {
      if (safe > 0) this.#held = this.#held.subarray(safe);
      return false;
    }
    const after = this.#held.subarray(at + this.#mark.length);
    if (after.length < 2) {
      this.#held = this.#held.subarray(Math.max(0, safe));
      return false;
    }
    this.#close();
    this.#held = after;
    this.#state = after.subarray(0, 2).toString("latin1") === "--" ? "over" : "head";
    return true;
  }

  #head(): boolean {
    // The rest of the boundary’s own line belongs to the head: a part without any header has an empty one.
    const found = /\r?\n\r?\n/.exec(this.#held.toString("latin1", 0, longestHead));
    if (found === null) {
      if (this.#held.length >= longestHead) throw new PartsRefused("has a part whose head has no end");
      return false;
    }
    const headers = this.#held.toString("latin1", 0, found.index);
    this.#held = this.#held.subarray(found.index + found[0].length);
    this.#parts += 1;
    if (this.#parts > mostParts) throw new PartsRefused("has too many parts");
    const type = /^content-type:\s*([^\r\n]{1,300})/im.exec(headers)?.[1] ?? "";
    const encoded = /^content-transfer-encoding:\s*base64/im.test(headers);
    this.#part = { base64: encoded ? new Base64Pieces() : undefined, take: this.#onPart(type) };
    // An empty body is followed by its boundary at once.
    this.#held = Buffer.concat([Buffer.from("\n"), this.#held]);
    this.#fresh = true;
    this.#state = "body";
    return true;
  }

  #take(bytes: Buffer): void {
    const { base64, take } = this.#part ?? {};
    if (take === undefined) return;
    const own = this.#fresh ? bytes.subarray(1) : bytes;
    this.#fresh = false;
    const plain = base64 === undefined ? own : base64.write(own.toString("latin1"));
    if (plain === undefined) throw new PartsRefused("has a part that is no base64");
    if (plain.length > 0) take(plain);
  }

  #close(): void {
    const rest = this.#part?.base64?.end();
    if (rest !== undefined && rest.length > 0) this.#part?.take(rest);
    this.#part = undefined;
  }
}

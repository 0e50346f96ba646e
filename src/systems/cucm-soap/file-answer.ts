// The answer that holds one file: inside its XML as base64, beside it as a MIME attachment, or as DIME records.
import { Base64Pieces } from "../../transport/base64.ts";
import { DimeReader } from "../../transport/dime.ts";
import { boundaryOf, MultipartReader, type OnPart, type PartReader, PartsRefused } from "../../transport/multipart.ts";
import { parseXml, XmlRefused } from "../../transport/xml.ts";
import { readEnvelope } from "../../transport/xml-soap.ts";
import { answerNotUnderstood, type SoapService } from "./errors.ts";

interface Where {
  readonly node: string;
  readonly service: SoapService;
}

/** What stands before the file in the XML, or instead of it. */
const longestAround = 65_536;

/** Takes the body of one answer, and hands the file in it on as it comes. Throws CertOpsError. */
export class FileAnswer {
  readonly #where: Where;
  readonly #take: (bytes: Uint8Array) => void;
  readonly #parts: PartReader | undefined;
  readonly #inside: FileInside;
  #attached = false;

  constructor(where: Where, contentType: string, take: (bytes: Uint8Array) => void) {
    this.#where = where;
    this.#take = take;
    this.#inside = new FileInside(take);
    const boundary = boundaryOf(contentType);
    if (boundary !== undefined) this.#parts = new MultipartReader(boundary, this.#onPart());
    else if (/^application\/dime/i.test(contentType)) this.#parts = new DimeReader(this.#onPart());
  }

  /** The first part is the envelope, the second one the file; what follows is nobody’s. */
  #onPart(): OnPart {
    let parts = 0;
    return () => {
      parts += 1;
      if (parts === 1) return (bytes) => this.#inside.write(bytes);
      if (parts > 2) return () => undefined;
      this.#attached = true;
      return this.#take;
    };
  }

  write(chunk: Uint8Array): void {
    this.#said(() => (this.#parts ?? this.#inside).write(chunk));
  }

  /** Undefined when the file was there; else what the node says instead of it. */
  end(): string | undefined {
    return this.#said(() => {
      this.#parts?.end();
      const inside = this.#inside.end();
      return this.#attached || inside.file ? undefined : faultIn(inside.around);
    });
  }

  #said<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof PartsRefused || error instanceof XmlRefused)) throw error;
      throw answerNotUnderstood(this.#where, "GetOneFile", error.message);
    }
  }
}

function faultIn(text: string): string {
  const read = readEnvelope(parseXml(text));
  if ("fault" in read) return read.fault.text;
  throw new PartsRefused("holds no file");
}

/** `<ns1:GetOneFileReturn>base64</…>` as it comes. */
class FileInside {
  readonly #take: (bytes: Uint8Array) => void;
  readonly #base64 = new Base64Pieces();
  #around = "";
  #state: "before" | "inside" | "behind" = "before";

  constructor(take: (bytes: Uint8Array) => void) {
    this.#take = take;
  }

  write(bytes: Uint8Array): void {
    if (this.#state === "behind") return;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    if (this.#state === "inside") {
      this.#content(text);
      return;
    }
    this.#around += text;
    const tag = /<(?:[\w.-]{1,40}:)?GetOneFileReturn(?:\s[^<>]{0,1000})?>/.exec(this.#around);
    if (tag === null) {
      if (this.#around.length > longestAround) throw new PartsRefused("holds no file");
      return;
    }
    this.#state = "inside";
    this.#content(this.#around.slice(tag.index + tag[0].length));
  }

  #content(text: string): void {
    const end = text.indexOf("<");
    const given = this.#base64.write(end === -1 ? text : text.slice(0, end));
    if (given === undefined) throw new PartsRefused("is no base64");
    this.#hand(given);
    if (end === -1) return;
    this.#state = "behind";
    this.#hand(this.#base64.end());
  }

  #hand(bytes: Buffer): void {
    if (bytes.length > 0) this.#take(bytes);
  }

  /** `file`: the element was there, with a file or (an empty log) without. */
  end(): { readonly file: boolean; readonly around: string } {
    if (this.#state === "inside") throw new PartsRefused("breaks off inside of the file");
    return { file: this.#state === "behind", around: this.#around };
  }
}

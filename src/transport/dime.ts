// Takes a DIME message apart as it comes: what CUCM’s DimeGetFileService is named after (draft-nielsen-dime-02).
import { type OnPart, type PartReader, PartsRefused } from "./multipart.ts";

const headLength = 12;
/** Options, identifier and type together; ours are a few dozen bytes. */
const longestNames = 8_192;
const mostRecords = 100_000;

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** Records whose content is cut into chunks are one part. */
export class DimeReader implements PartReader {
  readonly #onPart: OnPart;
  #held: Buffer = Buffer.alloc(0);
  /** Bytes of the record’s data, and of its padding, that are still to come. */
  #data = 0;
  #padding = 0;
  #take: ((bytes: Uint8Array) => void) | undefined;
  #continues = false;
  #last = false;
  #records = 0;

  constructor(onPart: OnPart) {
    this.#onPart = onPart;
  }

  write(chunk: Uint8Array): void {
    this.#held = this.#held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk]);
    for (;;) {
      if (this.#data > 0) {
        if (this.#held.length === 0) return;
        const piece = this.#held.subarray(0, this.#data);
        this.#take?.(piece);
        this.#data -= piece.length;
        this.#held = this.#held.subarray(piece.length);
      } else if (this.#padding > 0) {
        if (this.#held.length === 0) return;
        const skipped = Math.min(this.#padding, this.#held.length);
        this.#padding -= skipped;
        this.#held = this.#held.subarray(skipped);
      } else if (this.#last || !this.#head()) return;
    }
  }

  end(): void {
    if (!this.#last || this.#data > 0) throw new PartsRefused("breaks off inside of a DIME record");
  }

  /** Version 1, the flags MB, ME and CF, the lengths; big-endian. False while it is not all there. */
  #head(): boolean {
    if (this.#held.length < headLength) return false;
    const flags = this.#held.readUInt8(0);
    const [options, id, type] = [2, 4, 6].map((at) => this.#held.readUInt16BE(at)) as [number, number, number];
    const names = padded(options) + padded(id) + padded(type);
    if (flags >> 3 !== 1) throw new PartsRefused("is no DIME message of version 1");
    if (names > longestNames) throw new PartsRefused("has a DIME record with a head without end");
    if (this.#held.length < headLength + names) return false;
    this.#records += 1;
    if (this.#records > mostRecords) throw new PartsRefused("has too many DIME records");
    this.#data = this.#held.readUInt32BE(8);
    this.#padding = padded(this.#data) - this.#data;
    const typeAt = headLength + padded(options) + padded(id);
    if (!this.#continues) this.#take = this.#onPart(this.#held.toString("latin1", typeAt, typeAt + type));
    this.#continues = (flags & 1) === 1;
    this.#last = (flags & 2) === 2;
    this.#held = this.#held.subarray(headLength + names);
    return true;
  }
}

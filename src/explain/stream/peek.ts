// Looks at the beginning of a stream without losing it, and tells what it is packed in.

import type { Readable } from "node:stream";

export interface Peeked {
  /** At most the wanted number of bytes, fewer only when the stream ended. */
  readonly head: Buffer;
  /** The stream ended within the head. */
  readonly whole: boolean;
  /** Everything, from the first byte on. */
  readonly all: () => AsyncGenerator<Buffer>;
}

const asBuffer = (chunk: Uint8Array): Buffer => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

export async function peek(stream: AsyncIterable<Uint8Array>, wanted: number): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  let whole = false;
  // A stream that breaks off within the head still has a head: the error comes after it.
  let failure: { readonly error: unknown } | undefined;
  while (length < wanted && failure === undefined) {
    try {
      const next = await iterator.next();
      if (next.done === true) {
        whole = true;
        break;
      }
      chunks.push(asBuffer(next.value));
      length += next.value.length;
    } catch (error) {
      failure = { error };
    }
  }
  if (failure !== undefined && length === 0) throw failure.error;
  const head = Buffer.concat(chunks);
  return {
    head: head.subarray(0, wanted),
    whole: whole && head.length <= wanted,
    all: async function* () {
      if (head.length > 0) yield head;
      if (failure !== undefined) throw failure.error;
      try {
        while (!whole) {
          const next = await iterator.next();
          if (next.done === true) return;
          yield asBuffer(next.value);
        }
      } finally {
        await iterator.return?.();
      }
    },
  };
}

/** As many chunks wait at most for whoever reads. */
const waiting = 8;

/**
 * What a stream gives, and after that its error: reading it as an iterable would throw what was unpacked before the damage away.
 */
export async function* untilError(stream: Readable): AsyncGenerator<Buffer> {
  const queue: Buffer[] = [];
  let over = false;
  let failure: Error | undefined;
  let wake = (): void => undefined;
  const end = (error?: Error): void => {
    failure ??= error;
    over = true;
    wake();
  };
  stream.on("data", (chunk: Buffer) => {
    queue.push(chunk);
    if (queue.length >= waiting) stream.pause();
    wake();
  });
  stream.on("error", end);
  stream.on("close", () => end());
  stream.on("end", () => end());
  for (;;) {
    for (let chunk = queue.shift(); chunk !== undefined; chunk = queue.shift()) yield chunk;
    if (over) break;
    await new Promise<void>((resolve) => {
      wake = resolve;
      stream.resume();
    });
  }
  if (failure !== undefined) throw failure;
}

export type Packing = "gzip" | "zip" | "tar" | "bzip2" | "xz" | "7z" | "rar" | "zstd";

const magics: readonly (readonly [Packing, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b, 0x08]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf]],
  ["rar", [0x52, 0x61, 0x72, 0x21]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
];

/** By the first 512 bytes. */
export function packingOf(head: Buffer): Packing | undefined {
  const found = magics.find(([, magic]) => magic.every((byte, at) => head[at] === byte));
  if (found !== undefined)
    return found[0] === "bzip2" && !/^BZh[1-9]1AY/.test(head.toString("latin1", 0, 7)) ? undefined : found[0];
  return isTar(head) ? "tar" : undefined;
}

/** POSIX and GNU say `ustar`; older ones only have a checksum that fits (the header's bytes, its own field as blanks). */
function isTar(head: Buffer): boolean {
  if (head.length < 512) return false;
  const printed = /^[ 0]*([0-7]{1,7})[ \0]/.exec(head.toString("latin1", 148, 156));
  if (printed === null) return false;
  let sum = 0;
  for (let at = 0; at < 512; at += 1) sum += at >= 148 && at < 156 ? 32 : (head[at] ?? 0);
  return sum === Number.parseInt(printed[1] ?? "", 8);
}

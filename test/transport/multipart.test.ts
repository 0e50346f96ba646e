// Answers in parts, as MIME and as DIME: whole, in pieces of any size, cut off, hostile.
import { describe, expect, it } from "vitest";
import { DimeReader } from "../../src/transport/dime.ts";
import { MultipartReader, multipartOf, type PartReader, PartsRefused } from "../../src/transport/multipart.ts";
import { processorMs } from "../fakes/processor-time.ts";

interface Seen {
  readonly type: string;
  body: Buffer;
}

/** Reads `bytes` in pieces of `size`. */
function read(
  make: (onPart: (type: string) => (bytes: Uint8Array) => void) => PartReader,
  bytes: Buffer,
  size: number,
) {
  const seen: Seen[] = [];
  const reader = make((type) => {
    const part: Seen = { type, body: Buffer.alloc(0) };
    seen.push(part);
    return (piece) => {
      part.body = Buffer.concat([part.body, piece]);
    };
  });
  for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
  reader.end();
  return seen.map(({ type, body }) => [type, body.toString("latin1")]);
}

const mime = (bytes: Buffer, size: number) => read((onPart) => new MultipartReader("b-1", onPart), bytes, size);
const dime = (bytes: Buffer, size: number) => read((onPart) => new DimeReader(onPart), bytes, size);
const file = "one\r\n\r\n--b-\r\n--b\r\ntwo\u00ff\u0000\r";
const answer = Buffer.from(
  `preamble\r\n--b-1\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--b-1\r\nContent-ID: <f>\r\nContent-Type: application/octet-stream\r\n\r\n${file}\r\n--b-1\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n--b-1\r\n\r\n\r\n--b-1--\r\nepilogue`,
  "latin1",
);
const sizes = [1, 2, 3, 7, 64, 100_000];

describe("a multipart answer", () => {
  it.each(sizes)("is taken apart in pieces of %i bytes, byte for byte", (size) => {
    expect(mime(answer, size)).toEqual([
      ["text/xml", "<a/>"],
      ["application/octet-stream", file],
      ["", "hi"],
      ["", ""],
    ]);
  });

  it("with bare line feeds, and without a preamble, is read too", () => {
    expect(mime(Buffer.from("--b-1\nContent-Type: x\n\nabc\n--b-1--\n"), 5)).toEqual([["x", "abc"]]);
  });

  it.each([
    ["nothing", ""],
    ["no boundary at all", "abc"],
    ["a part that breaks off", "--b-1\r\nContent-Type: x\r\n\r\nabc"],
    ["a head without end", `--b-1\r\n${"x".repeat(20_000)}`],
    ["a thousand parts", `${"--b-1\r\n\r\n\r\n".repeat(1000)}--b-1--`],
    ["no base64 where it says so", "--b-1\r\nContent-Transfer-Encoding: base64\r\n\r\n<!>\r\n--b-1--"],
  ])("is refused: %s", (_name, text) => {
    expect(() => mime(Buffer.from(text), 1000)).toThrow(PartsRefused);
    expect(multipartOf("multipart/related; boundary=b-1", Buffer.from(text))).toBeUndefined();
  });

  it("costs time in proportion to its length, however its boundary is imitated", async () => {
    const teasing = Buffer.from(`--b-1\r\n\r\n${"\r\n--b-".repeat(300_000)}\r\n--b-1--`);
    let parts: ReturnType<typeof mime> = [];
    const took = await processorMs(() => {
      parts = mime(teasing, 65_536);
    });
    expect(parts[0]?.[1]?.length).toBe(1_800_000);
    expect(took).toBeLessThan(5_000);
  });
});

/** A record; flags: 4 first, 2 last, 1 goes on in the next one. */
function record(flags: number, type: string, data: string): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8((1 << 3) | flags, 0);
  head.writeUInt8(type === "" ? 0 : 0x10, 1);
  head.writeUInt16BE(0, 2);
  head.writeUInt16BE(3, 4);
  head.writeUInt16BE(type.length, 6);
  head.writeUInt32BE(data.length, 8);
  const pad = (text: string) => Buffer.concat([Buffer.from(text, "latin1"), Buffer.alloc((4 - (text.length % 4)) % 4)]);
  return Buffer.concat([head, pad("id1"), pad(type), pad(data)]);
}
const message = Buffer.concat([
  record(4, "text/xml", "<a/>"),
  record(1, "text/plain", "first,"),
  record(1, "", " second,"),
  record(2, "", " third"),
]);

describe("a DIME message", () => {
  it.each(sizes)("is taken apart in pieces of %i bytes; chunks are one part", (size) => {
    expect(dime(message, size)).toEqual([
      ["text/xml", "<a/>"],
      ["text/plain", "first, second, third"],
    ]);
  });

  it.each([
    ["cut off", message.subarray(0, -3 - 6)],
    ["of another version", Buffer.from([0x10, ...message.subarray(1)])],
    ["that is text", Buffer.from("<html>".repeat(10))],
    ["with a head of 200 KB", Buffer.from([0x0c, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])],
    ["that never says it is the last", record(4, "x", "y")],
  ])("%s is refused", (_name, bytes) => {
    expect(() => dime(bytes, 16)).toThrow(PartsRefused);
  });
});

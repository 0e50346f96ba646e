// The trust-list reader against field orders, unknown fields, damage and hostile lengths.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTrustList, largestTrustList, readTrustList } from "../../src/trust/tlv-read.ts";
import { verifyTrustList } from "../../src/trust/tlv-verify.ts";
import { list, read, renew } from "./cluster-lists.ts";

const cluster = renew(undefined);
const itl = list(cluster, "ITL");

const faultOf = (bytes: Uint8Array): string => {
  const result = readTrustList(bytes);
  return isTrustList(result) ? "read" : result.fault;
};

/** Splits elements of one level; tag 13 is a bare byte in the header. */
function split(bytes: Uint8Array, from: number, to: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = from; at < to; ) {
    if (bytes[at] === 13) {
      at += 1;
      continue;
    }
    const end = at + 3 + (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0);
    found.push(bytes.slice(at, end));
    at = end;
  }
  return found;
}

const headerLength = (itl.bytes[8] ?? 0) * 256 + (itl.bytes[9] ?? 0);
const header = split(itl.bytes, 0, headerLength);
const records: Uint8Array[] = [];
for (let at = headerLength; at < itl.bytes.length; ) {
  const length = (itl.bytes[at + 3] ?? 0) * 256 + (itl.bytes[at + 4] ?? 0);
  records.push(itl.bytes.slice(at, at + length));
  at += length;
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const element = (tag: number, value: Uint8Array): Uint8Array =>
  joined([Uint8Array.of(tag, value.length >> 8, value.length & 255), value]);

/** A header with these elements, its length field corrected. */
function withHeader(parts: readonly Uint8Array[], rest: readonly Uint8Array[] = records): Uint8Array {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const fixed = parts.map((part) => (part[0] === 2 ? element(2, Uint8Array.of(total >> 8, total & 255)) : part));
  return joined([...fixed, ...rest]);
}

const permutation = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

describe("the trust-list reader", () => {
  it("reads any order of header fields alike", () => {
    fc.assert(
      fc.property(permutation(header), (parts) => {
        const back = read(withHeader(parts));
        expect({ ...back, bytes: 0, sha256: 0 }).toEqual({ ...itl, bytes: 0, sha256: 0 });
      }),
    );
  });

  it("reads any order of record fields alike", () => {
    const first = records[0] ?? new Uint8Array();
    fc.assert(
      fc.property(permutation(split(first, 0, first.length)), (parts) => {
        const back = read(joined([...header, ...records.with(0, joined(parts))].flatMap((part) => [part])));
        expect(back.records).toEqual(itl.records);
      }),
    );
  });

  it("skips fields it does not know, in the header and in records", () => {
    const unknown = element(77, Buffer.from("something new"));
    const first = records[0] ?? new Uint8Array();
    const longer = joined([first, unknown]);
    longer[3] = longer.length >> 8;
    longer[4] = longer.length & 255;
    const back = read(withHeader([...header, unknown], records.with(0, longer)));
    expect(back.records).toEqual(itl.records);
  });

  it("finds the first record without a header length, as certutils may write it", () => {
    const back = read(joined([...header.filter((part) => part[0] !== 2), ...records]));
    expect(back.records).toEqual(itl.records);
  });

  it("names the fault of an empty, oversized or foreign file", () => {
    expect(faultOf(new Uint8Array())).toBe("empty");
    expect(faultOf(new Uint8Array(largestTrustList + 1))).toBe("too-large");
    for (const text of ["<html>404 Not Found</html>", "-----BEGIN CERTIFICATE-----", "HTTP Error 404\r\n\r\n"]) {
      expect(faultOf(Buffer.from(text))).toBe("not-a-trust-list");
    }
    const other = Buffer.from(itl.bytes);
    other.write("XML", other.indexOf("ITLFile"));
    expect(faultOf(other)).toBe("not-a-trust-list");
  });

  it("names every cut a fault, wherever it falls, except between two records", () => {
    const ends = new Set<number>();
    let at = headerLength;
    for (const record of records) {
      ends.add(at);
      at += record.length;
    }
    const wrong: string[] = [];
    for (let length = 0; length < itl.bytes.length; length += 1) {
      const fault = faultOf(itl.bytes.subarray(0, length));
      const right = ends.has(length) ? fault === "read" : ["truncated", "empty", "missing-field"].includes(fault);
      if (!right) wrong.push(`${length}: ${fault}`);
    }
    expect(wrong).toEqual([]);
  });

  it("names a missing field", () => {
    for (const tag of [3, 7, 12, 14, 15]) {
      expect(faultOf(withHeader(header.filter((part) => part[0] !== tag)))).toBe("missing-field");
    }
    const noRole = split(records[0] ?? new Uint8Array(), 0, (records[0] ?? []).length).filter((part) => part[0] !== 4);
    const short = joined(noRole);
    short[3] = short.length >> 8;
    short[4] = short.length & 255;
    expect(faultOf(withHeader(header, [short]))).toBe("missing-field");
  });

  it("refuses a field given twice, which a phone might read the other way round", () => {
    const signer = header.find((part) => part[0] === 3) ?? new Uint8Array();
    expect(faultOf(withHeader([...header, signer]))).toBe("not-a-trust-list");
  });

  it("refuses lengths that lie: a header or a record shorter than its fields", () => {
    const shortHeader = itl.bytes.slice();
    shortHeader[8] = 0;
    shortHeader[9] = 20;
    expect(faultOf(shortHeader)).toBe("bad-length");
    const shortRecord = itl.bytes.slice();
    shortRecord[headerLength + 3] = 0;
    shortRecord[headerLength + 4] = 4;
    expect(faultOf(shortRecord)).toBe("bad-length");
    const zeroHeader = itl.bytes.slice();
    zeroHeader[8] = 0;
    zeroHeader[9] = 0;
    expect(faultOf(zeroHeader)).toBe("bad-length");
  });

  it("shows control characters of hostile names as question marks", () => {
    const hostile = Buffer.from(itl.bytes);
    hostile.write("CN=\u001b[2J\r\n", hostile.indexOf("CN=ITLRECOVERY"));
    expect(read(hostile).signer.name).toMatch(/^CN=\?\[2J\?\?/);
  });

  it("never throws and never hangs on random bytes, nor on random changes of a real file", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        expect(typeof readTrustList(bytes)).toBe("object");
        expect(typeof readTrustList(joined([itl.bytes.subarray(0, headerLength), bytes]))).toBe("object");
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(itl.bytes.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = itl.bytes.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const result = readTrustList(bytes);
        if (!isTrustList(result)) return;
        for (const { certificate } of result.records) {
          if (certificate !== undefined) expect(typeof verifyTrustList(result, certificate)).toBe("string");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("reads the largest allowed flood of empty records in linear time", () => {
    const empty = joined([element(1, Uint8Array.of(0, 10)), element(4, Uint8Array.of(0, 0))]);
    const count = Math.floor((largestTrustList - headerLength) / empty.length);
    const flood = joined([itl.bytes.subarray(0, headerLength), ...Array.from({ length: count }, () => empty)]);
    const result = readTrustList(flood);
    expect(isTrustList(result) && result.records.length).toBe(count);
  });
});

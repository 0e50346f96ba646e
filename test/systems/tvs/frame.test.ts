// The frames of TVS against the arithmetic of the public trace, and against anything a port may send.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameLength, readReply, TvsFrameFault, verifyRequest } from "../../../src/systems/tvs/frame.ts";
import { element, frame } from "../../fakes/tvs-port.ts";

const device = "CP-8861-SEPB000B4BA0AEE";
const status = (value: number): Buffer => element(7, Buffer.of(value));

describe("a TVS request", () => {
  it("has the header, device element and lengths of the trace", () => {
    const certificate = randomBytes(1451);
    const request = Buffer.from(verifyRequest(0x3e9, device, certificate));
    // 57 01 <verify> 00 | session | length | 01 0018 01 "CP-8861-SEP..." | 02 05ab <DER>
    expect(request.subarray(0, 8).toString("hex")).toBe("57010100000003e9");
    expect(request.readUInt16BE(8)).toBe(request.length - 10);
    expect(request.subarray(10, 14).toString("hex")).toBe("01001801");
    expect(request.subarray(14, 14 + device.length).toString()).toBe(device);
    expect(request.subarray(14 + device.length, 17 + device.length).toString("hex")).toBe("0205ab");
    expect(request).toHaveLength(10 + 3 + 24 + 3 + 1451);
  });

  it("is refused for a certificate that no frame can hold", () => {
    expect(() => verifyRequest(1, device, new Uint8Array(0xffff))).toThrow(TvsFrameFault);
    expect(() => verifyRequest(1, device, new Uint8Array(0x10000))).toThrow(TvsFrameFault);
  });
});

describe("a TVS response", () => {
  it("adds up as the real one does: 1480 bytes with a certificate of 1451 and two roles", () => {
    const certificate = randomBytes(1451);
    const elements = [
      status(0),
      element(2, certificate),
      element(8, Buffer.of(0, 3)),
      element(9, Buffer.from("00015180", "hex")),
    ];
    const reply = frame(4, 0x3e9, Buffer.concat(elements));
    expect(reply).toHaveLength(1480);
    expect(reply.subarray(8, 10).toString("hex")).toBe("05be");
    expect(readReply(reply)).toEqual({
      command: 4,
      session: 0x3e9,
      status: 0,
      roles: [0, 3],
      certificate: Uint8Array.from(certificate),
      timeToLive: 86_400,
    });
  });

  it("is read in any order, with unknown elements and without optional ones", () => {
    const elements = Buffer.concat([
      element(200, randomBytes(40)),
      element(8, Buffer.of(21)),
      element(9, Buffer.of(1)),
      status(1),
    ]);
    expect(readReply(frame(2, 7, elements))).toEqual({ command: 2, session: 7, status: 1, roles: [21] });
  });

  it.each([
    ["another protocol", Buffer.from("HTTP/1.1 400 Bad")],
    ["another version", Buffer.from("57020200000000010000", "hex")],
    ["no status", frame(2, 1, element(8, Buffer.of(1)))],
    ["a status of two bytes", frame(2, 1, element(7, Buffer.of(0, 0)))],
    ["an element longer than the frame", frame(2, 1, Buffer.from("07ffff00", "hex"))],
    ["an element cut in its header", frame(2, 1, Buffer.from("0700", "hex"))],
    ["a frame cut off", frame(2, 1, status(0)).subarray(0, 12)],
  ])("with %s is a typed fault", (_, bytes) => {
    expect(() => readReply(bytes)).toThrow(TvsFrameFault);
  });

  it("of any bytes is read or refused, never a crash", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, headed) => {
        const given = headed ? frame(2, 1, bytes) : Buffer.from(bytes);
        try {
          if (frameLength(given) !== undefined) readReply(given);
        } catch (error) {
          expect(error).toBeInstanceOf(TvsFrameFault);
        }
      }),
    );
  });

  const sample = join(import.meta.dirname, "../../../../shared/samples/logs/tvs-query-cert-res--1.txt");
  it.skipIf(!existsSync(sample))("announces the length of the sample trace (needs the samples folder)", () => {
    const dump = readFileSync(sample, "latin1");
    const hex = /((?:57 01 04)(?: [0-9a-f]{2})+)/.exec(dump)?.[1]?.replaceAll(" ", "") ?? "";
    const head = Buffer.concat([Buffer.from(hex, "hex"), Buffer.from("05be", "hex")]).subarray(0, 10);
    expect(frameLength(head)).toBe(1480);
  });
});

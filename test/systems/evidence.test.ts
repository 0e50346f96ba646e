// Evidence carries device text: it must be short, plain and free of secrets.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../src/kernel/clock.ts";
import { evidenceOf, plainLine } from "../../src/systems/evidence.ts";

describe("evidence", () => {
  it("keeps the decisive lines, says how many were left out, and has the digest of the whole", () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    const evidence = evidenceOf(new ManualClock(), { system: "AXL", source: "listPhone", lines, whole: "all of it" });
    expect(evidence.excerpt.split("\n")).toHaveLength(8);
    expect(evidence.excerpt).toContain("… 43 more");
    expect(evidence.digest).toBe(createHash("sha256").update("all of it").digest("hex"));
    expect(evidence.at).toBe("2026-11-22T02:00:00.000Z");
  });

  it("cannot carry control codes, changes of direction, several lines or secrets", () => {
    const line = plainLine(
      "a\u001b[31mb\r\nc\u202ed\u2028e password=hunter2 Authorization: Basic c2VjcmV0OnNlY3JldA==",
    );
    expect(line).toBe("a [31mb c d e password=[redacted] Authorization: Basic [redacted]");
    expect(plainLine("x".repeat(1000))).toHaveLength(200);
  });
});

// Big logs as they pass by: lines without end, matches over chunk borders, other encodings; ripgrep and JavaScript find the same.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Explanation } from "../../src/domain/explanation.ts";
import { largestText } from "../../src/explain/explain.ts";
import { explainFile, explainStream } from "../../src/explain/source.ts";
import { ripgrepPath } from "../../src/explain/stream/engine.ts";
import { logLines } from "./log-lines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const filler = "08080021.043 |16:31:15.937 |AppInfo  |SIPStationD(18400) - an ordinary line of an ordinary trace\n";
const hit = `${logLines["sso.decrypt-failed"]}\n`;
const engines = (await ripgrepPath()) === undefined ? (["javascript"] as const) : (["ripgrep", "javascript"] as const);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function onDisk(bytes: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "certops-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "upload");
  writeFileSync(file, bytes);
  return file;
}

const seen = ({ kind, findings }: Explanation): unknown => ({
  kind,
  findings: findings.map(({ code, count, evidence }) => [code, count, evidence.map(({ line }) => line)]),
});

/** Larger than what is read as a whole, so that it goes through the scanner. */
const ordinary = (lines: number): string => filler.repeat(lines);
const enough = Math.ceil(largestText / filler.length) + 10;

it("ripgrep came with the package", () => {
  expect(engines).toContain("ripgrep");
});

describe.each(engines)("with %s", (engine) => {
  const stream = (bytes: Buffer, size = 64 * 1024) => explainStream(inPieces(bytes, size), { now, engine });

  it("a big log is scanned, and lines keep their numbers", async () => {
    const text = `${ordinary(enough)}${hit}${ordinary(10)}${hit}`;
    const expected = {
      kind: "log",
      findings: [["sso.decrypt-failed", 2, [enough + 1, enough + 12]]],
    };
    expect(seen(await stream(Buffer.from(text)))).toEqual(expected);
    const fromDisk = await explainFile(onDisk(Buffer.from(text)), { now, engine });
    expect(seen(fromDisk)).toEqual(expected);
    expect(fromDisk.facts).toMatchObject({ source: "ccm-sdl", encoding: "utf-8", scanner: engine });
  });

  it.each([1, 7, 333, 65_536])("a match over the border of chunks of %d bytes is found", async (size) => {
    const small = `${filler.repeat(3)}${hit}${filler}`;
    const head = Buffer.from(ordinary(enough));
    const tail = Buffer.from(small);
    async function* both(): AsyncGenerator<Buffer> {
      yield head;
      yield* inPieces(tail, size);
    }
    const explained = await explainStream(both(), { now, engine });
    expect(seen(explained)).toMatchObject({ findings: [["sso.decrypt-failed", 1, [enough + 4]]] });
  });

  it.each(["utf16le", "latin1"] as const)("a log in %s is read", async (encoding) => {
    const text = `${ordinary(enough)}Grüße aus Köln\n${hit}`;
    const explained = await stream(Buffer.from(encoding === "utf16le" ? `\ufeff${text}` : text, encoding), 10_001);
    expect(seen(explained)).toMatchObject({ findings: [["sso.decrypt-failed", 1, [enough + 2]]] });
    expect(explained.facts.encoding).toBe(encoding === "utf16le" ? "utf-16le" : "utf-8");
  });

  it("characters of another encoding beside and inside a match do not hide it", async () => {
    const odd = Buffer.from(`${filler}\xe9\xff\xfe ${hit.trimEnd().replace("what's", "what\x92s")} \xe9\n`, "latin1");
    const signing = Buffer.from(
      "The signing certificate does not match what\x92s defined in the entity metadata.\n",
      "latin1",
    );
    const explained = await stream(Buffer.concat([Buffer.from(ordinary(enough)), odd, signing]));
    expect(explained.findings.map(({ code }) => code)).toEqual(["sso.decrypt-failed", "sso.idp-signing-changed"]);
  });

  it("a line without an end is looked at to its end; what stands on a cut is found once", async () => {
    const piece = 4 * 1024 * 1024;
    const pad = (text: string, length: number): string => text + "x".repeat(Math.max(0, length - text.length));
    // One match in the middle of a piece, one over the first cut, one in the overlap of the second.
    const line = [
      pad(`${filler.trimEnd()} ${hit.trimEnd()}`, piece - 100),
      pad(hit.trimEnd(), piece),
      pad(hit.trimEnd(), 1000),
      hit.trimEnd(),
    ].join("");
    const text = `${filler}${line}\n${filler}${hit}`;
    const expected = { findings: [["sso.decrypt-failed", 5, [2, 2, 2, 2, 4]]] };
    expect(seen(await stream(Buffer.from(text), 1024 * 1024))).toMatchObject(expected);
    expect(
      seen(await explainFile(onDisk(Buffer.from(`${text}${"y".repeat(20 * 1024 * 1024)}`)), { now, engine })),
    ).toMatchObject(expected);
  });

  it("a flood of hits is counted, and a few lines of it are kept", async () => {
    const explained = await stream(Buffer.from(hit.repeat(30_000)));
    expect(explained.findings[0]).toMatchObject({ code: "sso.decrypt-failed", count: 30_000 });
    expect(explained.findings[0]?.evidence.length).toBeLessThanOrEqual(8);
  });

  it("what looks like a mark of ours in the data is data", async () => {
    const forged = `\u0001certops-000000000000000000000000 7\n`;
    const explained = await stream(Buffer.from(`${ordinary(enough)}${forged}${hit}`));
    expect(seen(explained)).toMatchObject({ findings: [["sso.decrypt-failed", 1, [enough + 2]]] });
  });
});

describe("limits", () => {
  it("end the scan of an endless stream with a clear word, and keep what was found", async () => {
    const chunk = Buffer.from(ordinary(10_000) + hit);
    let ended = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) yield chunk;
      } finally {
        ended = true;
      }
    }
    const limits = { unpacked: 20 * 1024 * 1024, ratio: 200, least: 1, files: 10, depth: 2, spool: 1024 };
    const explained = await explainStream(endless(), { now, limits });
    expect(explained.findings.map(({ code }) => code)).toEqual(["bundle.limit", "sso.decrypt-failed"]);
    expect(ended).toBe(true);
  });
});

// The case file: signed, readable by others, and every tampering is named.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryKey } from "../../src/audit/key.ts";
import { fingerprintOf, manifestName, verifyCase } from "../../src/cases/manifest.ts";
import { packCase } from "../../src/cases/pack.ts";
import { NotACase, readZip, writeZip, type ZipPart } from "../../src/cases/zip.ts";
import { caseVerify } from "../../src/certops/case.ts";
import { caseFile } from "./samples.ts";

const key = temporaryKey();
const packed = await packCase(caseFile, { html: "<!doctype html><p>page", markdown: "# case\n" }, key);
const parts = await readZip(packed.file.bytes);
const zip = (changed: readonly ZipPart[]) => writeZip(changed, new Date(0));
const faults = async (changed: readonly ZipPart[]) =>
  (await verifyCase(await zip(changed))).faults.map(({ file, fault }) => `${file} ${fault}`);

describe("a case file", () => {
  it("holds the page, the JSON, the Markdown and their signed list, and is intact", async () => {
    expect(parts.map(({ name }) => name)).toEqual(["case.html", "case.json", "case.md", manifestName]);
    expect(await verifyCase(packed.file.bytes)).toMatchObject({
      ok: true,
      about: caseFile.about,
      files: 3,
      faults: [],
      signer: fingerprintOf(key.publicKey),
    });
    expect(JSON.parse(Buffer.from(parts[1]?.bytes ?? []).toString())).toEqual(JSON.parse(JSON.stringify(caseFile)));
  });

  it("is read by an unzip of somebody else's", () => {
    const folder = mkdtempSync(join(tmpdir(), "case-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "case.zip");
    writeFileSync(file, packed.file.bytes);
    const listing = execFileSync("python3", ["-m", "zipfile", "-t", file], { encoding: "utf8" });
    expect(listing).toContain("Done testing");
    const names = execFileSync("python3", ["-m", "zipfile", "-l", file], { encoding: "utf8" });
    expect(names).toContain("case.html");
  });

  it("names a file that was changed, taken away or added", async () => {
    const changed = parts.map((part) =>
      part.name === "case.md" ? { ...part, bytes: Buffer.from("# other\n") } : part,
    );
    expect(await faults(changed)).toEqual(["case.md changed"]);
    expect(await faults(parts.filter(({ name }) => name !== "case.json"))).toEqual(["case.json missing"]);
    expect(await faults([...parts, { name: "more.html", bytes: Buffer.from("x") }])).toEqual(["more.html added"]);
  });

  it("names a list that was changed, broken or left out", async () => {
    const manifest = Buffer.from(parts.at(-1)?.bytes ?? []).toString();
    const with_ = (text: string) => [...parts.slice(0, -1), { name: manifestName, bytes: Buffer.from(text) }];
    expect(await faults(with_(manifest.replace(caseFile.about, "dia_other")))).toEqual([
      `${manifestName} signature-invalid`,
    ]);
    expect(await faults(with_("{"))).toEqual([`${manifestName} manifest-broken`]);
    expect(await faults(parts.slice(0, -1))).toEqual([`${manifestName} manifest-missing`]);
  });

  it("shows another signer when somebody packed and signed it anew", async () => {
    const forged = await packCase(caseFile, { html: "<p>other", markdown: "" }, temporaryKey());
    const verdict = await verifyCase(forged.file.bytes);
    expect(verdict.ok).toBe(true);
    expect(verdict.signer).not.toBe(fingerprintOf(key.publicKey));
  });
});

describe("what is no case file", () => {
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a picture", Buffer.from("89504e470d0a1a0a0000", "hex")],
    ["half a zip", Buffer.from(packed.file.bytes).subarray(0, 200)],
    ["noise", Buffer.from("PK\u0003\u0004 not really")],
  ])("%s is refused plainly", async (_name, bytes) => {
    await expect(verifyCase(bytes)).rejects.toThrow(NotACase);
  });

  it("is named in the language of the environment", async () => {
    const folder = mkdtempSync(join(tmpdir(), "case-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "noise.zip");
    writeFileSync(file, "PK\u0003\u0004 not really");
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    for (const LC_ALL of ["C", "zh_CN.UTF-8"])
      expect(await caseVerify(file, {}, { out: write, err: write, env: { LC_ALL }, live: false, width: 80 })).toBe(2);
    expect(lines[0]).toContain("is no case file: it is no zip archive, or a damaged one.");
    expect(lines[1]).toContain("不是案例文件：它不是 ZIP 压缩包，或已损坏。");
  });

  it("a zip whose names lead out of its folder is refused", async () => {
    // yazl writes no such name: one is put over a name of the same length.
    const made = Buffer.from(await zip([{ name: "aaaaaaaaaa", bytes: Buffer.from("x") }]));
    const evil = Buffer.from(made.toString("latin1").replaceAll("aaaaaaaaaa", "../../evil"), "latin1");
    await expect(readZip(evil)).rejects.toThrow(NotACase);
  });

  it("a bomb is refused while it is unpacked", async () => {
    const bomb = await zip([{ name: "bomb", bytes: Buffer.alloc(80 * 1024 * 1024) }]);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(readZip(bomb)).rejects.toThrow("too large");
  });
});

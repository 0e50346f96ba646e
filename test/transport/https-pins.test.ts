// The file of pinned certificates: private, atomic, and never half understood.
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Endpoint, filePins, memoryPins } from "../../src/transport/https-pins.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pins-"));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

const at = (port: number): Endpoint => ({ node: "cucm-pub", address: "10.0.0.10", port });
const a = "a".repeat(64);
const b = "b".repeat(64);

describe("pins in a file", () => {
  it("has none before the first one was moved, and keeps what was moved for the next start", async () => {
    const file = join(folder, "deeper", "pins.json");
    expect(await filePins(file).pinsFor(at(8443))).toEqual([]);
    await filePins(file).move(at(8443), a);
    await filePins(file).move(at(8443), b);
    expect(await filePins(file).pinsFor(at(8443))).toEqual([{ kind: "certificate", sha256: b }]);
    expect(await filePins(file).pinsFor(at(8444))).toEqual([]);
  });

  it("is readable by its owner alone and leaves no half-written files", async () => {
    const file = join(folder, "pins.json");
    await filePins(file).move(at(8443), a);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["pins.json"]);
  });

  it("loses nothing when many nodes move at once", async () => {
    const file = join(folder, "pins.json");
    const pins = filePins(file);
    await Promise.all(Array.from({ length: 20 }, (_, index) => pins.move(at(index + 1), a)));
    const { pins: stored } = JSON.parse(await readFile(file, "utf8")) as { pins: object };
    expect(Object.keys(stored)).toHaveLength(20);
  });

  it("adds the configuration's pins and never writes them", async () => {
    const file = join(folder, "pins.json");
    const pins = filePins(file, () => [{ kind: "ca", pem: "PEM" }]);
    await pins.move(at(8443), a);
    expect(await pins.pinsFor(at(8443))).toEqual([
      { kind: "ca", pem: "PEM" },
      { kind: "certificate", sha256: a },
    ]);
    expect(await readFile(file, "utf8")).not.toContain("PEM");
  });

  it.each([
    ["no JSON", "{"],
    ["another shape", "[]"],
    ["pins that are no fingerprints", '{"version":1,"pins":{"10.0.0.10:8443":["*"]}}'],
    ["pins that are no list", '{"version":1,"pins":{"10.0.0.10:8443":"a"}}'],
  ])("refuses a file with %s and neither guesses nor overwrites it", async (_, content) => {
    const file = join(folder, "pins.json");
    await writeFile(file, content);
    await expect(filePins(file).pinsFor(at(8443))).rejects.toMatchObject({ code: "config-invalid" });
    await expect(filePins(file).move(at(8443), a)).rejects.toMatchObject({ code: "config-invalid" });
    expect(await readFile(file, "utf8")).toBe(content);
  });
});

describe("pins in memory", () => {
  it("keeps the CA when a certificate moves", async () => {
    const pins = memoryPins(
      new Map([
        [
          "10.0.0.10:8443",
          [
            { kind: "ca", pem: "PEM" },
            { kind: "certificate", sha256: a },
          ],
        ],
      ]),
    );
    await pins.move(at(8443), b);
    expect(await pins.pinsFor(at(8443))).toEqual([
      { kind: "ca", pem: "PEM" },
      { kind: "certificate", sha256: b },
    ]);
  });
});

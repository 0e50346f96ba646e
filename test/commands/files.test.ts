// A file dropped into the chat is read by its content, compared with what the clusters held, and kept nowhere.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileCard } from "../../cards/file-card.ts";
import { textCard } from "../../cards/render/text.ts";
import type { FileReading } from "../../src/domain/file-reading.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { world } from "../scenarios/world.ts";

const now = "2026-11-22T02:00:00.000Z";
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const drawn = (reading: FileReading): string =>
  textCard(fileCard(reading, now), { writer: writerFor("en"), width: 200 });

describe("a dropped file", () => {
  it("that is a node's own certificate is named as such, whatever the file is called", async () => {
    const { lab, app } = await world({ phones: 2 });
    const [person] = app.services.policy().people;
    const own = lab.cluster.publisher.own.get("CallManager");
    if (person === undefined || own === undefined) throw new Error("the lab is empty");
    const reading = await app.services.files.read({ name: "holiday.jpg", bytes: bytesOf(own.pem) }, person);
    expect(reading).toMatchObject({ kind: "certificates", certificates: [{ heldBy: ["HQ cucm-pub CallManager"] }] });
    expect(drawn(reading)).toContain("never added to a trust store");
  });

  it("that is a phone's list is checked and found in the snapshots that served it; an altered one is called so", async () => {
    const { lab, app } = await world({ phones: 2 });
    const [person] = app.services.policy().people;
    const list = lab.cluster.publisher.trustList("ITL");
    if (person === undefined || list === undefined) throw new Error("the lab serves no list");
    const read = (bytes: Uint8Array) => app.services.files.read({ name: "ITLFile.tlv", bytes }, person);
    const reading = await read(list);
    expect(reading).toMatchObject({ kind: "trust-list", list: { signature: "valid", servedIn: [{ cluster: "HQ" }] } });

    const altered = Uint8Array.from(list);
    altered[altered.length - 40] = (altered[altered.length - 40] ?? 0) ^ 1;
    expect(await read(altered)).toMatchObject({ list: { signature: "invalid", servedIn: [] } });
    expect(await read(list.subarray(0, 900))).toMatchObject({ kind: "damaged-list" });
  });

  it("tells a person nothing of clusters that they may not see", async () => {
    const { lab, app } = await world({ phones: 2 });
    const [person] = app.services.policy().people;
    const own = lab.cluster.publisher.own.get("TVS");
    if (person === undefined || own === undefined) throw new Error("the lab is empty");
    const stranger = { ...person, roles: [] };
    const reading = await app.services.files.read({ name: "a.pem", bytes: bytesOf(own.pem) }, stranger);
    expect(reading).toMatchObject({ kind: "certificates", certificates: [{ heldBy: [] }] });
  });

  it("that is a chain, a private key, a picture or nothing at all gets a plain answer in both languages", async () => {
    const { app } = await world({ phones: 2 });
    const [person] = app.services.policy().people;
    if (person === undefined) throw new Error("no people");
    const chain = readFileSync(join(import.meta.dirname, "../fixtures/trust/chain.p7b"));
    const files: [Uint8Array, FileReading["kind"]][] = [
      [new Uint8Array(chain), "certificates"],
      [bytesOf("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"), "private-key"],
      [new Uint8Array([0x89, 0x50, 0x4e, 0x47]), "unknown"],
      [new Uint8Array(), "unknown"],
    ];
    for (const [bytes, kind] of files) {
      const reading = await app.services.files.read({ name: "x", bytes }, person);
      expect(reading.kind).toBe(kind);
      for (const locale of ["en", "zh-CN"] as const) {
        const text = textCard(fileCard(reading, now), { writer: writerFor(locale), width: 100 });
        expect(text).not.toMatch(/file\.[a-z]/);
        expect(text).not.toContain("AAAA");
      }
    }
  });
});

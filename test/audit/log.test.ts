// The audit chain: every kind of damage is found and named.
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chain, hashOf } from "../../src/audit/chain.ts";
import { headIsSigned, loadOrCreateKey, temporaryKey } from "../../src/audit/key.ts";
import { AuditLog } from "../../src/audit/log.ts";
import type { AuditStore } from "../../src/audit/ports.ts";
import type { AuditEntry, AuditEvent } from "../../src/domain/audit.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { ManualClock } from "../../src/kernel/clock.ts";

/** A store whose entries a test can damage. */
class Kept implements AuditStore {
  entries: AuditEntry[] = [];
  fails = false;
  writes = 0;

  async last(): Promise<AuditEntry | undefined> {
    return this.entries.at(-1);
  }

  async append(...entries: readonly AuditEntry[]): Promise<void> {
    if (this.fails) throw new Error("disk");
    this.writes += 1;
    for (const entry of entries) {
      if (this.entries.some((other) => other.sequence === entry.sequence)) throw new Error("twice");
      this.entries.push(structuredClone(entry));
    }
  }

  async read(after: number, limit: number): Promise<readonly AuditEntry[]> {
    return this.entries.filter((entry) => entry.sequence > after).slice(0, limit);
  }

  async list(): Promise<readonly AuditEntry[]> {
    return this.entries.toReversed();
  }
}

const event = (number: number): AuditEvent => ({
  kind: "asked",
  at: "2026-11-22T02:00:00.000Z",
  who: "ada",
  cluster: "hq",
  data: { number, words: "telefons“, 电话" },
});

let kept: Kept;
let log: AuditLog;
const key = temporaryKey();
beforeEach(async () => {
  kept = new Kept();
  log = new AuditLog({ store: kept, key, clock: new ManualClock() });
  for (let number = 1; number <= 6; number++) await log.append(event(number));
});

const replace = (index: number, change: Partial<AuditEntry>): void => {
  const entry = kept.entries[index];
  if (entry !== undefined) kept.entries[index] = { ...entry, ...change };
};

describe("a whole chain", () => {
  it("verifies, alone and against its published head", async () => {
    expect(await log.verify()).toEqual({ ok: true, entries: 6, head: kept.entries[5]?.hash });
    const head = await log.head();
    await log.append(event(7));
    expect(await log.verify(head)).toMatchObject({ ok: true, entries: 7 });
  });

  it("is built in the order of the calls, also when they come at once", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => log.append(event(100 + index))));
    expect(kept.entries.slice(6).map((entry) => entry.data.number)).toEqual(
      Array.from({ length: 50 }, (_, i) => 100 + i),
    );
    expect(await log.verify()).toMatchObject({ ok: true, entries: 56 });
  });

  it("writes what came in the same moment at once", async () => {
    const before = kept.writes;
    await Promise.all(Array.from({ length: 450 }, (_, index) => log.append(event(index))));
    expect(kept.writes - before).toBe(3);
    expect(await log.verify()).toMatchObject({ ok: true, entries: 456 });
  });

  it("goes on after a failed write without a hole", async () => {
    kept.fails = true;
    await expect(log.append(event(7))).rejects.toThrow("disk");
    kept.fails = false;
    await log.append(event(8));
    expect(await log.verify()).toMatchObject({ ok: true, entries: 7 });
  });

  it("of more entries than a page is read page by page", async () => {
    for (let number = 0; number < 2500; number++) await log.append(event(number));
    expect(await log.verify()).toMatchObject({ ok: true, entries: 2506 });
  });

  it("that is empty verifies too", async () => {
    const empty = new AuditLog({ store: new Kept(), key, clock: new ManualClock() });
    expect(await empty.verify(await empty.head())).toMatchObject({ ok: true, entries: 0 });
  });

  it("keeps no secret", async () => {
    const entry = await log.append({ ...event(1), data: { header: "Authorization: Basic Y2VydG9wczpzZWNyZXQ=" } });
    expect(JSON.stringify(entry)).not.toContain("Y2VydG9wczpzZWNyZXQ");
  });
});

describe("damage is found and named:", () => {
  it.each<[string, () => void, { sequence: number; fault: string }]>([
    ["a changed fact", () => replace(2, { data: { number: 99 } }), { sequence: 3, fault: "changed" }],
    ["a changed name", () => replace(2, { who: "eve" }), { sequence: 3, fault: "changed" }],
    ["a changed time", () => replace(0, { at: "2020-01-01T00:00:00.000Z" }), { sequence: 1, fault: "changed" }],
    ["a removed entry", () => kept.entries.splice(2, 1), { sequence: 3, fault: "removed" }],
    ["a removed beginning", () => kept.entries.splice(0, 2), { sequence: 1, fault: "removed" }],
    [
      "two entries that changed places",
      () => {
        const [a, b] = [kept.entries[2], kept.entries[3]];
        if (a && b) kept.entries.splice(2, 2, { ...b, sequence: 3 }, { ...a, sequence: 4 });
      },
      { sequence: 3, fault: "reordered" },
    ],
    [
      "an entry that was changed together with its hash",
      () => {
        const entry = kept.entries[2];
        if (entry) replace(2, { data: { number: 99 }, hash: hashOf({ ...entry, data: { number: 99 } }) });
      },
      { sequence: 4, fault: "reordered" },
    ],
  ])("%s", async (_name, damage, expected) => {
    damage();
    const { ok, entries, fault } = await log.verify();
    expect({ ok, entries, fault }).toMatchObject({ ok: false, entries: expected.sequence - 1, fault: expected });
    expect(fault?.what).toMatch(/^entr(y|ies) \d[^?]*$/);
    expect(fault && writerFor("zh-CN").write(fault.say)).toMatch(/^条目 \d[^?]*$/);
  });

  it("a tail that was cut off, by the head that was published", async () => {
    const head = await log.head();
    kept.entries.splice(4);
    expect(await log.verify()).toMatchObject({ ok: true, entries: 4 });
    expect(await log.verify(head)).toMatchObject({ ok: false, fault: { sequence: 5, fault: "cut" } });
  });

  it("a chain that was written anew from the start", async () => {
    const head = await log.head();
    const forged: AuditEntry[] = [];
    for (let number = 1; number <= 6; number++) forged.push(chain({ ...event(number), who: "eve" }, forged.at(-1)));
    kept.entries = forged;
    expect(await log.verify()).toMatchObject({ ok: true });
    expect(await log.verify(head)).toMatchObject({ ok: false, fault: { sequence: 6, fault: "rewritten" } });
  });

  it("a published head that was forged or signed by another key", async () => {
    const head = await log.head();
    expect(await log.verify({ ...head, sequence: 2 })).toMatchObject({ fault: { fault: "signature-invalid" } });
    expect(await log.verify({ ...head, signature: "AAAA" })).toMatchObject({ fault: { fault: "signature-invalid" } });
    expect(await log.verify({ ...head, publicKey: "garbage" })).toMatchObject({
      fault: { fault: "signature-invalid" },
    });
    expect(await log.verify(temporaryKey().sign(head))).toMatchObject({ fault: { fault: "other-key" } });
  });
});

describe("the signing key", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "audit-key-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is made once with mode 0600 and read again", () => {
    const file = join(folder, "new", "audit.key");
    const made = loadOrCreateKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const head = made.sign({ sequence: 1, hash: "h", at: "t" });
    expect(loadOrCreateKey(file).publicKey).toBe(made.publicKey);
    expect(headIsSigned(head)).toBe(true);
  });

  it("is refused when other users can read it, and when it is no Ed25519 key", () => {
    const file = join(folder, "audit.key");
    loadOrCreateKey(file);
    chmodSync(file, 0o644);
    expect(() => loadOrCreateKey(file)).toThrow(
      expect.objectContaining({ code: "config-invalid", next: { id: "audit.key-mode.next", values: { file } } }),
    );
    writeFileSync(file, "not a key");
    chmodSync(file, 0o600);
    expect(() => loadOrCreateKey(file)).toThrow(/holds no private key/);
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }));
    expect(() => loadOrCreateKey(file)).toThrow(/no Ed25519 key/);
  });
});

// The pool of practice keys: kept between runs, private to the user, never in the way.
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KeyPool } from "../../src/lab/keys.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lab-keys-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (): string => join(folder, "kept", "rsa-2048.json");

async function keptPool(): Promise<string> {
  const pool = new KeyPool({ folder: join(folder, "kept"), spare: 1 });
  const key = await pool.take("RSA");
  await pool.stockUp();
  await pool.close();
  return key;
}

describe("the key pool", () => {
  it("hands the same keys to the next pool, and each key once", async () => {
    const first = await keptPool();
    const next = new KeyPool({ folder: join(folder, "kept"), spare: 0 });
    const again = await next.take("RSA");
    const other = await next.take("RSA");
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    await next.close();
  });

  it("keeps them where nobody else can read them", async () => {
    await keptPool();
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "kept"))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, "kept"))).toEqual(["rsa-2048.json"]);
  });

  it("ignores a file that others can read, and one that holds no keys", async () => {
    const first = await keptPool();
    await writeFile(file(), JSON.stringify([first]), { mode: 0o644 });
    await chmod(file(), 0o644);
    const careful = new KeyPool({ folder: join(folder, "kept") });
    expect(await careful.take("RSA")).not.toBe(first);
    await careful.close();
    await writeFile(file(), '[1, "key", {"a":');
    await chmod(file(), 0o600);
    const robust = new KeyPool({ folder: join(folder, "kept") });
    expect(await robust.take("RSA")).toContain("BEGIN PRIVATE KEY");
    await robust.close();
  });

  it("works from memory where it cannot write", async () => {
    await writeFile(join(folder, "kept"), "a file where the folder should be");
    const pool = new KeyPool({ folder: join(folder, "kept"), spare: 1 });
    expect(await pool.take("RSA")).toContain("BEGIN PRIVATE KEY");
    await pool.stockUp();
    await pool.close();
    expect(await pool.take("EC")).toContain("BEGIN PRIVATE KEY");
  });
});

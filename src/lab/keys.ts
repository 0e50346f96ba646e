// RSA keys for practice certificates. Making one takes about 0.1 s, so they are kept between runs; never use them for anything else.
import { generateKeyPair } from "node:crypto";
import { mkdir, open, readFile, rename, stat, unlink } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { newId } from "../kernel/ids.ts";

/** Private key as PKCS#8 PEM. */
export type KeyPem = string;

const generate = (type: "RSA" | "EC"): Promise<KeyPem> =>
  new Promise((resolve, reject) => {
    const done = (error: Error | null, _: string, privateKey: string): void =>
      error === null ? resolve(privateKey) : reject(error);
    const encoding = {
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    } as const;
    if (type === "RSA") generateKeyPair("rsa", { modulusLength: 2048, ...encoding }, done);
    else generateKeyPair("ec", { namedCurve: "secp384r1", ...encoding }, done);
  });

/** `$XDG_CACHE_HOME/certops-lab`, else `~/.cache/certops-lab`. */
export const defaultKeyFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "certops-lab");

const fileName = "rsa-2048.json";
/** Enough for a publisher and nineteen subscribers; a bigger file is not ours. */
const mostKept = 200;

/**
 * Hands out keys, each once per pool. Kept keys come first, then new ones, which are kept for the next pool. Where the folder cannot
 * be written the keys live in memory only.
 */
export class KeyPool {
  readonly #folder: string;
  readonly #spare: number;
  #kept: Promise<KeyPem[]> | undefined;
  #next = 0;
  #making: Promise<void> = Promise.resolve();
  #closed = false;
  #saved = 0;

  constructor(options: { folder?: string; spare?: number } = {}) {
    this.#folder = options.folder ?? defaultKeyFolder();
    this.#spare = options.spare ?? 12;
  }

  async take(type: "RSA" | "EC"): Promise<KeyPem> {
    if (type === "EC") return generate("EC");
    const keys = await this.#keys();
    const index = this.#next++;
    while (keys.length <= index) keys.push(await generate("RSA"));
    const key = keys[index];
    if (key === undefined) throw new Error("a key that was just made is gone");
    return key;
  }

  /** Makes spare keys and keeps them, so that the next renewal does not wait; nobody has to wait for this. */
  async stockUp(): Promise<void> {
    this.#making = this.#making.then(async () => {
      const keys = await this.#keys();
      while (!this.#closed && keys.length < this.#next + this.#spare) keys.push(await generate("RSA"));
      if (!this.#closed && keys.length > this.#saved) await this.#save(keys);
    });
    await this.#making;
  }

  /** Waits for a key that is being made, then stops. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#making;
  }

  #keys(): Promise<KeyPem[]> {
    this.#kept ??= this.#load();
    return this.#kept;
  }

  async #load(): Promise<KeyPem[]> {
    try {
      const path = join(this.#folder, fileName);
      // keys that others could have put there are worthless even for practice
      if (((await stat(path)).mode & 0o077) !== 0 && process.platform !== "win32") return [];
      const found: unknown = JSON.parse(await readFile(path, "utf8"));
      const keys = Array.isArray(found) ? found.filter(looksLikeKey).slice(0, mostKept) : [];
      this.#saved = keys.length;
      return keys;
    } catch {
      return [];
    }
  }

  async #save(keys: readonly KeyPem[]): Promise<void> {
    const temporary = join(this.#folder, `.${newId("keys")}`);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const file = await open(temporary, "wx", 0o600);
      try {
        await file.writeFile(JSON.stringify(keys.slice(0, mostKept)));
      } finally {
        await file.close();
      }
      // Two pools may save at once: the last one wins, and whole files are never mixed.
      await rename(temporary, join(this.#folder, fileName));
      this.#saved = keys.length;
    } catch {
      await unlink(temporary).catch(() => undefined);
    }
  }
}

const looksLikeKey = (value: unknown): value is KeyPem =>
  typeof value === "string" && value.length < 4096 && value.startsWith("-----BEGIN PRIVATE KEY-----");

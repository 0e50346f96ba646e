// Pins in OpenSSH's format: what is read, what is matched, what is written.
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import ssh2 from "ssh2";
import { afterEach, describe, expect, it } from "vitest";
import { codeOf } from "../../src/domain/errors.ts";
import { knownHostLine, matchesHost, pinnedIn, readKnownHostLine } from "../../src/transport/known-hosts.ts";
import { fileHostKeyStore, memoryHostKeyStore } from "../../src/transport/known-hosts-file.ts";
import { fingerprintOf, type HostKey, hostKeyOf } from "../../src/transport/ssh-host-key.ts";
import { newHostKey } from "../fakes/cucm-shell.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "known-hosts-"));
  folders.push(folder);
  return join(folder, "state", "known_hosts");
}

function newKey(): HostKey {
  const parsed = ssh2.utils.parseKey(newHostKey());
  if (parsed instanceof Error) throw parsed;
  const key = hostKeyOf(parsed.getPublicSSH());
  if (key === undefined) throw new Error("no key");
  return key;
}

const line = (hosts: string, key: HostKey): string =>
  `${hosts} ${key.type} ${Buffer.from(key.blob).toString("base64")}`;

const hashed = (name: string): string => {
  const salt = Buffer.from("0123456789abcdefghij");
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
};

const opensshKeygen = (() => {
  try {
    execFileSync("ssh-keygen", ["-?"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ENOENT");
  }
})();

describe("host patterns", () => {
  it.each([
    ["10.0.0.1", "10.0.0.1", 22, true],
    ["10.0.0.1", "10.0.0.1", 2022, false],
    ["[10.0.0.1]:2022", "10.0.0.1", 2022, true],
    ["[10.0.0.1]:2022", "10.0.0.1", 22, false],
    ["CUCM-Pub.Lab.Example,10.0.0.1", "cucm-pub.lab.example", 22, true],
    ["*.lab.example", "cucm-pub.lab.example", 22, true],
    ["*.lab.example,!cucm-pub.lab.example", "cucm-pub.lab.example", 22, false],
    ["10.0.0.?", "10.0.0.7", 22, true],
    ["10.0.0.?", "10.0.0.70", 22, false],
    [hashed("10.0.0.1"), "10.0.0.1", 22, true],
    [hashed("[10.0.0.1]:2022"), "10.0.0.1", 2022, true],
    [hashed("10.0.0.1"), "10.0.0.2", 22, false],
    ["|1|broken", "10.0.0.1", 22, false],
  ])("%s means %s port %i: %s", (hosts, address, port, expected) => {
    expect(matchesHost(hosts, address, port)).toBe(expected);
  });

  it("stays quick on a pattern made to be slow", () => {
    expect(matchesHost("*a".repeat(200), "a".repeat(2_000), 22)).toBe(true);
    expect(matchesHost(`${"*a".repeat(200)}b`, "a".repeat(2_000), 22)).toBe(false);
  });
});

describe("a known_hosts file's text", () => {
  it("gives every trusted key of a host, and takes a revoked one away", () => {
    const [first, second, revoked] = [newKey(), newKey(), newKey()];
    const text = [
      "# comment",
      "",
      line("10.0.0.1", first),
      line(`@revoked *`, revoked),
      line("10.0.0.1", revoked),
      `${line("10.0.0.1,other", second)} a comment at the end`,
      `@cert-authority ${line("10.0.0.1", newKey())}`,
      "10.0.0.1 ssh-rsa AAAAnonsense",
      `10.0.0.1 ssh-rsa ${Buffer.from(first.blob).toString("base64")}`,
    ].join("\r\n");
    const pinned = pinnedIn(text, "10.0.0.1", 22);
    expect(pinned.trusted.map(fingerprintOf)).toEqual([first, second].map(fingerprintOf));
    expect(pinned.revoked.map(fingerprintOf)).toEqual([fingerprintOf(revoked)]);
  });

  it("never breaks the reader, whatever is in it", () => {
    fc.assert(fc.property(fc.string(), (text) => void readKnownHostLine(text)));
    fc.assert(fc.property(fc.string(), fc.string(), (hosts, name) => void matchesHost(hosts, name, 22)));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (blob) => void hostKeyOf(blob)));
  });

  it.skipIf(!opensshKeygen)("is understood by OpenSSH, with the same fingerprint (needs ssh-keygen)", async () => {
    const path = await newFile();
    const key = newKey();
    await fileHostKeyStore(path).trust("10.0.0.1", 2022, key);
    const found = execFileSync("ssh-keygen", ["-l", "-F", "[10.0.0.1]:2022", "-f", path], { encoding: "utf8" });
    expect(found).toContain(fingerprintOf(key));
    execFileSync("ssh-keygen", ["-H", "-f", path], { stdio: "ignore" });
    const hashedNow = await fileHostKeyStore(path).keysFor("10.0.0.1", 2022);
    expect(hashedNow.trusted.map(fingerprintOf)).toEqual([fingerprintOf(key)]);
  });
});

describe.each(["file", "memory"] as const)("the %s store", (kind) => {
  const newStore = async () => (kind === "memory" ? memoryHostKeyStore() : fileHostKeyStore(await newFile()));

  it("knows nothing at first, then what was trusted, per address and port", async () => {
    const store = await newStore();
    const key = newKey();
    expect(await store.keysFor("10.0.0.1", 22)).toEqual({ trusted: [], revoked: [] });
    await store.trust("10.0.0.1", 22, key);
    expect((await store.keysFor("10.0.0.1", 22)).trusted.map(fingerprintOf)).toEqual([fingerprintOf(key)]);
    expect((await store.keysFor("10.0.0.1", 2022)).trusted).toEqual([]);
  });

  it("forgets a host's older keys when one is replaced, and leaves other hosts alone", async () => {
    const store = await newStore();
    const [old, other, now] = [newKey(), newKey(), newKey()];
    await store.trust("10.0.0.1", 22, old);
    await store.trust("10.0.0.2", 22, other);
    await store.replace("10.0.0.1", 22, now);
    expect((await store.keysFor("10.0.0.1", 22)).trusted.map(fingerprintOf)).toEqual([fingerprintOf(now)]);
    expect((await store.keysFor("10.0.0.2", 22)).trusted.map(fingerprintOf)).toEqual([fingerprintOf(other)]);
  });
});

describe("the file", () => {
  it("has mode 0600, no leftovers, and every pin of many made at once", async () => {
    const path = await newFile();
    const store = fileHostKeyStore(path);
    await Promise.all(Array.from({ length: 12 }, (_, at) => store.trust(`10.0.0.${at}`, 22, newKey())));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(path, ".."))).toEqual(["known_hosts"]);
    expect((await readFile(path, "utf8")).trimEnd().split("\n")).toHaveLength(12);
  });

  it("keeps lines that it does not understand or that speak for several hosts", async () => {
    const path = await newFile();
    const store = fileHostKeyStore(path);
    const key = newKey();
    await store.trust("10.0.0.9", 22, newKey());
    const kept = ["# written by a person", line("*.lab.example", newKey()), "@future thing"];
    await writeFile(path, `${kept.join("\n")}\n${knownHostLine("10.0.0.1", 22, newKey())}\n`);
    await store.replace("10.0.0.1", 22, key);
    expect((await readFile(path, "utf8")).trimEnd().split("\n")).toEqual([...kept, knownHostLine("10.0.0.1", 22, key)]);
  });

  it("says what to do when its place is taken by a folder", async () => {
    const path = await newFile();
    await fileHostKeyStore(path).trust("10.0.0.1", 22, newKey());
    const taken = await fileHostKeyStore(join(path, ".."))
      .keysFor("10.0.0.1", 22)
      .catch((thrown) => thrown);
    expect(codeOf(taken)).toBe("store-unavailable");
  });
});

// The pins on disk: one known_hosts file, mode 0600, replaced whole so that a crash never leaves half of it.
import { readFile } from "node:fs/promises";
import { CertOpsError } from "../domain/errors.ts";
import { Mutex } from "../kernel/mutex.ts";
import { type HostKeyStore, knownHostLine, matchesHost, pinnedIn, readKnownHostLine } from "./known-hosts.ts";
import { isMissing, writePrivateFile } from "./private-file.ts";
import { type HostKey, sameHostKey } from "./ssh-host-key.ts";

/** Reads the file at every question, so that `certops trust-host` works on a running bot. A missing file is empty. */
export function fileHostKeyStore(path: string): HostKeyStore {
  const writing = new Mutex();
  const change = (edit: (lines: string[]) => string[]): Promise<void> =>
    writing.run(async () => {
      const text = await readText(path);
      const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
      await replaceFile(path, `${edit(lines).join("\n")}\n`);
    });
  return {
    keysFor: async (address, port) => pinnedIn(await readText(path), address, port),
    trust: (address, port, key) =>
      change((lines) =>
        pinnedIn(lines.join("\n"), address, port).trusted.some((known) => sameHostKey(known, key))
          ? lines
          : [...lines, knownHostLine(address, port, key)],
      ),
    replace: (address, port, key) =>
      change((lines) => [...lines.filter((line) => !pins(line, address, port)), knownHostLine(address, port, key)]),
  };
}

/** Pins held in memory only: the practice cluster's, whose keys the bot made itself. */
export function memoryHostKeyStore(): HostKeyStore {
  let text = "";
  const add = (address: string, port: number, key: HostKey): void => {
    text += `${knownHostLine(address, port, key)}\n`;
  };
  return {
    keysFor: async (address, port) => pinnedIn(text, address, port),
    trust: async (address, port, key) => add(address, port, key),
    replace: async (address, port, key) => {
      text = text
        .split("\n")
        .filter((line) => line !== "" && !pins(line, address, port))
        .map((line) => `${line}\n`)
        .join("");
      add(address, port, key);
    },
  };
}

/**
 * Lines that pin this host and nothing else. A line with patterns for several hosts stays: it may speak for others,
 * and a revocation stays always.
 */
function pins(line: string, address: string, port: number): boolean {
  const read = readKnownHostLine(line);
  return (
    read !== undefined && read.marker === "none" && !/[,*?!]/.test(read.hosts) && matchesHost(read.hosts, address, port)
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return "";
    throw unusable(path, error);
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  try {
    await writePrivateFile(path, text);
  } catch (error) {
    throw unusable(path, error);
  }
}

const unusable = (path: string, cause: unknown): CertOpsError =>
  new CertOpsError({
    code: "store-unavailable",
    message: `known hosts file ${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
    say: { id: "ssh.pins-unusable", values: { path } },
    next: { id: "ssh.pins-unusable.next", values: { path } },
    retry: "later",
    cause,
  });

// Pinned SSH host keys in OpenSSH's known_hosts format (sshd(8)): read whole, written line by line.
import { createHmac, timingSafeEqual } from "node:crypto";
import { type HostKey, hostKeyOf, sameHostKey } from "./ssh-host-key.ts";

/** What is known about one address. */
export interface PinnedKeys {
  readonly trusted: readonly HostKey[];
  /** Marked `@revoked`: refused even if also trusted. */
  readonly revoked: readonly HostKey[];
}

export interface HostKeyStore {
  /** Keys pinned for an address and port; both lists are empty for a host that was never trusted. */
  keysFor(address: string, port: number): Promise<PinnedKeys>;
  /** Pins a key, beside others of the same host. A person decides this (`certops trust-host`), never the bot. */
  trust(address: string, port: number, key: HostKey): Promise<void>;
  /** Pins a key and forgets the host's other keys of any kind: after a node was rebuilt. */
  replace(address: string, port: number, key: HostKey): Promise<void>;
}

export interface KnownHostLine {
  readonly marker: "none" | "revoked" | "cert-authority";
  readonly hosts: string;
  readonly key: HostKey;
}

/** The name a host has in known_hosts: plain on port 22, `[address]:port` elsewhere. */
export const knownHostName = (address: string, port: number): string =>
  port === 22 ? address.toLowerCase() : `[${address.toLowerCase()}]:${port}`;

/** One line; undefined for comments, blank lines and whatever is not understood (it is kept in the file as it is). */
export function readKnownHostLine(line: string): KnownHostLine | undefined {
  const words = line.trim().split(/[ \t]+/);
  if (words[0] === "" || words[0]?.startsWith("#") === true) return undefined;
  const marked = words[0] === "@revoked" || words[0] === "@cert-authority";
  if (!marked && words[0]?.startsWith("@") === true) return undefined;
  const [hosts, type, encoded] = marked ? words.slice(1) : words;
  if (hosts === undefined || type === undefined || encoded === undefined) return undefined;
  const key = hostKeyOf(Buffer.from(encoded, "base64"));
  if (key === undefined || key.type !== type) return undefined;
  const marker = words[0] === "@revoked" ? "revoked" : words[0] === "@cert-authority" ? "cert-authority" : "none";
  return { marker, hosts, key };
}

/** True when the host field of a line (patterns, negations, hashes) means this address and port. */
export function matchesHost(hosts: string, address: string, port: number): boolean {
  const name = knownHostName(address, port);
  if (hosts.startsWith("|1|")) return matchesHash(hosts, name);
  let matched = false;
  for (const pattern of hosts.toLowerCase().split(",")) {
    const negated = pattern.startsWith("!");
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

/** `|1|base64(salt)|base64(HMAC-SHA1(salt, name))`, written by OpenSSH's HashKnownHosts. */
function matchesHash(hosts: string, name: string): boolean {
  const [, , salt, hash] = hosts.split("|");
  if (salt === undefined || hash === undefined) return false;
  const expected = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest();
  const given = Buffer.from(hash, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Wildcards `*` and `?`, matched without backtracking further than the last `*`. */
function matchesPattern(pattern: string, name: string): boolean {
  let at = 0;
  let in_ = 0;
  let star = -1;
  let resume = 0;
  while (in_ < name.length) {
    const wanted = pattern[at];
    if (wanted === "*") {
      star = at;
      at += 1;
      resume = in_;
    } else if (wanted !== undefined && (wanted === "?" || wanted === name[in_])) {
      at += 1;
      in_ += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      in_ = resume;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}

/** Keys for one host out of a whole file's text. Certificate authorities are not used: CUCM has no host certificates. */
export function pinnedIn(text: string, address: string, port: number): PinnedKeys {
  const lines = text
    .split(/\r?\n/)
    .map(readKnownHostLine)
    .filter((line) => line !== undefined)
    .filter((line) => matchesHost(line.hosts, address, port));
  const revoked = lines.filter((line) => line.marker === "revoked").map((line) => line.key);
  const trusted = lines
    .filter((line) => line.marker === "none" && !revoked.some((key) => sameHostKey(key, line.key)))
    .map((line) => line.key);
  return { trusted, revoked };
}

export const knownHostLine = (address: string, port: number, key: HostKey): string =>
  `${knownHostName(address, port)} ${key.type} ${Buffer.from(key.blob).toString("base64")}`;

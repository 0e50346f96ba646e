// SSH host keys: the wire form, its fingerprint, and the algorithms that ask a server for one kind of key.
import { createHash, timingSafeEqual } from "node:crypto";

export interface HostKey {
  /** As in a known_hosts line: `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`. */
  readonly type: string;
  /** Public key blob in SSH wire form (RFC 4253 6.6). */
  readonly blob: Uint8Array;
}

/** `SHA256:` and base64 without padding, as `ssh-keygen -l` and CUCM administrators compare them. */
export const fingerprintOf = (key: HostKey): string =>
  `SHA256:${createHash("sha256").update(key.blob).digest("base64").replace(/=+$/, "")}`;

export const sameHostKey = (a: HostKey, b: HostKey): boolean =>
  a.blob.length === b.blob.length && timingSafeEqual(a.blob, b.blob);

/** Reads the key type from the blob itself; undefined when it is no key blob. */
export function hostKeyOf(blob: Uint8Array): HostKey | undefined {
  const bytes = Buffer.from(blob);
  if (bytes.length < 8 || bytes.length > 16_384) return undefined;
  const length = bytes.readUInt32BE(0);
  if (length === 0 || length > 64 || 4 + length >= bytes.length) return undefined;
  const type = bytes.subarray(4, 4 + length).toString("latin1");
  return /^[a-z0-9@.-]+$/.test(type) ? { type, blob: bytes } : undefined;
}

/** Host key algorithms in the order we offer them by default: modern first, `ssh-rsa` for old releases last. */
const allAlgorithms = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
  "ssh-rsa",
] as const;
export type HostKeyAlgorithm = (typeof allAlgorithms)[number];

const typeOf = (algorithm: HostKeyAlgorithm): string => (algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm);

/**
 * The order of algorithms for a server whose keys are known: kinds we hold come first, so that a server with several
 * keys shows the one that was pinned (OpenSSH does the same), and a new kind of key is not taken for a changed one.
 */
export function algorithmsFor(known: readonly HostKey[]): HostKeyAlgorithm[] {
  const held = (algorithm: HostKeyAlgorithm): boolean => known.some((key) => key.type === typeOf(algorithm));
  return [...allAlgorithms.filter(held), ...allAlgorithms.filter((algorithm) => !held(algorithm))];
}

// What can go wrong before a shell is there, as errors that name the next step.
import { CertOpsError } from "../domain/errors.ts";
import { fingerprintOf, type HostKey } from "./ssh-host-key.ts";

const where = (address: string, port: number): string => (port === 22 ? address : `${address}:${port}`);

export const unreachable = (address: string, port: number, detail: string, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "node-unreachable",
    message: `no SSH connection to ${where(address, port)}: ${detail}`,
    say: { id: "ssh.unreachable", values: { host: where(address, port) } },
    next: { id: "ssh.unreachable.next", values: { host: where(address, port) } },
    retry: "later",
    cause,
  });

/** Refused once is refused: the same password is not tried again, because CUCM locks accounts. */
export const loginRefused = (address: string, port: number, user: string, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message: `${where(address, port)} refused the login of ${user}`,
    say: { id: "ssh.login-refused", values: { host: where(address, port), user } },
    next: { id: "ssh.login-refused.next", values: { user } },
    retry: "never",
    cause,
  });

/** The server asked for something else than the one password: an expired one must be changed, a second factor given. */
export const loginQuestion = (address: string, port: number, user: string): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message: `${where(address, port)} asks ${user} for more than a password`,
    say: { id: "ssh.login-question", values: { host: where(address, port), user } },
    next: { id: "ssh.login-question.next", values: { user } },
    retry: "never",
  });

export const hostKeyUnknown = (address: string, port: number, key: HostKey, knownAs: string): CertOpsError =>
  new CertOpsError({
    code: "host-key-unknown",
    message: `host key of ${where(address, port)} is not pinned: ${key.type} ${fingerprintOf(key)}`,
    say: { id: "ssh.host-key-unknown", values: { host: where(address, port), fingerprint: fingerprintOf(key) } },
    next: { id: "ssh.host-key-unknown.next", values: { name: knownAs } },
    retry: "never",
  });

export const hostKeyChanged = (
  address: string,
  port: number,
  key: HostKey,
  known: readonly HostKey[],
  knownAs: string,
): CertOpsError =>
  new CertOpsError({
    code: "host-key-changed",
    message: `host key of ${where(address, port)} changed: now ${fingerprintOf(key)}, pinned ${known.map(fingerprintOf).join(" ")}`,
    say: {
      id: "ssh.host-key-changed",
      values: {
        host: where(address, port),
        fingerprint: fingerprintOf(key),
        pinned: known.map(fingerprintOf).join(", "),
      },
    },
    next: { id: "ssh.host-key-changed.next", values: { name: knownAs } },
    retry: "never",
  });

export const cancelled = (what: string): CertOpsError =>
  new CertOpsError({
    code: "cancelled",
    message: `${what} was cancelled`,
    say: { id: "ssh.cancelled" },
    next: { id: "ssh.cancelled.next" },
    retry: "now",
  });

// What goes wrong between us and a TLS or HTTP port, as errors that people can act on.

import { CertOpsError } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";
import { deadlineExceeded, isAbort } from "../kernel/deadline.ts";
import type { Endpoint } from "./https-pins.ts";

const at = (endpoint: Endpoint): string => `${endpoint.address}:${endpoint.port}`;

/** System and OpenSSL codes that a person may look up; anything else is not repeated. */
export function causeCode(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : "connection failed";
}

/** The connection could not be made, or broke before an answer. */
export const unreachable = (endpoint: Endpoint, cause: unknown): CertOpsError =>
  new CertOpsError({
    code: "node-unreachable",
    message: `${endpoint.node} (${at(endpoint)}): ${causeCode(cause)}`,
    say: say("https.unreachable", { node: endpoint.node, at: at(endpoint), cause: causeCode(cause) }),
    next: say("https.unreachable.next", { at: at(endpoint) }),
    retry: "now",
    cause,
  });

/** The port shows a certificate that nobody vouched for. No request was sent. */
export const certificateNotPinned = (endpoint: Endpoint, sha256: string, why: "unknown" | "changed"): CertOpsError =>
  new CertOpsError({
    code: "certificate-not-pinned",
    message: `${endpoint.node} (${at(endpoint)}) shows certificate ${sha256}, which is not pinned (${why})`,
    say: say(why === "unknown" ? "https.not-pinned" : "https.pin-changed", {
      node: endpoint.node,
      at: at(endpoint),
      fingerprint: `${sha256.slice(0, 16)}…`,
    }),
    next: say("https.not-pinned.next", { node: endpoint.node }),
    retry: "never",
  });

/** More bytes than an answer of this kind can have; the connection was cut. */
export const tooLarge = (endpoint: Endpoint, limit: number): CertOpsError =>
  new CertOpsError({
    code: "output-too-large",
    message: `${endpoint.node} (${at(endpoint)}) answered with more than ${limit} bytes`,
    say: say("https.too-large", { node: endpoint.node, at: at(endpoint), limit: Math.ceil(limit / 1024) }),
    next: say("https.too-large.next", { at: at(endpoint) }),
    retry: "later",
  });

/** What came is not the protocol that was expected. `why` is ours, never the peer's text. */
export const notUnderstood = (endpoint: Endpoint, why: string, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `${endpoint.node} (${at(endpoint)}): ${why}`,
    say: say("https.not-understood", { node: endpoint.node, at: at(endpoint) }),
    next: say("https.not-understood.next", { at: at(endpoint) }),
    retry: "later",
    cause,
  });

export const cancelled = (endpoint: Endpoint, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "cancelled",
    message: `the request to ${endpoint.node} (${at(endpoint)}) was cancelled`,
    say: say("https.cancelled", { node: endpoint.node }),
    next: say("https.cancelled.next"),
    retry: "now",
    cause,
  });

/** A passed deadline and a caller's cancellation as typed errors; undefined for anything else. */
export function abortError(
  endpoint: Endpoint,
  what: string,
  ms: number,
  signal: AbortSignal | undefined,
  error: unknown,
): CertOpsError | undefined {
  if (error instanceof CertOpsError) return error;
  const reason: unknown = signal?.aborted === true ? signal.reason : error;
  if (reason instanceof CertOpsError) return reason;
  if (signal?.aborted === true && !(reason instanceof DOMException && reason.name === "TimeoutError")) {
    return cancelled(endpoint, reason);
  }
  return isAbort(reason) ? deadlineExceeded(`${what} on ${endpoint.node} (${at(endpoint)})`, ms) : undefined;
}

// The one error class: what the log says, what the chat says, and what to do next.
import type { Phrase } from "./text.ts";

export type ErrorCode =
  | "node-unreachable"
  | "login-refused"
  | "host-key-unknown"
  | "host-key-changed"
  | "certificate-not-pinned"
  | "deadline-exceeded"
  | "cancelled"
  | "output-too-large"
  | "output-not-understood"
  | "command-refused"
  | "privilege-too-low"
  | "rate-limited"
  | "server-fault"
  | "bad-input"
  | "not-allowed"
  | "not-found"
  | "conflict"
  | "config-invalid"
  | "store-unavailable";

export type Retry = "now" | "later" | "never";

/**
 * Expected trouble that a person should read. `message` is for the log; `say` and `next` are for the chat
 * (never a stack, a secret, or device output that was not redacted).
 */
export class CertOpsError extends Error {
  readonly code: ErrorCode;
  readonly say: Phrase;
  readonly next: Phrase;
  readonly retry: Retry;

  constructor(init: { code: ErrorCode; message: string; say: Phrase; next: Phrase; retry: Retry; cause?: unknown }) {
    super(init.message, { cause: init.cause });
    this.name = "CertOpsError";
    this.code = init.code;
    this.say = init.say;
    this.next = init.next;
    this.retry = init.retry;
  }
}

/** A short, greppable code for anything thrown; a bug is `internal`. */
export const codeOf = (error: unknown): ErrorCode | "internal" =>
  error instanceof CertOpsError ? error.code : "internal";

/**
 * A change was written to a device and its outcome was not seen: it may have happened. It is never sent again;
 * the device is observed instead. `retry` is always `never`.
 */
export class ChangeUncertain extends CertOpsError {
  readonly sent = true;

  constructor(init: Omit<ConstructorParameters<typeof CertOpsError>[0], "retry">) {
    super({ ...init, retry: "never" });
    this.name = "ChangeUncertain";
  }
}

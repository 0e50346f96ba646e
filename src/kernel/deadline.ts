// Deadlines that compose with a caller's own cancellation.
import { CertOpsError } from "../domain/errors.ts";

/** A signal that fires after `ms` or when `parent` does, whichever is first. */
export function deadline(ms: number, parent?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(ms);
  return parent === undefined ? timeout : AbortSignal.any([timeout, parent]);
}

/** True when an error is a passed deadline or a cancellation. */
export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === "TimeoutError" || error.name === "AbortError");

/** Waits for `work`, but no longer than the signal allows; what `work` does later is ignored. */
export async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined);
    throw signal.reason;
  }
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** The typed error for a passed deadline. `what` is for the log, for example `show ctl on cucm-pub`. */
export function deadlineExceeded(what: string, ms: number): CertOpsError {
  return new CertOpsError({
    code: "deadline-exceeded",
    message: `${what} did not answer within ${ms} ms`,
    say: { id: "error.deadline", values: { what, seconds: Math.round(ms / 1000) } },
    next: { id: "error.deadline.next" },
    retry: "now",
  });
}

// Reads one part of a snapshot at a time: trouble becomes a gap with its code, cancellation and bugs pass through.
import { CertOpsError, type ErrorCode } from "../domain/errors.ts";
import type { NodeName } from "../domain/ids.ts";
import { isAbort } from "../kernel/deadline.ts";
import { sha256 } from "../kernel/ids.ts";
import type { SnapshotGap } from "./snapshot.ts";

/** Collects what could not be read, and the files that were. */
export class Gathering {
  readonly gaps: SnapshotGap[] = [];
  readonly blobs: Record<string, string> = {};
  readonly answered = new Set<NodeName>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** The value, or undefined and a gap. Counts the node as reachable when it answered. */
  async read<T>(what: SnapshotGap["what"], node: NodeName | undefined, work: () => Promise<T>): Promise<T | undefined> {
    this.#signal.throwIfAborted();
    try {
      const value = await work();
      if (node !== undefined) this.answered.add(node);
      return value;
    } catch (error) {
      if (this.#signal.aborted) throw this.#signal.reason;
      this.gap(what, node, gapCode(error));
      return undefined;
    }
  }

  gap(what: SnapshotGap["what"], node: NodeName | undefined, code: ErrorCode): void {
    this.gaps.push({ what, ...(node === undefined ? {} : { node }), code });
  }

  /** Keeps bytes and returns their SHA-256. */
  keep(bytes: Uint8Array): string {
    const digest = sha256(bytes);
    this.blobs[digest] ??= Buffer.from(bytes).toString("base64");
    return digest;
  }
}

function gapCode(error: unknown): ErrorCode {
  if (error instanceof CertOpsError) return error.code;
  if (isAbort(error)) return "deadline-exceeded"; // a deadline inside the system, not our caller's signal
  throw error;
}

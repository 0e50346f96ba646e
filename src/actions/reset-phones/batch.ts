// One batch of phone resets, and the wait that keeps a bad change from reaching the next batch.
import { CertOpsError, ChangeUncertain } from "../../domain/errors.ts";
import type { Evidence } from "../../domain/finding.ts";
import type { ExecuteContext, Intent } from "../action.ts";
import { isRegistered, lookEvery, readPhones, standBefore, standOf } from "../phones.ts";
import { attempt, transcriptEvidence } from "../reading.ts";

/** AXL throttles writers per publisher; a few at a time keep it answering others. */
const atOnce = 4;
/** A phone restarts within two to five minutes; half of a batch back is proof enough to go on. */
const returnSeconds = 300;
const returnShare = 0.5;

export interface BatchResult {
  readonly refused: readonly string[];
  readonly evidence: readonly Evidence[];
}

/**
 * Sends one reset per phone, once. A reset whose outcome was not seen is left to observation; one that was refused is
 * reported. A lost fence stops the batch at once and is thrown.
 */
export async function sendBatch(names: readonly string[], context: ExecuteContext): Promise<BatchResult> {
  const queue = [...names];
  const refused: string[] = [];
  let evidence: Evidence | undefined;
  let lost: { readonly error: unknown } | undefined;
  const fence = async (): Promise<void> => {
    try {
      await context.fence();
    } catch (error) {
      lost = { error };
      throw error;
    }
  };
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined && lost === undefined; name = queue.shift()) {
      try {
        const transcript = await context.systems.soap.resetPhone(name, { fence, signal: context.signal });
        evidence = transcriptEvidence("AXL", undefined, transcript);
      } catch (error) {
        if (lost !== undefined || context.signal.aborted || !(error instanceof CertOpsError)) throw error;
        if (!(error instanceof ChangeUncertain)) refused.push(name);
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const failed = ends.find((end) => end.status === "rejected");
  if (lost !== undefined) throw lost.error;
  if (failed !== undefined) throw failed.reason;
  return { refused, evidence: evidence === undefined ? [] : [evidence] };
}

/** True when half of the batch has registered anew; false when they stay away. An abort ends the wait. */
export async function batchReturned(
  names: readonly string[],
  intent: Intent,
  context: ExecuteContext,
): Promise<boolean> {
  const { clock, signal, abort } = context;
  const until = clock.now() + returnSeconds * 1000;
  const woken = AbortSignal.any([signal, abort]);
  while (clock.now() < until) {
    await clock.sleep(lookEvery(names.length) * 1000, woken).catch(() => undefined);
    signal.throwIfAborted();
    if (abort.aborted) return true;
    const read = await attempt(() => readPhones(names, context), signal);
    if (!read.ok) continue;
    const back = names.filter((name) => {
      const now = read.value.of.get(name);
      return isRegistered(now) && standOf(now) !== standBefore(intent.baseline, name);
    });
    if (back.length >= names.length * returnShare) return true;
  }
  return false;
}

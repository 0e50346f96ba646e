// Sends one change per phone, a few at a time: each at most once, waiting where the publisher asks for time.
import { CertOpsError, ChangeUncertain } from "../domain/errors.ts";
import type { Evidence } from "../domain/finding.ts";
import type { ChangeOptions, Transcript } from "../systems/ports.ts";
import type { ExecuteContext } from "./action.ts";
import { transcriptEvidence } from "./reading.ts";

/** AXL throttles writers per publisher; a few at a time keep it answering others. */
const atOnce = 4;
/** HTTP 503: the change queue is long. Nothing was done, so the same change may be sent later (facts: AXL throttle). */
const busyWaitMs = 10_000;
/** After this long of nothing but 503 the phone counts as refused. */
const busyPatienceMs = 600_000;

/** What would be said of every other phone too: no use in asking again. */
const hopeless: ReadonlySet<string> = new Set(["privilege-too-low", "login-refused", "certificate-not-pinned"]);

export interface Round {
  /** What the publisher said no to, with its words. */
  readonly refused: ReadonlyMap<string, string>;
  /** The last answer. */
  readonly evidence: readonly Evidence[];
}

/**
 * Sends to each phone once. An outcome that was not seen is left to observation. A lost fence stops the round at once and is
 * thrown; so is a refusal that would meet every other phone (an account without the right to write).
 */
export async function sendEach(
  names: readonly string[],
  send: (name: string, options: Required<Pick<ChangeOptions, "fence">> & ChangeOptions) => Promise<Transcript>,
  context: ExecuteContext,
): Promise<Round> {
  const queue = [...names];
  const refused = new Map<string, string>();
  let evidence: Evidence | undefined;
  let stop: { readonly error: unknown } | undefined;
  const fence = async (): Promise<void> => {
    try {
      await context.fence();
    } catch (error) {
      stop ??= { error };
      throw error;
    }
  };
  const one = async (name: string): Promise<void> => {
    const until = context.clock.now() + busyPatienceMs;
    for (;;) {
      try {
        evidence = transcriptEvidence("AXL", undefined, await send(name, { fence, signal: context.signal }));
        return;
      } catch (error) {
        if (stop !== undefined || context.signal.aborted || !(error instanceof CertOpsError)) throw error;
        if (hopeless.has(error.code)) stop ??= { error };
        if (error instanceof ChangeUncertain) return;
        if (error.code !== "rate-limited" || context.clock.now() >= until || context.abort.aborted) {
          refused.set(name, error.message);
          return;
        }
      }
      await context.clock.sleep(busyWaitMs, context.signal);
    }
  };
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined && stop === undefined; name = queue.shift()) await one(name);
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  if (stop !== undefined) throw stop.error;
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return { refused, evidence: evidence === undefined ? [] : [evidence] };
}

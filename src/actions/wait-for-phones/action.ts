// Waits until enough of the approved phones are registered again, and records the recovery curve; changes nothing.

import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { iso } from "../../kernel/clock.ts";
import type { Action, ExecuteContext, Executed } from "../action.ts";
import { isRegistered, lookEvery, type Registrations, readPhones, standBefore, standOf } from "../phones.ts";
import { attempt } from "../reading.ts";

/** Twice in a row: right after a restart RisPort may still show what was. */
const looksNeeded = 2;

export const waitForPhones: Action<"wait-for-phones"> = {
  kind: "wait-for-phones",
  patience: { every: 5, notDoneAfter: 0, giveUpAfter: 0 },
  repeatable: true,
  command: ({ phones, percent, withinSeconds, settleSeconds, ofSeen }) => {
    const seen = ofSeen === true ? " (of those seen registered before)" : "";
    const settled = settleSeconds === undefined ? "" : `, until nobody more comes for ${settleSeconds} s`;
    return `wait for ${percent} % of ${phones.length} phones${seen}${settled}, ${withinSeconds} s at most`;
  },
  estimateSeconds: ({ withinSeconds }) => Math.min(withinSeconds, 300),
  precheck: () => Promise.resolve({ ok: true, baseline: {}, evidence: [] }),

  execute: async (change, context): Promise<Executed> => {
    const { percent, withinSeconds, settleSeconds = 0 } = change;
    const { clock, signal, abort, intent } = context;
    const phones = change.ofSeen === true ? seenBefore(change.phones, context) : change.phones;
    const needed = Math.ceil((phones.length * percent) / 100);
    // From the intent, so that a bot that was away does not wait all over again.
    const until = Date.parse(intent.at) + withinSeconds * 1000;
    const woken = AbortSignal.any([signal, abort]);
    // The curve is of the same phones from the first point to the last, whichever of them this wait is for.
    const watched = context.watched ?? phones;
    const asked = [...new Set([...phones, ...watched])];
    let good = 0;
    let back = 0;
    let most = 0;
    let lastCame = clock.now();
    let last: Registrations | undefined;
    let trouble: Phrase | undefined;
    for (;;) {
      const read = await attempt(() => readPhones(asked, context), signal);
      if (read.ok) {
        const { of } = read.value;
        last = read.value;
        back = phones.filter((name) => isBack(name, read.value, context)).length;
        good = back >= needed ? good + 1 : 0;
        if (back > most) lastCame = clock.now();
        most = Math.max(most, back);
        trouble = undefined;
        const registered = watched.filter((name) => isRegistered(of.get(name))).length;
        await context.curve({ at: iso(clock), registered });
      } else {
        trouble = read.reason;
        good = 0;
      }
      const evidence = last === undefined ? [] : [last.evidence];
      const values = { back, needed, total: phones.length };
      const over = clock.now() >= until;
      const settled = back === phones.length || clock.now() - lastCame >= settleSeconds * 1000;
      if (good >= looksNeeded && (settled || over))
        return { outcome: "sent", evidence, note: say("changes.phones-back", values) };
      if (abort.aborted) return { outcome: "failed", evidence, note: say("changes.wait-aborted", values) };
      if (over) {
        const note = trouble ?? say("changes.phones-missing", { ...values, seconds: withinSeconds });
        return { outcome: "missed", evidence, note };
      }
      const pause = Math.min(lookEvery(asked.length) * 1000, Math.max(1, until - clock.now()));
      await clock.sleep(pause, woken).catch(() => undefined);
      signal.throwIfAborted();
    }
  },

  // A wait that was interrupted is simply taken up again.
  observe: () => Promise.resolve({ state: "not-done", evidence: [] }),
};

/** All of them where no earlier step looked at any: then there is nothing to measure by. */
function seenBefore(phones: readonly string[], { earlier }: ExecuteContext): readonly string[] {
  const seen = phones.filter((name) => earlier.some(({ intent }) => standBefore(intent.baseline, name) !== undefined));
  return seen.length === 0 ? phones : seen;
}

/**
 * Registered, and if this run has reset the phone or given it another profile: registered anew since. A phone that was reset a moment ago is shown as
 * registered until the publisher notices, and would be counted as back before it has left.
 */
function isBack(name: string, read: Registrations, { earlier }: ExecuteContext): boolean {
  const now = read.of.get(name);
  if (!isRegistered(now)) return false;
  return earlier.every(({ change, intent }) => {
    if (change.kind !== "reset-phones" && change.kind !== "apply-security-profile") return true;
    const before = standBefore(intent.baseline, name);
    // A stand without a time cannot tell one registration from the next.
    return before === undefined || before.endsWith("@") || before !== standOf(now);
  });
}

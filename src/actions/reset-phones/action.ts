// Resets the plan's phones over AXL, in batches: only those that are registered, and none further when a batch stays away.
import type { Evidence } from "../../domain/finding.ts";
import type { Json, Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Action, Executed, Observation, Prechecked } from "../action.ts";
import { type PhoneResult, tallyOf } from "../phone-results.ts";
import { batchReturned } from "../phone-return.ts";
import { sendEach } from "../phone-sender.ts";
import { isRegistered, readPhones, standBefore, standOf, stands } from "../phones.ts";
import { member, texts } from "../reading.ts";

/** `sent`: named before they were sent, so they may have been reset; `refused`: the publisher said no, they were not. */
const named = (progressed: readonly Json[], list: "sent" | "refused"): ReadonlySet<string> =>
  new Set(progressed.flatMap((entry) => texts(member(entry, list))));

export const resetPhones: Action<"reset-phones"> = {
  kind: "reset-phones",
  patience: { every: 10, notDoneAfter: 60, giveUpAfter: 120 },
  command: ({ phones, restart }) => `AXL doDeviceReset ${restart === true ? "Restart " : ""}(${phones.length} phones)`,
  estimateSeconds: ({ phones, batch }) =>
    Math.ceil(phones.length * 0.3) + 60 * Math.ceil(phones.length / Math.max(1, batch)),

  precheck: async ({ phones }, context): Promise<Prechecked> => {
    const now = await readPhones(phones, context);
    const evidence = [now.evidence];
    if (now.registered === 0) return { ok: false, why: say("changes.no-phone-reachable"), evidence };
    return { ok: true, baseline: { phones: stands(phones, now) }, evidence };
  },

  execute: async ({ phones, batch, restart = false }, context): Promise<Executed> => {
    const { intent, progressed, abort } = context;
    const { soap } = context.systems;
    const before = await readPhones(phones, context);
    const sent = named(progressed, "sent");
    const reachable = phones.filter((name) => standBefore(intent.baseline, name) !== undefined);
    // A phone that an earlier attempt may have reset is sent again only if it observably still stands as it stood then.
    const due = reachable.filter((name) => {
      const now = before.of.get(name);
      return sent.has(name) ? standOf(now) === standBefore(intent.baseline, name) : isRegistered(now);
    });
    const evidence: Evidence[] = [before.evidence];
    const refused: string[] = [];
    const results = new Map<string, PhoneResult>();
    for (const name of phones) if (!reachable.includes(name)) results.set(name, "offline");
    for (const name of reachable) if (!due.includes(name)) results.set(name, sent.has(name) ? "done" : "offline");
    await context.tally(tallyOf(phones, results));
    const size = Math.max(1, Math.floor(batch));
    for (let from = 0; from < due.length; from += size) {
      const names = due.slice(from, from + size);
      if (abort.aborted)
        return stopped(say("changes.phones-aborted", { sent: from, left: due.length - from }), evidence);
      await context.progress({ sent: names });
      const round = await sendEach(names, (name, options) => soap.resetPhone(name, { ...options, restart }), context);
      const no = [...round.refused.keys()];
      if (no.length > 0) await context.progress({ refused: no });
      refused.push(...no);
      evidence.push(...round.evidence);
      for (const name of names) {
        const why = round.refused.get(name);
        results.set(name, why === undefined ? "done" : `refused: ${why}`);
      }
      await context.tally(tallyOf(phones, results));
      const last = from + size >= due.length;
      if (refused.length === from + names.length) {
        return stopped(say("changes.phones-refused", { count: refused.length }), evidence);
      }
      if (!last && !(await batchReturned(names, intent, context))) {
        const values = { batch: names.length, left: due.length - from - names.length };
        return stopped(say("changes.batch-stayed-away", values), evidence);
      }
    }
    const skipped = phones.length - reachable.length;
    const note = say("changes.phones-sent", { sent: due.length - refused.length, skipped, refused: refused.length });
    return { outcome: "sent", note, evidence };
  },

  observe: async ({ phones }, intent, progressed, context): Promise<Observation> => {
    const refused = named(progressed, "refused");
    const wanted = phones.filter((name) => standBefore(intent.baseline, name) !== undefined && !refused.has(name));
    const now = await readPhones(wanted, context);
    const still = wanted.filter((name) => standOf(now.of.get(name)) === standBefore(intent.baseline, name));
    const evidence = [now.evidence];
    const values = { done: wanted.length - still.length, total: wanted.length };
    if (still.length === 0) return { state: "done", evidence, note: say("changes.phones-reset", values) };
    const partly = still.length < wanted.length;
    return { state: "not-done", partly, evidence, note: say("changes.phones-reset", values) };
  },
};

const stopped = (note: Phrase, evidence: readonly Evidence[]): Executed => ({ outcome: "failed", note, evidence });

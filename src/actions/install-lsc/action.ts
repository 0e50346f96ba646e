// Has CAPF issue new LSCs to the plan's phones, in batches that survive the bot: none is lost, none is asked twice.
import type { Evidence } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import type { Action, Executed, Observation, Prechecked } from "../action.ts";
import { countsOf, namedIn, type PhoneResult, resultsIn, tallyOf } from "../phone-results.ts";
import { readPhones, stands } from "../phones.ts";
import { type Batch, installBatch } from "./batch.ts";
import { lscStand, lscStandBefore, lscStands, readStanding } from "./status.ts";

const proofs = {
  "null-string": "By Null String",
  "existing-lsc": "by existing LSC",
  "existing-mic": "by MIC",
} as const;

/** Fewer of a batch than this: something is wrong with all of them, and the next batch is left alone. */
const goodShare = 0.5;
/** What another look at the end may still change. */
const open: ReadonlySet<PhoneResult | undefined> = new Set([undefined, "waiting", "offline"]);

export const installLsc: Action<"install-lsc"> = {
  kind: "install-lsc",
  patience: { every: 10, notDoneAfter: 60, giveUpAfter: 120 },
  resumable: true,
  command: ({ phones, by, keyOrder, keySize }) =>
    `AXL updatePhone Install/Upgrade ${proofs[by]}, ${keyOrder} ${keySize}, applyPhone (${phones.length} phones)`,
  estimateSeconds: ({ phones, batch }) =>
    Math.ceil(phones.length * 0.5) + 180 * Math.ceil(phones.length / Math.max(1, batch)),

  precheck: async ({ phones }, context): Promise<Prechecked> => {
    const [now, standing] = await Promise.all([readPhones(phones, context), readStanding(phones, context)]);
    const evidence = [now.evidence, ...standing.evidence];
    if (now.registered === 0) return { ok: false, why: say("changes.no-phone-reachable"), evidence };
    return { ok: true, baseline: { phones: stands(phones, now), lsc: lscStands(phones, standing) }, evidence };
  },

  execute: async (change, context): Promise<Executed> => {
    const { phones, batch } = change;
    const results = resultsIn(context.progressed, phones);
    const named = new Set(namedIn(context.progressed));
    const evidence: Evidence[] = [];
    const keep = async (done: Batch): Promise<void> => {
      for (const [name, result] of done.results) results.set(name, result);
      evidence.splice(0, evidence.length, ...done.evidence);
      await context.progress({ results: Object.fromEntries(done.results) });
      await context.tally(tallyOf(phones, results));
    };
    const aborted = (): Executed | undefined =>
      context.abort.aborted
        ? { outcome: "failed", note: say("phones.lsc.aborted", countsOf(tallyOf(phones, results))), evidence }
        : undefined;
    const size = Math.max(1, Math.floor(batch));
    const first = phones.filter((name) => !results.has(name));
    for (let from = 0; from < first.length; from += size) {
      const stop = aborted();
      if (stop !== undefined) return stop;
      const done = await installBatch(change, first.slice(from, from + size), named, context);
      await keep(done);
      const good = [...done.results.values()].filter((result) => result === "done").length;
      if (!context.abort.aborted && from + size < first.length && good < done.watched * goodShare) {
        const note = say("phones.lsc.stopped", { good, batch: done.watched, left: first.length - from - size });
        return { outcome: "failed", note, evidence };
      }
    }
    // Phones that were away or slow get a second look: most have restarted by now.
    const late = phones.filter((name) => open.has(results.get(name)));
    for (let from = 0; from < late.length; from += size) {
      const stop = aborted();
      if (stop !== undefined) return stop;
      await keep(await installBatch(change, late.slice(from, from + size), named, context));
    }
    const tally = tallyOf(phones, results);
    const note = say("phones.lsc.counts", countsOf(tally));
    return aborted() ?? { outcome: tally.done === 0 ? "failed" : "sent", note, evidence };
  },

  observe: async ({ phones }, intent, progressed, context): Promise<Observation> => {
    const results = resultsIn(progressed, phones);
    const named = namedIn(progressed);
    const asked = phones.filter((name) => named.has(name) && !results.get(name)?.startsWith("refused"));
    const standing = await readStanding(asked, context);
    const still = asked.filter((name) => lscStand(name, standing) === lscStandBefore(intent.baseline, name));
    const { evidence } = standing;
    const note = say("phones.lsc.counts", countsOf(tallyOf(phones, results)));
    if (asked.length > 0 && still.length === 0) return { state: "done", evidence, note };
    return { state: "not-done", partly: still.length < asked.length, evidence, note };
  },
};

// Gives phones another security profile and applies it, in batches; a phone that somebody edited meanwhile is left as it is.
import type { Evidence } from "../../domain/finding.ts";
import type { ProfileMove } from "../../domain/plan.ts";
import type { Json } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Action, ActionContext, ExecuteContext, Executed, Observation, Prechecked } from "../action.ts";
import { countsOf, namedIn, type PhoneResult, resultsIn, someOf, tallyOf } from "../phone-results.ts";
import { batchReturned } from "../phone-return.ts";
import { sendEach } from "../phone-sender.ts";
import { readPhones, standBefore, standOf, stands } from "../phones.ts";

interface Target {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

const targetsOf = (moves: readonly ProfileMove[]): readonly Target[] =>
  moves.flatMap(({ from, to, phones }) => phones.map((name) => ({ name, from, to })));

/** Profile by phone, as AXL has it now; a phone that is not configured any more is missing. */
async function profilesOf(names: readonly string[], { systems, signal }: ActionContext) {
  const { value, evidence } = await systems.soap.security.phones(names, { signal });
  return { of: new Map(value.map((phone) => [phone.name, phone.securityProfile])), evidence };
}

const names = (targets: readonly Target[]): readonly string[] => targets.map(({ name }) => name);

export const applySecurityProfile: Action<"apply-security-profile"> = {
  kind: "apply-security-profile",
  patience: { every: 10, notDoneAfter: 60, giveUpAfter: 120 },
  resumable: true,
  command: ({ moves }) => {
    const to = [...new Set(moves.map((move) => move.to))].join(", ");
    return `AXL updatePhone securityProfileName=${to}, applyPhone (${targetsOf(moves).length} phones)`;
  },
  estimateSeconds: ({ moves, batch }) => {
    const phones = targetsOf(moves).length;
    return Math.ceil(phones * 0.6) + 60 * Math.ceil(phones / Math.max(1, batch));
  },

  precheck: async ({ moves }, context): Promise<Prechecked> => {
    const targets = targetsOf(moves);
    const [profiles, now] = await Promise.all([
      profilesOf(names(targets), context),
      readPhones(names(targets), context),
    ]);
    const evidence = [profiles.evidence, now.evidence];
    const edited = targets.filter(({ name, from, to }) => ![from, to, undefined].includes(profiles.of.get(name)));
    if (edited.length > 0) {
      const values = { count: edited.length, phones: someOf(names(edited)) };
      return { ok: false, drift: true, why: say("phones.profile.edited", values), evidence };
    }
    return { ok: true, baseline: { phones: stands(names(targets), now) }, evidence };
  },

  execute: async ({ moves, batch }, context): Promise<Executed> => {
    const targets = targetsOf(moves);
    const all = names(targets);
    const results = resultsIn(context.progressed, all);
    const evidence: Evidence[] = [];
    const due = targets.filter(({ name }) => !results.has(name));
    const size = Math.max(1, Math.floor(batch));
    for (let from = 0; from < due.length; from += size) {
      if (context.abort.aborted) {
        const values = { sent: results.size, left: all.length - results.size };
        return { outcome: "failed", note: say("changes.phones-aborted", values), evidence };
      }
      const part = due.slice(from, from + size);
      const round = await moveBatch(part, context);
      for (const [name, result] of round.results) results.set(name, result);
      evidence.push(...round.evidence);
      await context.progress({ results: Object.fromEntries(round.results) });
      await context.tally(tallyOf(all, results));
      const restarted = part.map(({ name }) => name).filter((name) => round.applied.has(name));
      const left = due.length - from - part.length;
      if (left > 0 && restarted.length > 0 && !(await batchReturned(restarted, context.intent, context))) {
        // With the profiles that they have the others are left as they are, registered or not; what a restore owes stays owed.
        const note = say("changes.batch-stayed-away", { batch: restarted.length, left });
        return { outcome: "failed", note, evidence };
      }
    }
    const tally = tallyOf(all, results);
    const note = say("phones.profile.moved", countsOf(tally));
    const refused = [...results.values()].filter((result) => result.startsWith("refused")).length;
    // What was refused still has its former profile: the step is not done, and a restore stays owed.
    return { outcome: refused > 0 ? "failed" : "sent", note, evidence };
  },

  observe: async ({ moves }, _intent, progressed, context): Promise<Observation> => {
    const targets = targetsOf(moves);
    const results = resultsIn(progressed, names(targets));
    const { of, evidence } = await profilesOf(names(targets), context);
    const still = targets.filter(({ name, from }) => of.get(name) === from && results.get(name) !== "edited");
    const note = say("phones.profile.observed", { done: targets.length - still.length, total: targets.length });
    if (still.length === 0) return { state: "done", evidence: [evidence], note };
    return { state: "not-done", partly: still.length < targets.length, evidence: [evidence], note };
  },
};

interface Moved {
  readonly results: ReadonlyMap<string, PhoneResult>;
  /** Registered phones that were told to take it up. */
  readonly applied: ReadonlySet<string>;
  readonly evidence: readonly Evidence[];
}

/** One batch: looked at, named in the journal, changed, applied. */
async function moveBatch(part: readonly Target[], context: ExecuteContext): Promise<Moved> {
  const { systems, intent, progressed } = context;
  const { security } = systems.soap;
  const [before, now] = await Promise.all([profilesOf(names(part), context), readPhones(names(part), context)]);
  const earlier = namedIn(progressed);
  const results = new Map<string, PhoneResult>();
  const change: Target[] = [];
  const apply: string[] = [];
  for (const target of part) {
    const { name, from, to } = target;
    const profile = before.of.get(name);
    if (profile === from) change.push(target);
    else if (profile === to) {
      results.set(name, "done");
      // Changed before a crash: it was not told to take it up when it is still registered since before that.
      if (earlier.has(name) && standOf(now.of.get(name)) === standBefore(intent.baseline, name)) apply.push(name);
    } else results.set(name, profile === undefined ? "gone" : "edited");
  }
  if (change.length + apply.length === 0) return { results, applied: new Set(), evidence: [before.evidence] };
  await context.progress({ sent: names(change) } satisfies Json);
  const to = new Map(change.map((target) => [target.name, target.to]));
  const changed = await sendEach(
    names(change),
    (name, options) => security.setProfile(name, to.get(name) ?? "", options),
    context,
  );
  // An answer that was not seen says nothing; what AXL shows now does.
  const after = await profilesOf(names(change), context);
  for (const { name, to: wanted } of change) {
    const why = changed.refused.get(name) ?? "no answer";
    results.set(name, after.of.get(name) === wanted ? "done" : `refused: ${why}`);
    if (results.get(name) === "done") apply.push(name);
  }
  const told = await sendEach(apply, (name, options) => security.apply(name, options), context);
  const applied = new Set(apply.filter((name) => standBefore(intent.baseline, name) !== undefined));
  return { results, applied, evidence: [after.evidence, ...changed.evidence, ...told.evidence] };
}

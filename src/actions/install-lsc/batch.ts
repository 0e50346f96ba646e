// One batch of LSC installs: looked at, named in the journal, asked for, applied, watched to its end.
import type { Evidence } from "../../domain/finding.ts";
import type { ChangeOf, ExecuteContext } from "../action.ts";
import type { PhoneResult } from "../phone-results.ts";
import { sendEach } from "../phone-sender.ts";
import { isRegistered, readPhones, standBefore, standOf } from "../phones.ts";
import { attempt } from "../reading.ts";
import { isPending, lscStand, lscStandBefore, readStanding, resultOf } from "./status.ts";

type Install = ChangeOf<"install-lsc">;

/** AXL takes the end of an operation in the server's own time, which it does not tell: a day is enough in every zone. */
const roomMs = 24 * 3_600_000;
const lookSeconds = 10;

export interface Batch {
  readonly results: ReadonlyMap<string, PhoneResult>;
  /** Phones whose operation this batch asked for or found under way. */
  readonly watched: number;
  readonly evidence: readonly Evidence[];
}

interface Sorted {
  readonly results: Map<string, PhoneResult>;
  /** To be asked for. */
  readonly ask: string[];
  /** Asked for by an earlier attempt, and not told yet. */
  readonly tell: string[];
  /** Under way. */
  readonly watch: string[];
}

/** What each phone of the batch needs, by what it shows now: a phone is asked again only when it shows no effect of the first time. */
async function sort(names: readonly string[], earlier: ReadonlySet<string>, context: ExecuteContext): Promise<Sorted> {
  const { intent } = context;
  const [standing, now] = await Promise.all([readStanding(names, context), readPhones(names, context)]);
  const sorted: Sorted = { results: new Map(), ask: [], tell: [], watch: [] };
  for (const name of names) {
    const phone = standing.phones.get(name);
    const registration = now.of.get(name);
    const begun = earlier.has(name) && lscStand(name, standing) !== lscStandBefore(intent.baseline, name);
    if (phone === undefined) sorted.results.set(name, "gone");
    else if (begun) {
      sorted.watch.push(name);
      // Still registered since before it was asked for: it has not restarted, so nobody told it.
      const untold = isRegistered(registration) && standOf(registration) === standBefore(intent.baseline, name);
      if (untold && isPending(phone)) sorted.tell.push(name);
    } else if (!isRegistered(registration)) sorted.results.set(name, "offline");
    else if (isPending(phone)) sorted.results.set(name, "busy");
    else sorted.ask.push(name);
  }
  return sorted;
}

/**
 * `named`: phones that were named in the journal, by this attempt or earlier ones; what is asked for now is added. Resolves when
 * every phone of the batch has an end, or `batchSeconds` have passed: the rest is then waiting.
 */
export async function installBatch(
  change: Install,
  names: readonly string[],
  named: Set<string>,
  context: ExecuteContext,
): Promise<Batch> {
  const { security } = context.systems.soap;
  const { results, ask, tell, watch } = await sort(names, named, context);
  if (ask.length > 0) await context.progress({ sent: ask });
  for (const name of ask) named.add(name);
  const until = context.clock.now() + roomMs;
  const request = { by: change.by, keyOrder: change.keyOrder, keySize: change.keySize, until };
  const asked = await sendEach(ask, (name, options) => security.requestLsc(name, request, options), context);
  for (const [name, why] of asked.refused) results.set(name, `refused: ${why}`);
  const begun = ask.filter((name) => !asked.refused.has(name));
  const told = await sendEach([...begun, ...tell], (name, options) => security.apply(name, options), context);
  const open = [...begun, ...watch];
  const seen = await watchThem(open, change.batchSeconds, context);
  for (const name of open) results.set(name, seen.results.get(name) ?? "waiting");
  return { results, watched: open.length, evidence: [...asked.evidence, ...told.evidence, ...seen.evidence] };
}

/** Looks until each operation has ended. An abort or the deadline ends the wait; a look that fails is tried again. */
async function watchThem(
  names: readonly string[],
  seconds: number,
  context: ExecuteContext,
): Promise<{ readonly results: ReadonlyMap<string, PhoneResult>; readonly evidence: readonly Evidence[] }> {
  const { clock, signal, abort, intent } = context;
  const results = new Map<string, PhoneResult>();
  let evidence: readonly Evidence[] = [];
  const until = clock.now() + seconds * 1000;
  const woken = AbortSignal.any([signal, abort]);
  for (let open = names; open.length > 0; ) {
    const read = await attempt(() => readStanding(open, context), signal);
    if (read.ok) {
      evidence = read.value.evidence;
      for (const name of open) results.set(name, resultOf(name, read.value, lscStandBefore(intent.baseline, name)));
      open = open.filter((name) => results.get(name) === "waiting");
    }
    if (open.length === 0 || abort.aborted || clock.now() >= until) break;
    await clock.sleep(lookSeconds * 1000, woken).catch(() => undefined);
    signal.throwIfAborted();
  }
  return { results, evidence };
}

// What the phones hold: each phone's last list that it could accept, computed over its known starts.
import type { SnapshotId } from "../domain/ids.ts";
import type { HeldLists } from "../trust/trust-rule.ts";
import { type Held, heldKey, type Offer, Offers } from "./offers.ts";
import type { Snapshot, SnapshotPhone } from "./snapshot.ts";
import { type ClusterView, viewOf } from "./view.ts";

export type HoldingBasis =
  /** It registered after this list was made: it started with the list on offer, and a phone that refuses it does not come back. */
  | "registered-after-list"
  /** It registered after the list, but CallManager had just started: it may have registered anew without a start. */
  | "registered-after-callmanager-start"
  /** It registered after the list, but with another server than before, alone: it may have gone over to it without a start. */
  | "registered-elsewhere"
  /** By the rule it refuses the list on offer, so it keeps what it held, restarted or not. */
  | "refuses-list-on-offer"
  /** It would take the list on offer, but is not registered: nobody knows whether it has started since. */
  | "not-known-whether-started"
  /** Registered since before the list was made: not started since. */
  | "not-started-since-list"
  /** It is registered although it would refuse: its lists were deleted by hand, or it has not started since. */
  | "registered-though-it-refuses"
  /** The rule could not be decided: a TVS server was not read. */
  | "rule-undecided"
  /** TFTP servers serve lists of different times; the phone's is taken to be the one where it was registered (inference). */
  | "loads-where-registered"
  /** Between two snapshots the list may have changed more than once. */
  | "lists-between-not-seen"
  /** No snapshot reaches back to the list it took. */
  | "no-snapshot";

export interface HoldingGroup {
  readonly phones: readonly string[];
  /** How many of them are registered in the newest look. */
  readonly registered: number;
  /** `certain`: one generation of lists. `likely`: one, with a doubt named in `basis`. `unknown`: several, or none known. */
  readonly certainty: "certain" | "likely" | "unknown";
  /** Lists that it may hold (each TFTP server's variant); empty = not known. */
  readonly candidates: readonly HeldLists[];
  readonly basis: readonly HoldingBasis[];
  /** Snapshots it rests on, oldest first. */
  readonly snapshots: readonly SnapshotId[];
}

/** CallManager's start and the phones' registrations after it lie within minutes; a quarter of an hour is generous. */
const registrationWaveMs = 15 * 60_000;
/** So long after a renewal phones that refuse its lists would have shown it: some start every day. */
const recentlyMs = 30 * 86_400_000;
/** Phones that are reset together are back within minutes, wherever they register. */
const resetTogetherMs = 5 * 60_000;

interface PhoneState {
  held: readonly Held[];
  doubtful: boolean;
  basis: Set<HoldingBasis>;
  snapshots: readonly SnapshotId[];
  /** Nodes where it was registered in the looks that there are, in small letters. */
  servers: readonly string[];
  last?: { readonly phone: SnapshotPhone; readonly offer: Offer };
}

/**
 * Groups the phones of `now` by the lists they hold. `history` in any order; snapshots taken after `now` are left out.
 * Registering does not fetch a list; only a start does, and only an accepted list is kept (see HoldingBasis for each step).
 * Largest group first. Without registrations in `now` there is nothing to group.
 */
export function whatPhonesHold(history: readonly Snapshot[], now: ClusterView): HoldingGroup[] {
  const views = history
    .filter(({ takenAt }) => takenAt < now.at)
    .sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1))
    .map(viewOf);
  const offers = new Offers();
  const phones = new Map<string, PhoneState>();
  let before: { view: ClusterView; offer: Offer } | undefined;
  for (const view of [...views, now]) {
    const offer = offers.take(view);
    if (offer === undefined) continue;
    const stayed = restartedInPlace(before?.view, view);
    for (const phone of view.registrations ?? []) {
      const state = phones.get(phone.name) ?? unknownState();
      phones.set(phone.name, state);
      // The same registration, the same lists: nothing new can follow. Most phones on most days.
      const { last } = state;
      const server = phone.node.toLowerCase();
      if (server !== "" && !state.servers.includes(server)) state.servers = [...state.servers, server].sort();
      const same = last?.offer === offer && last.phone.since === phone.since && last.phone.status === phone.status;
      if (!same) step(state, phone, { view, offer, before, offers, stayed });
      state.last = { phone, offer };
    }
    before = { view, offer };
  }
  return grouped(now.registrations ?? [], phones, offers);
}

const unknownState = (): PhoneState => ({
  held: [],
  doubtful: false,
  basis: new Set(),
  snapshots: [],
  servers: [],
});

interface Moment {
  readonly view: ClusterView;
  readonly offer: Offer;
  readonly before: { view: ClusterView; offer: Offer } | undefined;
  readonly offers: Offers;
  /** Milliseconds: when phones registered anew with the server where they had been. */
  readonly stayed: () => readonly number[];
}

function step(state: PhoneState, phone: SnapshotPhone, moment: Moment): void {
  const { offer, offers, before, view } = moment;
  if (offers.uneven(offer)) doubt(state, "loads-where-registered");
  const since = Date.parse(phone.since);
  const anew = withoutAStart(state, phone, moment);
  const changed = before !== undefined && before.offer.number !== offer.number;
  if (phone.status === "Registered" && since >= offer.since) registeredAfter(state, since, anew, moment);
  else if (phone.status === "Registered" && since < offer.since) {
    // It may have started after the last look, while the list before this one was on offer.
    if (changed && since >= before.offer.since) {
      registeredAfter(state, since, anew, { ...moment, offer: before.offer, view: before.view });
      if (offer.unseenBefore) doubt(state, "lists-between-not-seen");
    }
    if (changed && state.held.length > 0) state.basis.add("not-started-since-list");
  } else if (state.held.length > 0) {
    const afterwards = unique(state.held.flatMap((held) => offers.afterStart(held, offer, state.servers)));
    const keeps = sameSet(afterwards, state.held);
    if (keeps && changed) state.basis.add("refuses-list-on-offer");
    if (!keeps) {
      state.held = unique([...state.held, ...afterwards]);
      state.basis.add("not-known-whether-started");
    }
    if (changed && offer.unseenBefore) doubt(state, "lists-between-not-seen");
  }
  if (view.snapshot !== undefined && changed) state.snapshots = [...state.snapshots, view.snapshot];
}

type Anew = "registered-after-callmanager-start" | "registered-elsewhere";

/** Why a registration need not have come with a start; undefined when nothing speaks for that. */
function withoutAStart(state: PhoneState, phone: SnapshotPhone, { view, before, stayed }: Moment): Anew | undefined {
  const since = Date.parse(phone.since);
  // It may have been before the last look, or after it: a start of CallManager in either counts.
  if ([view, before?.view].some((one) => one !== undefined && followsCallManagerStart(since, one)))
    return "registered-after-callmanager-start";
  const from = state.last?.phone.node ?? "";
  const elsewhere = from !== "" && phone.node !== "" && from.toLowerCase() !== phone.node.toLowerCase();
  // Where others came back to their own server at that time, all of them were reset.
  const alone = elsewhere && !stayed().some((at) => Math.abs(at - since) < resetTogetherMs);
  return alone ? "registered-elsewhere" : undefined;
}

/** Looked up only when a phone has changed its server: most clusters on most days have none. */
function restartedInPlace(before: ClusterView | undefined, view: ClusterView): () => readonly number[] {
  let found: readonly number[] | undefined;
  return () => {
    if (found !== undefined) return found;
    const known = new Map((before?.registrations ?? []).map((phone) => [phone.name, phone]));
    found = (view.registrations ?? []).flatMap(({ name, node, since, status }) => {
      const last = known.get(name);
      const anew = last !== undefined && last.since !== since && last.node.toLowerCase() === node.toLowerCase();
      return anew && status === "Registered" ? [Date.parse(since)] : [];
    });
    return found;
  };
}

/** A registered phone whose registration is younger than the list on offer. `anew`: it may not have started for it. */
function registeredAfter(
  state: PhoneState,
  since: number,
  anew: Anew | undefined,
  { offer, offers, view }: Moment,
): void {
  const all: Held = { itl: offer.itl, ctl: offer.ctl };
  if (state.held.length === 0) {
    // Never seen to start, and no older list leads to this one: what it holds may be older.
    if (anew !== undefined && since - offers.ageOf(offer) < recentlyMs) {
      state.basis.add(anew);
      return;
    }
    state.held = [all];
    state.doubtful = anew !== undefined;
    state.basis = new Set([anew ?? "registered-after-list"]);
    if (view.snapshot !== undefined) state.snapshots = [view.snapshot];
    return;
  }
  if (state.held.length === 1 && state.held[0] !== undefined && heldKey(state.held[0]) === heldKey(all)) return;
  const afterwards = unique(state.held.flatMap((held) => offers.afterStart(held, offer, state.servers)));
  const took = afterwards.every((held) => heldKey(held) === heldKey(all));
  if (took && anew === undefined) {
    state.held = [all];
    state.doubtful = false;
    state.basis = new Set(["registered-after-list"]);
    if (view.snapshot !== undefined) state.snapshots = [view.snapshot];
  } else if (took) {
    state.held = unique([...state.held, all]);
    state.basis.add(anew ?? "registered-after-list");
  } else if (sameSet(afterwards, state.held) && anew !== undefined) {
    // It cannot have started and come back; that it registered anew is what everybody there did.
    doubt(state, anew);
  } else if (sameSet(afterwards, state.held)) {
    state.held = unique([...state.held, all]);
    state.basis.add("registered-though-it-refuses");
  } else {
    state.held = unique([...state.held, ...afterwards]);
    state.basis.add("rule-undecided");
  }
}

function doubt(state: PhoneState, why: HoldingBasis): void {
  state.doubtful = true;
  state.basis.add(why);
}

const followsCallManagerStart = (since: number, view: ClusterView): boolean =>
  view.callManagerStarts.some((start) => {
    const after = since - Date.parse(start);
    return after >= 0 && after < registrationWaveMs;
  });

const unique = (held: readonly Held[]): Held[] => [...new Map(held.map((one) => [heldKey(one), one])).values()];

function sameSet(a: readonly Held[], b: readonly Held[]): boolean {
  const keys = new Set(a.map(heldKey));
  return keys.size === new Set(b.map(heldKey)).size && b.every((one) => keys.has(heldKey(one)));
}

const basisOf = ({ held, basis }: PhoneState): HoldingBasis[] =>
  held.length === 0 && basis.size === 0 ? ["no-snapshot"] : [...basis].sort();

function grouped(
  current: readonly SnapshotPhone[],
  states: ReadonlyMap<string, PhoneState>,
  offers: Offers,
): HoldingGroup[] {
  const groups = new Map<string, { state: PhoneState; phones: string[]; registered: number }>();
  for (const { name, status } of current) {
    const state = states.get(name) ?? unknownState();
    const basis = basisOf(state);
    const uneven = state.held.some((held) => offers.uneven(held));
    const where = uneven ? state.servers.join() : "";
    const key = `${state.held.map(heldKey).sort().join()} ${state.doubtful} ${basis.join()} ${where}`;
    const group = groups.get(key) ?? { state, phones: [], registered: 0 };
    group.phones.push(name);
    if (status === "Registered") group.registered += 1;
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.phones.length - a.phones.length)
    .map(({ state, phones, registered }) => ({
      phones,
      registered,
      certainty: state.held.length !== 1 ? "unknown" : state.doubtful ? "likely" : "certain",
      candidates: state.held.flatMap((held) => offers.candidates(held, state.servers)),
      basis: basisOf(state),
      snapshots: state.snapshots,
    }));
}

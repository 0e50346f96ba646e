// When a cluster may be changed: the moments of windows less those of freezes.
import type { ClusterId } from "../domain/ids.ts";
import { compareImpact, type Impact } from "../domain/impact.ts";
import type { Calendar, Interval, NamedSpan, Span } from "../domain/window.ts";
import { weekdays } from "../domain/window.ts";
import { momentOf, wallClock } from "./zone.ts";

const minute = 60_000;
const day = 86_400_000;
/** How far ahead an opening is looked for: a window that does not open within it counts as one that never opens. */
export const horizonMs = 400 * day;
/** Looked at first: nearly every answer lies in it. */
const soonMs = 15 * day;

const clockTime = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const dateTime = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes since midnight of `HH:MM` (`24:00` is 1440), or undefined. */
export function clockMinutes(text: string): number | undefined {
  const match = clockTime.exec(text);
  if (match === null) return undefined;
  return match[1] === undefined ? 1440 : Number(match[1]) * 60 + Number(match[2]);
}

/** The wall-clock time of `YYYY-MM-DDTHH:MM` as if it were UTC, or undefined for a day that does not exist. */
export function wallTime(text: string): number | undefined {
  const match = dateTime.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, date = 0, hour = 0, min = 0] = match.slice(1).map(Number);
  const wall = Date.UTC(year, month - 1, date, hour, min);
  return new Date(wall).getUTCDate() === date && month <= 12 ? wall : undefined;
}

/** The intervals of one span that touch `range`, in order. */
export function occurrences(span: Span, zone: string, range: Interval): Interval[] {
  const touching = (wallFrom: number, wallTo: number): Interval[] => {
    const found = { from: momentOf(zone, wallFrom), to: momentOf(zone, wallTo) };
    return found.from < found.to && found.to > range.from && found.from < range.to ? [found] : [];
  };
  if (span.kind === "dated") {
    const from = wallTime(span.from);
    const to = wallTime(span.to);
    return from === undefined || to === undefined ? [] : touching(from, to);
  }
  const from = clockMinutes(span.from);
  const to = clockMinutes(span.to);
  if (from === undefined || to === undefined || from === to) return [];
  const length = to > from ? to - from : to + 1440 - from;
  const found: Interval[] = [];
  // From the day before: its window may reach over midnight.
  const first = Math.floor(wallClock(zone, range.from) / day) * day - day;
  for (let midnight = first; midnight - 2 * day < range.to; midnight += day) {
    const weekday = weekdays[new Date(midnight).getUTCDay()];
    if (weekday === undefined || !span.days.includes(weekday)) continue;
    // The end is told by the wall clock too: a night with a change of clocks is shorter or longer, as people expect.
    found.push(...touching(midnight + from * minute, midnight + (from + length) * minute));
  }
  return found;
}

const concerns = (one: NamedSpan, cluster: ClusterId): boolean =>
  one.clusters === "all" || one.clusters.includes(cluster);

const allOf = (spans: readonly NamedSpan[], cluster: ClusterId, range: Interval): Interval[] =>
  spans
    .filter((one) => concerns(one, cluster))
    .flatMap((one) => occurrences(one.span, one.zone, range).map((found) => ({ ...found, name: one.name })))
    .sort((a, b) => a.from - b.from);

/** Does a plan of this impact on this cluster have to keep to windows? */
export const needsWindow = (calendar: Calendar, cluster: ClusterId, impact: Impact): boolean =>
  compareImpact(impact, calendar.windowsFrom) >= 0 && calendar.windows.some((one) => concerns(one, cluster));

/** When the cluster may be changed within `range`: windows joined where they touch, freezes cut out. In order. */
export function openIntervals(calendar: Calendar, cluster: ClusterId, impact: Impact, range: Interval): Interval[] {
  const open = needsWindow(calendar, cluster, impact) ? joined(allOf(calendar.windows, cluster, range)) : [range];
  return allOf(calendar.freezes, cluster, range).reduce<Interval[]>(
    (left, freeze) => left.flatMap((one) => without(one, freeze)),
    open,
  );
}

function joined(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const next of intervals) {
    const last = result.at(-1);
    if (last === undefined || next.from > last.to) result.push(next);
    else result[result.length - 1] = { ...last, to: Math.max(last.to, next.to) };
  }
  return result;
}

const without = (open: Interval, freeze: Interval): Interval[] =>
  freeze.to <= open.from || freeze.from >= open.to
    ? [open]
    : [
        { ...open, to: freeze.from },
        { ...open, from: freeze.to },
      ].filter((one) => one.from < one.to);

/** The freeze that holds the cluster at this moment. */
export const freezeAt = (calendar: Calendar, cluster: ClusterId, now: number): NamedSpan | undefined =>
  calendar.freezes.find(
    (one) => concerns(one, cluster) && occurrences(one.span, one.zone, { from: now, to: now + 1 }).length > 0,
  );

/** `always`: nothing limits it. `never`: no opening within the horizon is long enough. */
export type Opening =
  | { readonly kind: "always" }
  | { readonly kind: "never" }
  | ({ readonly kind: "interval" } & Interval);

/**
 * The first opening in which `seconds` of work still fit, beginning now at the earliest. An interval that has begun already
 * begins in the past.
 */
export function nextOpening(
  calendar: Calendar | undefined,
  plan: { readonly cluster: ClusterId; readonly impact: Impact; readonly seconds: number },
  now: number,
): Opening {
  if (calendar === undefined) return { kind: "always" };
  const concerned = [...calendar.freezes, ...calendar.windows].some((one) => concerns(one, plan.cluster));
  if (!concerned) return { kind: "always" };
  for (const ahead of [soonMs, horizonMs]) {
    const range = { from: now, to: now + ahead };
    const fits = openIntervals(calendar, plan.cluster, plan.impact, range).find(
      (one) => one.to - Math.max(one.from, now) >= plan.seconds * 1000,
    );
    if (fits === undefined) continue;
    // Open from here to the horizon: no end that anybody could wait for.
    if (fits.from <= now && fits.to >= now + ahead && ahead === horizonMs) return { kind: "always" };
    if (fits.to >= now + ahead && ahead !== horizonMs) continue;
    return { kind: "interval", ...fits };
  }
  return { kind: "never" };
}

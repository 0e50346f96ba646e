// When changes may run: windows and freezes in their own time zones, as the policy has them.
import type { ClusterId } from "./ids.ts";
import type { Impact } from "./impact.ts";

/** In the order of `Date.getUTCDay()`. */
export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * Wall-clock times of a zone. Weekly: `HH:MM`, to `24:00`; a `to` at or before `from` is on the next day. Dated:
 * `YYYY-MM-DDTHH:MM`.
 */
export type Span =
  | { readonly kind: "weekly"; readonly days: readonly Weekday[]; readonly from: string; readonly to: string }
  | { readonly kind: "dated"; readonly from: string; readonly to: string };

export interface NamedSpan {
  readonly name: string;
  /** IANA, for example `Europe/Berlin`. */
  readonly zone: string;
  readonly clusters: readonly ClusterId[] | "all";
  readonly span: Span;
}

export interface Calendar {
  /** A cluster that has windows is changed in them only; without any it may be changed at all times. */
  readonly windows: readonly NamedSpan[];
  /** Nothing starts in these, whatever its impact and whatever window is open. */
  readonly freezes: readonly NamedSpan[];
  /** Plans of less impact need no window (a freeze holds them all the same). */
  readonly windowsFrom: Impact;
  /** What happens when the window opens for which a plan was approved. */
  readonly atOpening: "start" | "ask";
}

/** Half open, milliseconds since 1970. `name`: the window's, where one stands for the interval. */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly name?: string;
}

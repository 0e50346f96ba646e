// Windows and freezes: wall clocks of zones, nights over midnight, changes of clocks, what is left when a freeze cuts in.
import { describe, expect, it } from "vitest";
import { clusterId } from "../../src/domain/ids.ts";
import type { Calendar, NamedSpan, Span } from "../../src/domain/window.ts";
import { clockMinutes, freezeAt, nextOpening, occurrences, wallTime } from "../../src/kernel/calendar.ts";
import { isZone, momentOf, wallClock } from "../../src/kernel/zone.ts";

const hq = clusterId("hq");
const at = (text: string): number => Date.parse(text);
const named = (span: Span, more: Partial<NamedSpan> = {}): NamedSpan => ({
  name: "nights",
  zone: "Europe/Berlin",
  clusters: "all",
  span,
  ...more,
});
const nights = named({ kind: "weekly", days: ["mon", "tue", "wed", "thu", "fri"], from: "22:00", to: "04:00" });
const calendar = (more: Partial<Calendar> = {}): Calendar => ({
  windows: [nights],
  freezes: [],
  windowsFrom: "low",
  atOpening: "start",
  ...more,
});
const plan = (seconds = 3600, impact: "low" | "medium" | "high" = "high") => ({ cluster: hq, impact, seconds });
const shown = (opening: ReturnType<typeof nextOpening>): string =>
  opening.kind === "interval"
    ? `${new Date(opening.from).toISOString()} ${new Date(opening.to).toISOString()}`
    : opening.kind;

describe("a zone's wall clock", () => {
  it("is told by Node's own zone data, and names that are none are refused", () => {
    expect(new Date(wallClock("Asia/Kolkata", at("2026-11-22T02:00:00Z"))).toISOString()).toBe(
      "2026-11-22T07:30:00.000Z",
    );
    expect([isZone("Europe/Berlin"), isZone("Europe/Berlyn"), isZone("")]).toEqual([true, false, false]);
  });

  it.each([
    ["Europe/Berlin", "2026-11-22T22:00", "2026-11-22T21:00:00.000Z"],
    ["Asia/Shanghai", "2026-11-22T22:00", "2026-11-22T14:00:00.000Z"],
    ["America/St_Johns", "2026-07-01T00:00", "2026-07-01T02:30:00.000Z"],
    ["Pacific/Kiritimati", "2026-11-22T00:30", "2026-11-21T10:30:00.000Z"],
    // twice in the night when clocks go back: the first time
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00.000Z"],
    // never in the night when clocks go forward: as much later
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00.000Z"],
  ])("%s %s is %s", (zone, wall, moment) => {
    expect(new Date(momentOf(zone, wallTime(wall) ?? Number.NaN)).toISOString()).toBe(moment);
  });

  it("reads times of day and dates strictly", () => {
    expect(["00:00", "23:59", "24:00"].map(clockMinutes)).toEqual([0, 1439, 1440]);
    expect(["24:01", "9:00", "22:60", "noon", ""].map(clockMinutes)).toEqual(Array(5).fill(undefined));
    expect(["2026-02-30T10:00", "2026-13-01T10:00", "2026-11-22", "22:00"].map(wallTime)).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe("the next opening", () => {
  it("is tonight when it is asked in the afternoon, and began already when it is asked at night", () => {
    const tonight = "2026-11-23T21:00:00.000Z 2026-11-24T03:00:00.000Z";
    expect(shown(nextOpening(calendar(), plan(), at("2026-11-23T16:00:00Z")))).toBe(tonight);
    expect(shown(nextOpening(calendar(), plan(), at("2026-11-23T23:30:00Z")))).toBe(tonight);
    expect(shown(nextOpening(calendar(), plan(), at("2026-11-24T01:59:00Z")))).toBe(tonight);
  });

  it("is the next night when what is left of this one is too short, and never when no night is long enough", () => {
    const tomorrow = "2026-11-24T21:00:00.000Z 2026-11-25T03:00:00.000Z";
    expect(shown(nextOpening(calendar(), plan(3600), at("2026-11-24T02:00:01Z")))).toBe(tomorrow);
    expect(shown(nextOpening(calendar(), plan(6 * 3600 + 1), at("2026-11-24T02:00:00Z")))).toBe("never");
  });

  it("skips the weekend: Friday's night reaches into Saturday, the next one begins on Monday", () => {
    expect(shown(nextOpening(calendar(), plan(), at("2026-11-28T01:00:00Z")))).toBe(
      "2026-11-27T21:00:00.000Z 2026-11-28T03:00:00.000Z",
    );
    expect(shown(nextOpening(calendar(), plan(), at("2026-11-28T12:00:00Z")))).toBe(
      "2026-11-30T21:00:00.000Z 2026-12-01T03:00:00.000Z",
    );
  });

  it("is an hour longer in the night when the clocks go back, an hour shorter when they go forward", () => {
    const saturdays = named({ kind: "weekly", days: ["sat"], from: "22:00", to: "04:00" });
    const hours = (now: string): number => {
      const opening = nextOpening(calendar({ windows: [saturdays] }), plan(60), at(now));
      return opening.kind === "interval" ? (opening.to - opening.from) / 3_600_000 : 0;
    };
    expect([hours("2026-10-24T12:00:00Z"), hours("2026-03-28T12:00:00Z"), hours("2026-06-06T12:00:00Z")]).toEqual([
      7, 5, 6,
    ]);
  });

  it("ends where a freeze begins, and begins where one ends", () => {
    const freeze = named({ kind: "dated", from: "2026-11-23T23:00", to: "2026-11-24T01:00" }, { name: "backup" });
    const cut = calendar({ freezes: [freeze] });
    expect(shown(nextOpening(cut, plan(3600), at("2026-11-23T12:00:00Z")))).toBe(
      "2026-11-23T21:00:00.000Z 2026-11-23T22:00:00.000Z",
    );
    expect(shown(nextOpening(cut, plan(7200), at("2026-11-23T12:00:00Z")))).toBe(
      "2026-11-24T00:00:00.000Z 2026-11-24T03:00:00.000Z",
    );
    expect(freezeAt(cut, hq, at("2026-11-23T22:30:00Z"))?.name).toBe("backup");
    expect(freezeAt(cut, hq, at("2026-11-24T00:00:00Z"))).toBeUndefined();
  });

  it("joins windows that touch, each in its own zone", () => {
    const shanghai = named(
      { kind: "dated", from: "2026-11-24T11:00", to: "2026-11-24T14:00" },
      { zone: "Asia/Shanghai" },
    );
    expect(
      shown(nextOpening(calendar({ windows: [nights, shanghai] }), plan(8 * 3600), at("2026-11-23T12:00:00Z"))),
    ).toBe("2026-11-23T21:00:00.000Z 2026-11-24T06:00:00.000Z");
  });

  it("is always where no window is needed: another cluster, less impact, no calendar; a freeze holds all the same", () => {
    const other = calendar({ windows: [{ ...nights, clusters: [clusterId("branch")] }] });
    const noon = at("2026-11-23T12:00:00Z");
    expect(nextOpening(other, plan(), noon)).toEqual({ kind: "always" });
    expect(nextOpening(undefined, plan(), noon)).toEqual({ kind: "always" });
    const grave = calendar({ windowsFrom: "high" });
    expect(nextOpening(grave, plan(60, "medium"), noon)).toEqual({ kind: "always" });
    expect(nextOpening(grave, plan(60, "high"), noon).kind).toBe("interval");
    const freeze = named({ kind: "dated", from: "2026-11-23T00:00", to: "2026-11-24T00:00" });
    expect(shown(nextOpening({ ...grave, freezes: [freeze] }, plan(60, "medium"), noon))).toMatch(/^2026-11-23T23:00/);
  });

  it("is never when a freeze covers everything or all dates are over", () => {
    const forever = named({ kind: "dated", from: "2026-01-01T00:00", to: "2030-01-01T00:00" });
    expect(nextOpening(calendar({ freezes: [forever] }), plan(), at("2026-11-23T12:00:00Z")).kind).toBe("never");
    const past = named({ kind: "dated", from: "2026-11-01T22:00", to: "2026-11-02T04:00" });
    expect(nextOpening(calendar({ windows: [past] }), plan(), at("2026-11-23T12:00:00Z")).kind).toBe("never");
  });

  it("is found for a date a year ahead", () => {
    const far = named({ kind: "dated", from: "2027-11-20T22:00", to: "2027-11-21T04:00" });
    expect(shown(nextOpening(calendar({ windows: [far] }), plan(), at("2026-11-23T12:00:00Z")))).toMatch(
      /^2027-11-20T21/,
    );
  });

  it("never has an occurrence that ends before it begins, whatever the night does", () => {
    const odd = named({ kind: "weekly", days: ["sun"], from: "02:15", to: "02:45" });
    for (const one of occurrences(odd.span, odd.zone, {
      from: at("2026-01-01T00:00:00Z"),
      to: at("2027-01-01T00:00:00Z"),
    })) {
      expect(one.to).toBeGreaterThan(one.from);
    }
  });
});

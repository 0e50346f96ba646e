// Windows and freezes, checked one by one and together, and compiled to the domain's Calendar.
import { changeKinds, leastSeconds } from "../domain/change.ts";
import { type ClusterId, clusterId } from "../domain/ids.ts";
import type { Role } from "../domain/person.ts";
import { type Calendar, type NamedSpan, type Span, weekdays } from "../domain/window.ts";
import { clockMinutes, horizonMs, nextOpening, wallTime } from "../kernel/calendar.ts";
import { isZone } from "../kernel/zone.ts";
import type { Path } from "./document.ts";
import type { PolicySource } from "./policy.ts";
import { among, type Report, say } from "./report.ts";
import type { RawCalendar, RawSpan } from "./schema.ts";

/** Problems go to `report`; what is wrong in itself is left out of the result. */
export function compileCalendar(
  raw: RawCalendar,
  source: Pick<PolicySource, "clusters" | "timeZone" | "now">,
  roles: readonly Role[],
  report: Report,
): Calendar {
  const read = (list: "windows" | "freezes"): { readonly index: number; readonly span: NamedSpan }[] =>
    (raw[list] ?? []).flatMap((one, index) => {
      const span = namedSpan(one, source, ["calendar", list, index], report);
      return span === undefined ? [] : [{ index, span }];
    });
  const windows = read("windows");
  const calendar: Calendar = {
    windows: windows.map(({ span }) => span),
    freezes: read("freezes").map(({ span }) => span),
    windowsFrom: raw.windowsFrom ?? "low",
    atOpening: raw.atOpening ?? "start",
  };
  for (const { index, span } of windows) {
    // A dated window that is over harms nobody: a restart the morning after must not fail because of it.
    if (span.span.kind === "dated" && isOver(span, source.now)) continue;
    checkOpens(calendar, span, ["calendar", "windows", index], source, roles, report);
  }
  return calendar;
}

const isOver = ({ zone, span, clusters }: NamedSpan, now: number): boolean => {
  const alone: Calendar = {
    windows: [{ name: "", zone, span, clusters }],
    freezes: [],
    windowsFrom: "low",
    atOpening: "start",
  };
  const cluster = clusters === "all" ? clusterId("any") : clusters[0];
  return cluster === undefined || nextOpening(alone, { cluster, impact: "high", seconds: 0 }, now).kind === "never";
};

/** Within the horizon, outside every freeze, for at least the shortest step that somebody may request there. */
function checkOpens(
  calendar: Calendar,
  span: NamedSpan,
  path: Path,
  source: Pick<PolicySource, "clusters" | "now">,
  roles: readonly Role[],
  report: Report,
): void {
  const alone: Calendar = { ...calendar, windows: [span], windowsFrom: "low" };
  const clusters = span.clusters === "all" ? source.clusters.map(clusterId) : span.clusters;
  for (const cluster of clusters) {
    const opens = (seconds: number): boolean =>
      nextOpening(alone, { cluster, impact: "high", seconds }, source.now).kind !== "never";
    const days = Math.round(horizonMs / 86_400_000);
    const seconds = shortestStep(cluster, roles);
    const { name } = span;
    if (!opens(0)) report(path, say("config.window-never", { name, cluster, days }), say("config.window-never.fix"));
    else if (!opens(seconds)) {
      report(path, say("config.window-short", { name, cluster, seconds }), say("config.window.fix"));
    } else continue;
    return;
  }
}

function shortestStep(cluster: ClusterId, roles: readonly Role[]): number {
  const asking = roles.filter(
    (role) => role.may.includes("request") && (role.clusters === "all" || role.clusters.includes(cluster)),
  );
  const kinds = changeKinds.filter((kind) =>
    asking.some((role) => role.changes === undefined || role.changes.includes(kind)),
  );
  return Math.min(...(kinds.length === 0 ? changeKinds : kinds).map((kind) => leastSeconds[kind]));
}

function namedSpan(
  raw: RawSpan,
  source: Pick<PolicySource, "clusters" | "timeZone">,
  path: Path,
  report: Report,
): NamedSpan | undefined {
  const zone = raw.timeZone ?? source.timeZone;
  const known = isZone(zone);
  if (!known && raw.timeZone !== undefined) {
    report([...path, "timeZone"], say("config.zone", { zone }), say("config.zone.fix"));
  }
  const clusters = raw.clusters ?? "all";
  if (clusters !== "all") {
    clusters.forEach((name, index) => {
      if (source.clusters.includes(name)) return;
      report([...path, "clusters", index], say("config.no-cluster", { name }), among(name, source.clusters));
    });
  }
  const span = raw.days === undefined ? dated(raw, path, report) : weekly(raw, raw.days, path, report);
  if (!known || span === undefined) return undefined;
  return { name: raw.name, zone, clusters: clusters === "all" ? "all" : clusters.map(clusterId), span };
}

function weekly(
  { name, from, to }: RawSpan,
  days: NonNullable<RawSpan["days"]>,
  path: Path,
  report: Report,
): Span | undefined {
  const times = { from: clockMinutes(from), to: clockMinutes(to) };
  const bad = times.from === undefined || times.from === 1440 ? "from" : times.to === undefined ? "to" : undefined;
  if (bad !== undefined) {
    report([...path, bad], say("config.clock-time"), say("config.clock-time.fix"));
    return undefined;
  }
  if (times.from === times.to) {
    report(path, say("config.window-empty", { name }), say("config.window-empty.fix"));
    return undefined;
  }
  return { kind: "weekly", days: days === "all" ? weekdays : days, from, to };
}

function dated({ name, from, to }: RawSpan, path: Path, report: Report): Span | undefined {
  const times = { from: wallTime(from), to: wallTime(to) };
  const bad = times.from === undefined ? "from" : times.to === undefined ? "to" : undefined;
  if (bad !== undefined) {
    report([...path, bad], say("config.date-time"), say("config.date-time.fix"));
    return undefined;
  }
  if ((times.from ?? 0) >= (times.to ?? 0)) {
    report(path, say("config.window-empty", { name }), say("config.window-empty.fix"));
    return undefined;
  }
  return { kind: "dated", from, to };
}

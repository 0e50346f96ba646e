// Wall-clock times of a time zone and the moments they are. Node's Intl knows the zones; nothing else is needed.

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock of the zone at this moment, as if it were UTC: read it with the UTC getters of Date. */
export function wallClock(zone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The moment of a wall-clock time (given as if it were UTC). A time that comes twice, when clocks are set back, is its first
 * coming; one that never comes, when they are set forward, is as much later as the clocks were moved: both as Temporal's
 * "compatible" has it.
 */
export function momentOf(zone: string, wall: number): number {
  const offset = (at: number): number => wallClock(zone, at) - Math.floor(at / 1000) * 1000;
  const day = 86_400_000;
  // The offsets of the day before and after: between them lies every change that can touch this time.
  const before = offset(wall - day);
  const after = offset(wall + day);
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  if (wallClock(zone, early) === wall) return early;
  if (wallClock(zone, late) === wall) return late;
  return wall - before;
}

// Dates as the platform prints them: `Fri Dec 12 13:45:19 PST 2025`.

/** Source of an expression for one such date. */
export const printedDate =
  "[A-Z][a-z]{2} {1,2}[A-Z][a-z]{2} {1,2}\\d{1,2} \\d{2}:\\d{2}:\\d{2} (?:(?:[A-Z]{2,5}|[+-]\\d{2}(?::?\\d{2})?) )?\\d{4}";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// Only abbreviations with one meaning: CST, IST, BST and AST have several, and a wrong guess is off by hours.
const offsets: Readonly<Record<string, string>> = {
  UTC: "+00:00",
  GMT: "+00:00",
  WET: "+00:00",
  CET: "+01:00",
  CEST: "+02:00",
  EET: "+02:00",
  EEST: "+03:00",
  EST: "-05:00",
  EDT: "-04:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
  JST: "+09:00",
};

/** What the clock on the wall shows there: `2025-12-12T13:45:19`, and its zone as printed (empty where none is). */
export interface WallTime {
  readonly local: string;
  readonly zone: string;
}

/** Undefined when it is no such date. */
export function wallOfPrinted(printed: string): WallTime | undefined {
  const part =
    /^[A-Z][a-z]{2} +([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:([A-Z]{2,5}|[+-]\d{2}(?::?\d{2})?) )?(\d{4})$/.exec(
      printed.trim(),
    );
  const month = months.indexOf(part?.[1] ?? "") + 1;
  if (part === null || month === 0) return undefined;
  const local = `${part[5]}-${String(month).padStart(2, "0")}-${(part[2] ?? "").padStart(2, "0")}T${part[3]}`;
  return Number.isNaN(Date.parse(`${local}Z`)) ? undefined : { local, zone: part[4] ?? "" };
}

/** ISO 8601: UTC where the zone is certain, else local time without a zone; undefined when it is no such date. */
export function isoOfPrinted(printed: string): string | undefined {
  const wall = wallOfPrinted(printed);
  if (wall === undefined) return undefined;
  const { local, zone } = wall;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2).padStart(2, "0")}` : offsets[zone];
  const fixed = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : offset;
  if (fixed === undefined) return local;
  const at = Date.parse(`${local}${fixed}`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

const hour = 3_600_000;

/** Between which moments (milliseconds) a time of `isoOfPrinted` lies: one without a zone may be anywhere from UTC+14 to UTC-12. */
export function boundsOfPrinted(iso: string): { readonly earliest: number; readonly latest: number } {
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(iso)) return { earliest: Date.parse(iso), latest: Date.parse(iso) };
  const local = Date.parse(`${iso}Z`);
  return { earliest: local - 14 * hour, latest: local + 12 * hour };
}

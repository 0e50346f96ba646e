// Dates as CUCM's programs print them.
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number, fill = "0"): string => String(value).padStart(2, fill);

const clockTime = (date: Date): string =>
  `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
const dayName = (date: Date): string => days[date.getUTCDay()] ?? "";
const monthName = (date: Date): string => months[date.getUTCMonth()] ?? "";

/** Java's `Date.toString()`: `Fri Mar 06 21:56:07 UTC 2015`. `at` in milliseconds; the lab's nodes keep UTC. */
export function javaDate(at: number): string {
  const date = new Date(at);
  return `${dayName(date)} ${monthName(date)} ${two(date.getUTCDate())} ${clockTime(date)} UTC ${date.getUTCFullYear()}`;
}

/** C's `ctime()`: `Thu Oct 28 11:24:16 2021`, the day padded with a blank. */
export function cTime(at: number): string {
  const date = new Date(at);
  return `${dayName(date)} ${monthName(date)} ${two(date.getUTCDate(), " ")} ${clockTime(date)} ${date.getUTCFullYear()}`;
}

/** As in `Server Time: Fri Jan  2 16:18:22 UTC 2026`: `date(1)`. */
export function unixDate(at: number): string {
  const date = new Date(at);
  return `${dayName(date)} ${monthName(date)} ${two(date.getUTCDate(), " ")} ${clockTime(date)} UTC ${date.getUTCFullYear()}`;
}

/** DRS archive names: `2025-12-12-13-44-12`. */
export const archiveStamp = (at: number): string => new Date(at).toISOString().slice(0, 19).replace(/[T:]/g, "-");

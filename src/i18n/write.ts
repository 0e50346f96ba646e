// Writes a text in one language: values, dates, numbers and plurals as that language does.
import { type Formatters, IntlMessageFormat } from "intl-messageformat";
import type { Locale, PhraseValue, Text } from "../domain/text.ts";
import { en, zhCN } from "./catalogue.ts";

export interface Writer {
  readonly locale: Locale;
  /** The text as this reader reads it. An unknown message id is written as itself: visible, never a crash. */
  write(text: Text): string;
}

const writers = new Map<string, Writer>();

/** `zone`: IANA time zone in which times are written; every time is printed with its zone. */
export function writerFor(locale: Locale, zone = "UTC"): Writer {
  const key = `${locale} ${zone}`;
  const known = writers.get(key);
  if (known !== undefined) return known;
  const made = createWriter(locale, zone);
  writers.set(key, made);
  return made;
}

function createWriter(locale: Locale, zone: string): Writer {
  const catalogue: Readonly<Record<string, string>> = locale === "zh-CN" ? zhCN : en;
  const compiled = new Map<string, IntlMessageFormat>();
  const formatters = sharedFormatters();
  const tag = locale === "zh-CN" ? "zh-CN" : "en-GB";
  const parts = {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  } as const;
  const time = new Intl.DateTimeFormat(tag, parts);
  const moment = new Intl.DateTimeFormat(tag, { ...parts, year: "numeric" });
  const date = new Intl.DateTimeFormat(tag, { timeZone: zone, day: "numeric", month: "short", year: "numeric" });

  const numbers = formatters.getNumberFormat(tag);

  const value = (given: PhraseValue): string | number => {
    if (typeof given !== "object") return given;
    if ("time" in given) return time.format(new Date(given.time));
    if ("moment" in given) return moment.format(new Date(given.moment));
    if ("date" in given) return date.format(new Date(given.date));
    return write(given);
  };

  const write = (text: Text): string => {
    if ("verbatim" in text) return text.verbatim;
    const source = catalogue[text.id];
    if (source === undefined) return text.id;
    if (isLiteral(source)) return source;
    let format = compiled.get(text.id);
    if (format === undefined) {
      format = new IntlMessageFormat(source, tag, undefined, { ignoreTag: true, formatters });
      markCounts(format.getAst() as unknown as Part[]);
      compiled.set(text.id, format);
    }
    const values = Object.fromEntries(Object.entries(text.values ?? {}).map(([name, given]) => [name, value(given)]));
    return String(format.format(forgiving(values, numbers)));
  };

  return { locale, write };
}

/** Nothing in it that ICU would replace or unquote: it stands for itself. */
const isLiteral = (source: string): boolean => !/[{}']/.test(source);

/**
 * Plural rules and number formats are heavy, and each message would make its own: one that counts costs more to make than to
 * write. These are made once for each set of options.
 */
function sharedFormatters(): Formatters {
  const numbers = new Map<string, Intl.NumberFormat>();
  const dates = new Map<string, Intl.DateTimeFormat>();
  const plurals = new Map<string, Intl.PluralRules>();
  const once = <T>(known: Map<string, T>, options: object | undefined, make: () => T): T => {
    const key = options === undefined ? "" : JSON.stringify(options);
    const made = known.get(key) ?? make();
    known.set(key, made);
    return made;
  };
  return {
    getNumberFormat: (locales, options) => once(numbers, options, () => new Intl.NumberFormat(locales, options)),
    getDateTimeFormat: (locales, options) => once(dates, options, () => new Intl.DateTimeFormat(locales, options)),
    getPluralRules: (locales, options) => once(plurals, options, () => new Intl.PluralRules(locales, options)),
  };
}

type Values = Record<string, string | number>;

/** A value that is missing (a record from another version) is written as `?`: a card with a gap is better than none. */
const forgiving = (values: Values, numbers: Intl.NumberFormat): Values =>
  new Proxy(values, {
    has: () => true,
    get: (known, name) => {
      if (typeof name !== "string") return undefined;
      if (!name.endsWith(counted)) return known[name] ?? "?";
      const count = known[name.slice(0, -counted.length)] ?? "?";
      return typeof count === "number" ? numbers.format(count) : count;
    },
  });

/** What is counted in texts. Numbers of other names (ports, codes, steps) are names themselves and are never grouped. */
const counts: ReadonlySet<string> = new Set(
  (
    "absent answered apps bytes count days done expired failed files former known links lists lost missing needed nodes offline peers " +
    "phones records registered rest rows secure sent shown soon stale total trunks unknown waiting"
  ).split(" "),
);
const counted = " counted";

interface Part {
  /** 1: a value that is written as it is (`{phones}`); `{phones, number}` and plurals write numbers by themselves. */
  readonly type: number;
  value: string;
  readonly options?: Readonly<Record<string, { readonly value: Part[] }>>;
}

/** Names the plain counts of a message, so that a thousand phones are written alike in every text. */
function markCounts(parts: readonly Part[]): void {
  for (const part of parts) {
    if (part.type === 1 && counts.has(part.value)) part.value += counted;
    for (const option of Object.values(part.options ?? {})) markCounts(option.value);
  }
}

// Text that people read: a reference into the message catalogues, so that one card can be read in two languages.

/**
 * A value put into a message. `time` is ISO 8601 and is written in the reader's locale, with its zone; `moment` is the same with its year,
 * for what may lie years back.
 */
export type PhraseValue =
  | string
  | number
  | { readonly time: string }
  | { readonly moment: string }
  | { readonly date: string }
  | Phrase;

/** A message of the catalogues (`src/i18n`) with its values; serialisable, language-free. Build it with `say()`. */
export interface Phrase {
  readonly id: string;
  readonly values?: Readonly<Record<string, PhraseValue>>;
}

/** What is never translated: device output, commands, service names, people's own words. */
export interface Verbatim {
  readonly verbatim: string;
}

export type Text = Phrase | Verbatim;

export const verbatim = (text: string): Verbatim => ({ verbatim: text });

export type Locale = "en" | "zh-CN";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

// One thing that was looked at, and the next step when it is not well.
import { CertOpsError } from "../../domain/errors.ts";
import type { Text } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Writer } from "../../i18n/write.ts";

/** What was found: a text, or the trouble that came up instead. */
export type Detail = Text | CertOpsError;

export interface Examined {
  readonly what: Text;
  readonly state: "ok" | "warning" | "problem";
  readonly detail: Detail;
  readonly next?: Text;
}

/** One of them in words; with the keys of `certops doctor --json`, which is always in English (docs/cli.md). */
export interface Spoken {
  readonly what: string;
  readonly state: Examined["state"];
  readonly detail: string;
  readonly next?: string;
}

export const well = (what: Text, detail: Text): Examined => ({ what, state: "ok", detail });

export const bad = (what: Text, detail: Detail, next: Text): Examined => ({ what, state: "problem", detail, next });

export const doubtful = (what: Text, detail: Text, next: Text): Examined => ({ what, state: "warning", detail, next });

/** What the operating system says, in its own words. */
export const systemSays = (error: unknown): Text =>
  say("line.doctor.system", { message: error instanceof Error ? error.message : String(error) });

/** An error’s English is its message for the log, which says more than what the chat says; only the latter is translated. */
export function detailIn(detail: Detail, { locale, write }: Writer): string {
  if (!(detail instanceof CertOpsError)) return write(detail);
  return locale === "en" ? detail.message : write(detail.say);
}

export function spoken({ what, state, detail, next }: Examined, writer: Writer): Spoken {
  const said = { what: writer.write(what), state, detail: detailIn(detail, writer) };
  return next === undefined ? said : { ...said, next: writer.write(next) };
}

/** One line for the terminal, and a second one with the next step. */
export function printed(examined: Examined, writer: Writer): string {
  const { what, detail, next } = spoken(examined, writer);
  const mark = say(`line.mark.${examined.state}`);
  const line = writer.write(say("line.found", { mark, what, detail }));
  return next === undefined ? line : `${line}\n${writer.write(say("line.found.next", { next }))}`;
}

/** A certificate file that is not as it must be: it holds none, or cannot be read (`error`). */
export function faultOfFile(path: string, error?: unknown): Text {
  if (error === undefined) return say("line.doctor.no-certificate", { path });
  return say(error instanceof CertOpsError ? "line.doctor.not-certificates" : "line.doctor.not-there", { path });
}

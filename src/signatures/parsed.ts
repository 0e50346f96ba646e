// What a recogniser answers: a value with the lines it rests on, or why the text was not understood.

export interface Understood<T> {
  readonly ok: true;
  readonly value: T;
  /** The decisive lines, as printed; at most a few. Empty when the whole answer is the evidence. */
  readonly lines: readonly string[];
}

export interface NotUnderstood {
  readonly ok: false;
  /** Machine name, for example `no-entries` or `master-agent-unreachable`. */
  readonly reason: string;
  /** The line that shows it: the first one with something in it, unless another says more. At most 200 characters. */
  readonly line: string;
}

export type Parsed<T> = Understood<T> | NotUnderstood;

export const understood = <T>(value: T, lines: readonly string[] = []): Understood<T> => ({
  ok: true,
  value,
  lines: lines.slice(0, 8).map((line) => line.trim().slice(0, 200)),
});

/** `line` is chosen from `text` when none is given. */
export function notUnderstood(reason: string, text: string, line?: string): NotUnderstood {
  return { ok: false, reason, line: (line ?? firstLine(text)).trim().slice(0, 200) };
}

/** The first line that holds anything but blanks. */
function firstLine(text: string): string {
  const start = text.search(/\S/);
  if (start === -1) return "";
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? start + 200 : Math.min(end, start + 200));
}

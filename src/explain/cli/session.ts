// A text from CUCM's command line: one output, or a whole session with several.
import type { ExplainedFinding, ExplainedPart, Explanation } from "../../domain/explanation.ts";
import type { Json } from "../../domain/text.ts";
import { terminalText } from "../../kernel/terminal-text.ts";
import { sourceOfLine } from "../../signatures/log/sources.ts";
import { unquoted, unwrapped } from "../../signatures/pasted.ts";
import { refusalIn } from "../../signatures/refusal.ts";
import { finding, shown } from "../finding.ts";
import { Locator } from "../locate.ts";
import { explainLogText } from "../log-text.ts";
import type { Reading } from "../reading.ts";
import { compareParts } from "./compare.ts";
import { type CliKind, cliKinds } from "./kinds.ts";
import { isPaged, type Piece, splitSession, withoutPaging } from "./split.ts";

const banner = /Command Line Interface is starting up|Welcome to the Platform Command Line Interface/i;

/** Undefined when nothing in it comes from the command line. Linear in the text, which is at most some megabytes. */
export function explainCli(raw: string, now: number): Explanation | undefined {
  const whole = unquoted(raw);
  const text = withoutPaging(whole);
  const locate = Locator.of(raw);
  const asIs = explain(text, locate, now) ?? (isPaged(whole) ? emptySession : undefined);
  const joined = unwrapped(text);
  if (joined === undefined) return asIs;
  const other = explain(joined, locate, now);
  if (other === undefined || asIs === undefined) return other ?? asIs;
  const gained = weight(other) - weight(asIs);
  return gained > 0 || (gained === 0 && onlyJoined(asIs, other)) ? other : asIs;
}

/**
 * Lines that only happen to be equally long lose something when they are joined, or a word of the one before grows onto a value;
 * where lines were broken, values lose a blank that should not be there, or go on where they were cut.
 */
function onlyJoined(asIs: Explanation, joined: Explanation): boolean {
  const before = values(asIs);
  const after = values(joined);
  const bare = (value: string): string => value.replace(/\s+/g, "");
  const grown = before.some((value, at) => bare(value) !== "" && bare(after[at] ?? "").indexOf(bare(value)) > 0);
  return before.length === after.length && !grown;
}

const values = (of: Explanation): string[] =>
  of.parts === undefined ? flatten(of.facts as Json) : of.parts.flatMap((one) => values(one));

function flatten(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => flatten(one));
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap((one) => flatten(one));
  return [String(value)];
}

const emptySession: Explanation = { kind: "session", facts: { banner: false, commands: [] }, findings: [], parts: [] };

/** How much was understood: values that are not empty, in outputs that were recognised. */
function weight(of: Explanation): number {
  if (of.kind === "unknown") return 0;
  if (of.parts !== undefined) return of.parts.reduce((sum, part) => sum + weight(part), 0);
  return leaves(of.facts as Json);
}

function leaves(value: Json): number {
  if (value === null || value === "" || value === false) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + leaves(one), 0);
  if (typeof value === "object") return Object.values(value).reduce((sum: number, one) => sum + leaves(one), 0);
  return 1;
}

function explain(text: string, locate: Locator, now: number): Explanation | undefined {
  const pieces = splitSession(text);
  const typed = pieces.filter((piece) => piece.command !== undefined).length;
  const parts = placed(pieces, locate).flatMap(({ piece, at }) => partsOf(piece, at, now, typed > 0));
  const known = parts.filter((part) => part.kind !== "unknown");
  const greeted = banner.test(text);
  const paged = /end of the file reached/i.test(text);
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && known.length === 1) {
    const { kind, facts, findings, command } = only;
    return { kind, facts: { ...facts, command }, findings };
  }
  if (known.length === 0 && typed === 0 && !greeted && !paged && !looksLikePrompt(text)) return undefined;
  const across = compareParts(parts);
  return {
    kind: "session",
    facts: { banner: greeted, commands: parts.flatMap((part) => (part.command === null ? [] : [part.command])) },
    findings: [...across, ...parts.flatMap((part) => part.findings)],
    parts,
  };
}

const looksLikePrompt = (text: string): boolean =>
  text.length < 4000 && /(?:^|\n)[^\S\n]*admin:|Continue \(y\/n\)\?|Do you wish to continue \(yes\/no\)/i.test(text);

/** Each piece with its place in the input: a command is looked for after the one before it. */
function placed(pieces: readonly Piece[], locate: Locator): { piece: Piece; at: Locator }[] {
  const [, last] = locate.span;
  let from = 0;
  const starts = pieces.map((piece) => {
    const first = piece.whole.split("\n").find((line) => line.trim() !== "") ?? "";
    const found = locate.indexOf(first.slice(0, 60), from);
    if (found !== -1) from = found;
    return from;
  });
  return pieces.map((piece, index) => {
    const start = starts[index] ?? 0;
    const next = starts[index + 1] ?? last;
    return { piece, at: locate.within(start, Math.max(next, start + 1)) };
  });
}

const part = (
  kind: Explanation["kind"],
  reading: Reading,
  command: string | undefined,
  at: Locator,
): ExplainedPart => ({
  kind,
  facts: reading.facts,
  findings: reading.findings,
  command: command === undefined ? null : shown(command.trim(), 500),
  lines: at.span,
});

function partsOf(piece: Piece, locate: Locator, now: number, session: boolean): ExplainedPart[] {
  const { command, whole, body } = piece;
  if (command === undefined) return unasked(body, locate, now, session);
  const wanted = cliKinds.find((one) => one.command.test(command));
  const around = { command, locate, now };
  const refusal = refusalIn(body);
  if (wanted !== undefined) {
    const given = wanted.kind === "sql-table" ? whole : body;
    const reading = body.trim() === "" ? undefined : wanted.read(given, around);
    if (reading !== undefined && (refusal === undefined || wanted.looks.test(body))) {
      return [part(wanted.kind, reading, command, locate)];
    }
    const refused = refusal === undefined ? [] : [refusedFinding(refusal.line, locate)];
    if (refusal === undefined && body.trim() !== "") {
      const other = unasked(body, locate, now, false);
      if (other.length > 0) return other.map((one) => ({ ...one, command }));
    }
    return [part(wanted.kind, { facts: { understood: false }, findings: refused }, command, locate)];
  }
  const findings = refusal === undefined ? [] : [refusedFinding(refusal.line, locate)];
  const log = explainLogText(body, locate);
  if (log !== undefined && /^(?:file|show\s+log|utils\s+\w*diag)/i.test(command)) {
    return [part("log", log, command, locate)];
  }
  return [part("unknown", { facts: { refused: refusal !== undefined }, findings }, command, locate)];
}

const refusedFinding = (line: string, locate: Locator): ExplainedFinding =>
  finding("cli.refused", "problem", [locate.find(line.split(" / ").at(-1) ?? line)], {
    values: { line: shown(line, 200) },
  });

/** Output without its command: by what it looks like, cut where another one begins. */
function unasked(body: string, locate: Locator, now: number, session: boolean): ExplainedPart[] {
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  const logLines = lines.filter((line) => sourceOfLine(line) !== undefined).length;
  if (logLines * 2 >= lines.length && logLines > 0) {
    const log = explainLogText(body, locate);
    return log === undefined ? [] : [part("log", log, undefined, locate)];
  }
  const heads = headsIn(body);
  const cut = heads.map(({ kind, at }, index) => ({
    kind,
    text: body.slice(index === 0 ? 0 : at, heads[index + 1]?.at),
  }));
  const read = cut.flatMap(({ kind, text }) => {
    const first = text.split("\n").find((line) => line.trim() !== "") ?? "";
    const from = Math.max(0, locate.indexOf(first.slice(0, 60)));
    const place = locate.within(Math.max(from, locate.span[0] - 1), locate.span[1]);
    const reading = kind.read(text, { command: undefined, locate: place, now });
    return reading === undefined ? [] : [part(kind.kind, reading, undefined, place)];
  });
  if (read.length === cut.length) return read;
  for (const { kind } of heads) {
    const reading = kind.read(body, { command: undefined, locate, now });
    if (reading !== undefined) return [part(kind.kind, reading, undefined, locate)];
  }
  if (session || read.length > 0) return read;
  return [];
}

/** Where known outputs begin, each kind once, in the order of their places; what only resembles another is left out. */
function headsIn(body: string): { kind: CliKind; at: number }[] {
  const flat = terminalText(body);
  const heads = cliKinds.flatMap((kind) => {
    const found = kind.looks.exec(flat);
    return found === null ? [] : [{ kind, at: flat.lastIndexOf("\n", found.index) + 1 }];
  });
  const has = (kind: CliKind["kind"]): boolean => heads.some((head) => head.kind.kind === kind);
  return heads
    .filter(({ kind }) => {
      if (kind.kind === "sql-table") return !has("ntp") && !has("dbreplication") && !has("show-cert-list");
      if (kind.kind === "service-list") return !has("service-restart") || /Requesting service status/i.test(flat);
      return true;
    })
    .sort((a, b) => a.at - b.at);
}

// `utils disaster_recovery history backup` and `utils disaster_recovery status backup|restore`.
import { oneLine } from "../kernel/terminal-text.ts";
import { cleanOutput, contentLines } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";
import { isoOfPrinted, printedDate } from "./printed-date.ts";

export interface Backup {
  /** For example `2025-12-12-13-44-12.tar`; `TAR file not created` for one that failed early. */
  readonly file: string;
  /** ISO 8601; without a zone when the node's abbreviation is ambiguous (CST, IST, BST). */
  readonly completedAt: string;
  readonly success: boolean;
}

const row = new RegExp(
  `(\\S{1,80}\\.tar|TAR file not created)\\s{1,40}(?:\\S{1,40}\\s{1,40}){0,4}?(${printedDate})\\s{1,40}([A-Z]{3,20})(?![A-Z])`,
  "g",
);

/** Newest or oldest first, as the node prints them. An empty list means that no backup was ever made. */
export function parseBackupHistory(raw: string): Parsed<readonly Backup[]> {
  const text = cleanOutput(raw);
  const none = /No history data is available/i.exec(text)?.[0];
  if (none !== undefined) return understood([], [`drfCliMsg: ${none}`]);
  const fault = agentFault(raw);
  if (fault !== undefined) return notUnderstood("master-agent-unreachable", text, fault);
  const found = [...oneLine(text).slice(0, 1_000_000).matchAll(row)];
  if (found.length === 0) {
    return /Tar Filename:.{0,120}Result:/is.test(text)
      ? understood([], contentLines(raw).slice(-1))
      : notUnderstood("no-history", text);
  }
  return understood(
    found.map((match) => ({
      file: match[1] ?? "",
      completedAt: isoOfPrinted(match[2] ?? "") ?? match[2] ?? "",
      success: match[3] === "SUCCESS",
    })),
    found.map((match) => match[0]),
  );
}

/** True while a backup or restore is at work. `drfCliMsg: No backup status available` means idle. */
export function parseBackupStatus(raw: string): Parsed<boolean> {
  const text = cleanOutput(raw);
  const flat = oneLine(text).slice(0, 100_000);
  const none = /No (?:backup|restore) status (?:is )?available/i.exec(flat)?.[0];
  if (none !== undefined) return understood(false, [`drfCliMsg: ${none}`]);
  const fault = agentFault(raw);
  if (fault !== undefined) return notUnderstood("master-agent-unreachable", text, fault);
  const status =
    /\bStatus: ?(.{1,120}?)(?= (?:Tar Filename|Storage Location|Operation|Percentage Complete|Server|admin):|$)/i.exec(
      flat,
    )?.[1];
  const percentage = /Percentage Complete:\s?(\d{1,3})/i.exec(flat)?.[1];
  if (status === undefined && percentage === undefined) return notUnderstood("no-status", text);
  const lines = [
    ...(status === undefined ? [] : [`Status: ${status}`]),
    ...(percentage === undefined ? [] : [`Percentage Complete: ${percentage}`]),
  ];
  if (status !== undefined && /success|error|fail|cancel|complete/i.test(status)) return understood(false, lines);
  if (percentage !== undefined) return understood(Number(percentage) < 100, lines);
  if (/progress|running|started|active/i.test(status ?? "")) return understood(true, lines);
  return notUnderstood("no-status", text, lines[0]);
}

// Also a symptom of a certificate that the local agent does not trust.
const agentFault = (raw: string): string | undefined =>
  contentLines(raw).find((line) => /Unable to connect to Master Agent/i.test(line));

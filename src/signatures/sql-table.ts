// `run sql select ...`: the table Informix prints.
import { cleanOutput } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

export interface SqlTable {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * Columns stand under `====` rules and are cut at the rules' positions. Where line breaks were lost the words are
 * dealt out instead, which holds only while no value has a blank in it. No rows give an empty table.
 */
export function parseSqlTable(raw: string): Parsed<SqlTable> {
  const text = cleanOutput(raw);
  const lines = text.split("\n");
  const ruleAt = lines.findIndex((line) => /^\s*=+(?:[ \t]+=+)*\s*$/.test(line));
  if (ruleAt > 0) return fromLines(lines, ruleAt);
  const words = text.split(/\s+/).filter((word) => word !== "");
  const first = words.findIndex((word) => /^=+$/.test(word));
  if (first <= 0) return notUnderstood("no-table", text);
  let after = first;
  while (/^=+$/.test(words[after] ?? "")) after += 1;
  const columns = words.slice(Math.max(0, first - (after - first)), first);
  const values = words.slice(after).filter((word) => word !== "admin:");
  if (columns.length !== after - first || values.length % columns.length !== 0) {
    return notUnderstood("broken-table", text);
  }
  const rows: Record<string, string>[] = [];
  for (let at = 0; at < values.length; at += columns.length) {
    rows.push(Object.fromEntries(columns.map((column, index) => [column, values[at + index] ?? ""])));
  }
  return understood({ columns, rows }, [columns.join(" "), ...rows.map((row) => Object.values(row).join(" "))]);
}

function fromLines(lines: readonly string[], ruleAt: number): Parsed<SqlTable> {
  const spans = [...(lines[ruleAt] ?? "").matchAll(/=+/g)].map((rule) => rule.index);
  const cut = (line: string): string[] => {
    const words = line.trim().split(/\s+/);
    // A value wider than its column moves the rest of the line: then only the number of words can be trusted.
    const moved = spans.some((from) => from > 0 && line.length > from && line[from - 1] !== " ");
    if (moved && words.length === spans.length) return words;
    return spans.map((from, index) => line.slice(from, spans[index + 1] ?? line.length).trim());
  };
  const header = lines[ruleAt - 1] ?? "";
  const columns = cut(header);
  if (columns.includes("")) return notUnderstood("broken-table", lines.join("\n"), header);
  const body: string[] = [];
  for (const line of lines.slice(ruleAt + 1)) {
    if (line.trim() === "" || /^\s*(?:admin:|Command successful)/i.test(line)) break;
    body.push(line);
  }
  const rows = body.map((line) => {
    const values = cut(line);
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ""]));
  });
  return understood({ columns, rows }, [header, ...body]);
}

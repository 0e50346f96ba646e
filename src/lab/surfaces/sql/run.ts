// Runs one `select` over tables held in memory: joins, conditions, order, and a hard limit on the work.
import {
  type ColumnRef,
  type Condition,
  type Operand,
  parseSelect,
  type Select,
  type Source,
  SqlError,
} from "./parse.ts";

/** A value is text, as Informix hands it to the CLI and to AXL; null is printed `NULL`. */
export type Row = Readonly<Record<string, string | null>>;
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}
export type Tables = (name: string) => Table | undefined;

export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** More combinations than any sane query over a cluster needs; keeps a careless cross join from hanging the lab. */
const mostWork = 3_000_000;

type Joined = ReadonlyMap<string, Row>;

interface Scope {
  readonly sources: readonly { readonly source: Source; readonly table: Table }[];
}

function locate(scope: Scope, ref: ColumnRef): string {
  const owners = scope.sources.filter(
    ({ source, table }) =>
      (ref.table === undefined || source.alias === ref.table || source.table === ref.table) &&
      table.columns.includes(ref.column),
  );
  if (owners.length === 0) {
    throw new SqlError(`Column (${ref.column}) not found in any table in the query (or SLV is undefined).`);
  }
  if (owners.length > 1 && ref.table === undefined) {
    throw new SqlError(`Ambiguous column (${ref.column}).`);
  }
  return owners[0]?.source.alias ?? "";
}

type Value = (joined: Joined) => string | null;

function reading(scope: Scope, operand: Operand): Value {
  if ("literal" in operand) return () => operand.literal;
  const alias = locate(scope, operand);
  return (joined) => joined.get(alias)?.[operand.column] ?? null;
}

const numeric = /^-?\d+(\.\d+)?$/;
function compare(a: string, b: string): number {
  if (numeric.test(a) && numeric.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function like(pattern: string): RegExp {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/%/g, "[\\s\\S]*")
    .replace(/_/g, "[\\s\\S]");
  return new RegExp(`^${source}$`);
}

type Test = (joined: Joined) => boolean;

function test(scope: Scope, condition: Condition): Test {
  switch (condition.op) {
    case "and": {
      const parts = condition.parts.map((part) => test(scope, part));
      return (joined) => parts.every((part) => part(joined));
    }
    case "or": {
      const parts = condition.parts.map((part) => test(scope, part));
      return (joined) => parts.some((part) => part(joined));
    }
    case "in": {
      const left = reading(scope, condition.left);
      const wanted = new Set(condition.values);
      return (joined) => wanted.has(left(joined) ?? "\0");
    }
    case "like": {
      const left = reading(scope, condition.left);
      const right = condition.right;
      if (!("literal" in right)) throw new SqlError("A syntax error has occurred.");
      const pattern = like(right.literal);
      return (joined) => pattern.test(left(joined) ?? "");
    }
    default: {
      const left = reading(scope, condition.left);
      const right = reading(scope, condition.right);
      const op = condition.op;
      return (joined) => {
        const [a, b] = [left(joined), right(joined)];
        if (a === null || b === null) return false;
        const order = compare(a, b);
        if (op === "=") return order === 0;
        if (op === "<>") return order !== 0;
        if (op === "<") return order < 0;
        if (op === ">") return order > 0;
        return op === "<=" ? order <= 0 : order >= 0;
      };
    }
  }
}

/** For `a.x = b.y` with `b` the table being joined: an index on `b.y`, so that joins stay linear. */
function indexFor(
  scope: Scope,
  added: Source,
  table: Table,
  on: Condition | undefined,
): ((j: Joined) => readonly Row[]) | undefined {
  const parts = on === undefined ? [] : on.op === "and" ? on.parts : [on];
  for (const part of parts) {
    if (part.op !== "=" || "literal" in part.left || "literal" in part.right) continue;
    for (const [mine, other] of [
      [part.left, part.right],
      [part.right, part.left],
    ] as const) {
      if (locate(scope, mine) !== added.alias || locate(scope, other) === added.alias) continue;
      const index = Map.groupBy(table.rows, (row) => row[mine.column] ?? null);
      const key = reading(scope, other);
      return (joined) => index.get(key(joined)) ?? [];
    }
  }
  return undefined;
}

function join(select: Select, tables: Tables): { scope: Scope; rows: Joined[] } {
  const sources: { source: Source; table: Table }[] = [];
  let rows: Joined[] = [new Map()];
  let work = 0;
  const everywhere = select.where === undefined ? [] : select.where.op === "and" ? select.where.parts : [select.where];
  for (const source of select.from) {
    const table = tables(source.table);
    if (table === undefined) throw new SqlError(`The specified table (${source.table}) is not in the database.`);
    sources.push({ source, table });
    const scope: Scope = { sources };
    const filter = source.on === undefined ? undefined : test(scope, source.on);
    const hints = source.on ?? comma(scope, everywhere);
    const index = indexFor(scope, source, table, hints);
    const next: Joined[] = [];
    for (const left of rows) {
      for (const row of index?.(left) ?? table.rows) {
        work += 1;
        if (work > mostWork) throw new SqlError("Could not position within a table: the query matches too many rows.");
        const joined = new Map(left).set(source.alias, row);
        if (filter === undefined || filter(joined)) next.push(joined);
      }
    }
    rows = next;
  }
  const scope: Scope = { sources };
  const where = select.where === undefined ? undefined : test(scope, select.where);
  return { scope, rows: where === undefined ? rows : rows.filter(where) };
}

/** The equalities of the `where` that a comma join can already use. */
function comma(scope: Scope, conditions: readonly Condition[]): Condition | undefined {
  const known = (operand: Operand): boolean => {
    if ("literal" in operand) return false;
    return scope.sources.some(
      ({ source, table }) =>
        (operand.table === undefined || source.alias === operand.table || source.table === operand.table) &&
        table.columns.includes(operand.column),
    );
  };
  const parts = conditions.filter((part) => part.op === "=" && known(part.left) && known(part.right));
  return parts.length === 0 ? undefined : { op: "and", parts };
}

/** Runs `sql`; throws SqlError with Informix's words. */
export function runSelect(sql: string, tables: Tables): SqlResult {
  const select = parseSelect(sql);
  const { scope, rows } = join(select, tables);
  if (select.columns.some((column) => column.kind === "count")) {
    return {
      columns: select.columns.map((column) => (column.kind === "count" ? column.as : "")),
      rows: [[String(rows.length)]],
    };
  }
  const outputs = select.columns.flatMap((column): { name: string; value: Value }[] => {
    if (column.kind === "column") return [{ name: column.as, value: reading(scope, column.ref) }];
    const wanted = scope.sources.filter(
      ({ source }) => column.kind === "all" && (column.table === undefined || source.alias === column.table),
    );
    return wanted.flatMap(({ source, table }) =>
      table.columns.map((name) => ({ name, value: reading(scope, { table: source.alias, column: name }) })),
    );
  });
  const orders = select.orderBy.map(({ ref, descending }) => ({
    value: reading(scope, ref),
    sign: descending ? -1 : 1,
  }));
  if (orders.length > 0) {
    rows.sort((a, b) => {
      for (const { value, sign } of orders) {
        const order = compare(value(a) ?? "", value(b) ?? "");
        if (order !== 0) return order * sign;
      }
      return 0;
    });
  }
  let results = rows.map((row) => outputs.map((output) => output.value(row)));
  if (select.distinct) results = [...new Map(results.map((row) => [JSON.stringify(row), row])).values()];
  results = results.slice(select.skip, select.first === undefined ? undefined : select.skip + select.first);
  return { columns: outputs.map((output) => output.name), rows: results };
}

/** The CLI's table: columns as wide as their widest value, a line of `=`, one blank between. */
export function printTable(result: SqlResult): string {
  if (result.rows.length === 0) return "No records found\n";
  const text = (value: string | null): string => (value ?? "NULL").replace(/\r?\n/g, " ");
  const widths = result.columns.map((name, at) =>
    result.rows.reduce((width, row) => Math.max(width, text(row[at] ?? null).length), name.length),
  );
  const line = (cells: readonly string[]): string => cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" ");
  return `${[
    line(result.columns),
    widths.map((width) => "=".repeat(width)).join(" "),
    ...result.rows.map((row) => line(row.map(text))),
  ].join("\n")}\n`;
}

// Reads the part of Informix SQL that people and programs send to CUCM to look at things: one `select`.

export class SqlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SqlError";
  }
}

export interface ColumnRef {
  readonly table: string | undefined;
  readonly column: string;
}
export type Operand = ColumnRef | { readonly literal: string };
export type Condition =
  | { readonly op: "=" | "<>" | "<" | ">" | "<=" | ">=" | "like"; readonly left: Operand; readonly right: Operand }
  | { readonly op: "in"; readonly left: Operand; readonly values: readonly string[] }
  | { readonly op: "and" | "or"; readonly parts: readonly Condition[] };
export interface Source {
  readonly table: string;
  readonly alias: string;
  /** Undefined for the first table and for comma joins. */
  readonly on: Condition | undefined;
}
export type Selected =
  | { readonly kind: "all"; readonly table: string | undefined }
  | { readonly kind: "count"; readonly as: string }
  | { readonly kind: "column"; readonly ref: ColumnRef; readonly as: string };
export interface Select {
  readonly skip: number;
  readonly first: number | undefined;
  readonly distinct: boolean;
  readonly columns: readonly Selected[];
  readonly from: readonly Source[];
  readonly where: Condition | undefined;
  readonly orderBy: readonly { readonly ref: ColumnRef; readonly descending: boolean }[];
}

const shape = /\s*(?:('(?:[^']|'')*'|"[^"]*")|(-?\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(<>|!=|<=|>=|[=<>(),.*;]))/y;
const reserved = new Set([
  "from",
  "where",
  "inner",
  "join",
  "on",
  "and",
  "or",
  "order",
  "by",
  "as",
  "in",
  "like",
  "left",
]);

interface Token {
  readonly kind: "text" | "number" | "word" | "sign";
  readonly value: string;
}

function tokens(sql: string): Token[] {
  const found: Token[] = [];
  shape.lastIndex = 0;
  while (sql.slice(shape.lastIndex).trim() !== "") {
    const match = shape.exec(sql);
    if (match === null) throw new SqlError("A syntax error has occurred.");
    const [, text, number, word, sign] = match;
    if (text !== undefined) found.push({ kind: "text", value: text.slice(1, -1).replace(/''/g, "'") });
    else if (number !== undefined) found.push({ kind: "number", value: number });
    else if (word !== undefined) found.push({ kind: "word", value: word.toLowerCase() });
    else found.push({ kind: "sign", value: sign === "!=" ? "<>" : (sign ?? "") });
  }
  return found;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string) {
    this.#tokens = tokens(sql);
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  take(value: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === "text" || token.value !== value) return false;
    this.#at += 1;
    return true;
  }

  expect(value: string): void {
    if (!this.take(value)) throw new SqlError("A syntax error has occurred.");
  }

  next(kind: Token["kind"]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind !== kind) return undefined;
    this.#at += 1;
    return token.value;
  }

  name(): string {
    const value = this.next("word");
    if (value === undefined || reserved.has(value)) throw new SqlError("A syntax error has occurred.");
    return value;
  }

  optionalName(): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.kind === "word" && !reserved.has(token.value) ? this.name() : undefined;
  }

  number(): number {
    const value = this.next("number");
    if (value === undefined) throw new SqlError("A syntax error has occurred.");
    return Number(value);
  }
}

function columnRef(reader: Reader): ColumnRef {
  const first = reader.name();
  return reader.take(".") ? { table: first, column: reader.name() } : { table: undefined, column: first };
}

function operand(reader: Reader): Operand {
  const literal = reader.next("text") ?? reader.next("number");
  return literal === undefined ? columnRef(reader) : { literal };
}

function comparison(reader: Reader): Condition {
  if (reader.take("(")) {
    const inner = condition(reader);
    reader.expect(")");
    return inner;
  }
  const left = operand(reader);
  if (reader.take("in")) {
    reader.expect("(");
    const values: string[] = [];
    do {
      const value = reader.next("text") ?? reader.next("number");
      if (value === undefined) throw new SqlError("A syntax error has occurred.");
      values.push(value);
    } while (reader.take(","));
    reader.expect(")");
    return { op: "in", left, values };
  }
  for (const op of ["=", "<>", "<=", ">=", "<", ">", "like"] as const) {
    if (reader.take(op)) return { op, left, right: operand(reader) };
  }
  throw new SqlError("A syntax error has occurred.");
}

function condition(reader: Reader): Condition {
  const either: Condition[] = [];
  do {
    const all: Condition[] = [comparison(reader)];
    while (reader.take("and")) all.push(comparison(reader));
    const [only] = all;
    either.push(all.length === 1 && only !== undefined ? only : { op: "and", parts: all });
  } while (reader.take("or"));
  const [only] = either;
  return either.length === 1 && only !== undefined ? only : { op: "or", parts: either };
}

function selected(reader: Reader): Selected {
  if (reader.take("*")) return { kind: "all", table: undefined };
  const first = reader.name();
  if (first === "count" && reader.take("(")) {
    reader.expect("*");
    reader.expect(")");
    return { kind: "count", as: reader.take("as") ? reader.name() : "count" };
  }
  if (reader.take(".")) {
    if (reader.take("*")) return { kind: "all", table: first };
    const column = reader.name();
    return { kind: "column", ref: { table: first, column }, as: reader.take("as") ? reader.name() : column };
  }
  return { kind: "column", ref: { table: undefined, column: first }, as: reader.take("as") ? reader.name() : first };
}

function source(reader: Reader, joined: boolean): Source {
  const table = reader.name();
  const alias = reader.take("as") ? reader.name() : (reader.optionalName() ?? table);
  if (!joined) return { table, alias, on: undefined };
  reader.expect("on");
  return { table, alias, on: condition(reader) };
}

/** One `select`; anything else throws SqlError with Informix's own words. */
export function parseSelect(sql: string): Select {
  const reader = new Reader(sql);
  reader.expect("select");
  const skip = reader.take("skip") ? reader.number() : 0;
  const first = reader.take("first") ? reader.number() : undefined;
  const distinct = reader.take("distinct") || reader.take("unique");
  const columns: Selected[] = [];
  do columns.push(selected(reader));
  while (reader.take(","));
  reader.expect("from");
  const from: Source[] = [source(reader, false)];
  for (;;) {
    if (reader.take(",")) from.push(source(reader, false));
    else if (reader.take("inner")) {
      reader.expect("join");
      from.push(source(reader, true));
    } else if (reader.take("join")) from.push(source(reader, true));
    else break;
  }
  const where = reader.take("where") ? condition(reader) : undefined;
  const orderBy: { ref: ColumnRef; descending: boolean }[] = [];
  if (reader.take("order")) {
    reader.expect("by");
    do {
      const ref = columnRef(reader);
      const descending = reader.take("desc");
      if (!descending) reader.take("asc");
      orderBy.push({ ref, descending });
    } while (reader.take(","));
  }
  reader.take(";");
  if (!reader.done) throw new SqlError("A syntax error has occurred.");
  return { skip, first, distinct, columns, from, where, orderBy };
}

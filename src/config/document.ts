// Reads YAML and remembers where everything stands, so that each problem can name its line and column.
import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { Phrase } from "../domain/text.ts";
import type { ConfigProblem } from "./settings.ts";

export type Path = readonly PropertyKey[];

/** One document: its plain value, its syntax errors, and a way to turn a path into a problem at that place. */
export interface ConfigDocument {
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
  problem(path: Path, problem: Phrase, fix: Phrase): ConfigProblem;
}

/** `file` is only for messages. Aliases are limited: a small file must not expand into a large one. */
export function readDocument(text: string, file: string): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: ConfigProblem[] = document.errors.map((error) => ({
    file,
    ...place(error.pos[0]),
    key: "",
    problem: { id: "config.yaml", values: { detail: withoutContent(error.message) } },
    fix: { id: "config.yaml.fix" },
  }));
  let value: unknown;
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 20 });
    } catch {
      problems.push({
        file,
        ...place(0),
        key: "",
        problem: { id: "config.aliases" },
        fix: { id: "config.aliases.fix" },
      });
    }
  }
  return {
    value,
    problems,
    problem: (path, problem, fix) => ({
      file,
      ...place(offsetOf(document.contents, path)),
      key: path.map(String).join("."),
      problem,
      fix,
    }),
  };
}

/** Where a path stands: its key when it is there, else the nearest thing above that is. */
function offsetOf(contents: unknown, path: Path): number {
  let node = contents;
  let offset = isNode(node) ? start(node) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = start(pair.key);
      node = pair.value;
    } else {
      const items = typeof node === "object" && node !== null && "items" in node ? node.items : undefined;
      const item: unknown = Array.isArray(items) ? items[Number(step)] : undefined;
      if (!isNode(item)) return offset;
      offset = start(item);
      node = item;
    }
  }
  return offset;
}

/** Some of the parser's messages quote the file after a colon, and there may be a password: what stands there is left out. */
const withoutContent = (message: string): string => message.replace(/:[\s\S]*$/, "");

const start = (node: Node): number => node.range?.[0] ?? 0;

// An Adaptive Card as lines that a person reads: one line an element, indented, nothing left out; both languages side by side.
import { createHash } from "node:crypto";

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const isNodes = (value: unknown): value is readonly Node[] =>
  Array.isArray(value) && value.every((one) => isNode(one) && (typeof one.type === "string" || "cells" in one));

/** `key=value` of what is left when children are gone; long data of pictures by their digest. */
function property(key: string, value: unknown): string {
  if (typeof value === "string" && value.startsWith("data:")) {
    const digest = createHash("sha256").update(value).digest("hex").slice(0, 12);
    return `${key}=${value.slice(0, value.indexOf(","))},${value.length}:${digest}`;
  }
  const bare = typeof value === "string" && /^[\w.:/-]+$/.test(value);
  return `${key}=${bare ? value : JSON.stringify(value)}`;
}

const run = ({ type: _, text, ...look }: Node): string => {
  const style = Object.entries(look).map(([key, value]) => (value === true ? key : String(value)));
  return `${JSON.stringify(text)}${style.length === 0 ? "" : `(${style.join(" ")})`}`;
};

const written = (node: Node, without: readonly string[]): string =>
  Object.entries(node)
    .filter(([key]) => !without.includes(key))
    .map(([key, value]) => property(key, value))
    .join(" ");

/** What an Action.Submit in `fallback` has from its Action.Execute need not be read twice. */
function fallback(action: Node): readonly [string, Node | undefined] {
  const { fallback: other, verb: _, ...own } = action;
  if (!isNode(other)) return ["", undefined];
  const same = JSON.stringify({ ...own, type: "Action.Submit" }) === JSON.stringify(other);
  return same ? [" fallback=(the same as Action.Submit)", undefined] : ["", other];
}

function lines(node: Node, indent: string): string[] {
  if (node.type === "RichTextBlock" && isNodes(node.inlines)) {
    const look = written(node, ["type", "inlines"]);
    return [`${indent}${look === "" ? "" : `{${look}} `}${node.inlines.map(run).join(" ")}`];
  }
  const children = Object.entries(node).filter(([, value]) => isNodes(value) || (isNode(value) && "type" in value));
  const [note, other] = fallback(node);
  const hidden = ["type", ...children.map(([key]) => key)];
  const rest = written(node, hidden);
  return [
    `${indent}${String(node.type ?? "-")}${rest === "" ? "" : ` ${rest}`}${note}`,
    ...children.flatMap(([key, value]) => {
      if (key === "fallback" && other === undefined) return [];
      const inside = (Array.isArray(value) ? value : [value]).flatMap((one: Node) => lines(one, `${indent}  `));
      // The usual name of what is inside goes without saying.
      return ["body", "items", "columns", "rows", "cells", "actions"].includes(key)
        ? inside
        : [`${indent} ${key}:`, ...inside];
    }),
  ];
}

export const outline = (card: unknown): string[] => (isNode(card) ? lines(card, "") : [JSON.stringify(card)]);

/** A blank of the indent gives way to the mark. */
const marked = (line: string): string => `~${line.replace(/^ /, "")}`;

const depth = (line: string): number => line.search(/\S/);

/** One after the other what stands directly in the card, each with everything inside it. */
function parts(lines: readonly string[]): string[][] {
  const found: string[][] = [];
  for (const line of lines) {
    if (depth(line) <= 2 || found.length === 0) found.push([line]);
    else found.at(-1)?.push(line);
  }
  return found;
}

/**
 * Two languages of one card in one text: a line that is the same in both once, otherwise the second under the first, after `~`.
 * A part that is not built alike (rows of buttons) stands there twice.
 */
export function beside(first: readonly string[], second: readonly string[]): string[] {
  const [ours, others] = [parts(first), parts(second)];
  return Array.from({ length: Math.max(ours.length, others.length) }, (_, at) => {
    const [one = [], two = []] = [ours[at], others[at]];
    const alike = one.length === two.length && one.every((line, index) => depth(line) === depth(two[index] ?? ""));
    if (!alike) return [...one, ...two.map(marked)];
    return one.flatMap((line, index) => (two[index] === line ? [line] : [line, marked(two[index] ?? "")]));
  }).flat();
}

// `show version active`.
import type { Release } from "../domain/cluster.ts";
import { oneLine } from "../kernel/terminal-text.ts";
import { cleanOutput } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

/** `Active Master Version: 15.0.1.12900-234`. */
export function parseVersion(raw: string): Parsed<Release> {
  const text = cleanOutput(raw);
  const found = /Active Master Version:? {0,9}((\d{1,3})\.(\d{1,3})(?:\.\d{1,6}){1,3}(?:-\d{1,6})?)/i.exec(
    oneLine(text),
  );
  if (found === null) return notUnderstood("no-version", text);
  return understood({ full: found[1] ?? "", major: Number(found[2]), minor: Number(found[3]) }, [found[0]]);
}

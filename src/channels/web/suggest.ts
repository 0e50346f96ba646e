// Slash completion: command names, then their values.
import type { Phrase } from "../../domain/text.ts";
import type { Writer } from "../../i18n/write.ts";
import type { Suggestion } from "./page/shapes.ts";

export interface WebCommand {
  readonly name: string;
  /** For example `certs [cluster]`. */
  readonly usage: string;
  readonly summary: Phrase;
  /** What the first argument may be: clusters, scenarios. */
  readonly values?: readonly string[];
}

const prefix = "/certops";
const most = 12;

/** For a text that begins with `/`; anything else has no suggestions. */
export function suggest(text: string, commands: readonly WebCommand[], writer: Writer): Suggestion[] {
  const typed = text.slice(0, 200).replace(/^\s+/, "").toLowerCase();
  if (!typed.startsWith("/")) return [];
  const rest = typed.startsWith(prefix) ? typed.slice(prefix.length).replace(/^\s+/, "") : typed.slice(1);
  if (!typed.startsWith(prefix) && prefix.startsWith(typed)) return named("", commands, writer);
  const [name = "", ...args] = rest.split(/\s+/);
  if (args.length === 0) return named(name, commands, writer);
  const command = commands.find((one) => one.name === name);
  if (command === undefined || args.length > 1) return [];
  const begun = args[0] ?? "";
  return (command.values ?? [])
    .filter((value) => value.toLowerCase().startsWith(begun) && value.toLowerCase() !== begun)
    .slice(0, most)
    .map((value) => ({
      insert: `${prefix} ${command.name} ${value}`,
      label: `${prefix} ${command.name} ${value}`,
      detail: writer.write(command.summary),
    }));
}

function named(begun: string, commands: readonly WebCommand[], writer: Writer): Suggestion[] {
  const first = commands.filter((command) => command.name.startsWith(begun));
  const others = commands.filter((command) => !command.name.startsWith(begun) && command.name.includes(begun));
  return [...first, ...others].slice(0, most).map((command) => ({
    insert: `${prefix} ${command.name}${command.usage === command.name ? "" : " "}`,
    label: `${prefix} ${command.usage}`,
    detail: writer.write(command.summary),
  }));
}

// A typed command becomes a command with checked arguments, or an error that names what is there and the nearest name.
import { CertOpsError } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";
import { nearest } from "../kernel/nearest.ts";
import type { Command } from "./command.ts";
import { mapArguments, splitCommand } from "./words.ts";

export interface Parsed<Services> {
  readonly command: Command<Services, unknown>;
  readonly args: unknown;
}

/** No word at all means `help`. Throws CertOpsError `not-found` (no such command) or `bad-input` (bad arguments). */
export function parseCommand<Services>(
  text: string,
  commands: readonly Command<Services, unknown>[],
): Parsed<Services> {
  const split = splitCommand(text);
  const name = split.name === "" ? "help" : split.name;
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw noSuchCommand(name, commands);
  if (command.rest !== undefined) {
    return { command, args: checkArguments(command, { [command.rest]: restOf(text) }) };
  }
  const { values, surplus } = mapArguments(split, command.positions);
  if (surplus.length > 0) throw badArguments(command, `surplus ${surplus.length}`, surplus[0] ?? "");
  return { command, args: checkArguments(command, values) };
}

/** What stands after the command’s name, line breaks and all. */
const restOf = (text: string): string => text.replace(/^\s*(?:\/?certops\s+)?\S+\s?/i, "");

/** Checks values that came by another way (a prompt, a button) by the command's own schema. */
export function checkArguments<Services>(
  command: Command<Services, unknown>,
  values: Readonly<Record<string, string>>,
): unknown {
  const checked = command.args.safeParse(values);
  if (checked.success) return checked.data;
  const key = String(checked.error.issues[0]?.path[0] ?? "");
  throw badArguments(command, key, values[key] ?? key);
}

function noSuchCommand<Services>(name: string, commands: readonly Command<Services, unknown>[]): CertOpsError {
  const names = commands.map((one) => one.name);
  const near = nearest(name, names);
  return new CertOpsError({
    code: "not-found",
    message: `no command ${JSON.stringify(name.slice(0, 40))}`,
    say: say("router.no-command", { name: name.slice(0, 40) }),
    next:
      near === undefined
        ? say("router.there-are", { names: names.join(", ") })
        : say("router.did-you-mean", { near: `/certops ${near}`, names: names.join(", ") }),
    retry: "never",
  });
}

function badArguments<Services>(command: Command<Services, unknown>, detail: string, word: string): CertOpsError {
  return new CertOpsError({
    code: "bad-input",
    message: `bad arguments for ${command.name}: ${detail}`,
    say: say("router.bad-arguments", { command: command.name, word: word.slice(0, 60) }),
    next: say("router.usage", { usage: `/certops ${command.usage}` }),
    retry: "never",
  });
}

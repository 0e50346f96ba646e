// English words in Chinese texts: what may stand there is a name of Cisco's, a command, a field or what a device prints.
import { readFileSync } from "node:fs";

/** What a machine reads or shows: quoted messages, menu paths, commands, paths, addresses, keys, files. */
const machine = [
  /--[a-z][a-z-]*(?: <[a-z]+>)?/g,
  /[“（(][\x20-\x7e…]*[”）)]/g,
  /[\x21-\x7e][\x20-\x7e]* > [\x20-\x7e]*/g,
  /\/?\b(?:certops|utils|show|set|run|file|picture|phones)\b[\x20-\x7e…]*/g,
  /[\w.{}-]*[./_=:@{}][\w./_=:@{}-]*/g,
  /\w+(?:-\w+)+/g,
];
const lines = readFileSync("test/fixtures/i18n/latin-words.txt", "utf8").split("\n");
/** Quoted in the list: as a whole, not word by word. */
const phrases = lines.filter((line) => line.startsWith('"')).map((line) => line.slice(1, -1));
const allowed = new Set(
  lines
    .filter((line) => !/^[#"]/.test(line))
    .flatMap((line) => line.split(" "))
    .filter((word) => word !== ""),
);
/** Abbreviations and names in mixed case are nobody's English. */
const word = /(?<![A-Za-z])(?:[A-Z]?[a-z]{2,})(?![A-Za-z])/g;

/** Words that are typed on the command line: allowed where it is explained, and nowhere else. */
const typed = new Set(
  ["about", "back", "change", "cluster", "cz", "folder", "key", "npm", "preflight", "recovery", "start", "tar"].concat([
    "terminal",
    "timeline",
    "window",
    "zip",
  ]),
);

/** The words in `said` that are English and no name; `line`: on the command line, where words that are typed may stand. */
export function englishIn(said: string, line = false): string[] {
  const left = [...phrases, ...machine].reduce<string>((rest, one) => rest.replaceAll(one, " "), said);
  return (left.match(word) ?? []).filter((one) => !allowed.has(one) && !(line && typed.has(one)));
}

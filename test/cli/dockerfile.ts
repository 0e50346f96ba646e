// deploy/Dockerfile, instruction by instruction.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const text = readFileSync(resolve(import.meta.dirname, "../../deploy/Dockerfile"), "utf8");

/** With continued lines joined. */
export const instructions = text
  .replaceAll(/\\\n\s*/g, " ")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => ({ name: line.split(" ")[0] ?? "", rest: line.slice(line.indexOf(" ") + 1) }));

/** What stands behind every instruction of this name. */
export const dockerfile = (wanted: string): string[] =>
  instructions.filter(({ name }) => name === wanted).map(({ rest }) => rest);

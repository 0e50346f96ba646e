// Which version of the product runs.
import { readFileSync } from "node:fs";

/** The package's version; its file stands two folders up in a clone and three in the built package. */
export function packageVersion(): string {
  for (const up of ["../../package.json", "../../../package.json"]) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(new URL(up, import.meta.url), "utf8"));
      if (name === "cucm-certops") return String(found);
    } catch {
      // not there: the other place
    }
  }
  return "unknown";
}

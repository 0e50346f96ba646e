// The files under manifest/: three folders up in a clone, four in the built package.
import { existsSync, readFileSync } from "node:fs";

/** `name`: relative to manifest/. Throws when the package is not whole. */
export function readManifestSource(name: string): string {
  for (const up of ["../../../manifest/", "../../../../manifest/"]) {
    const file = new URL(`${up}${name}`, import.meta.url);
    if (existsSync(file)) return readFileSync(file, "utf8");
  }
  throw new Error(`manifest/${name} is missing from the package`);
}

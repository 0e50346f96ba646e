// What a release offers for adding a certificate to a trust store, and since when Expressway-C verifies whatever CUCM presents.
import type { Release } from "../domain/cluster.ts";

/** The certificate management API came with 14; before, `set cert import trust` (facts: apis.md section 4). */
export const trustRoad = (release: Release): "api" | "cli" => (release.major >= 14 ? "api" : "cli");

/**
 * From X14.0.9 and X14.2 on the traffic server verifies every certificate of CUCM, whatever "TLS verify mode" says (Cisco document
 * 218018). Undefined when the version is not known.
 */
export function verifiesAlways(version: string | undefined): boolean | undefined {
  const [major, minor = 0, patch = 0] =
    /^X(\d+)(?:\.(\d+))?(?:\.(\d+))?/
      .exec(version ?? "")
      ?.slice(1)
      .map(Number) ?? [];
  if (major === undefined) return undefined;
  if (major !== 14) return major > 14;
  return Number.isNaN(minor) ? false : minor >= 2 || (minor === 0 && patch >= 9);
}

// Where Cisco's own documents say different things about a renewal. Both are named; neither is presented as the only truth. Pure.
import type { CertificateUnit, Release } from "../domain/cluster.ts";
import { impactOf, type ServiceRestart } from "./impact.ts";
import { backupCertificate } from "./releases.ts";

export type Disagreement =
  /** 214231 has the long list, the Security Guide a shorter one (empty: restarts by itself), or one with other services in it. */
  | {
      readonly about: "restarts";
      readonly unit: CertificateUnit;
      readonly long: readonly string[];
      readonly short: readonly string[];
      /** What only the guide restarts: then neither list holds the other. */
      readonly more: readonly string[];
    }
  /** 214231: TVS last. Security Guide 15: the TFTP (CallManager) certificate last. */
  | { readonly about: "order" }
  /** 214231 limits it to 8.x-11.5 or an ITL signed by CallManager; 217138 does not. */
  | { readonly about: "callmanager-and-tvs" }
  /** The table of 225746 (for 15) says IPSec; the DRS guide says Tomcat from 14 on, Tomcat-ECDSA in 14SU2. */
  | { readonly about: "drs"; readonly unit: CertificateUnit }
  /** 225746 offers localkey when all three were renewed; 214231 calls that state unrecoverable. */
  | { readonly about: "localkey" };

/** Sources: facts of 214231 (20 July 2026), 217138, 225746, Security Guide 15, Administration Guide 15. */
export function disagreements(units: Iterable<CertificateUnit>, release: Release): readonly Disagreement[] {
  const given = new Set(units);
  const names = (list: readonly ServiceRestart[]): string[] => list.map(({ service }) => service);
  const restarts = [...given].flatMap((unit): readonly Disagreement[] => {
    const { safe, short } = impactOf(unit, release);
    if (short === undefined) return [];
    const [long, brief] = [names(safe.services), names(short.services)];
    const same = long.length === brief.length && long.every((one) => brief.includes(one));
    const more = brief.filter((one) => !long.includes(one));
    return same ? [] : [{ about: "restarts", unit, long, short: brief, more }];
  });
  const both = given.has("CallManager") && given.has("TVS");
  const backup = backupCertificate(release);
  return [
    ...(both ? [{ about: "order" } as const, { about: "callmanager-and-tvs" } as const] : []),
    ...(both && given.has("ITLRecovery") ? [{ about: "localkey" } as const] : []),
    ...(backup !== "ipsec" && (given.has("ipsec") || given.has(backup))
      ? [{ about: "drs", unit: backup } as const]
      : []),
    ...restarts,
  ];
}

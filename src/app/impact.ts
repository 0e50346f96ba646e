// The business-impact table for a cluster's release, and what must never be renewed together.

import type { ImpactTable } from "../../commands/services.ts";
import { type CertificateUnit, certificateUnits, publisherOf, type Release } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Impact } from "../domain/impact.ts";
import type { ImpactRow } from "../domain/inventory.ts";
import { say } from "../i18n/say.ts";
import { nearest } from "../kernel/nearest.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { dangerousCombination, impactOf } from "../trust/impact.ts";

/** The support document speaks of 15; used while no cluster is named. */
const documented: Release = { full: "15", major: 15, minor: 0 };

export const unitImpact = (unit: CertificateUnit): Impact => impactOf(unit, documented).impact;

/** Rows for the named units (all when none is named). Throws `not-found` with the nearest name for an unknown unit. */
export async function impactTable(
  units: readonly string[],
  systems: ClusterSystems | undefined,
  signal: AbortSignal,
): Promise<ImpactTable> {
  const wanted = units.length === 0 ? [...certificateUnits] : units.map(unitNamed);
  const release = systems === undefined ? undefined : await releaseOf(systems, signal);
  const rows = wanted.map((unit): ImpactRow => {
    const { impact, lists, phones, safe } = impactOf(unit, release ?? documented);
    return { unit, impact, lists, phones, services: safe.services.map(({ service }) => service) };
  });
  const danger = units.length < 2 ? undefined : dangerousCombination(wanted, release ?? documented);
  return {
    rows,
    ...(release === undefined ? {} : { release: release.full }),
    ...(danger === undefined
      ? {}
      : { together: danger.units, danger: say(`app.danger.${danger.danger}`, { units: danger.units.join(" + ") }) }),
  };
}

/** A release that cannot be read is no reason to withhold the table. */
export async function releaseOf(systems: ClusterSystems, signal: AbortSignal): Promise<Release | undefined> {
  try {
    return (await systems.cli(publisherOf(systems.cluster).name).release({ signal })).value;
  } catch (error) {
    if (error instanceof CertOpsError) return undefined;
    throw error;
  }
}

function unitNamed(name: string): CertificateUnit {
  const found = certificateUnits.find((unit) => unit.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(name, certificateUnits);
  throw new CertOpsError({
    code: "not-found",
    message: `unknown certificate ${name}`,
    say: say("app.impact.unknown", { name: name.slice(0, 40) }),
    next: say("app.impact.names", { near: near ?? certificateUnits[0], names: certificateUnits.join(", ") }),
    retry: "never",
  });
}

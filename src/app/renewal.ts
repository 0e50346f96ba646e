// How certificates are renewed on a cluster of this release: the runbook, and why some must not go together.
import type { Renewal } from "../../commands/services.ts";
import { type CertificateUnit, certificateUnits, type Release } from "../domain/cluster.ts";
import { say } from "../i18n/say.ts";
import { renewalGuide } from "../scenarios/renewal.ts";
import { dangerousCombination, listsWith } from "../trust/impact.ts";

/** The support document speaks of 15; used while the release is not known. */
const documented: Release = { full: "15", major: 15, minor: 0 };

export function renewalOf(
  wish: { readonly units: readonly string[]; readonly nodes: readonly string[] },
  release: Release | undefined,
  known: { readonly publisher?: string | undefined; readonly mixed?: boolean | undefined } = {},
): Renewal {
  const wanted = certificateUnits.filter((unit): unit is CertificateUnit => wish.units.includes(unit));
  const { units, runbook, troubles } = renewalGuide({
    units: wanted,
    nodes: wish.nodes,
    release: release ?? documented,
    ...known,
  });
  const danger = units.length < 2 ? undefined : dangerousCombination(units, release ?? documented);
  return {
    units,
    runbook,
    troubles,
    oneAtATime: units.filter((unit) => listsWith(unit).length > 0).length > 1,
    ...(release === undefined ? {} : { release: release.full }),
    ...(danger === undefined
      ? {}
      : { danger: say(`app.danger.${danger.danger}`, { units: danger.units.join(" + ") }) }),
  };
}

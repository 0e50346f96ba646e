// How certificates are renewed on a cluster of this release: the runbook, and why some must not go together.
import type { Renewal } from "../../commands/services.ts";
import { type CertificateUnit, certificateUnits, publisherOf, type Release } from "../domain/cluster.ts";
import { say } from "../i18n/say.ts";
import { type RenewalWish, renewalGuide } from "../scenarios/renewal.ts";
import type { SnapshotStore } from "../snapshots/snapshot.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { dangerousCombination, listsWith } from "../trust/impact.ts";
import { deciders, figure } from "./impact-numbers.ts";

/** The support document speaks of 15; used while the release is not known. */
const documented: Release = { full: "15", major: 15, minor: 0 };

type RenewalFacts = Pick<RenewalWish, "publisher" | "mixed" | "sso" | "authenticationServers">;

export function renewalOf(
  wish: { readonly units: readonly string[]; readonly nodes: readonly string[] },
  release: Release | undefined,
  known: RenewalFacts = {},
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

/** What the runbook of this cluster depends on, read now; of the mode, else what the newest snapshot saw. */
export async function renewalFacts(
  systems: ClusterSystems,
  snapshots: Pick<SnapshotStore, "latest">,
  wish: { readonly limit: AbortSignal; readonly signal: AbortSignal },
): Promise<RenewalFacts> {
  const { cluster } = systems;
  const { name } = publisherOf(cluster);
  const read = { signal: wish.limit };
  const [mode, sso, latest] = await Promise.all([
    figure(async () => (await systems.cli(name).securityMode(read)).value, wish),
    figure(async () => (await systems.cli(name).ssoStatus(read)).value.enabled, wish),
    snapshots.latest(cluster.id),
  ]);
  const seen = mode.known ? mode.value : latest?.mode;
  return {
    publisher: name,
    mixed: seen === undefined || seen === null ? undefined : seen === "mixed",
    sso: sso.known ? sso.value : undefined,
    authenticationServers: deciders(cluster.authenticationServers),
  };
}

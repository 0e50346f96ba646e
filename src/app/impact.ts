// The business-impact table for a cluster's release, what stands there now, and what must never be renewed together.
import { type CertificateUnit, certificateUnits, publisherOf, type Release } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Impact } from "../domain/impact.ts";
import type { Figure, Foretold, ImpactTable, LiveNumbers } from "../domain/impact-report.ts";
import type { ImpactRow } from "../domain/inventory.ts";
import type { Run } from "../domain/run.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { Clock } from "../kernel/clock.ts";
import { deadline } from "../kernel/deadline.ts";
import { nearest } from "../kernel/nearest.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { type Disagreement, disagreements } from "../trust/disagreements.ts";
import { outlook } from "../trust/foretell.ts";
import { dangerousCombination, impactOf, listsWith, type ServiceRestart } from "../trust/impact.ts";
import { deciders, figure, liveNumbers, type NumbersContext } from "./impact-numbers.ts";
import { orderOf } from "./restart-order.ts";

/** The support document speaks of 15; used while no cluster is named. */
const documented: Release = { full: "15", major: 15, minor: 0 };

/** Levels of certops.yaml (`impact.levels`) that take the place of the derived ones. */
export type ImpactLevels = Readonly<Partial<Record<CertificateUnit, Impact>>>;

export const unitImpact = (unit: CertificateUnit, levels: ImpactLevels = {}): Impact =>
  levels[unit] ?? impactOf(unit, documented).impact;

export interface ImpactWish {
  /** All of them when empty. */
  readonly units: readonly string[];
  readonly systems: ClusterSystems | undefined;
  /** The only node on which is renewed. */
  readonly node?: string | undefined;
  readonly levels?: ImpactLevels | undefined;
  readonly clock: Clock;
  /** Earlier runs on the cluster, newest first. */
  readonly runs: () => Promise<readonly Run[]>;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Throws `not-found` with the nearest name for an unknown unit or node; what a cluster does not answer is unknown in the table. */
export async function impactTable(wish: ImpactWish): Promise<ImpactTable> {
  const { units, systems, signal, levels = {} } = wish;
  const wanted = units.length === 0 ? [...certificateUnits] : units.map(unitNamed);
  const limit = deadline(wish.limitMs, signal);
  const read = systems === undefined ? undefined : await figure(() => releaseOf(systems, limit), { limit, signal });
  const release = read?.known === true ? read.value : undefined;
  const counted = release ?? documented;
  const rows = wanted.map((unit) => rowOf(unit, counted, levels));
  // Without names the table is meant, not a renewal of everything at once.
  const named = units.length === 0 ? [] : wanted;
  const danger = named.length < 2 ? undefined : dangerousCombination(named, counted);
  const table: ImpactTable = {
    rows,
    disagreements: disagreements(wanted, counted).map(inWords),
    ...(release === undefined ? {} : { release: release.full }),
    ...(danger === undefined
      ? {}
      : { together: danger.units, danger: say(`app.danger.${danger.danger}`, { units: danger.units.join(" + ") }) }),
  };
  return systems === undefined ? table : { ...table, ...(await hereOf(wish, systems, named, counted, limit)) };
}

function rowOf(unit: CertificateUnit, release: Release, levels: ImpactLevels): ImpactRow {
  const { impact, lists, phones, phonesTwice, safe, notes } = impactOf(unit, release);
  const own = levels[unit];
  const services = safe.services.map(({ service }) => service);
  return {
    ...{ unit, impact: own ?? impact, lists, phones, services, notes },
    ...(phonesTwice ? { twice: true } : {}),
    ...(own === undefined ? {} : { configured: true }),
  };
}

/** What only this cluster can say. */
async function hereOf(
  wish: ImpactWish,
  systems: ClusterSystems,
  named: readonly CertificateUnit[],
  release: Release,
  limit: AbortSignal,
): Promise<Partial<ImpactTable>> {
  const { cluster } = systems;
  const node = wish.node === undefined ? undefined : nodeNamed(wish.node, systems);
  const context: NumbersContext = { systems, clock: wish.clock, limit, signal: wish.signal };
  const listed = named.filter((unit) => listsWith(unit).length > 0);
  const [live, foretold] = await Promise.all([
    liveNumbers(context),
    listed.length === 0 ? undefined : foretell(context, named),
  ]);
  const impacts = named.map((unit) => impactOf(unit, release));
  const order =
    named.length === 0
      ? undefined
      : await orderOf({
          ...context,
          impacts,
          circumstances: circumstancesOf(live),
          mode: live.mode,
          runs: await wish.runs(),
          ...(node === undefined ? {} : { node }),
        });
  return {
    clusterName: cluster.name,
    ...(node === undefined ? {} : { node }),
    live,
    warnings: warningsOf(named, live, deciders(cluster.authenticationServers)),
    ...(foretold === undefined ? {} : { foretold }),
    ...(order === undefined ? {} : { order }),
  };
}

/** What is not known counts as given: a restart too many is named, none is forgotten. */
function circumstancesOf({ sso }: LiveNumbers): ReadonlySet<NonNullable<ServiceRestart["when"]>> {
  const signOn = !sso.known || sso.value.enabled;
  return new Set([...(signOn ? (["sso-or-oauth"] as const) : []), "service-is-active"] as const);
}

function warningsOf(units: readonly CertificateUnit[], live: LiveNumbers, servers: string): readonly Phrase[] {
  const { sso, groups, trunks, secure } = live;
  const has = (...wanted: CertificateUnit[]): boolean => wanted.some((unit) => units.includes(unit));
  const signing = units.filter((unit) => unit === "CallManager" || unit === "CallManager-ECDSA");
  return [
    ...(has("tomcat", "tomcat-ECDSA") && sso.known && sso.value.enabled ? [say("forecast.warn.sso")] : []),
    ...(has("CAPF") && servers !== "" ? [say("forecast.warn.dot1x", { servers })] : []),
    ...(has("CAPF") && secure.known && secure.value.secure > 0
      ? [say("forecast.warn.lscs", { phones: secure.value.secure })]
      : []),
    ...(signing.length === 2 ? [say("forecast.warn.both-callmanager")] : []),
    ...(signing.length > 0 && trunks.known && trunks.value.secure.length > 0
      ? [say("forecast.warn.trunks", { count: trunks.value.secure.length, trunks: trunks.value.secure.join(", ") })]
      : []),
    ...(signing.length > 0 && groups.known
      ? groups.value.single
          .filter(({ phones }) => phones > 0)
          .map(({ group, node, phones }) => say("forecast.warn.single", { group, node, phones }))
      : []),
  ];
}

/** By the lists that TFTP serves now: the publisher's, which every node's copy follows. */
const foretell = (context: NumbersContext, units: readonly CertificateUnit[]): Promise<Figure<Foretold>> =>
  figure(async () => {
    const { systems, limit: signal } = context;
    const publisher = publisherOf(systems.cluster);
    const [{ value: itl }, { value: ctl }] = await Promise.all([
      systems.tftp.trustList(publisher, "ITL", { signal }),
      systems.tftp.trustList(publisher, "CTL", { signal }),
    ]);
    const seen = "list" in itl ? outlook(units, itl.list, "list" in ctl ? ctl.list : undefined) : undefined;
    if (seen !== undefined) return seen;
    throw new CertOpsError({
      code: "output-not-understood",
      message: "the ITL served now cannot be judged",
      say: say("forecast.no-list", { node: publisher.name }),
      next: say("forecast.no-list.next"),
      retry: "later",
    });
  }, context);

function inWords(one: Disagreement): Phrase {
  switch (one.about) {
    case "restarts": {
      const values = { unit: one.unit, long: one.long.join(", "), short: one.short.join(", ") };
      return say(one.short.length === 0 ? "forecast.disagree.restarts-none" : "forecast.disagree.restarts", values);
    }
    case "drs":
      return say("forecast.disagree.drs", { unit: one.unit });
    default:
      return say(`forecast.disagree.${one.about}`);
  }
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

function nodeNamed(name: string, { cluster }: ClusterSystems) {
  const found = cluster.nodes.find((node) => node.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found.name;
  throw new CertOpsError({
    code: "not-found",
    message: `unknown node ${name}`,
    say: say("changes.no-such-node", { node: name.slice(0, 60) }),
    next: say("changes.there-is", { there: cluster.nodes.map((node) => node.name).join(", ") }),
    retry: "never",
  });
}

// The business-impact table for a cluster's release, what stands there now, and what must never be renewed together.
import { type CertificateUnit, certificateUnits, publisherOf, type Release } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import { compareImpact, type Impact } from "../domain/impact.ts";
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
import { mergedServices } from "../trust/restarts.ts";
import {
  deciders,
  figure,
  liveNumbers,
  type NumbersContext,
  notStartedSince,
  type PhonesNow,
  phonesNow,
} from "./impact-numbers.ts";
import { warningsOf } from "./impact-warnings.ts";
import { orderOf, servicesOn } from "./restart-order.ts";

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

/** The share of the time that the publisher has to say what everything else is counted by. */
const ofThePublisher = 0.4;

/** Throws `not-found` with the nearest name for an unknown unit or node; what a cluster does not answer is unknown in the table. */
export async function impactTable(wish: ImpactWish): Promise<ImpactTable> {
  const { units, systems, signal, levels = {} } = wish;
  const wanted = units.length === 0 ? [...certificateUnits] : units.map(unitNamed);
  const limit = deadline(wish.limitMs, signal);
  // A publisher that hangs must not take the time of the other nodes.
  const first = deadline(Math.round(wish.limitMs * ofThePublisher), signal);
  const [read, shared] =
    systems === undefined
      ? []
      : await Promise.all([
          figure(() => releaseOf(systems, first), { limit: first, signal }),
          figure(() => isReused(systems, wanted, first), { limit: first, signal }),
        ]);
  const release = read?.known === true ? read.value : undefined;
  const reused = shared?.known === true && shared.value;
  const counted = release ?? documented;
  const rows = wanted.map((unit) => rowOf(unit, counted, levels, reused));
  // Without names the table is meant, not a renewal of everything at once.
  const named = units.length === 0 ? [] : withShared(wanted, reused);
  const danger = named.length < 2 ? undefined : dangerousCombination(named, counted);
  const table: ImpactTable = {
    rows,
    disagreements: disagreements(wanted, counted).map(inWords),
    ...(release === undefined ? {} : { release: release.full }),
    ...(danger === undefined
      ? {}
      : { together: danger.units, danger: say(`app.danger.${danger.danger}`, { units: danger.units.join(" + ") }) }),
  };
  if (systems === undefined) return table;
  return { ...table, ...(await hereOf(wish, { systems, named, reused, release: counted, limit })) };
}

/** CallManager uses Tomcat's certificate (Reuse Certificate, from 14 on): one renewal is both. */
async function isReused(systems: ClusterSystems, units: readonly CertificateUnit[], signal: AbortSignal) {
  if (!units.includes("tomcat") && !units.includes("CallManager")) return false;
  const publisher = systems.cli(publisherOf(systems.cluster).name);
  const [tomcat, callManager] = await Promise.all(
    (["tomcat", "CallManager"] as const).map(async (unit) => (await publisher.ownCertificate(unit, { signal })).value),
  );
  return tomcat !== undefined && tomcat.sha256 === callManager?.sha256;
}

function withShared(units: readonly CertificateUnit[], reused: boolean): readonly CertificateUnit[] {
  if (!reused || (!units.includes("tomcat") && !units.includes("CallManager"))) return units;
  return [...new Set<CertificateUnit>([...units, "tomcat", "CallManager"])];
}

function rowOf(unit: CertificateUnit, release: Release, levels: ImpactLevels, reused: boolean): ImpactRow {
  const all = withShared([unit], reused).map((one) => impactOf(one, release));
  const gravest = all.toSorted((a, b) => compareImpact(b.impact, a.impact))[0] ?? impactOf(unit, release);
  const { impact, lists, phones, phonesTwice } = gravest;
  const notes = [...new Set(all.flatMap((one) => one.notes))];
  const own = levels[unit];
  const circumstances = new Set(["sso-or-oauth", "sip-oauth", "service-is-active"] as const);
  const services = mergedServices(all, "safe", circumstances).map(({ service }) => service);
  return {
    ...{ unit, impact: own ?? impact, lists, phones, services, notes },
    ...(phonesTwice ? { twice: true } : {}),
    ...(own === undefined ? {} : { configured: true }),
  };
}

interface Here {
  readonly systems: ClusterSystems;
  readonly named: readonly CertificateUnit[];
  readonly reused: boolean;
  readonly release: Release;
  readonly limit: AbortSignal;
}

/** What only this cluster can say. */
async function hereOf(wish: ImpactWish, here: Here): Promise<Partial<ImpactTable>> {
  const { systems, named, reused, release, limit } = here;
  const { cluster } = systems;
  const node = wish.node === undefined ? undefined : nodeNamed(wish.node, systems);
  const context: NumbersContext = { systems, clock: wish.clock, limit, signal: wish.signal };
  const listed = named.filter((unit) => listsWith(unit).length > 0);
  const phones = phonesNow(context);
  const [live, foretold, services, runs] = await Promise.all([
    liveNumbers(context, phones),
    listed.length === 0 ? undefined : foretell(context, named, phones),
    named.length === 0 ? [] : servicesOn(context, node),
    named.length === 0 ? [] : wish.runs(),
  ]);
  const impacts = named.map((unit) => impactOf(unit, release));
  const order =
    named.length === 0
      ? undefined
      : orderOf({
          ...context,
          services,
          impacts,
          circumstances: circumstancesOf(live),
          mode: live.mode,
          runs,
          ...(node === undefined ? {} : { node }),
        });
  return {
    clusterName: cluster.name,
    ...(node === undefined ? {} : { node }),
    live,
    warnings: [
      ...(reused ? [say("forecast.warn.reused")] : []),
      ...warningsOf(named, live, deciders(cluster.authenticationServers)),
    ],
    ...(foretold === undefined ? {} : { foretold }),
    ...(order === undefined ? {} : { order }),
  };
}

/** What is not known counts as given: a restart too many is named, none is forgotten. */
function circumstancesOf({ sso }: LiveNumbers): ReadonlySet<NonNullable<ServiceRestart["when"]>> {
  const signOn = !sso.known || sso.value.enabled;
  return new Set([...(signOn ? (["sso-or-oauth"] as const) : []), "service-is-active"] as const);
}

/** By the lists that TFTP serves now: the publisher's, which every node's copy follows. */
const foretell = (
  context: NumbersContext,
  units: readonly CertificateUnit[],
  phones: PhonesNow,
): Promise<Figure<Foretold>> =>
  figure(async () => {
    const { systems, limit: signal } = context;
    const publisher = publisherOf(systems.cluster);
    const [{ value: itl }, { value: ctl }] = await Promise.all([
      systems.tftp.trustList(publisher, "ITL", { signal }),
      systems.tftp.trustList(publisher, "CTL", { signal }),
    ]);
    const seen = "list" in itl ? outlook(units, itl.list, "list" in ctl ? ctl.list : undefined) : undefined;
    const older = "list" in itl ? await notStartedSince(itl.list.timestamp, phones, context) : 0;
    if (seen !== undefined && "list" in itl)
      return { ...seen, ...(older === 0 ? {} : { older: { phones: older, since: itl.list.timestamp } }) };
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
      if (one.more.length > 0) return say("forecast.disagree.restarts-other", { ...values, more: one.more.join(", ") });
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

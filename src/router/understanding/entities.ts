// Names in a text: clusters, nodes, certificate units, services. Words only select among what is known.
import { type Cluster, certificateUnits } from "../../domain/cluster.ts";
import type { ServiceName } from "../../domain/plan.ts";
import { holds, nodesIn } from "./nodes.ts";
import type { Notions } from "./notions.ts";

export interface KnownCluster {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly string[];
  readonly publisher?: string;
}

/** What the understanding needs of a cluster. */
export const knownCluster = (cluster: Pick<Cluster, "id" | "name" | "nodes">): KnownCluster => {
  const publisher = cluster.nodes.find((node) => node.role === "publisher")?.name;
  return {
    id: cluster.id,
    name: cluster.name,
    nodes: cluster.nodes.map((node) => node.name),
    ...(publisher === undefined ? {} : { publisher }),
  };
};

/**
 * The one cluster that the text names: by id, by name, or by a node that only it has. Null when none is named, or several.
 */
export function findCluster(plain: string, clusters: readonly KnownCluster[]): string | null {
  const named = clusters.filter((cluster) => holds(plain, cluster.id) || holds(plain, cluster.name));
  if (named.length > 0) return named.length === 1 ? (named[0]?.id ?? null) : null;
  const byNode = clusters.filter((cluster) => cluster.nodes.some((node) => holds(plain, node)));
  if (byNode.length > 0) return byNode.length === 1 ? (byNode[0]?.id ?? null) : null;
  // "the publisher" says nothing where every cluster has one.
  const byShortName = clusters.filter((cluster) => nodesIn(plain, cluster).length > 0);
  return byShortName.length === 1 && clusters.length > 1 ? (byShortName[0]?.id ?? null) : null;
}

/** The nodes that are named, in the cluster that is meant, or in the only one that has them. */
export function findNodes(plain: string, clusters: readonly KnownCluster[], cluster: string | null): string[] {
  const meant = clusters.filter(({ id }) => cluster === null || id === cluster);
  const found = meant.map((one) => nodesIn(plain, one)).filter((nodes) => nodes.length > 0);
  return found.length === 1 ? (found[0] ?? []) : [...new Set(found.flat().filter((node) => holds(plain, node)))];
}

/** Certificate units in CUCM's spelling, for `impact`. */
export function findUnits(plain: string, { notions }: Notions): string[] {
  const units = certificateUnits.filter((unit) => unit.includes("-") && holds(plain, unit)).map(String);
  if (notions.has("tomcat") && !units.includes("tomcat-ECDSA")) units.push("tomcat");
  if (notions.has("callmanager") && !units.includes("CallManager-ECDSA")) units.push("CallManager");
  if (notions.has("tvs")) units.push("TVS");
  if (notions.has("capf")) units.push("CAPF");
  if (notions.has("itl")) units.push("ITLRecovery");
  if (notions.has("ipsec")) units.push("ipsec");
  return units;
}

/** The one service that is named; undefined when none is, or several. */
export function findService(plain: string, { notions }: Notions): ServiceName | undefined {
  const named: ServiceName[] = [];
  if (/drf master/.test(plain)) named.push("Cisco DRF Master");
  if (/drf local/.test(plain)) named.push("Cisco DRF Local");
  if (notions.has("tftp")) named.push("Cisco Tftp");
  if (notions.has("cti")) named.push("Cisco CTIManager");
  if (notions.has("haproxy")) named.push("Cisco HAProxy");
  if (notions.has("tvs")) named.push("Cisco Trust Verification Service");
  if (notions.has("capf")) named.push("Cisco Certificate Authority Proxy Function");
  if (notions.has("tomcat")) named.push("Cisco Tomcat");
  if (notions.has("callmanager")) named.push("Cisco CallManager");
  return named.length === 1 ? named[0] : undefined;
}

/**
 * Which phones are meant, in the words of `/certops reset`: `phones all`, `phones pool …`, `phones group …`, `SEP…`. Names are
 * looked up in the cluster later, so they are taken as they were `written`; undefined when the text names no phones.
 */
export function findPhones(written: string): string | undefined {
  const names = written.match(/\bsep[0-9a-f]{12}\b/gi);
  if (names !== null) return names.map((name) => name.toUpperCase()).join(" ");
  const pool = firstOf(written, [
    /(?:device )?pool[ :“"']+([\w.-]+)/i,
    /(?:设备池|設備池|裝置池)[ :：]*[“"「]([^”"」\n]{1,50})[”"」]/,
    /(?:设备池|設備池|裝置池)[ :“"]*([\w.-]+)/,
    /([\w.-]+) ?(?:设备池|設備池|裝置池)/,
  ]);
  if (pool !== undefined) return `phones pool ${pool}`;
  const group = firstOf(written, [
    /(?:cm|callmanager|cucm|call manager) group[ :“"']+([\w.-]+)/i,
    /(?:cm|callmanager) ?(?:组|組)[ :“"]*([\w.-]+)/i,
  ]);
  if (group !== undefined) return `phones group ${group}`;
  const all =
    /\b(?:all|every|each)\b[^.\n]{0,20}\b(?:phones?|handsets?|endpoints?|devices?)\b|(?:所有|全部|每)[^。\n]{0,6}(?:电话|话机|终端|電話|話機|終端)/i;
  return all.test(written) ? "phones all" : undefined;
}

const firstOf = (text: string, patterns: readonly RegExp[]): string | undefined =>
  patterns.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);

/** The one CAPF certificate that is named by its common name (CAPF-1cf8450f), as CUCM spells it. */
export function capfNamed(plain: string): string | undefined {
  const named = new Set(plain.match(/\bcapf-[0-9a-f]{8}\b/g));
  const [one] = named;
  return named.size === 1 ? one?.replace("capf", "CAPF") : undefined;
}

/** Which picture is meant, in the words of `/certops picture`; undefined when none is named. */
export function pictureIn(plain: string): string | undefined {
  if (/timeline|expir|时间轴|到期/.test(plain)) return "timeline";
  if (/curve|recover|曲线|恢复/.test(plain)) return "recovery";
  return /trust|信任/.test(plain) ? "trust-map" : undefined;
}

// Names in a text: clusters, nodes, certificate units, services. Words only select among what is known.
import { certificateUnits } from "../../domain/cluster.ts";
import type { ServiceName } from "../../domain/plan.ts";
import type { Notions } from "./notions.ts";

export interface KnownCluster {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly string[];
}

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The name as a word of its own (Chinese characters beside it do not count as letters). */
const holds = (plain: string, name: string): boolean =>
  name.length > 1 && new RegExp(`(?<![a-z0-9_-])${escaped(name.toLowerCase())}(?![a-z0-9_-])`).test(plain);

export function findCluster(plain: string, clusters: readonly KnownCluster[]): string | null {
  const named = clusters.filter((cluster) => holds(plain, cluster.id) || holds(plain, cluster.name));
  if (named.length > 0) return named.length === 1 ? (named[0]?.id ?? null) : null;
  const byNode = clusters.filter((cluster) => cluster.nodes.some((node) => holds(plain, node)));
  return byNode.length === 1 ? (byNode[0]?.id ?? null) : null;
}

export const findNodes = (plain: string, clusters: readonly KnownCluster[]): string[] => [
  ...new Set(clusters.flatMap((cluster) => cluster.nodes.filter((node) => holds(plain, node)))),
];

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
 * Which phones are meant, in the words of `/certops reset`: `phones all`, `phones pool …`, `phones group …`, `SEP…`. Names
 * are looked up in the cluster later; undefined when the text names no phones.
 */
export function findPhones(plain: string): string | undefined {
  const names = plain.match(/\bsep[0-9a-f]{12}\b/g);
  if (names !== null) return names.map((name) => name.toUpperCase()).join(" ");
  const [, pool] =
    /(?:device )?pool[ :“"']+([\w.-]+)/.exec(plain) ??
    /设备池[ :“"]*([\w.-]+)/.exec(plain) ??
    /([\w.-]+) ?设备池/.exec(plain) ??
    [];
  if (pool !== undefined) return `phones pool ${pool}`;
  const [, group] =
    /(?:cm|callmanager|cucm|call manager) group[ :“"']+([\w.-]+)/.exec(plain) ??
    /(?:cm|callmanager) ?组[ :“"]*([\w.-]+)/.exec(plain) ??
    [];
  if (group !== undefined) return `phones group ${group}`;
  const all =
    /\b(?:all|every|each)\b[^.\n]{0,20}\b(?:phones?|handsets?|endpoints?|devices?)\b|(?:所有|全部|每)[^。\n]{0,6}(?:电话|话机|终端)/;
  return all.test(plain) ? "phones all" : undefined;
}

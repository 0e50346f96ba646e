// The Expressway-C clusters of certops.yaml: peers, accounts, pins, checked for sense.
import { resolve } from "node:path";
import type { ExpresswayPeer } from "../domain/cluster.ts";
import { nodeName } from "../domain/ids.ts";
import type { Report } from "./report.ts";
import type { RawAccount, RawCluster } from "./schema.ts";
import { readAccount, type SecretSource } from "./secrets.ts";
import type { Account, ExpresswaySettings } from "./settings.ts";

export interface Expressways {
  readonly settings: readonly ExpresswaySettings[];
  readonly peers: readonly ExpresswayPeer[];
}

/** HTTPS of the administration, where the REST API answers. */
const standardPort = 443;

/** Undefined when there is none, or when one has no account that can be used (reported then). Paths start inside the cluster. */
export function readExpressways(
  raw: Pick<RawCluster, "nodes" | "expressways">,
  source: SecretSource,
  report: Report,
): Expressways | undefined {
  if (raw.expressways === undefined) return undefined;
  const settings: ExpresswaySettings[] = [];
  const peers: ExpresswayPeer[] = [];
  const groups = new Set<string>();
  const taken = new Set(raw.nodes.map((node) => node.name.toLowerCase()));
  for (const [index, one] of raw.expressways.entries()) {
    const at = (...path: readonly PropertyKey[]) => ["expressways", index, ...path];
    if (groups.has(one.name)) {
      report(at("name"), { id: "config.expressway-twice" }, { id: "config.expressway-twice.fix" });
    }
    groups.add(one.name);
    for (const [position, peer] of one.peers.entries()) {
      const name = peer.name.toLowerCase();
      // Findings and plans name a peer as they name a node: two of one name would be mistaken for each other.
      if (taken.has(name)) {
        report(at("peers", position, "name"), { id: "config.node-twice" }, { id: "config.node-twice.fix" });
      }
      taken.add(name);
      const port = peer.port ?? standardPort;
      peers.push({ name: nodeName(peer.name), address: peer.address, port, group: one.name });
    }
    const account = (kind: "monitor" | "change", given: RawAccount | undefined): Account | undefined => {
      if (given === undefined) return undefined;
      const found = readAccount(given, source);
      if ("password" in found) return found;
      report(at("accounts", kind, found.key), found.problem, found.fix);
      return undefined;
    };
    const monitor = account("monitor", one.accounts.monitor);
    const change = account("change", one.accounts.change);
    if (monitor === undefined) continue;
    settings.push({
      group: one.name,
      accounts: { monitor, ...(change === undefined ? {} : { change }) },
      certificates: one.pins.certificates.map((path) => resolve(source.folder, path)),
    });
  }
  return { settings, peers };
}

// The authentication servers of certops.yaml: what each kind needs, accounts, pins, checked for sense.
import { resolve } from "node:path";
import type { AuthenticationServer } from "../domain/cluster.ts";
import { nodeName } from "../domain/ids.ts";
import type { Report } from "./report.ts";
import type { RawCluster } from "./schema.ts";
import { readAccount, type SecretSource } from "./secrets.ts";
import type { Account, AuthenticationServerSettings } from "./settings.ts";

export interface ReadServers {
  readonly servers: readonly AuthenticationServer[];
  readonly settings: readonly AuthenticationServerSettings[];
}

type Raw = NonNullable<RawCluster["authenticationServers"]>[number];
type Key = "address" | "account" | "file" | "pins";

/** What each kind cannot do without; everything else of these is refused, because it would do nothing. */
const needs: Readonly<Record<Raw["kind"], readonly Key[]>> = {
  ise: ["address", "account", "pins"],
  asa: ["address", "account"],
  freeradius: ["address", "account", "file"],
  "ca-file": ["file"],
};
const keys: readonly Key[] = ["address", "account", "file", "pins"];
const standardPort: Readonly<Record<Raw["kind"], number>> = { ise: 443, asa: 22, freeradius: 22, "ca-file": 0 };

/** Undefined when there is none. A server that lacks something is reported and left out. Paths start inside the cluster. */
export function readAuthenticationServers(
  raw: Pick<RawCluster, "nodes" | "expressways" | "authenticationServers">,
  source: SecretSource,
  report: Report,
): ReadServers | undefined {
  if (raw.authenticationServers === undefined) return undefined;
  const servers: AuthenticationServer[] = [];
  const settings: AuthenticationServerSettings[] = [];
  const peers = (raw.expressways ?? []).flatMap((one) => one.peers);
  const taken = new Set([...raw.nodes, ...peers].map((one) => one.name.toLowerCase()));
  for (const [index, one] of raw.authenticationServers.entries()) {
    const at = (...path: readonly PropertyKey[]) => ["authenticationServers", index, ...path];
    // Findings name it as they name a node: two of one name would be mistaken for each other.
    if (taken.has(one.name.toLowerCase())) {
      report(at("name"), { id: "config.node-twice" }, { id: "config.node-twice.fix" });
    }
    taken.add(one.name.toLowerCase());
    const needed = needs[one.kind];
    const wrong = keys.filter((key) => (one[key] !== undefined) !== needed.includes(key));
    for (const key of wrong) {
      const values = { kind: one.kind, key };
      const id = one[key] === undefined ? "dot1x.config.missing" : "dot1x.config.useless";
      report(at(key), { id, values }, { id: "dot1x.config.fix", values: { kind: one.kind, keys: needed.join(", ") } });
    }
    const account = accountOf(one, source, (key, problem, fix) => report(at("account", key), problem, fix));
    if (wrong.length > 0 || account === "faulty") continue;
    servers.push({
      name: nodeName(one.name),
      kind: one.kind,
      address: one.address ?? "",
      port: one.port ?? standardPort[one.kind],
      ...(one.file === undefined ? {} : { file: one.file }),
    });
    settings.push({
      name: one.name,
      ...(account === undefined ? {} : { account }),
      certificates: (one.pins?.certificates ?? []).map((path) => resolve(source.folder, path)),
    });
  }
  return { servers, settings };
}

function accountOf(
  { account }: Raw,
  source: SecretSource,
  report: (key: string, ...rest: [Parameters<Report>[1], Parameters<Report>[2]]) => void,
): Account | "faulty" | undefined {
  if (account === undefined) return undefined;
  const found = readAccount(account, source);
  if ("password" in found) return found;
  report(found.key, found.problem, found.fix);
  return "faulty";
}

// A CUCM cluster, its nodes, and the names that Cisco gives to certificates and trust-list roles.
import type { ClusterId, NodeName } from "./ids.ts";

export type NodeRole = "publisher" | "subscriber";

/** Where a node is reached. Ports differ from CUCM's own only in the practice cluster on one address. */
export interface NodePorts {
  readonly ssh: number;
  /** Tomcat: AXL, RisPort70, Control Center. */
  readonly https: number;
  readonly sipTls: number;
  readonly tvs: number;
  readonly capf: number;
  readonly tftpHttp: number;
  readonly tftpHttps: number;
}

/** CUCM's own port numbers (facts: TCP and UDP Port Usage 15). */
export const standardPorts: NodePorts = {
  ssh: 22,
  https: 8443,
  sipTls: 5061,
  tvs: 2445,
  capf: 3804,
  tftpHttp: 6970,
  tftpHttps: 6972,
};

export interface ClusterNode {
  readonly name: NodeName;
  readonly address: string;
  readonly role: NodeRole;
  readonly ports: NodePorts;
}

/** One peer of an Expressway-C cluster; `group` names the Expressway cluster it belongs to. */
export interface ExpresswayPeer {
  readonly name: NodeName;
  readonly address: string;
  /** HTTPS of its administration. */
  readonly port: number;
  readonly group: string;
}

/** Of which kind the server is that decides about 802.1X: how its list of trusted authorities is read. */
export const authenticationServerKinds = ["ise", "asa", "freeradius", "ca-file"] as const;

/** A server that lets phones into the network by their certificates. */
export interface AuthenticationServer {
  readonly name: NodeName;
  readonly kind: (typeof authenticationServerKinds)[number];
  /** Empty for `ca-file`: it is read where the bot runs. */
  readonly address: string;
  /** HTTPS of ISE, SSH of the others. */
  readonly port: number;
  /** Absolute path of the trusted authorities (PEM): `freeradius` on the server, `ca-file` here. */
  readonly file?: string;
}

export interface Cluster {
  readonly id: ClusterId;
  /** What people call it, for example `HQ`. */
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  /** Every peer of every Expressway-C cluster in front of it; none when left out. */
  readonly expressways?: readonly ExpresswayPeer[];
  /** Who decides about 802.1X for its phones; none when left out. */
  readonly authenticationServers?: readonly AuthenticationServer[];
  /** True for the built-in simulated cluster; cards say so. */
  readonly practice: boolean;
}

/** The publisher of a cluster; every configuration has exactly one (checked when the configuration is read). */
export function publisherOf(cluster: Cluster): ClusterNode {
  const found = cluster.nodes.find((node) => node.role === "publisher");
  if (found === undefined) throw new Error(`cluster ${cluster.id} has no publisher`);
  return found;
}

/** The node that an entry of System > Server means: it may hold a node's name, its whole name or its address. */
export function nodeOfServer(server: string, nodes: readonly ClusterNode[]): ClusterNode | undefined {
  const asked = server.toLowerCase();
  const short = (name: string): string => name.toLowerCase().split(".")[0] ?? "";
  const exact = nodes.find(({ name, address }) => [name.toLowerCase(), address.toLowerCase()].includes(asked));
  const isName = /[a-z]/.test(asked);
  return exact ?? (isName ? nodes.find(({ name }) => short(name) === short(asked)) : undefined);
}

/**
 * Where commands of a plan would go: node name to `address ssh-port https-port`, Expressway-C peer to `address https-port`. Approved with the plan, so that an edited
 * configuration cannot aim it at other machines.
 */
export const targetsOf = (cluster: Cluster): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...cluster.nodes.map(({ name, address, ports }) => [name, `${address} ${ports.ssh} ${ports.https}`] as const),
    ...(cluster.expressways ?? []).map(({ name, address, port }) => [name, `${address} ${port}`] as const),
  ]);

/** Own (identity) certificates of a node, in CUCM's spelling. CAPF is on the publisher only since 14. */
export const certificateUnits = [
  "tomcat",
  "tomcat-ECDSA",
  "CallManager",
  "CallManager-ECDSA",
  "TVS",
  "CAPF",
  "ITLRecovery",
  "ipsec",
] as const;
export type CertificateUnit = (typeof certificateUnits)[number];

export type TrustListKind = "ITL" | "CTL";

/** Roles in a trust list; the numbers are CUCM's trust roles (TLV tag 4, DB table typetrustrole). */
export const trustRoles = {
  SAST: 0,
  CCM: 1,
  "CCM+TFTP": 2,
  TFTP: 3,
  CAPF: 4,
  "APP-SERVER": 7,
  TVS: 21,
} as const;
export type TrustRole = keyof typeof trustRoles;

/** Releases are compared by these; `15.0.1.12900-234` is release 15, service update unknown unless printed. */
export interface Release {
  /** As printed by the node, for example `15.0.1.12900-234`. */
  readonly full: string;
  readonly major: number;
  readonly minor: number;
}

// The practice cluster, whole: part inside, its surfaces on real ports, and what a client needs to reach it.
import type { ClusterNode } from "../domain/cluster.ts";
import { buildCluster } from "./cluster.ts";
import { openServerDoor, type ServerDoor } from "./dot1x/door.ts";
import type { AuthenticationServerKind } from "./dot1x/server.ts";
import { ExpresswayPair } from "./expressway/pair.ts";
import type { AdministratorsHands, LabAccounts, LabClusterView, LabOptions } from "./model.ts";
import type { Release } from "./port-block.ts";
import { NodeSurfaces } from "./surfaces/node-surfaces.ts";
import { type Bind, findPlaces } from "./surfaces/place.ts";
import { axlPath, createAxl } from "./surfaces/soap/axl.ts";
import { controlCenter, controlCenterPath } from "./surfaces/soap/control-center.ts";
import {
  createLogCollection,
  dimeGetFile,
  dimeGetFilePath,
  logCollectionPath,
} from "./surfaces/soap/log-collection.ts";
import { createRis, risPath } from "./surfaces/soap/ris.ts";
import { RisMemory } from "./surfaces/soap/ris-memory.ts";

export type { Bind } from "./surfaces/place.ts";

export interface StartLabOptions extends LabOptions {
  /** Default: free ports on 127.0.0.1. */
  readonly bind?: Bind;
  /** How many Expressway-C peers stand in front of it, with Webex apps behind them; default none. */
  readonly expressways?: number;
  /** Lab seconds between the tries of an app behind them; default 120. */
  readonly appsTryEvery?: number;
  /** The kind of authentication server that administrators can log in to; none when left out. */
  readonly authenticationServer?: AuthenticationServerKind;
  /** Real milliseconds before each CLI answer; default 0. */
  readonly cliDelayMs?: number;
  /** Real milliseconds of round trip: every connection and every answer of a node arrives so much later; default 0. */
  readonly networkDelayMs?: number;
  /** RisPort70 requests a minute for the whole cluster (enterprise parameter); default 15. */
  readonly risPerMinute?: number;
  /** AXL answers writes with 503 while this returns true. */
  readonly axlBusy?: () => boolean;
  /** Log files come as MIME attachments while this returns true. */
  readonly logsAttached?: () => boolean;
  /** Bugs and ports that were lost; default: a warning of the process. */
  readonly onTrouble?: (error: unknown) => void;
  /** Every CLI login: for tests that nobody hammers an account. */
  readonly onLogin?: (user: string, accepted: boolean) => void;
}

export interface LabHostKey {
  readonly node: string;
  readonly address: string;
  readonly port: number;
  /** `ssh-ed25519 AAAA…`, `ssh-rsa AAAA…`: as known_hosts has them after the host. */
  readonly keys: readonly string[];
}

export interface LabPin {
  readonly node: string;
  readonly address: string;
  readonly port: number;
  /** What the port presents: the RSA certificate and, when there is one, the ECDSA certificate. */
  readonly pem: readonly string[];
}

export interface Lab {
  readonly cluster: LabClusterView & { newKey(): Promise<string> };
  readonly hands: AdministratorsHands;
  readonly accounts: LabAccounts;
  /** The Expressway-C peers; undefined without. */
  readonly expressway: ExpresswayPair | undefined;
  /** The authentication server's administration; undefined without. */
  readonly authenticationServer: ServerDoor | undefined;
  /** Name, address, ports and role of each node. */
  readonly nodes: readonly ClusterNode[];
  /** PEM of the lab CA; signs nothing unless asked to. */
  readonly caPem: string;
  /** Current SSH host keys. */
  hostKeys(): Promise<readonly LabHostKey[]>;
  /** Current certificates on 8443. */
  pins(): readonly LabPin[];
  close(): Promise<void>;
}

/**
 * Builds a cluster, opens its ports and lets its phones live. Resolves when every port is open; phones may still be
 * registering (`cluster.phonesSettled()`). Throws LabRefusal when the wanted addresses or ports cannot be had.
 */
export async function startLab(options: StartLabOptions = {}): Promise<Lab> {
  const onTrouble =
    options.onTrouble ?? ((error) => process.emitWarning(error instanceof Error ? error : String(error)));
  const cluster = await buildCluster(options);
  const surfaces: NodeSurfaces[] = [];
  let stopListening = (): void => undefined;
  let release: Release = () => Promise.resolve();
  let expressway: ExpresswayPair | undefined;
  let authenticationServer: ServerDoor | undefined;
  const close = async (): Promise<void> => {
    stopListening();
    await expressway?.close();
    await authenticationServer?.close();
    await cluster.close();
    await Promise.all(surfaces.map((surface) => surface.close()));
    await release();
  };
  try {
    release = await placeNodes(cluster, options);
    cluster.startPhones();
    const services = new Map([
      [risPath, createRis(cluster, new RisMemory(cluster), options.risPerMinute ?? 15)],
      [controlCenterPath, controlCenter],
      [logCollectionPath, createLogCollection({ attached: options.logsAttached ?? (() => false) })],
      [dimeGetFilePath, dimeGetFile],
      [axlPath, createAxl({ busy: options.axlBusy ?? (() => false) })],
    ]);
    const { cliDelayMs = 0, networkDelayMs = 0 } = options;
    const newKey = () => cluster.newKey();
    const shared = { cluster, services, cliDelayMs, networkDelayMs, newKey, onTrouble };
    for (const node of cluster.nodes) {
      const { onLogin } = options;
      surfaces.push(new NodeSurfaces(node, onLogin === undefined ? shared : { ...shared, onLogin }));
    }
    stopListening = cluster.onChange((change) => {
      if (change.kind === "phone" || change.kind === "trust-list") return;
      for (const surface of surfaces) {
        if (change.kind === "cluster" || change.node === surface.node.name) surface.refresh();
      }
    });
    await Promise.all(surfaces.map((surface) => surface.open()));
    const { expressways = 0 } = options;
    const { authenticationServer: kind } = options;
    if (kind !== undefined) authenticationServer = await openServerDoor(cluster, kind, onTrouble);
    if (expressways > 0) expressway = await ExpresswayPair.open(cluster, expressways, onTrouble, options.appsTryEvery);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    cluster,
    hands: cluster.hands,
    accounts: cluster.accounts,
    expressway,
    authenticationServer,
    nodes: cluster.clusterNodes(),
    caPem: cluster.caPem,
    hostKeys: () => Promise.all(surfaces.map(hostKeyOf)),
    pins: () => cluster.nodes.map(pinOf),
    close,
  };
}

/** Nodes that were given an address and ports keep them; the others get a place. Resolves to what gives the ports back. */
async function placeNodes(cluster: LabClusterView, { bind, nodes }: StartLabOptions): Promise<Release> {
  const given = typeof nodes === "number" || nodes === undefined ? [] : nodes;
  const homeless = cluster.nodes.filter((_, at) => given[at]?.ports === undefined);
  const { places, release } = await findPlaces(homeless.length, bind ?? { kind: "shared", address: "127.0.0.1" });
  for (const [at, node] of homeless.entries()) {
    const place = places[at];
    if (place !== undefined) node.place(place.address, place.ports);
  }
  return release;
}

async function hostKeyOf(surface: NodeSurfaces): Promise<LabHostKey> {
  const { name, address, ports } = surface.node;
  return { node: name, address, port: ports.ssh, keys: (await surface.hostKeys()).publicLines };
}

function pinOf(node: LabClusterView["nodes"][number]): LabPin {
  const { rsa, ecdsa } = node.loadedCertificates("https");
  const pem = [rsa, ecdsa].flatMap((identity) => (identity === undefined ? [] : [identity.pem]));
  return { node: node.name, address: node.address, port: node.ports.https, pem };
}

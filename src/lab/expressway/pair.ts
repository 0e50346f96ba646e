// Expressway-C peers in front of the practice cluster, as an administrator has set them up: trust whole in both directions, apps registered.
import { createServer } from "node:https";
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import { Mutex } from "../../kernel/mutex.ts";
import type { LabCluster } from "../cluster.ts";
import { type OpenDoor, openDoor } from "../open-door.ts";
import type { Release } from "../port-block.ts";
import { seededBytes } from "../random.ts";
import { LabRefusal } from "../refusal.ts";
import { WebexApp } from "./app.ts";
import { type Company, foundCompany, type Signer } from "./company.ts";
import { Peer, type PeerAccount, type PeerNetwork } from "./peer.ts";
import { findPorts } from "./place.ts";
import { peerApi } from "./rest.ts";

/** What certops.yaml would call them. */
const group = "Expressway-C";
const users = ["alex", "beatriz", "chen", "dana"] as const;

export interface ExpresswayAccounts {
  readonly monitor: PeerAccount;
  readonly change: PeerAccount;
}

export class ExpresswayPair {
  readonly peers: readonly Peer[];
  readonly apps: readonly WebexApp[];
  readonly accounts: ExpresswayAccounts;
  readonly company: Company;
  /** Whether one peer’s start and stop of diagnostic logging reach the others. */
  loggingSpreads = true;
  readonly #cluster: LabCluster;
  readonly #doors = new Map<Peer, Promise<OpenDoor>>();
  readonly #onTrouble: (error: unknown) => void;
  readonly #turns = new Map<WebexApp, Mutex>();
  readonly #ports: readonly { readonly release: Release }[];
  #closed = false;

  private constructor(init: {
    peers: readonly Peer[];
    apps: readonly WebexApp[];
    accounts: ExpresswayAccounts;
    company: Company;
    cluster: LabCluster;
    ports: readonly { readonly release: Release }[];
    onTrouble: (error: unknown) => void;
  }) {
    this.peers = init.peers;
    this.apps = init.apps;
    this.accounts = init.accounts;
    this.company = init.company;
    this.#cluster = init.cluster;
    this.#ports = init.ports;
    this.#onTrouble = init.onTrouble;
  }

  /**
   * Builds the pair and opens its ports; the cluster's own ports must have their places by now. `tryEvery`: lab seconds between an app's tries,
   * and between its looks when it is registered.
   */
  static async open(
    cluster: LabCluster,
    count: number,
    onTrouble: (error: unknown) => void,
    tryEvery = 120,
  ): Promise<ExpresswayPair> {
    const { seed, clock } = cluster;
    const company = await foundCompany(seed, clock.now(), () => cluster.newKey());
    const accounts = accountsOf(seed);
    for (const node of cluster.nodes) node.serverName = node.fqdn;
    const ports = await findPorts(cluster.publisher.address, count);
    const peers = await Promise.all(
      ports.map(async ({ address, port }, at) => {
        const name = `expc${at + 1}`;
        const fqdn = `${name}.${cluster.domain}`;
        return new Peer({
          name,
          fqdn,
          address,
          port,
          clock,
          server: await company.serverFor(fqdn, "issuing", { now: clock.now() }),
          accounts: Object.values(accounts),
          publisher: () => cluster.publisher.serverName,
        });
      }),
    );
    const apps = users.map((user, at) => {
      const home = cluster.nodes[at % cluster.nodes.length] ?? cluster.publisher;
      return new WebexApp({ user, directoryNumber: String(7001 + at), home, peers, first: at, since: clock.now() });
    });
    const pair = new ExpresswayPair({ peers, apps, accounts, company, cluster, ports, onTrouble });
    pair.#introduce();
    for (const peer of peers) {
      peer.onPower = () => pair.#follow(peer);
      peer.onLogging = (mode) => {
        if (!pair.loggingSpreads) return;
        for (const other of peers) if (other !== peer && other.up) other.log[mode]();
      };
      await pair.#listen(peer);
    }
    cluster.addApps(apps);
    cluster.expressway = pair;
    for (const app of apps) void pair.#live(app, tryEvery);
    return pair;
  }

  /** As the installation left it: each side trusts the other, and CUCM’s services have read it. */
  #introduce(): void {
    const { root, issuing } = this.company;
    const cluster = this.#cluster;
    for (const store of ["tomcat-trust", "CallManager-trust"] as const) {
      for (const ca of [root, issuing]) cluster.hands.importTrust(store, ca.pem);
    }
    cluster.checkClients();
    // The root alone: OpenSSL sends along what it finds on this list, and a peer whose file is a leaf shall show a leaf.
    for (const peer of this.peers) peer.list.upload(this.cucmPem() + root.pem);
  }

  /** What makes CUCM’s 8443 and 6972 believable: the CA where one signed, else each node’s own certificates. */
  cucmPem(): string {
    const pems = this.#cluster.nodes.flatMap((node) =>
      (["tomcat", "tomcat-ECDSA"] as const).map((unit) => {
        const own = node.identity(unit);
        return own.selfSigned ? own.pem : this.#cluster.caPem;
      }),
    );
    return [...new Set(pems)].join("");
  }

  identities(): readonly ExpresswayPeer[] {
    return this.peers.map((peer) => peer.identity(group));
  }

  get group(): string {
    return group;
  }

  /** PEM of the CAs that the peers’ HTTPS may be pinned to. */
  get pins(): readonly string[] {
    const { root, issuing, newRoot } = this.company;
    return [root.pem, issuing.pem, newRoot.pem];
  }

  // ---- an administrator’s hands ----

  /** Maintenance > Security > Server certificate: a new one is uploaded. It is used from the next restart on. */
  async renewServer(name: string, signer: Signer, days?: number): Promise<void> {
    const peer = this.peer(name);
    const now = this.#cluster.clock.now();
    peer.stored = await this.company.serverFor(peer.fqdn, signer, { now, ...(days === undefined ? {} : { days }) });
  }

  /** Maintenance > Security > Trusted CA certificate: Append. */
  uploadCa(name: string, pem: string): void {
    this.peer(name).list.upload(pem);
  }

  /** Maintenance > Security > Trusted CA certificate: Delete. Returns how many went. */
  removeCa(name: string, subject: string): number {
    return this.peer(name).list.remove(subject);
  }

  /** An administrator tidies up and takes what makes CUCM believable for an old thing. Returns how many went. */
  forgetCucm(name: string): number {
    return this.peer(name).list.removeNamed(this.cucmPem());
  }

  /** Users > Administrator accounts: a new password on one peer; who still uses the old one is not told. */
  setPassword(name: string, user: string, password: string): void {
    const peer = this.peer(name);
    if (!peer.accounts.some((one) => one.user === user)) throw new LabRefusal("lab.no.account", { user });
    peer.accounts = peer.accounts.map((one) => (one.user === user ? { ...one, password } : one));
  }

  restart(name: string): Promise<void> {
    return this.peer(name).restart();
  }

  power(name: string, on: boolean): Promise<void> {
    return this.peer(name).power(on);
  }

  setNetwork(name: string, condition: PeerNetwork): void {
    this.peer(name).network = condition;
  }

  /** System > Server in CUCM: by what name or address the node is known, and so asked for; its own full name when left out. */
  setServerName(node: NodeName, name?: string): void {
    const found = this.#cluster.node(node);
    if (found === undefined) throw new LabRefusal("lab.no.no-node", { node });
    found.serverName = name ?? found.fqdn;
  }

  startLog(name: string): void {
    this.peer(name).logging("start");
  }

  /** Stop and collect. */
  stopLog(name: string): void {
    for (const mode of ["stop", "collect"] as const) this.peer(name).logging(mode);
  }

  peer(name: string): Peer {
    const found = this.peers.find((one) => one.name === name);
    if (found === undefined) throw new LabRefusal("lab.no.peer", { peer: name });
    return found;
  }

  /** People try to sign in now, whatever the apps’ own rhythm is. */
  async signIn(): Promise<void> {
    await Promise.all(this.apps.map((app) => this.#attempt(app)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.peers.map((peer) => this.#shut(peer)));
    for (const { release } of this.#ports) await release();
  }

  async #live(app: WebexApp, tryEvery: number): Promise<void> {
    const { clock } = this.#cluster;
    while (!this.#closed) {
      try {
        await clock.sleep(tryEvery * 1000);
        if (!this.#closed) await this.#attempt(app);
      } catch (error) {
        if (!this.#closed && !this.#cluster.closed) this.#onTrouble(error);
        return;
      }
    }
  }

  /** One at a time for each app: an older try that ends later must not have the last word. */
  async #attempt(app: WebexApp): Promise<void> {
    const turn = this.#turns.get(app) ?? new Mutex();
    this.#turns.set(app, turn);
    const changed = await turn.run(() => app.attempt(() => this.#cluster.clock.now()));
    if (changed) this.#cluster.emit({ kind: "phone", phone: app.name });
  }

  async #follow(peer: Peer): Promise<void> {
    await this.#shut(peer);
    if (peer.up && !this.#closed) await this.#listen(peer);
  }

  async #listen(peer: Peer): Promise<void> {
    const { chainPem, keyPem } = peer.loaded;
    const server = createServer({ cert: chainPem, key: keyPem, minVersion: "TLSv1.2" }, peerApi(peer, this.#onTrouble));
    const door = openDoor(server, peer);
    // Known before it is open: a peer that is switched off meanwhile shuts it all the same.
    this.#doors.set(peer, door);
    await door;
  }

  async #shut(peer: Peer): Promise<void> {
    const open = this.#doors.get(peer);
    this.#doors.delete(peer);
    await open?.then(
      (door) => door.close(),
      () => undefined,
    );
  }
}

function accountsOf(seed: number): ExpresswayAccounts {
  const password = (user: string): string =>
    `${seededBytes(seed, "expressway", user).toString("base64url").slice(0, 16)}-9a`;
  return {
    monitor: { user: "certops-monitor", password: password("monitor"), access: "read-only" },
    change: { user: "certops-change", password: password("change"), access: "read-write" },
  };
}

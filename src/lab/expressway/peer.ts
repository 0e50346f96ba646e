// One Expressway-C peer: its list, its certificate as stored and as loaded, its log, its power, and its way to CUCM.
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import { nodeName } from "../../domain/ids.ts";
import type { LabClock } from "../clock.ts";
import type { LabAccount } from "../model.ts";
import type { Node } from "../node.ts";
import type { Issued } from "./issue.ts";
import { TrafficLog } from "./log.ts";
import { fetchFrom, type Target } from "./traffic-server.ts";
import { TrustList } from "./trust-list.ts";

export type LogMode = "start" | "stop" | "collect";
export type PeerNetwork = "ok" | "hang" | "garbage";

/** Lab seconds from the restart until the web interface answers again. */
const restartSeconds = 90;

export interface PeerAccount extends Pick<LabAccount, "user" | "password"> {
  readonly access: "read-only" | "read-write";
}

export interface PeerInit {
  readonly name: string;
  readonly fqdn: string;
  readonly address: string;
  readonly port: number;
  readonly clock: LabClock;
  readonly server: Issued;
  readonly accounts: readonly PeerAccount[];
  /** The publisher as it was typed in: Configuration > Unified Communications > Unified CM servers. */
  readonly publisher: () => string;
}

/** The two ports, as they are called in life. */
const standard = { https: 8443, tftpHttps: 6972 } as const;

export class Peer {
  readonly name: string;
  readonly fqdn: string;
  readonly address: string;
  readonly port: number;
  accounts: readonly PeerAccount[];
  readonly publisher: () => string;
  readonly list = new TrustList();
  readonly log: TrafficLog;
  readonly version = "X15.0.2";
  network: PeerNetwork = "ok";
  /** What Maintenance > Security > Server certificate holds. */
  stored: Issued;
  /** What its services show and use until they are restarted. */
  loaded: Issued;
  powered = true;
  /** How far its clock is off: somebody has set it without NTP. */
  clockOffsetMs = 0;
  startedAt: number;
  /** Every REST request that arrived: `POST /api/provisioning/restart certops-change`. */
  readonly received: string[] = [];
  /** By which method it takes diagnostic logging; the other one is answered with 405. */
  logMethod: "PUT" | "POST" = "PUT";
  /** `xConfiguration EdgeConfigServer VerifyOriginServer`: whether it judges what CUCM shows. */
  verifyOrigin = true;
  /** Tells the other peers of its cluster that logging was started or stopped here; set by the pair. */
  onLogging: (mode: "start" | "stop") => void = () => undefined;
  /** Opens or closes its port; set by the pair. */
  onPower: () => Promise<void> = () => Promise.resolve();
  readonly #clock: LabClock;
  #restarting = false;

  constructor(init: PeerInit) {
    this.name = init.name;
    this.fqdn = init.fqdn;
    this.address = init.address;
    this.port = init.port;
    this.accounts = init.accounts;
    this.publisher = init.publisher;
    this.stored = init.server;
    this.loaded = init.server;
    this.#clock = init.clock;
    this.startedAt = init.clock.now() - 12 * 24 * 3_600_000;
    this.log = new TrafficLog(init.name, () => this.now());
  }

  /** What its clock shows. */
  now(): number {
    return this.#clock.now() + this.clockOffsetMs;
  }

  get up(): boolean {
    return this.powered && !this.#restarting;
  }

  /** Seconds since its software was started. */
  get upTime(): number {
    return Math.max(0, Math.floor((this.#clock.now() - this.startedAt) / 1000));
  }

  identity(group: string): ExpresswayPeer {
    return { name: nodeName(this.name), address: this.address, port: this.port, group };
  }

  /** Its software stops, starts and reads the server certificate again. */
  async restart(): Promise<void> {
    if (!this.up) return;
    this.#restarting = true;
    this.log.interrupt();
    await this.onPower();
    await this.#clock.sleep(restartSeconds * 1000);
    this.#restarting = false;
    if (!this.powered) return;
    this.#started();
    await this.onPower();
  }

  /** Maintenance > Diagnostics > Diagnostic logging; start and stop reach the whole cluster, each peer collects its own. */
  logging(mode: LogMode): void {
    this.log[mode]();
    if (mode !== "collect") this.onLogging(mode);
  }

  async power(on: boolean): Promise<void> {
    if (this.powered === on) return;
    this.powered = on;
    if (on) this.#started();
    else this.log.interrupt();
    await this.onPower();
  }

  #started(): void {
    this.startedAt = this.#clock.now();
    this.loaded = this.stored;
  }

  /** What the traffic server fetches from a CUCM node; the list counts as it is now: an upload is used at once. */
  async fetch(node: Node, port: keyof typeof standard, path: string): Promise<number | undefined> {
    const target: Target = {
      serverName: node.serverName,
      address: node.address,
      port: node.ports[port],
      standardPort: standard[port],
    };
    const { chainPem, keyPem } = this.loaded;
    const trusted = this.list.held.map((one) => one.pem);
    return await fetchFrom(
      target,
      path,
      { trusted, chainPem, keyPem, verify: this.verifyOrigin, now: this.#clock.now() },
      this.log,
    );
  }
}

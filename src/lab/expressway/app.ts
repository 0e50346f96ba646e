// A Webex app of somebody at home: through an Expressway-C it asks UDS, fetches its configuration and registers, again and again.
import type { NodeName } from "../../domain/ids.ts";
import type { LabPhone, Registration } from "../model.ts";
import type { Node } from "../node.ts";
import type { Peer } from "./peer.ts";

/** RIS reasons for UnRegistered (CISCO-CCM-MIB): the app went away by itself, or nothing was heard of it. */
const reasons = { initiatedReset: 8, keepAliveTimeout: 13 } as const;

export class WebexApp implements LabPhone {
  readonly name: string;
  readonly user: string;
  readonly description: string;
  readonly model = "Cisco Unified Client Services Framework";
  readonly modelNumber = 503;
  readonly devicePool = "HQ";
  readonly securityProfile = "Cisco Unified Client Services Framework - Standard SIP Non-Secure Profile";
  readonly secure = false;
  readonly directoryNumber: string;
  readonly firmware = "Jabber_for_Windows-14.3.1";
  /** Its configuration lists every node: an app follows no group of its own here. */
  readonly group: readonly NodeName[] = [];
  readonly home: NodeName;
  readonly powered = true;
  readonly held = {};
  readonly messages: LabPhone["messages"] = [];
  registration: Registration | undefined;
  address = "";
  readonly #home: Node;
  readonly #peers: readonly Peer[];
  readonly #first: number;

  constructor(init: {
    readonly user: string;
    readonly directoryNumber: string;
    readonly home: Node;
    readonly peers: readonly Peer[];
    readonly first: number;
    readonly since: number;
  }) {
    this.user = init.user;
    this.name = `CSF${init.user.toUpperCase()}`;
    this.description = `Webex app ${init.directoryNumber}`;
    this.directoryNumber = init.directoryNumber;
    this.home = init.home.name;
    this.#home = init.home;
    this.#peers = init.peers;
    this.#first = init.first;
    this.address = init.peers[init.first % init.peers.length]?.address ?? "";
    this.registration = { status: "Registered", reason: 0, since: init.since, node: init.home.name };
  }

  get registered(): boolean {
    return this.registration?.status === "Registered";
  }

  /** Returns whether its registration changed. */
  async attempt(now: () => number): Promise<boolean> {
    const peer = this.#peers
      .map((_, at) => this.#peers[(this.#first + at) % this.#peers.length])
      .find((one) => one?.up);
    if (peer === undefined) return this.#set("UnRegistered", reasons.keepAliveTimeout, now());
    this.address = peer.address;
    const node = this.#home;
    const served = async (): Promise<boolean> =>
      (await peer.fetch(node, "https", `/cucm-uds/user/${this.user}/devices`)) === 200 &&
      (await peer.fetch(node, "tftpHttps", `/${this.name}.cnf.xml`)) === 200;
    if ((await served()) && node.acceptsRegistrations()) return this.#set("Registered", 0, now());
    return this.#set("UnRegistered", reasons.initiatedReset, now());
  }

  #set(status: Registration["status"], reason: number, since: number): boolean {
    if (this.registration?.status === status) return false;
    this.registration = { status, reason, since, node: this.home };
    return true;
  }
}

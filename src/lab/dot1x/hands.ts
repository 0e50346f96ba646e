// What administrators do about 802.1X: at the switch, at the authentication server, and with the phones' LSCs.
import type { PhoneSecurityOffice } from "../capf/office.ts";
import type { Fleet } from "../fleet.ts";
import type { Inside } from "../inside.ts";
import type { PhoneFilter } from "../model.ts";
import type { Phone } from "../phone.ts";
import type { ServiceManager } from "../service-manager.ts";
import type { PortState, SwitchPorts } from "./ports.ts";

const capfService = "Cisco Certificate Authority Proxy Function";
/** How long *Operation Completes By* lets CAPF wait for a phone. */
const capfDays = 3;

export interface Dot1xParts {
  readonly inside: Inside;
  readonly fleet: Fleet;
  readonly security: PhoneSecurityOffice;
  readonly services: ServiceManager;
  readonly ports: SwitchPorts;
}

export class Dot1xHands {
  readonly #parts: Dot1xParts;

  constructor(parts: Dot1xParts) {
    this.#parts = parts;
  }

  get server(): SwitchPorts["server"] {
    return this.#parts.ports.server;
  }

  /** How the phone's port was opened last; undefined where the switch never asks. */
  portOf = (name: string): PortState | undefined => this.#parts.ports.state(name);

  /**
   * As if it had been set up long ago: CAPF runs, these phones have LSCs, the server trusts CAPF, their ports ask for 802.1X.
   * Returns how many phones stand behind such ports now.
   */
  alreadySetUp = async (agoMs: number, filter?: PhoneFilter): Promise<number> => {
    const { inside, fleet, security, services, ports } = this.#parts;
    const { publisher, clock } = inside;
    const capf = publisher.services.get(capfService);
    if (capf !== undefined && capf.state !== "started") {
      capf.activated = true;
      await services.start(publisher, capfService);
    }
    ports.server.trust(publisher.identity("CAPF").pem);
    const phones = fleet.select(filter);
    await security.installOn(
      phones.filter((phone) => phone.lsc === undefined),
      clock.now() - agoMs,
    );
    for (const phone of phones) ports.guard(phone);
    return phones.length;
  };

  /**
   * *Trusted Certificates > Import*; without `forClients` *Trust for client authentication* is not ticked. Throws LabRefusal when the
   * server will not take it.
   */
  trust = (pem: string, forClients = true): void => this.server.trust(pem, forClients);
  /** `serial`: lower-case hex. */
  distrust = (serial: string): number => this.server.distrust(serial);

  powerServer = (on: boolean): void => {
    this.server.powered = on;
  };

  /** The switch stops asking at these ports; phones behind them get in as soon as they try again. */
  bypass = (filter?: PhoneFilter): number => {
    const chosen = this.#guarded(filter);
    for (const phone of chosen) this.#parts.ports.setBypass(phone, true);
    return chosen.length;
  };

  /** The switch asks again, at once. Returns how many phones lost the network by it. */
  endBypass = async (filter?: PhoneFilter): Promise<number> => {
    for (const phone of this.#guarded(filter)) this.#parts.ports.setBypass(phone, false);
    return await this.reauthenticate(filter);
  };

  /** The switch's reauthentication timer ran out, or somebody cleared the sessions. Returns how many ports are closed now. */
  reauthenticate = async (filter?: PhoneFilter): Promise<number> => {
    const { fleet, ports } = this.#parts;
    const closed: Phone[] = [];
    for (const phone of this.#guarded(filter)) if (phone.powered && !(await ports.open(phone))) closed.push(phone);
    fleet.cutOff(closed);
    return closed.length;
  };

  /**
   * The server's authorization rule: does its answer put these phones into the voice domain? The switch asks them again at once.
   * Returns how many of them have no network now.
   */
  setVoiceVlan = async (on: boolean, filter?: PhoneFilter): Promise<number> => {
    for (const phone of this.#guarded(filter)) this.#parts.ports.setVoice(phone, on);
    return await this.reauthenticate(filter);
  };

  /** How many ports were opened how. */
  ports = (): ReturnType<SwitchPorts["counts"]> => this.#parts.ports.counts();

  /** Phone Configuration: *Install/Upgrade* by null string, then a reset. Returns how many phones took the reset. */
  installLsc = (filter?: PhoneFilter): number => this.#capf("Install/Upgrade", filter);
  /** Phone Configuration: *Delete*, then a reset: the phone has only its MIC left. */
  deleteLsc = (filter?: PhoneFilter): number => this.#capf("Delete", filter);

  #capf(certificateOperation: "Install/Upgrade" | "Delete", filter?: PhoneFilter): number {
    const { fleet, security, inside } = this.#parts;
    const until = new Date(inside.clock.now() + capfDays * 86_400_000).toISOString();
    const upgradeFinishTime = until.slice(0, 16).replace(/[-T]/g, ":");
    const phones = fleet.select(filter);
    for (const phone of phones) {
      security.setCapf(phone, { certificateOperation, authenticationMode: "By Null String", upgradeFinishTime });
    }
    return fleet.reset({ names: phones.map(({ name }) => name) });
  }

  #guarded(filter?: PhoneFilter): Phone[] {
    return this.#parts.fleet.select(filter).filter((phone) => this.#parts.ports.isGuarded(phone));
  }
}

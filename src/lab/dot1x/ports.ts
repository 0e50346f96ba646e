// The switch ports in front of the phones: closed until the authentication server has accepted the phone's certificate.
import type { PhoneCertificate } from "../capf/model.ts";
import type { LabClock } from "../clock.ts";
import type { Phone } from "../phone.ts";
import type { LabAuthenticationServer } from "./server.ts";

/** The words of the phones' status messages (Cisco document 225746, scenario 4.1). */
const failedMessage = "802.1X Authentication: Failed";

/**
 * How a port was opened last: by EAP-TLS, or because the switch does not ask. `data-vlan`: the phone was accepted, but the answer
 * did not put it into the voice domain, so that it reaches nothing of its cluster.
 */
export type PortState = "dot1x" | "bypass" | "closed" | "data-vlan";

export class SwitchPorts {
  readonly server: LabAuthenticationServer;
  readonly #clock: LabClock;
  readonly #shown: (phone: Phone) => Promise<PhoneCertificate>;
  /** Phones whose port asks for 802.1X, and those of them where it is bypassed. */
  readonly #guarded = new Set<string>();
  readonly #bypassed = new Set<string>();
  /** Phones whose authorization lacks `device-traffic-class=voice`. */
  readonly #withoutVoice = new Set<string>();
  readonly #state = new Map<string, PortState>();

  constructor(options: {
    readonly server: LabAuthenticationServer;
    readonly clock: LabClock;
    /** The LSC, without one the MIC. */
    readonly shown: (phone: Phone) => Promise<PhoneCertificate>;
  }) {
    this.server = options.server;
    this.#clock = options.clock;
    this.#shown = options.shown;
  }

  guard(phone: Phone): void {
    this.#guarded.add(phone.name);
    this.#state.set(phone.name, "dot1x");
  }

  isGuarded(phone: Pick<Phone, "name">): boolean {
    return this.#guarded.has(phone.name);
  }

  setBypass(phone: Phone, on: boolean): void {
    if (on) this.#bypassed.add(phone.name);
    else this.#bypassed.delete(phone.name);
  }

  setVoice(phone: Phone, on: boolean): void {
    if (on) this.#withoutVoice.delete(phone.name);
    else this.#withoutVoice.add(phone.name);
  }

  /** How many ports stand how. */
  counts(): Readonly<Record<PortState, number>> {
    const counted = { dot1x: 0, bypass: 0, closed: 0, "data-vlan": 0 };
    for (const state of this.#state.values()) counted[state] += 1;
    return counted;
  }

  /** Undefined: the port never asks. */
  state(name: string): PortState | undefined {
    return this.#state.get(name);
  }

  /** One authentication; without it nothing that the phone sends gets past the switch. */
  async open(phone: Phone): Promise<boolean> {
    if (!this.isGuarded(phone)) return true;
    if (this.#bypassed.has(phone.name)) {
      this.#state.set(phone.name, "bypass");
      return true;
    }
    const now = this.#clock.now();
    const verdict = this.server.powered ? this.server.judge(await this.#shown(phone), now) : undefined;
    const accepted = verdict !== undefined && "accepted" in verdict;
    const voice = accepted && !this.#withoutVoice.has(phone.name);
    this.#state.set(phone.name, voice ? "dot1x" : accepted ? "data-vlan" : "closed");
    if (!accepted) phone.say(now, failedMessage);
    return voice;
  }
}

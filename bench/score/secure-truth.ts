// Secure phones and LSCs: whose signature each phone's certificate bears, and whether call managers and the authentication server take it.
import type { Act, Surroundings } from "./act.ts";
import type { Certificate } from "./ledger.ts";
import { type Phone, PhoneBooks } from "./phones-truth.ts";

const capfService = "Cisco Certificate Authority Proxy Function";
const callManagerService = "Cisco CallManager";
/** LSCs and self-signed certificates hold for five years; these clusters are two years old. */
const lscHours = 4 * 365 * 24;

/** The first so many phones have a profile with TLS; with an authentication server every phone stands behind a port that asks. */
export class SecureBooks extends PhoneBooks {
  readonly secure: number;
  readonly #guarded: boolean;
  /** Undefined: it has its maker's certificate alone. */
  readonly lsc = new Map<number, Certificate | undefined>();
  readonly #pending = new Map<number, "install" | "delete">();
  capfShown: Certificate;
  #former: Certificate | undefined;
  /** CallManager-trust as it is stored, and as each Cisco CallManager has read it. */
  readonly store: Set<Certificate>;
  readonly #read = new Map<number, Set<Certificate>>();
  readonly serverTrusts: Set<Certificate>;
  serverOn = true;
  #bypass = false;
  hours = 0;

  constructor(cluster: Surroundings) {
    super(cluster);
    this.#guarded = cluster.authenticationServer !== undefined;
    this.secure = cluster.securePhones ?? 0;
    const first = this.capf;
    this.capfShown = first;
    this.store = new Set([first]);
    this.serverTrusts = new Set([first]);
    for (const { index } of this.phones) {
      if (this.#guarded || index < this.secure) this.lsc.set(index, first);
    }
    for (const node of this.ledger.nodes) this.#read.set(node, new Set([first]));
  }

  get capf(): Certificate {
    return this.ledger.stored("CAPF", 0);
  }

  /** The LSCs' time is over. */
  get expired(): boolean {
    return this.hours > lscHours;
  }

  protected override letsIn(node: number, phone: Phone): boolean {
    if (phone.index >= this.secure) return true;
    const shown = this.ledger.sipShown.get(node) ?? "";
    if (![phone.itl, phone.ctl].some((list) => list?.callManagers.has(shown) === true)) return false;
    const lsc = this.lsc.get(phone.index);
    // The maker's authority stands in the store from the start.
    return !this.expired && (lsc === undefined || this.#read.get(node)?.has(lsc) === true);
  }

  protected override portOpens(phone: Phone): boolean {
    return !this.#guarded || this.#bypass || this.accepted(phone);
  }

  /** What the authentication server says of the phone's certificate. */
  accepted({ index }: Pick<Phone, "index">): boolean {
    const lsc = this.lsc.get(index);
    return this.serverOn && lsc !== undefined && this.serverTrusts.has(lsc);
  }

  /** A phone that was told to talks to CAPF, if it knows CAPF's certificate: by its CTL, without one by its ITL. */
  protected override configured(phone: Phone): void {
    const operation = this.#pending.get(phone.index);
    if (operation === undefined || (phone.ctl ?? phone.itl)?.capf !== this.capfShown) return;
    this.#pending.delete(phone.index);
    this.lsc.set(phone.index, operation === "install" ? this.capfShown : undefined);
  }

  protected override also(act: Act): void {
    switch (act.do) {
      case "renew": {
        if (!act.units.includes("CAPF")) return;
        const [, generation = "0"] = this.capf.split("#");
        this.#former = this.capf.replace(/#.*/, `#${Number(generation) - 1}`);
        this.store.add(this.capf);
        for (const read of this.#read.values()) read.add(this.capf);
        if (this.ledger.ways.byItself) this.capfShown = this.capf;
        return;
      }
      case "restart":
      case "start":
        if (act.service === capfService) this.capfShown = this.capf;
        if (act.service === callManagerService) {
          for (const node of act.nodes ?? this.ledger.nodes) this.#read.set(node, new Set(this.store));
          // Phones of a call manager that restarts are looked at anew.
          return;
        }
        return;
      case "pass":
        this.hours += act.hours;
        return;
      case "delete-former-capf":
        if (act.store === "CallManager-trust" && this.#former !== undefined) this.store.delete(this.#former);
        return;
      case "lsc":
        for (const phone of this.phones.slice(0, act.first ?? this.phones.length)) {
          this.#pending.set(phone.index, act.operation);
          this.toStart.add(phone);
        }
        return;
      case "aaa-trust":
      case "aaa-distrust": {
        const capf = act.capf === "former" ? this.#former : this.capf;
        if (capf === undefined) return;
        if (act.do === "aaa-trust") this.serverTrusts.add(capf);
        else this.serverTrusts.delete(capf);
        return;
      }
      case "aaa-power":
        this.serverOn = act.on;
        return;
      case "bypass":
        this.#bypass = act.on;
        if (!act.on) this.#ask();
        return;
      case "reauthenticate":
        this.#ask();
        return;
      default:
    }
  }

  #ask(): void {
    for (const phone of this.phones) if (phone.on && !this.portOpens(phone)) phone.stuck = "port";
  }
}

/** The books when everything was written down. */
export function secureBooks(cluster: Surroundings, acts: readonly Act[]): SecureBooks {
  const books = new SecureBooks(cluster);
  for (const act of acts) books.write(act);
  return books;
}

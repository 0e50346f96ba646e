// A clerk's account of a cluster: which certificate is stored, shown and listed where after each act, by Cisco's documents. Nothing is asked of the lab.
import type { CertificateUnit } from "../../src/domain/cluster.ts";
import type { Act, Surroundings } from "./act.ts";

/** `TVS@1#2`: unit, node, and how many came before it. */
export type Certificate = string;

export interface List {
  readonly signer: Certificate;
  readonly sast: ReadonlySet<Certificate>;
  readonly tvs: ReadonlySet<Certificate>;
  readonly callManagers: ReadonlySet<Certificate>;
  readonly capf: Certificate;
  /** Over 64 KB. */
  readonly tooLarge: boolean;
  /** Made while the roll-back parameter was on: no TVS, no TFTP section. */
  readonly empty: boolean;
}

const services = {
  callManager: "Cisco CallManager",
  tftp: "Cisco Tftp",
  tvs: "Cisco Trust Verification Service",
} as const;
/** The names in all certificates of a list, of some fifty bytes each, that make it exceed 64 KB. */
const tooManyNames = 1_200;

/** What differs between releases (Security Guide 15; Cisco 117598, 214231). */
export interface Ways {
  readonly signer: "CallManager" | "ITLRecovery";
  readonly recoveryOnEachNode: boolean;
  /** 14 and later: TVS restarts by itself, lists are built anew at once, phones are reset by the parameter. */
  readonly byItself: boolean;
  /** 14SU1 and later: Cisco CallManager takes its new certificate up without a restart. */
  readonly callManagerByItself: boolean;
}

export function waysOf(release: Surroundings["release"]): Ways {
  const old = release === "11.5";
  const byItself = release !== "11.5" && release !== "12.5";
  return {
    signer: old ? "CallManager" : "ITLRecovery",
    recoveryOnEachNode: old,
    byItself,
    callManagerByItself: byItself && release !== "14",
  };
}

export class Ledger {
  readonly ways: Ways;
  readonly nodes: readonly number[];
  readonly mixed: boolean;
  /** Serial number of the newest certificate of a unit on a node. */
  readonly #newest = new Map<string, number>();
  readonly #names = new Map<Certificate, number>();
  readonly tvsShown = new Map<number, Certificate>();
  readonly sipShown = new Map<number, Certificate>();
  readonly itl = new Map<number, List>();
  ctl: List | undefined;
  readonly stopped = new Set<string>();
  readonly dead = new Set<number>();
  readonly cutOff = new Set<number>();
  readonly walled = new Set<number>();
  rollback = false;
  automatic: boolean;

  constructor({ release, nodes, mode }: Pick<Surroundings, "release" | "nodes" | "mode">) {
    this.ways = waysOf(release);
    this.nodes = Array.from({ length: nodes }, (_, node) => node);
    this.mixed = mode === "mixed";
    this.automatic = this.ways.byItself;
    for (const node of this.nodes) {
      this.tvsShown.set(node, this.stored("TVS", node));
      this.sipShown.set(node, this.stored("CallManager", node));
      this.itl.set(node, this.nextItl(node));
    }
    if (this.mixed) this.ctl = this.nextCtl();
  }

  stored(unit: CertificateUnit, node: number): Certificate {
    const shared = unit === "CAPF" || (unit === "ITLRecovery" && !this.ways.recoveryOnEachNode);
    const key = `${unit}@${shared ? 0 : node}`;
    return `${key}#${this.#newest.get(key) ?? 0}`;
  }

  runs(service: keyof typeof services, node: number): boolean {
    return !this.dead.has(node) && !this.stopped.has(`${services[service]}@${node}`);
  }

  /** A TVS does not run although its server does. */
  get stoppedTvs(): boolean {
    return this.nodes.some((node) => !this.dead.has(node) && !this.runs("tvs", node));
  }

  /** A TVS still runs with the certificate before its last renewal. */
  get oldTvs(): boolean {
    const runs = this.nodes.filter((node) => this.reached(node) && this.runs("tvs", node));
    return runs.some((node) => this.tvsShown.get(node) !== this.stored("TVS", node));
  }

  /** Somebody outside can talk to it. */
  reached(node: number): boolean {
    return !this.dead.has(node) && !this.cutOff.has(node);
  }

  /** What Cisco Tftp would make if it started now. */
  nextItl(node: number): List {
    const own = this.stored("CallManager", node);
    const recovery = this.stored("ITLRecovery", node);
    const all = this.nodes.map((each) => this.stored("TVS", each));
    const empty = this.rollback;
    return {
      signer: this.ways.signer === "ITLRecovery" ? recovery : own,
      sast: new Set([own, recovery]),
      tvs: new Set(empty ? [] : all),
      callManagers: new Set(empty ? [] : [own]),
      capf: this.stored("CAPF", 0),
      tooLarge: !empty && all.reduce((sum, one) => sum + (this.#names.get(one) ?? 0), 0) > tooManyNames,
      empty,
    };
  }

  nextCtl(): List {
    const publisher = this.stored("CallManager", 0);
    const recovery = this.stored("ITLRecovery", 0);
    return {
      signer: this.ways.signer === "ITLRecovery" ? recovery : publisher,
      sast: new Set([publisher, recovery]),
      tvs: new Set(),
      callManagers: new Set(this.nodes.map((node) => this.stored("CallManager", node))),
      capf: this.stored("CAPF", 0),
      tooLarge: false,
      empty: false,
    };
  }

  /** Writes an act down; returns whether the registered phones are reset by it. */
  write(act: Act): boolean {
    switch (act.do) {
      case "renew":
        return this.#renew(act);
      case "restart":
      case "start":
        for (const node of act.nodes ?? this.nodes) if (!this.dead.has(node)) this.#started(act.service, node);
        return false;
      case "stop":
        for (const node of act.nodes ?? this.nodes) this.stopped.add(`${act.service}@${node}`);
        return false;
      case "ctl-update":
        this.ctl = this.nextCtl();
        return false;
      case "rollback":
        this.rollback = act.on;
        return false;
      case "interaction":
        this.automatic = act.way === "automatic";
        return false;
      case "reset-phones":
        return true;
      case "node-power":
        if (!act.on) this.dead.add(act.node);
        else if (this.dead.delete(act.node))
          for (const service of Object.values(services)) this.#booted(service, act.node);
        return false;
      case "network":
        if (act.condition === "ok" || act.condition === "slow") this.cutOff.delete(act.node);
        else this.cutOff.add(act.node);
        return false;
      case "firewall-tvs":
        for (const node of act.nodes ?? this.nodes) {
          if (act.on) this.walled.add(node);
          else this.walled.delete(node);
        }
        return false;
      default:
        return false;
    }
  }

  #renew({ units, node, names = 0 }: Extract<Act, { do: "renew" }>): boolean {
    for (const unit of units) {
      const shared = unit === "CAPF" || (unit === "ITLRecovery" && !this.ways.recoveryOnEachNode);
      const where = shared ? [0] : this.nodes.filter((each) => node === undefined || each === node);
      for (const each of where.filter((one) => !this.dead.has(one))) {
        const key = `${unit}@${each}`;
        this.#newest.set(key, (this.#newest.get(key) ?? 0) + 1);
        if (unit === "TVS") this.#names.set(this.stored("TVS", each), names);
      }
    }
    if (!this.ways.byItself) return false;
    const trust = units.filter((unit) =>
      ["CAPF", "CallManager", "CallManager-ECDSA", "TVS", "ITLRecovery"].includes(unit),
    );
    for (const each of this.nodes.filter((one) => !this.dead.has(one))) {
      if (this.runs("tftp", each)) this.itl.set(each, this.nextItl(each));
      if (trust.some((unit) => unit === "TVS" || unit === "ITLRecovery") && this.runs("tvs", each))
        this.tvsShown.set(each, this.stored("TVS", each));
      if (this.ways.callManagerByItself && units.includes("CallManager") && this.runs("callManager", each))
        this.sipShown.set(each, this.stored("CallManager", each));
    }
    return this.automatic && trust.length > 0;
  }

  /** A node comes back with everything that nobody had stopped on purpose. */
  #booted(service: string, node: number): void {
    if (!this.stopped.has(`${service}@${node}`)) this.#started(service, node);
  }

  #started(service: string, node: number): void {
    this.stopped.delete(`${service}@${node}`);
    if (service === services.tvs) this.tvsShown.set(node, this.stored("TVS", node));
    if (service === services.callManager) this.sipShown.set(node, this.stored("CallManager", node));
    if (service === services.tftp) this.itl.set(node, this.nextItl(node));
  }
}

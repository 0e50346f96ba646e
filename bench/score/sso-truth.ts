// What a person sees who signs in on each node after what was done: by the SAML deployment guide and Cisco 217268, 225746.
import type { Act, Story } from "./act.ts";
import type { Fault } from "./fault.ts";
import { type Certificate, Ledger } from "./ledger.ts";

const web = ["Cisco Tomcat", "Cisco SSOSP Tomcat"];
/** CUCM takes so much difference between the clocks, in seconds. */
const skew = 3;

export interface SsoTruth {
  /** By node: what stops a login there, in the order in which it would show; nothing when it goes through. */
  readonly nodes: readonly (readonly Fault[])[];
  /** One certificate should stand on every node and does not. */
  readonly incomplete: boolean;
  /** The node of the last login that was tried and failed; undefined when none was. */
  readonly failedAt: number | undefined;
  /** Nodes whose metadata of now was exported and not imported, and where nobody has tried to sign in since: outside, nothing shows it. */
  readonly untold: readonly number[];
  /** Somewhere Tomcat still runs with the certificate before the last renewal. */
  readonly forgotten: boolean;
}

class SsoBooks {
  readonly ledger: Ledger;
  readonly #wide: boolean;
  readonly #recovery: boolean;
  readonly #multi: boolean;
  readonly #loaded = new Map<number, Certificate>();
  #exported = new Map<number, Certificate>();
  readonly #atIdp = new Map<number, Certificate>();
  readonly #enabled = new Set<number>();
  readonly #stopped = new Set<number>();
  readonly #known = new Map<number, number>();
  /** Signing certificates in the metadata, the one that signs first. */
  #signing = [0];
  #made = 0;
  #ahead = 0;
  #claims = true;
  #idpOn = true;
  failedAt: number | undefined;
  readonly #tried = new Set<number>();

  constructor({ cluster, sso }: Pick<Story, "cluster" | "sso">) {
    this.ledger = new Ledger(cluster);
    this.#wide = sso?.mode === "cluster-wide";
    this.#recovery = sso?.certificate === "ITLRecovery";
    this.#multi = cluster.tomcat === "multi-san";
    for (const node of this.ledger.nodes) {
      this.#loaded.set(node, this.stored(node));
      this.#enabled.add(node);
      this.#known.set(node, 0);
    }
    this.#export();
    this.#importAtIdp();
  }

  /** A multi-server certificate is the same on every node that was there when it was made. */
  stored(node: number): Certificate {
    if (this.#recovery) return this.ledger.stored("ITLRecovery", 0);
    const own = this.ledger.stored("tomcat", node);
    return this.#multi ? own.replace(/@\d+/, "@all") : own;
  }

  #up(): number[] {
    return this.ledger.nodes.filter((node) => !this.ledger.dead.has(node));
  }

  #export(): void {
    this.#exported = new Map(this.#up().map((node) => [node, this.stored(this.#wide ? 0 : node)]));
  }

  #importAtIdp(): void {
    // Cluster-wide there is one agreement, for all nodes.
    const one = this.#exported.get(0);
    for (const node of this.ledger.nodes) {
      const given = this.#wide ? one : this.#exported.get(node);
      if (given !== undefined) this.#atIdp.set(node, given);
    }
  }

  write(act: Act): void {
    this.ledger.write(act);
    const { ledger } = this;
    switch (act.do) {
      case "restart":
      case "start":
        for (const node of act.nodes ?? ledger.nodes) {
          if (act.service === web[0]) this.#stopped.delete(node);
          if (web.includes(act.service) && !ledger.dead.has(node)) this.#loaded.set(node, this.stored(node));
        }
        return;
      case "stop":
        if (act.service === web[0]) for (const node of act.nodes ?? ledger.nodes) this.#stopped.add(node);
        return;
      case "node-power":
        if (act.on) this.#loaded.set(act.node, this.stored(act.node));
        return;
      case "export":
        this.#export();
        return;
      case "import-at-idp":
        this.#importAtIdp();
        return;
      case "import-idp":
        // Of two signing certificates CUCM takes the last (CSCuj66703).
        for (const node of this.#up()) this.#known.set(node, this.#signing.at(-1) ?? 0);
        return;
      case "idp-signing":
        this.#made += 1;
        this.#signing = act.beside === true ? [this.#made, ...this.#signing] : [this.#made];
        return;
      case "idp-clock":
        this.#ahead = act.seconds;
        return;
      case "idp-claims":
        this.#claims = act.on;
        return;
      case "idp-power":
        this.#idpOn = act.on;
        return;
      case "sso-disable":
        for (const node of this.#wide ? ledger.nodes : (act.nodes ?? ledger.nodes)) {
          if (this.#enabled.delete(node)) this.#loaded.set(node, this.stored(node));
        }
        return;
      case "sso-enable":
        for (const node of this.#up()) {
          this.#enabled.add(node);
          this.#loaded.set(node, this.stored(node));
        }
        return;
      case "login":
        this.#tried.add(act.node);
        if (this.stops(act.node).length > 0) this.failedAt = act.node;
        return;
      default:
    }
  }

  stops(node: number): Fault[] {
    const { ledger } = this;
    if (!ledger.reached(node)) return ["server-dead"];
    const stopped: Fault[] = this.#stopped.has(node) ? ["web-service-stopped"] : [];
    const off: Fault[] = this.#enabled.has(node) ? [] : ["sso-off"];
    const faults: Fault[] = [...stopped, ...off, ...(this.#idpOn ? [] : (["idp-down"] as const))];
    if (!this.#claims) faults.push("idp-refuses");
    const uses = this.#recovery ? this.stored(node) : this.#loaded.get(node);
    const given = this.#atIdp.get(node);
    if (given !== uses) faults.push(given === this.stored(node) ? "tomcat-not-restarted" : "idp-has-old-certificate");
    if (this.#signing[0] !== this.#known.get(node)) faults.push("idp-signing-changed");
    if (this.#ahead > skew) faults.push("clocks-differ");
    return faults;
  }

  get forgotten(): boolean {
    const up = this.ledger.nodes.filter((node) => this.ledger.reached(node));
    return !this.#recovery && up.some((node) => this.#loaded.get(node) !== this.stored(node));
  }

  get untold(): readonly number[] {
    return this.ledger.nodes.filter((node) => {
      const uses = this.#recovery ? this.stored(node) : this.#loaded.get(node);
      const exported = this.#exported.get(this.#wide ? 0 : node);
      return exported === uses && this.#atIdp.get(node) !== uses && !this.#tried.has(node);
    });
  }

  get incomplete(): boolean {
    const own = new Set(this.ledger.nodes.map((node) => this.stored(node)));
    return this.#wide && !this.#recovery && own.size > 1;
  }
}

export function ssoTruth({ cluster, sso, acts }: Pick<Story, "cluster" | "sso" | "acts">): SsoTruth {
  const books = new SsoBooks({ cluster, ...(sso === undefined ? {} : { sso }) });
  for (const act of acts) books.write(act);
  const nodes = books.ledger.nodes.map((node) => books.stops(node));
  const { incomplete, forgotten, failedAt, untold } = books;
  return { nodes, incomplete, forgotten, failedAt, untold };
}

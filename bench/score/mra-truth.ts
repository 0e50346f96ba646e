// Who would refuse whom between Expressway-C and CUCM after what was done: by Cisco documents 218018 and 225746.
import type { Act, Story } from "./act.ts";
import type { Fault } from "./fault.ts";
import { type Certificate, Ledger } from "./ledger.ts";

const callManager = "Cisco CallManager";
const doors = ["https", "tftpHttps"] as const;
type Door = (typeof doors)[number];
const storeOf = { https: "tomcat-trust", tftpHttps: "CallManager-trust" } as const;
/** The company's authorities by the names that people tick. */
const authorities = ["Example Co Root CA", "Example Co Issuing CA 1", "Example Co Root CA 2"] as const;

interface Peer {
  on: boolean;
  /** What its server certificate file holds, and what it uses since its last start. */
  stored: Shown;
  used: Shown;
  /** Certificates of CUCM that it trusts, by the name in them; the company's CA of CUCM as `ca`. */
  readonly list: Map<string, Certificate>;
}

interface Shown {
  readonly signer: "issuing" | "new" | "self";
  readonly number: number;
  readonly until: number;
}

export class MraBooks {
  readonly ledger: Ledger;
  readonly peers: readonly Peer[];
  readonly #release: string;
  readonly #multi: boolean;
  readonly #apps = 4;
  /** Which certificates a CA signed. */
  readonly #signed = new Set<Certificate>();
  readonly #doorShows = new Map<string, { readonly rsa: Certificate; readonly ecdsa: Certificate }>();
  readonly #stores = new Map<string, Set<string>>();
  readonly #read = new Map<string, Set<string>>();
  readonly #named = new Map<number, boolean>();
  readonly #services = new Set<string>();
  #made = 0;
  #hours = 0;

  constructor({ cluster }: Pick<Story, "cluster">) {
    this.ledger = new Ledger(cluster);
    this.#release = cluster.release;
    this.#multi = cluster.tomcat === "multi-san";
    for (const store of Object.values(storeOf)) this.#stores.set(store, new Set(authorities.slice(0, 2)));
    for (const node of this.ledger.nodes) {
      if (cluster.tomcat === "ca-signed") for (const unit of units) this.#signed.add(this.stored(unit, node));
      for (const door of doors) this.#load(door, node);
    }
    this.peers = Array.from({ length: cluster.expressways ?? 0 }, (): Peer => {
      const shown: Shown = { signer: "issuing", number: 0, until: 730 * 24 };
      const peer: Peer = { on: true, stored: shown, used: shown, list: new Map() };
      this.#upload(peer);
      return peer;
    });
  }

  stored(unit: (typeof units)[number], node: number): Certificate {
    const own = this.ledger.stored(unit, node);
    return this.#multi && unit === "tomcat" ? own.replace(/@\d+/, "@0") : own;
  }

  /** Maintenance > Security > Trusted CA certificate: all of CUCM's certificates as they are stored. */
  #upload(peer: Peer): void {
    for (const node of this.ledger.nodes) {
      for (const unit of units) {
        const own = this.stored(unit, node);
        if (this.#signed.has(own)) peer.list.set("ca", "ca");
        else peer.list.set(nameIn(own), own);
      }
    }
  }

  #load(door: Door, node: number): void {
    this.#doorShows.set(`${door}@${node}`, {
      rsa: this.stored("tomcat", node),
      ecdsa: this.stored("tomcat-ECDSA", node),
    });
    this.#read.set(`${door}@${node}`, new Set(this.#stores.get(storeOf[door])));
  }

  /** At whose start a door reads certificates and stores: HAProxy stands before 6972 from 12.5, before 8443 from 14 on. */
  #readsAt(door: Door, service: string): boolean {
    if (service === "Cisco Tomcat") return true;
    return service === "Cisco HAProxy" && (door === "tftpHttps" || this.#release !== "12.5");
  }

  #needs(door: Door): readonly string[] {
    if (door === "tftpHttps") return ["Cisco HAProxy", "Cisco Tftp"];
    return this.#release === "12.5" ? ["Cisco Tomcat"] : ["Cisco HAProxy", "Cisco Tomcat"];
  }

  write(act: Act): void {
    this.ledger.write(act);
    const { nodes } = this.ledger;
    switch (act.do) {
      case "renew":
        if (act.signer === "ca") {
          for (const node of nodes)
            for (const unit of units) if (act.units.includes(unit)) this.#signed.add(this.stored(unit, node));
        }
        return;
      case "restart":
      case "start":
        for (const node of act.nodes ?? nodes) {
          this.#services.delete(`${act.service}@${node}`);
          for (const door of doors) if (this.#readsAt(door, act.service)) this.#load(door, node);
        }
        return;
      case "stop":
        for (const node of act.nodes ?? nodes) this.#services.add(`${act.service}@${node}`);
        return;
      case "pass":
        this.#hours += act.hours;
        return;
      case "trust-import":
        this.#stores
          .get(act.store)
          ?.add(act.what === "new-root" ? authorities[2] : `peer${act.peer}#${this.peers[act.peer]?.stored.number}`);
        return;
      case "trust-delete": {
        const store = this.#stores.get(act.store);
        for (const name of [...(store ?? [])]) if (name.includes(act.name)) store?.delete(name);
        return;
      }
      case "server-name":
        this.#named.set(act.node, false);
        return;
      default:
        this.#atPeer(act);
    }
  }

  #atPeer(act: Act): void {
    const peer = "peer" in act ? this.peers[act.peer] : undefined;
    if (peer === undefined) return;
    switch (act.do) {
      case "peer-renew":
        this.#made += 1;
        peer.stored = { signer: act.signer, number: this.#made, until: this.#hours + (act.days ?? 730) * 24 - 24 };
        return;
      case "peer-restart":
        if (peer.on) peer.used = peer.stored;
        return;
      case "peer-power":
        if (act.on && !peer.on) peer.used = peer.stored;
        peer.on = act.on;
        return;
      case "peer-upload":
        if (act.what === "cucm") this.#upload(peer);
        return;
      case "peer-remove":
        if ("Example Co Lab CA".includes(act.name)) peer.list.delete("ca");
        for (const name of [...peer.list.keys()]) if (name.includes(act.name)) peer.list.delete(name);
        return;
      default:
    }
  }

  /** Whether CUCM takes the peer's certificate, by these stores. */
  #takes({ signer, number }: Shown, at: number, store: ReadonlySet<string> | undefined): boolean {
    if (store === undefined) return false;
    if (signer === "self") return store.has(`peer${at}#${number}`);
    // An authority without the one above it is no anchor.
    if (signer === "issuing") return store.has(authorities[0]) && store.has(authorities[1]);
    return store.has(authorities[2]);
  }

  #trusts(peer: Peer, own: Certificate): boolean {
    return this.#signed.has(own) ? peer.list.has("ca") : peer.list.get(nameIn(own)) === own;
  }

  /** Everything that stops an app, or will. */
  faults(): ReadonlySet<Fault> {
    const found = new Set<Fault>();
    let onlyEcdsa = true;
    for (const node of this.ledger.nodes) {
      if (!this.ledger.reached(node)) {
        found.add("server-dead");
        continue;
      }
      if (this.#named.get(node) === false) found.add("name-not-in-certificate");
      // Peers that refuse what is shown: and what a restart would bring, or only until then; and those that would refuse that.
      const [refused, mended, later] = [new Set<Peer>(), new Set<Peer>(), new Set<Peer>()];
      for (const door of doors) {
        if (this.#needs(door).some((service) => this.#services.has(`${service}@${node}`))) {
          found.add("web-service-stopped");
          continue;
        }
        const shows = this.#doorShows.get(`${door}@${node}`);
        for (const [at, peer] of this.peers.entries()) {
          if (!peer.on) continue;
          const stored = { rsa: this.stored("tomcat", node), ecdsa: this.stored("tomcat-ECDSA", node) };
          const whole = (pair: typeof stored): boolean =>
            this.#trusts(peer, pair.rsa) && this.#trusts(peer, pair.ecdsa);
          if (shows !== undefined && !whole(shows)) {
            (whole(stored) ? mended : refused).add(peer);
            if (!this.#trusts(peer, shows.rsa) && !this.#trusts(peer, stored.rsa)) onlyEcdsa = false;
          } else if (!whole(stored)) later.add(peer);
          if (!this.#takes(peer.used, at, this.#stores.get(storeOf[door]))) found.add("cucm-refuses-expressway");
          else if (!this.#takes(peer.used, at, this.#read.get(`${door}@${node}`)))
            found.add("cucm-did-not-read-its-stores");
        }
      }
      if (this.#services.has(`${callManager}@${node}`)) found.add("call-manager-stopped");
      // A restart that lets some in and shuts others out mends nothing.
      if (refused.size > 0 || (mended.size > 0 && later.size > 0)) found.add("expressway-refuses-cucm");
      else if (mended.size > 0) found.add("door-not-restarted");
      else if (later.size > 0) found.add("refused-after-restart");
    }
    for (const peer of this.peers) {
      if (!peer.on) found.add("peer-down");
      else if (peer.stored !== peer.used) found.add("peer-not-restarted");
      if (peer.on && peer.used.until < this.#hours) found.add("certificate-expired");
    }
    if (found.has("expressway-refuses-cucm") && onlyEcdsa) {
      found.delete("expressway-refuses-cucm");
      found.add("ecdsa-left-behind");
    }
    return found;
  }

  /** How many apps do not get through. */
  lost(): number {
    const { nodes } = this.ledger;
    return Array.from({ length: this.#apps }, (_, app) => {
      const node = nodes[app % nodes.length] ?? 0;
      const order = this.peers.map((_peer, at) => (app + at) % this.peers.length);
      const at = order.find((index) => this.peers[index]?.on === true);
      const peer = at === undefined ? undefined : this.peers[at];
      return at !== undefined && peer !== undefined && this.#through(peer, at, node) ? 0 : 1;
    }).reduce<number>((sum, one) => sum + one, 0);
  }

  #through(peer: Peer, at: number, node: number): boolean {
    if (!this.ledger.reached(node) || this.#services.has(`${callManager}@${node}`)) return false;
    if (this.#named.get(node) === false || peer.used.until < this.#hours) return false;
    return doors.every((door) => {
      const shows = this.#doorShows.get(`${door}@${node}`);
      // 6972 shows the ECDSA certificate to who takes both, 8443 the other.
      const leaf = door === "https" ? shows?.rsa : shows?.ecdsa;
      const up = this.#needs(door).every((service) => !this.#services.has(`${service}@${node}`));
      return (
        up &&
        leaf !== undefined &&
        this.#trusts(peer, leaf) &&
        this.#takes(peer.used, at, this.#read.get(`${door}@${node}`))
      );
    });
  }
}

const units = ["tomcat", "tomcat-ECDSA"] as const;
/** Unit and node stand for the name in the certificate: of two with one name, a list keeps the later. */
const nameIn = (own: Certificate): string => own.split("#")[0] ?? own;

export function mraBooks(story: Pick<Story, "cluster" | "acts">): MraBooks {
  const books = new MraBooks(story);
  for (const act of story.acts) books.write(act);
  return books;
}

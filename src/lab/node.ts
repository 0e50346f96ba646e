// One server of the practice cluster: its certificates, stores, services and what its ports and TFTP show.
import type { CertificateUnit, NodePorts, NodeRole, TrustListKind } from "../domain/cluster.ts";
import { standardPorts } from "../domain/cluster.ts";
import type { NodeName } from "../domain/ids.ts";
import { sha256 } from "../kernel/ids.ts";
import { sameName } from "../trust/names.ts";
import { clientTrustOf } from "./expressway/client-check.ts";
import type {
  FirewallRule,
  LabCertificate,
  LabChange,
  LabIdentity,
  LabNode,
  LoadedCertificates,
  NetworkCondition,
  TrustStore,
  TvsVerdict,
} from "./model.ts";
import type { ReleaseProfile } from "./release.ts";
import type { Service } from "./services.ts";
import { type RegistryEntry, trustStoresFrom, withoutKey } from "./stores.ts";

/** Seconds; the value of a real answer (86,400). */
const tvsTtl = 86_400;

export class Node implements LabNode {
  readonly name: NodeName;
  readonly fqdn: string;
  readonly role: NodeRole;
  readonly own = new Map<CertificateUnit, LabIdentity>();
  readonly services: ReadonlyMap<string, Service>;
  /** System > Server: by this name or address others know the node. */
  serverName: string;
  address: string;
  ports: NodePorts;
  powered = true;
  network: NetworkCondition = "ok";
  slowMs = 0;
  readonly firewall = new Map<keyof NodePorts, FirewallRule>();
  hostKeyGeneration = 0;
  ntp = true;
  authenticated = true;
  upgrading = false;
  trust: ReadonlyMap<TrustStore, readonly LabCertificate[]> = trustStoresFrom([]);
  /** CallManager-trust as Cisco CallManager has it in memory: what is added it learns at once, what is deleted at its next start. */
  callManagerTrust: readonly LabCertificate[] = [];
  /** The CallManager key that Tftp signs configuration files with: the one it loaded. */
  signsFilesWith: LabIdentity | undefined;
  /** Makes the files that are signed per phone; set by the cluster. */
  fileMaker: (name: string) => Uint8Array | undefined = () => undefined;
  onPlaced: () => void = () => undefined;
  readonly #profile: ReleaseProfile;
  readonly #emit: (change: LabChange) => void;
  readonly #loaded = new Map<keyof NodePorts, LoadedCertificates>();
  readonly #clientTrust = new Map<keyof NodePorts, readonly LabCertificate[]>();
  #checksClients = false;
  readonly #lists = new Map<TrustListKind, Uint8Array>();
  #known: ReadonlyMap<string, LabCertificate> = new Map();

  constructor(init: {
    name: NodeName;
    fqdn: string;
    role: NodeRole;
    address?: string;
    ports?: NodePorts;
    services: ReadonlyMap<string, Service>;
    profile: ReleaseProfile;
    emit: (change: LabChange) => void;
  }) {
    this.name = init.name;
    this.fqdn = init.fqdn;
    this.serverName = init.name;
    this.role = init.role;
    this.address = init.address ?? "127.0.0.1";
    this.ports = init.ports ?? standardPorts;
    this.services = init.services;
    this.#profile = init.profile;
    this.#emit = init.emit;
  }

  place(address: string, ports: NodePorts): void {
    this.address = address;
    this.ports = ports;
    this.onPlaced();
  }

  started(service: string): boolean {
    return this.powered && this.services.get(service)?.state === "started";
  }

  listens(port: keyof NodePorts): boolean {
    return this.powered && this.#profile.ports[port].needs.every((service) => this.started(service));
  }

  /** A phone can register without TLS (5060 has no port of its own here). */
  acceptsRegistrations(): boolean {
    return this.started("Cisco CallManager") && (this.network === "ok" || this.network === "slow");
  }

  loadedCertificates(port: keyof NodePorts): LoadedCertificates {
    return this.#loaded.get(port) ?? {};
  }

  identity(unit: CertificateUnit): LabIdentity {
    const found = this.own.get(unit);
    if (found === undefined) throw new Error(`${this.name} has no ${unit} certificate`);
    return found;
  }

  install(unit: CertificateUnit, identity: LabIdentity): void {
    this.own.set(unit, identity);
    this.#emit({ kind: "certificate", node: this.name, unit });
  }

  /** What happens to certificates when a service starts, or takes a new one up by itself: it reads the files. */
  load(service: string): void {
    for (const [port, rule] of Object.entries(this.#profile.ports) as [
      keyof NodePorts,
      ReleaseProfile["ports"]["ssh"],
    ][]) {
      if (!rule.loadedAtStartOf.includes(service)) continue;
      const rsa = rule.rsa === undefined ? undefined : this.own.get(rule.rsa);
      const ecdsa = rule.ecdsa === undefined ? undefined : this.own.get(rule.ecdsa);
      this.#loaded.set(port, { ...(rsa && { rsa }), ...(ecdsa && { ecdsa }) });
      this.#loadClientTrust(port);
      this.#emit({ kind: "loaded", node: this.name, port });
    }
    if (service === "Cisco Tftp") this.signsFilesWith = this.own.get("CallManager");
    if (service === "Cisco CallManager") this.callManagerTrust = this.trust.get("CallManager-trust") ?? [];
  }

  /** From now on 8443 and 6972 judge the certificates that clients show, by what their services load. */
  checkClients(): void {
    this.#checksClients = true;
    for (const port of this.#loaded.keys()) this.#loadClientTrust(port);
  }

  #loadClientTrust(port: keyof NodePorts): void {
    const store = clientTrustOf[port];
    if (this.#checksClients && store !== undefined) this.#clientTrust.set(port, this.trust.get(store) ?? []);
  }

  clientTrust(port: keyof NodePorts): readonly LabCertificate[] | undefined {
    // A call manager judges phones by the very store that it loaded.
    return port === "sipTls" ? this.callManagerTrust : this.#clientTrust.get(port);
  }

  /** Database replication: the trust stores and what TVS knows follow. */
  replicate(registry: readonly RegistryEntry[]): void {
    this.trust = trustStoresFrom(registry);
    const known = new Set(this.callManagerTrust.map((certificate) => certificate.serial));
    const added = (this.trust.get("CallManager-trust") ?? []).filter((certificate) => !known.has(certificate.serial));
    if (added.length > 0) this.callManagerTrust = [...this.callManagerTrust, ...added];
    this.#known = new Map(registry.map(({ certificate }) => [sha256(certificate.der), withoutKey(certificate)]));
  }

  setTrustList(kind: TrustListKind, bytes: Uint8Array): void {
    this.#lists.set(kind, bytes);
    this.#emit({ kind: "trust-list", node: this.name, list: kind });
  }

  trustList(kind: TrustListKind): Uint8Array | undefined {
    return this.#lists.get(kind);
  }

  tftpFile(name: string): Uint8Array | undefined {
    const list = /^(ITL|CTL)(?:File|SEP[0-9A-F]{12})\.tlv$/.exec(name);
    if (list !== null) return this.#lists.get(list[1] === "CTL" ? "CTL" : "ITL");
    return this.fileMaker(name);
  }

  tvsVerify(der: Uint8Array): TvsVerdict {
    return verdict(this.#known.get(sha256(der)));
  }

  tvsQuery(issuer: string, serial: string): TvsVerdict {
    const wanted = serial.toLowerCase().replace(/^0+(?=.)/, "");
    for (const certificate of this.#known.values()) {
      if (certificate.serial === wanted && sameName(certificate.issuer, issuer)) return verdict(certificate);
    }
    return verdict(undefined);
  }
}

const verdict = (certificate: LabCertificate | undefined): TvsVerdict =>
  certificate === undefined
    ? { found: false, roles: [], ttlSeconds: 0 }
    : { found: true, roles: certificate.roles, ttlSeconds: tvsTtl, certificate };

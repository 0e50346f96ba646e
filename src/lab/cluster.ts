// The practice cluster: its parts put together, and the way to build one.
import type { ClusterNode } from "../domain/cluster.ts";
import { nodeName } from "../domain/ids.ts";
import { CallRouting } from "./call-routing.ts";
import { phoneSecurityDesk } from "./capf/desk.ts";
import type { LabPhoneSecurity } from "./capf/model.ts";
import { PhoneSecurityOffice } from "./capf/office.ts";
import { CertificateOffice } from "./certificate-office.ts";
import { LabClock } from "./clock.ts";
import { configurationXml } from "./config-file.ts";
import { accounts, mostPhones, nodeOptions } from "./defaults.ts";
import { Dot1xHands } from "./dot1x/hands.ts";
import { SwitchPorts } from "./dot1x/ports.ts";
import { LabAuthenticationServer } from "./dot1x/server.ts";
import type { ExpresswayPair } from "./expressway/pair.ts";
import { Fleet } from "./fleet.ts";
import { backupAt, Hands } from "./hands.ts";
import { type Inside, parameterNames } from "./inside.ts";
import { KeyPool } from "./keys.ts";
import { ListOffice } from "./list-office.ts";
import type {
  BackupRecord,
  DatabaseCertificateRow,
  LabAccounts,
  LabChange,
  LabClusterView,
  LabMode,
  LabOptions,
  LabPhone,
} from "./model.ts";
import { Node } from "./node.ts";
import type { Phone } from "./phone.ts";
import { makePhones, phoneModels } from "./phone-factory.ts";
import { PhoneWorld } from "./phone-world.ts";
import { LabPki } from "./pki.ts";
import { seededBetween } from "./random.ts";
import { LabRefusal } from "./refusal.ts";
import { defaultRelease, type ReleaseProfile, releaseProfiles } from "./release.ts";
import { ServiceManager } from "./service-manager.ts";
import { servicesFor } from "./services.ts";
import { writeSignedFile } from "./signed-file.ts";
import { SsoHands } from "./sso/hands.ts";
import { SsoOffice } from "./sso/office.ts";

const day = 24 * 3600 * 1000;

export class LabCluster implements LabClusterView, Inside {
  readonly seed: number;
  readonly profile: ReleaseProfile;
  readonly clusterName = "StandAloneCluster";
  readonly releaseFull: string;
  readonly clock: LabClock;
  readonly nodes: readonly Node[];
  readonly publisher: Node;
  readonly parameters: Map<string, string>;
  readonly accounts: LabAccounts;
  readonly backups: BackupRecord[];
  readonly routing = new CallRouting();
  readonly hands: Hands;
  readonly sso: SsoOffice;
  readonly world: PhoneWorld;
  readonly phoneSecurity: LabPhoneSecurity;
  readonly #security: PhoneSecurityOffice;
  readonly #fleet: Fleet;
  readonly #certificates: CertificateOffice;
  readonly #lists: ListOffice;
  readonly #keys: KeyPool;
  readonly domain: string;
  expressway: ExpresswayPair | undefined;
  #apps: readonly LabPhone[] = [];
  readonly #installedAt: number;
  readonly #pki: LabPki;
  readonly #ctl: "tokenless" | "tokens";
  readonly #listeners = new Set<(change: LabChange) => void>();
  readonly #stop = new AbortController();
  #alive = false;
  backupSince: number | undefined;
  caPem = "";

  constructor(options: LabOptions, keys: KeyPool) {
    const mode = options.mode ?? "non-secure";
    this.seed = options.seed ?? 1;
    this.profile = releaseProfiles[options.release ?? defaultRelease];
    this.releaseFull = this.profile.release.full;
    this.#keys = keys;
    this.clock = new LabClock({
      ...(options.startTime !== undefined && { start: options.startTime }),
      scale: options.clockScale ?? 1,
      pace: options.pace ?? 1,
    });
    const now = this.clock.now();
    this.#installedAt = now - seededBetween(600, 800, this.seed, "installed") * day;
    this.parameters = new Map<string, string>([
      [parameterNames.mode, mode === "mixed" ? "1" : "0"],
      [parameterNames.rollback, "F"],
      ...(this.profile.phonesResetAfter.length > 0 ? [[parameterNames.phoneInteraction, "automatic"] as const] : []),
    ]);
    this.accounts = accounts(this.seed);
    this.backups = [7, 6, 5, 4, 3, 2, 1].map((ago) => backupAt(now - ago * day));
    const domain = options.domain ?? "lab.example";
    this.domain = domain;
    const emit = (change: LabChange): void => this.emit(change);
    this.nodes = nodeOptions(options.nodes ?? 3).map((each, index) => {
      const role = index === 0 ? "publisher" : "subscriber";
      const name = nodeName(each.name ?? (index === 0 ? "cucm-pub" : `cucm-sub${index}`));
      const services = servicesFor(
        role,
        mode,
        now - seededBetween(20, 60, this.seed, "started", name) * day,
        this.profile.without,
      );
      const where = { ...(each.address && { address: each.address }), ...(each.ports && { ports: each.ports }) };
      return new Node({ name, fqdn: `${name}.${domain}`, role, ...where, services, profile: this.profile, emit });
    });
    const [publisher] = this.nodes;
    if (publisher === undefined) throw new LabRefusal("lab.no.least-nodes");
    this.publisher = publisher;
    const { signal } = this.#stop;
    this.#ctl = options.ctl ?? "tokenless";
    if (this.#ctl === "tokens" && !this.profile.ctlTokens) throw new LabRefusal("lab.no.tokens-release");
    this.#pki = new LabPki({ seed: this.seed, keys, caSince: this.#installedAt, caName: "Example Co Lab CA" });
    this.#lists = new ListOffice(this);
    this.#certificates = new CertificateOffice(this, {
      pki: this.#pki,
      lists: this.#lists,
      domain,
      tomcat: options.tomcat ?? "self-signed",
    });
    const services = new ServiceManager(this.clock, emit);
    this.sso = new SsoOffice(this, { pki: this.#pki, domain });
    this.world = new PhoneWorld({ clock: this.clock, seed: this.seed, nodes: this.nodes, signal });
    this.#fleet = new Fleet(this.#phones(options, mode), this.world, emit, signal);
    this.#security = new PhoneSecurityOffice({
      inside: this,
      models: phoneModels,
      newKey: () => keys.take("RSA"),
      maker: () => this.#pki.maker(this.#installedAt),
    });
    this.world.security = this.#security;
    const ports = new SwitchPorts({
      server: new LabAuthenticationServer(),
      clock: this.clock,
      shown: (phone) => this.#security.shown(phone),
    });
    this.world.access = ports;
    this.phoneSecurity = phoneSecurityDesk(
      this.#security,
      (name) => this.#fleet.find(name),
      () => this.#fleet.phones,
    );
    this.hands = new Hands({
      inside: this,
      certificates: this.#certificates,
      lists: this.#lists,
      services,
      fleet: this.#fleet,
      security: this.#security,
      backups: this.backups,
      routing: this.routing,
      sso: new SsoHands(this.sso, services, this),
      dot1x: new Dot1xHands({ inside: this, fleet: this.#fleet, security: this.#security, services, ports }),
    });
    this.#connect(services);
  }

  /** Certificates and lists of the installation; called once by `buildCluster`. */
  async install(): Promise<void> {
    await this.#certificates.installAll(this.#installedAt);
    this.caPem = await this.#certificates.caPem();
    if (this.#ctl === "tokens") {
      const tokens = ["SAST-ADN0054f509", "SAST-ADN008580ef"].map((name) => this.#pki.token(name, this.#installedAt));
      this.#lists.useTokens(await Promise.all(tokens));
    }
    for (const node of this.nodes) {
      for (const service of node.services.values()) if (service.state === "started") node.load(service.name);
      this.sso.serviceStarted(node.name, "Cisco Tomcat");
    }
    await this.#security.installAll(this.#fleet.phones, this.#installedAt);
    this.#firstLists();
    this.#keys.stockUp().catch(() => undefined);
  }

  get phones(): readonly LabPhone[] {
    return this.#apps.length === 0 ? this.#fleet.phones : [...this.#apps, ...this.#fleet.phones];
  }

  /** Devices that do not boot from TFTP like a phone: they live elsewhere and are known to AXL and RIS like the others. */
  addApps(apps: readonly LabPhone[]): void {
    this.#apps = [...this.#apps, ...apps];
  }

  /** From now on every node judges the certificates of its clients. */
  checkClients(): void {
    for (const node of this.nodes) node.checkClients();
  }

  get closed(): boolean {
    return this.#stop.signal.aborted;
  }

  get mode(): LabMode {
    return this.currentMode();
  }

  currentMode(): LabMode {
    return this.parameters.get(parameterNames.mode) === "1" ? "mixed" : "non-secure";
  }

  /** An RSA private key that nothing else in this cluster uses (PKCS#8 PEM). */
  newKey(): Promise<string> {
    return this.#keys.take("RSA");
  }

  node(name: string): Node | undefined {
    return this.world.node(name);
  }

  phone(name: string): LabPhone | undefined {
    return this.#apps.find((app) => app.name === name) ?? this.#fleet.find(name);
  }

  databaseView(): DatabaseCertificateRow[] {
    return this.#certificates.databaseView();
  }

  onChange(listener: (change: LabChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(change: LabChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  clusterNodes(): readonly ClusterNode[] {
    return this.nodes.map(({ name, address, role, ports }) => ({ name, address, role, ports }));
  }

  /** The phones have been running for days: they hold what is served and are registered. */
  startPhones(): void {
    if (this.#alive) return;
    this.#alive = true;
    this.#fleet.beginRegistered();
  }

  phonesStarting(): number {
    return this.#fleet.starting;
  }

  phonesSettled(signal?: AbortSignal): Promise<void> {
    return this.#fleet.settled(signal);
  }

  async close(): Promise<void> {
    const closed = new Error("the practice cluster was closed");
    this.#stop.abort(closed);
    this.clock.close(closed);
    this.#listeners.clear();
    await this.hands.sso.close();
    await this.#keys.close();
  }

  #firstLists(): void {
    this.#lists.refreshAllItl(this.#installedAt);
    if (this.currentMode() !== "mixed") return;
    if (this.#ctl === "tokens") this.#lists.ctlClient(this.#installedAt);
    else this.#lists.updateCtl(this.#installedAt);
  }

  #phones(options: LabOptions, mode: LabMode): Phone[] {
    const count = options.phones ?? 50;
    if (!Number.isInteger(count) || count < 0 || count > mostPhones) {
      throw new LabRefusal("lab.no.most-phones", { most: mostPhones });
    }
    const secure = options.securePhones ?? (mode === "mixed" ? Math.ceil(count / 10) : 0);
    return makePhones({ count, secure, mode, nodes: this.nodes.map(({ name }) => name), seed: this.seed });
  }

  #connect(services: ServiceManager): void {
    services.onStarted = (node, service) => {
      if (service === "Cisco Tftp") this.#lists.tftpStarted(node);
      this.sso.serviceStarted(node.name, service);
      this.#security.serviceStarted(node, service);
    };
    this.#certificates.restartByItself = (node, service) => {
      services.restart(node, service).catch(() => undefined);
    };
    this.#certificates.resetPhonesByThemselves = () => this.#fleet.resetSoon();
    this.onChange((change) => {
      if (change.kind !== "phone") this.world.forget();
      if (change.kind !== "service" || change.service !== "Cisco CallManager") return;
      const state = this.world.node(change.node)?.services.get(change.service)?.state;
      if (state === "stopped") this.#fleet.callManagerLost(change.node);
      if (state === "started") this.#fleet.callManagerBack(change.node);
    });
    for (const node of this.nodes) {
      node.fileMaker = (name) => this.#fileFor(node, name);
      node.onPlaced = () => {
        if (!this.#alive && node.trustList("ITL") !== undefined) this.#firstLists();
      };
    }
  }

  #fileFor(node: Node, name: string): Uint8Array | undefined {
    if (name === "ConfigFileCacheList.txt")
      return Buffer.from(`${this.phones.map((each) => each.name).join("\r\n")}\r\n`);
    const app = this.#apps.find((each) => name === `${each.name}.cnf.xml`);
    if (app !== undefined) {
      const callManagers = this.nodes.map(({ fqdn }) => fqdn);
      return Buffer.from(configurationXml({ device: app.name, callManagers, mode: this.currentMode(), secure: false }));
    }
    const device = /^(SEP[0-9A-F]{12})\.cnf\.xml\.sgn$/.exec(name)?.[1];
    const phone = device === undefined ? undefined : this.#fleet.find(device);
    if (phone === undefined || node.signsFilesWith === undefined) return undefined;
    const group = this.routing.configured(phone) ?? phone.group;
    const callManagers = group.flatMap((each) => this.world.node(each)?.fqdn ?? []);
    const secure = this.#security.isSecure(phone);
    const capf = this.#security.isPending(phone) ? { capf: this.publisher.fqdn } : {};
    const xml = configurationXml({ device: phone.name, callManagers, mode: this.currentMode(), secure, ...capf });
    return writeSignedFile(name, xml, node.signsFilesWith);
  }
}

/** Builds a cluster: certificates, lists and phones are there, nothing listens. Throws LabRefusal for sizes it cannot have. */
export async function buildCluster(options: LabOptions = {}, keys = new KeyPool()): Promise<LabCluster> {
  const cluster = new LabCluster(options, keys);
  await cluster.install();
  return cluster;
}

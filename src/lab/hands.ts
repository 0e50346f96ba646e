// The administrator's hands: everything a person (or nature) can do to the practice cluster. Consequences follow elsewhere.
import type { NodeName } from "../domain/ids.ts";
import type { CallRouting } from "./call-routing.ts";
import type { PhoneSecurityOffice } from "./capf/office.ts";
import type { CertificateOffice } from "./certificate-office.ts";
import type { Dot1xHands } from "./dot1x/hands.ts";
import type { Fleet } from "./fleet.ts";
import { type Inside, parameterNames } from "./inside.ts";
import type { ListOffice } from "./list-office.ts";
import type { AdministratorsHands, BackupRecord, LabMode, LabStatus, PhoneFilter } from "./model.ts";
import type { Node } from "./node.ts";
import { LabRefusal } from "./refusal.ts";
import type { ServiceManager } from "./service-manager.ts";
import type { SsoHands } from "./sso/hands.ts";
import { clusterStatus } from "./status.ts";

const capf = "Cisco Certificate Authority Proxy Function";

export interface HandsParts {
  readonly inside: Inside;
  readonly certificates: CertificateOffice;
  readonly lists: ListOffice;
  readonly services: ServiceManager;
  readonly fleet: Fleet;
  readonly security: PhoneSecurityOffice;
  readonly backups: BackupRecord[];
  readonly routing: CallRouting;
  readonly sso: SsoHands;
  readonly dot1x: Dot1xHands;
}

export class Hands implements AdministratorsHands {
  readonly #inside: Inside;
  readonly #certificates: CertificateOffice;
  readonly #lists: ListOffice;
  readonly #services: ServiceManager;
  readonly #fleet: Fleet;
  readonly #security: PhoneSecurityOffice;
  readonly #backups: BackupRecord[];
  readonly #routing: CallRouting;
  readonly sso: SsoHands;
  readonly dot1x: Dot1xHands;

  constructor(parts: HandsParts) {
    this.#inside = parts.inside;
    this.#certificates = parts.certificates;
    this.#lists = parts.lists;
    this.#services = parts.services;
    this.#fleet = parts.fleet;
    this.#security = parts.security;
    this.#backups = parts.backups;
    this.#routing = parts.routing;
    this.sso = parts.sso;
    this.dot1x = parts.dot1x;
  }

  renew: AdministratorsHands["renew"] = async (units, options) => {
    if (options?.node !== undefined) this.#node(options.node);
    await this.#certificates.renew(units, options);
  };

  reuseTomcat = async (): Promise<void> => this.#certificates.reuseTomcat();

  restartService = (service: string, nodes?: readonly NodeName[]): Promise<void> =>
    this.#onEach(service, nodes, (node) => this.#services.restart(node, service));

  startService = (service: string, nodes?: readonly NodeName[]): Promise<void> =>
    this.#onEach(service, nodes, (node) => this.#services.start(node, service));

  stopService = (service: string, nodes?: readonly NodeName[]): Promise<void> =>
    this.#onEach(service, nodes, (node) => this.#services.stop(node, service));

  resetPhones = (filter?: PhoneFilter): number => this.#fleet.reset(filter);
  rebootPhones = (filter?: PhoneFilter): number => this.#fleet.reboot(filter);
  deleteTrustLists = (filter?: PhoneFilter): number => this.#fleet.deleteTrustLists(filter);
  powerPhones = (on: boolean, filter?: PhoneFilter): number => this.#fleet.power(on, filter);

  powerNode: AdministratorsHands["powerNode"] = (name, on) => {
    const node = this.#node(name);
    if (node.powered === on) return;
    node.powered = on;
    if (on) {
      this.#certificates.replicateTo(node);
      this.#services.bootNode(node);
      this.#lists.copyCtl(node);
    } else this.#fleet.callManagerLost(node.name);
    this.#inside.emit({ kind: "node", node: node.name });
  };

  setNetwork: AdministratorsHands["setNetwork"] = (name, condition, slowMs) => {
    const node = this.#node(name);
    const reached = node.network === "ok" || node.network === "slow";
    node.network = condition;
    node.slowMs = condition === "slow" ? Math.max(0, slowMs ?? 3000) : 0;
    const reachable = condition === "ok" || condition === "slow";
    if (reached && !reachable) this.#fleet.callManagerLost(node.name);
    if (!reached && reachable) this.#fleet.callManagerBack(node.name);
    this.#inside.emit({ kind: "node", node: node.name });
  };

  setCallManagerGroup = (name: string, nodes: readonly NodeName[]): void => {
    for (const node of nodes) this.#node(node);
    this.#routing.setGroup(name, nodes);
  };

  addTrunk: AdministratorsHands["addTrunk"] = (trunk) => this.#routing.addTrunk(trunk);

  setFirewall: AdministratorsHands["setFirewall"] = (name, port, rule) => {
    const node = this.#node(name);
    if (rule === "open") node.firewall.delete(port);
    else node.firewall.set(port, rule);
    this.#inside.emit({ kind: "node", node: node.name });
  };

  changeHostKey = (name: NodeName): void => {
    const node = this.#node(name);
    node.hostKeyGeneration++;
    this.#inside.emit({ kind: "node", node: node.name });
  };

  ctlUpdate = async (): Promise<void> => {
    this.#mixedOnly();
    this.#lists.updateCtl();
  };

  ctlReset = async (): Promise<void> => {
    this.#mixedOnly();
    this.#lists.resetCtl();
  };

  ctlClient = async (): Promise<void> => {
    this.#mixedOnly();
    this.#lists.ctlClient();
  };

  itlReset: AdministratorsHands["itlReset"] = async (key, backup) => {
    if (key === "localkey") this.#lists.resetItl("localkey");
    else if (backup === undefined) throw new LabRefusal("lab.no.remotekey");
    else this.#lists.resetItl(backup);
  };

  importTrust: AdministratorsHands["importTrust"] = (store, pem) => this.#certificates.importTrust(store, pem);
  deleteTrust: AdministratorsHands["deleteTrust"] = (store, name) => this.#certificates.deleteTrust(store, name);

  exportRecoveryKey: AdministratorsHands["exportRecoveryKey"] = () => {
    const { pem, keyPem } = this.#inside.publisher.identity("ITLRecovery");
    return { certificatePem: pem, keyPem };
  };

  setMode = async (mode: LabMode): Promise<void> => {
    if (this.#inside.currentMode() === mode) return;
    const { parameters, publisher } = this.#inside;
    parameters.set(parameterNames.mode, mode === "mixed" ? "1" : "0");
    if (mode === "mixed") {
      this.#lists.updateCtl();
      const service = publisher.services.get(capf);
      if (service !== undefined) service.activated = true;
      await this.#services.start(publisher, capf);
    }
    this.#inside.emit({ kind: "cluster" });
  };

  setRollback = (on: boolean): void => {
    this.#inside.parameters.set(parameterNames.rollback, on ? "T" : "F");
    this.#inside.emit({ kind: "cluster" });
  };

  setPhoneInteraction: AdministratorsHands["setPhoneInteraction"] = (way) => {
    if (this.#inside.profile.phonesResetAfter.length === 0) throw new LabRefusal("lab.no.phone-interaction");
    this.#inside.parameters.set(parameterNames.phoneInteraction, way);
    this.#inside.emit({ kind: "cluster" });
  };

  setTlsCiphers: AdministratorsHands["setTlsCiphers"] = (way) => {
    this.#inside.parameters.set(parameterNames.tlsCiphers, way);
    this.#inside.emit({ kind: "cluster" });
  };

  setEndpointIssuer: AdministratorsHands["setEndpointIssuer"] = async (issuer) => {
    if (issuer === "capf") {
      this.#security.endpointIssuer = undefined;
      return;
    }
    const authority = await this.#certificates.authority();
    for (const store of ["CallManager-trust", "CAPF-trust"] as const) this.importTrust(store, authority.pem);
    this.#security.endpointIssuer = { authority, ...issuer };
  };

  setTime: AdministratorsHands["setTime"] = ({ offsetMs, scale }) => {
    if (offsetMs !== undefined) this.#inside.clock.move(offsetMs);
    if (scale !== undefined) this.#inside.clock.setScale(scale);
    this.#inside.emit({ kind: "cluster" });
  };

  setNtp = (name: NodeName, on: boolean): void => {
    this.#node(name).ntp = on;
  };

  setAuthenticated = (name: NodeName, on: boolean): void => {
    this.#node(name).authenticated = on;
  };

  setUpgrading = (name: NodeName, on: boolean): void => {
    this.#node(name).upgrading = on;
  };

  beginBackup = (): void => {
    if (this.#inside.backupSince !== undefined) throw new LabRefusal("lab.no.backup-runs");
    this.#inside.backupSince = this.#inside.clock.now();
  };

  backUp = (success = true): void => {
    const now = this.#inside.clock.now();
    this.#backups.push({ ...backupAt(this.#inside.backupSince ?? now), completedAt: now, success });
    this.#inside.backupSince = undefined;
  };

  setBackups = (daysAgo: readonly number[]): void => {
    const now = this.#inside.clock.now();
    const oldestFirst = daysAgo.toSorted((a, b) => b - a);
    this.#backups.splice(
      0,
      this.#backups.length,
      ...oldestFirst.map((days) => backupAt(now - days * 86_400_000 - 65_000)),
    );
  };

  deleteCertificate: AdministratorsHands["deleteCertificate"] = (store, serial) =>
    this.#certificates.deleteCertificate(store, serial);

  setSecurityProfile = (profile: string, filter?: PhoneFilter): number => {
    const chosen = this.#fleet.select(filter);
    for (const phone of chosen) this.#security.setProfile(phone, profile);
    return chosen.length;
  };

  editSecurityProfile: AdministratorsHands["editSecurityProfile"] = (profile, change) =>
    this.#security.profiles.edit(profile, change);

  status = (): LabStatus => clusterStatus(this.#inside, this.#fleet.phones);

  #node(name: string): Node {
    const found = this.#inside.nodes.find((node) => node.name === name);
    if (found === undefined) throw new LabRefusal("lab.no.no-node", { node: name });
    return found;
  }

  #mixedOnly(): void {
    if (this.#inside.currentMode() !== "mixed") throw new LabRefusal("lab.no.non-secure");
  }

  /** One node after the other, publisher first; without names, where the service is activated. */
  async #onEach(
    service: string,
    names: readonly NodeName[] | undefined,
    work: (node: Node) => Promise<void>,
  ): Promise<void> {
    const nodes =
      names?.map((name) => this.#node(name)) ??
      this.#inside.nodes.filter((node) => node.powered && node.services.get(service)?.activated === true);
    if (nodes.length === 0) throw new LabRefusal("lab.no.service-nowhere", { service });
    for (const node of nodes) {
      if (!node.powered) throw new LabRefusal("lab.no.node-off", { node: node.name });
      await work(node);
    }
  }
}

/** A DRS archive of that time, named as `utils disaster_recovery history backup` names it. */
export function backupAt(at: number): BackupRecord {
  const stamp = new Date(at).toISOString().slice(0, 19).replace(/[T:]/g, "-");
  return { file: `${stamp}.tar`, completedAt: at + 65_000, success: true };
}

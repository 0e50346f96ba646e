// Makes and renews the cluster's certificates and lets the consequences follow: copies, self-restarts, lists, phone resets.
import { type CertificateUnit, certificateUnits } from "../domain/cluster.ts";
import { importedCertificate } from "./expressway/imported.ts";
import { type Inside, parameterNames } from "./inside.ts";
import type { ListOffice } from "./list-office.ts";
import type { DatabaseCertificateRow, LabIdentity, LabOptions, RenewOptions, TrustStore } from "./model.ts";
import type { Node } from "./node.ts";
import { type LabPki, rolesOf } from "./pki.ts";
import { seededBytes } from "./random.ts";
import { LabRefusal } from "./refusal.ts";
import { databaseRow, type RegistryEntry } from "./stores.ts";

interface Made {
  readonly node: Node;
  readonly unit: CertificateUnit;
  readonly identity: LabIdentity;
}

export class CertificateOffice {
  readonly #inside: Inside;
  readonly #pki: LabPki;
  readonly #lists: ListOffice;
  readonly #domain: string;
  readonly #tomcat: NonNullable<LabOptions["tomcat"]>;
  readonly #registry: RegistryEntry[] = [];
  #generation = 0;
  /** *Reuse Certificate*: Tomcat's certificate is CallManager's as well. */
  #reused = false;
  /** Set by the cluster. */
  restartByItself: (node: Node, service: string) => void = () => undefined;
  resetPhonesByThemselves: () => void = () => undefined;

  constructor(
    inside: Inside,
    parts: { pki: LabPki; lists: ListOffice; domain: string; tomcat: NonNullable<LabOptions["tomcat"]> },
  ) {
    this.#inside = inside;
    this.#pki = parts.pki;
    this.#lists = parts.lists;
    this.#domain = parts.domain;
    this.#tomcat = parts.tomcat;
    if (this.#tomcat === "multi-san" && !this.#inside.profile.multiServer) throw new LabRefusal("lab.no.multi-server");
  }

  /** The certificates of the installation, at `installedAt`. */
  async installAll(installedAt: number): Promise<void> {
    if (this.#tomcat === "ca-signed") await this.#registerCa();
    const made: Made[] = [];
    for (const unit of certificateUnits) {
      const signer = unit.startsWith("tomcat") && this.#tomcat === "ca-signed" ? "ca" : "self";
      made.push(...(await this.#make(unit, this.#holders(unit), { signer }, installedAt)));
    }
    this.#registry.push({ certificate: await this.#pki.maker(installedAt), unit: "maker", node: "" });
    this.#put(made);
  }

  /** Deleted on one node, it is gone from all: replication spreads that too. */
  deleteCertificate(store: TrustStore, serial: string): void {
    const found = this.#registry.filter((entry) => entry.certificate.serial === serial);
    if (!(this.#inside.publisher.trust.get(store) ?? []).some((certificate) => certificate.serial === serial))
      throw new LabRefusal("lab.no.certificate", { serial, store });
    for (const entry of found) {
      this.#registry[this.#registry.indexOf(entry)] = { ...entry, notIn: [...(entry.notIn ?? []), store] };
    }
    for (const node of this.#inside.nodes) this.replicateTo(node);
  }

  /**
   * Renews units on all powered nodes that have them, or on one. All keys are made first, so that nothing is half renewed while
   * they are being made.
   */
  async renew(units: readonly CertificateUnit[], options: RenewOptions = {}): Promise<void> {
    if (this.#reused && units.includes("CallManager")) throw new LabRefusal("lab.no.callmanager-reuses");
    if (options.signer === "ca") await this.#registerCa();
    const made: Made[] = [];
    for (const unit of new Set(units)) {
      const holders = this.#holders(unit).filter(
        (node) => node.powered && (options.node === undefined || node.name === options.node),
      );
      if (holders.length === 0) {
        const { node } = options;
        throw node === undefined
          ? new LabRefusal("lab.no.holder", { unit })
          : new LabRefusal("lab.no.certificate-on", { unit, node });
      }
      made.push(...(await this.#make(unit, holders, options, this.#inside.clock.now())));
    }
    this.#install(made);
  }

  /** Tomcat's certificate becomes CallManager's on every node that is up. */
  reuseTomcat(): void {
    if (!this.#inside.profile.multiServer) throw new LabRefusal("lab.no.reuse-release");
    if (this.#tomcat !== "multi-san") throw new LabRefusal("lab.no.reuse-multi-san");
    if (this.#reused) throw new LabRefusal("lab.no.reuse-already");
    this.#reused = true;
    const nodes = this.#inside.nodes.filter((node) => node.powered);
    this.#install(nodes.map((node) => asCallManager(node, node.identity("tomcat"))));
  }

  #install(made: readonly Made[]): void {
    const reused = this.#reused
      ? made.flatMap((each) => (each.unit === "tomcat" ? [asCallManager(each.node, each.identity)] : []))
      : [];
    const all = [...made, ...reused];
    this.#put(all);
    this.#follow(all);
  }

  /** Throws LabRefusal for a text that is no certificate. One that the store holds already stays as it is. */
  importTrust(store: TrustStore, pem: string): void {
    this.#registry.push({ certificate: importedCertificate(pem), unit: "ca", node: "", stores: [store] });
    for (const node of this.#inside.nodes) this.replicateTo(node);
  }

  /** Deletes what was imported into the store under a name that contains the text. Returns how many went. */
  deleteTrust(store: TrustStore, name: string): number {
    const kept = this.#registry.filter(
      ({ stores, certificate }) => stores?.includes(store) !== true || !certificate.commonName.includes(name),
    );
    const gone = this.#registry.length - kept.length;
    this.#registry.splice(0, this.#registry.length, ...kept);
    for (const node of this.#inside.nodes) this.replicateTo(node);
    return gone;
  }

  /** A node that was away gets the database again. */
  replicateTo(node: Node): void {
    if (node.powered) node.replicate(this.#registry);
  }

  databaseView(): DatabaseCertificateRow[] {
    return this.#inside.nodes.flatMap((node) => [
      ...[...node.own].map(([unit, identity]) => databaseRow(node, unit, identity)),
      ...[...node.trust].flatMap(([store, held]) => held.map((certificate) => databaseRow(node, store, certificate))),
    ]);
  }

  async caPem(): Promise<string> {
    return (await this.authority()).pem;
  }

  /** The company's own certificate authority. */
  authority(): Promise<LabIdentity> {
    return this.#pki.ca();
  }

  #holders(unit: CertificateUnit): readonly Node[] {
    const { recoveryOn, capfOn } = this.#inside.profile;
    const where = unit === "ITLRecovery" ? recoveryOn : unit === "CAPF" ? capfOn : "all";
    return where === "publisher" ? [this.#inside.publisher] : this.#inside.nodes;
  }

  async #make(
    unit: CertificateUnit,
    holders: readonly Node[],
    { signer = "self", names: further = [] }: RenewOptions,
    notBefore: number,
  ): Promise<Made[]> {
    const generation = this.#generation++;
    const occasion = (node: Node): string => `${unit}|${node.name}|${generation}`;
    const [first] = holders;
    if (first === undefined) return [];
    if (unit === "tomcat" && this.#tomcat === "multi-san") {
      const identity = await this.#pki.issue({
        unit,
        commonName: `${first.name}-ms.${this.#domain}`,
        names: [...this.#inside.nodes.map((node) => node.fqdn), this.#domain, ...further],
        notBefore,
        signer,
        occasion: occasion(first),
      });
      return this.#inside.nodes.filter((node) => node.powered).map((node) => ({ node, unit, identity }));
    }
    return Promise.all(
      holders.map(async (node) => ({
        node,
        unit,
        identity: await this.#pki.issue({
          unit,
          commonName: this.#commonName(unit, node, generation),
          names: unit === "CAPF" || unit === "ITLRecovery" ? [] : [node.fqdn, ...further],
          notBefore,
          signer,
          occasion: occasion(node),
        }),
      })),
    );
  }

  #commonName(unit: CertificateUnit, node: Node, generation: number): string {
    const each = this.#inside.profile.capfOn === "all" ? [node.name] : [];
    if (unit === "CAPF")
      return `CAPF-${seededBytes(this.#inside.seed, "capf", generation, ...each)
        .toString("hex")
        .slice(0, 8)}`;
    if (unit === "ITLRecovery") return `ITLRECOVERY_${node.fqdn}`;
    return unit.endsWith("-ECDSA") ? `${node.name}-EC.${this.#domain}` : node.fqdn;
  }

  async #registerCa(): Promise<void> {
    if (this.#registry.some((entry) => entry.unit === "ca")) return;
    this.#registry.push({ certificate: await this.#pki.ca(), unit: "ca", node: "" });
  }

  #put(made: readonly Made[]): void {
    for (const { node, unit, identity } of made) {
      this.#registry.push({ certificate: identity, unit, node: node.name });
      node.install(unit, identity);
    }
    // Certificate Change Notification spreads copies within seconds; here at once.
    for (const node of this.#inside.nodes) this.replicateTo(node);
  }

  #follow(made: readonly Made[]): void {
    const { profile } = this.#inside;
    const onePerCluster = (unit: CertificateUnit): boolean =>
      unit === "ITLRecovery" && profile.recoveryOn === "publisher";
    const units = new Set(made.map(({ unit }) => unit));
    for (const unit of units) {
      for (const node of this.#inside.nodes) {
        if (!made.some((each) => each.unit === unit && (each.node === node || onePerCluster(unit)))) continue;
        for (const service of profile.reloadsByItself[unit] ?? []) if (node.started(service)) node.load(service);
        for (const service of profile.restartsByItself[unit] ?? []) {
          if (node.started(service)) this.restartByItself(node, service);
        }
      }
    }
    if (profile.rebuildsListsByItself) {
      for (const node of this.#inside.nodes) if (node.started("Cisco Tftp")) this.#lists.refreshItl(node);
    }
    const automatic = this.#inside.parameters.get(parameterNames.phoneInteraction) === "automatic";
    if (automatic && profile.phonesResetAfter.some((unit) => units.has(unit))) this.resetPhonesByThemselves();
  }
}

/** TVS then vouches for the one certificate in all its roles. */
const asCallManager = (node: Node, tomcat: LabIdentity): Made => ({
  node,
  unit: "CallManager",
  identity: { ...tomcat, roles: [...new Set([...tomcat.roles, ...rolesOf.CallManager])] },
});

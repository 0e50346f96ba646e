// Makes and renews the cluster's certificates and lets the consequences follow: copies, self-restarts, lists, phone resets.
import { type CertificateUnit, certificateUnits } from "../domain/cluster.ts";
import { type Inside, parameterNames } from "./inside.ts";
import type { ListOffice } from "./list-office.ts";
import type { DatabaseCertificateRow, LabIdentity, LabOptions } from "./model.ts";
import type { Node } from "./node.ts";
import type { LabPki } from "./pki.ts";
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
  }

  /** The certificates of the installation, at `installedAt`. */
  async installAll(installedAt: number): Promise<void> {
    if (this.#tomcat === "ca-signed") await this.#registerCa();
    const made: Made[] = [];
    for (const unit of certificateUnits) {
      const signer = unit.startsWith("tomcat") && this.#tomcat === "ca-signed" ? "ca" : "self";
      made.push(...(await this.#make(unit, this.#holders(unit), signer, installedAt)));
    }
    this.#put(made);
  }

  /**
   * Renews units on all powered nodes that have them, or on one. All keys are made first, so that nothing is half renewed while
   * they are being made.
   */
  async renew(
    units: readonly CertificateUnit[],
    options: { readonly node?: string; readonly signer?: "self" | "ca" } = {},
  ): Promise<void> {
    const signer = options.signer ?? "self";
    if (signer === "ca") await this.#registerCa();
    const made: Made[] = [];
    for (const unit of new Set(units)) {
      const holders = this.#holders(unit).filter(
        (node) => node.powered && (options.node === undefined || node.name === options.node),
      );
      if (holders.length === 0)
        throw new LabRefusal(`No ${unit} certificate on ${options.node ?? "any node that is up"}.`);
      made.push(...(await this.#make(unit, holders, signer, this.#inside.clock.now())));
    }
    this.#put(made);
    this.#follow(made);
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
    return (await this.#pki.ca()).pem;
  }

  #holders(unit: CertificateUnit): readonly Node[] {
    const onPublisher = unit === "ITLRecovery" || (unit === "CAPF" && this.#inside.profile.capfOn === "publisher");
    return onPublisher ? [this.#inside.publisher] : this.#inside.nodes;
  }

  async #make(
    unit: CertificateUnit,
    holders: readonly Node[],
    signer: "self" | "ca",
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
        names: [...this.#inside.nodes.map((node) => node.fqdn), this.#domain],
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
          names: unit === "CAPF" || unit === "ITLRecovery" ? [] : [node.fqdn],
          notBefore,
          signer,
          occasion: occasion(node),
        }),
      })),
    );
  }

  #commonName(unit: CertificateUnit, node: Node, generation: number): string {
    if (unit === "CAPF")
      return `CAPF-${seededBytes(this.#inside.seed, "capf", generation).toString("hex").slice(0, 8)}`;
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
    const units = new Set(made.map(({ unit }) => unit));
    for (const unit of units) {
      for (const node of this.#inside.nodes) {
        if (!made.some((each) => each.unit === unit && (each.node === node || unit === "ITLRecovery"))) continue;
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

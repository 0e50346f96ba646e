// Single sign-on of the practice cluster: every node keeps its own; an administrator exports, imports, enables and tests.
import type { NodeName } from "../../domain/ids.ts";
import { attributeOf, childOf, childrenOf, descend, parseXml } from "../../transport/xml.ts";
import { LabIdp } from "../idp/idp.ts";
import type { Inside } from "../inside.ts";
import type { LabIdentity } from "../model.ts";
import type { Node } from "../node.ts";
import type { LabPki } from "../pki.ts";
import { LabRefusal } from "../refusal.ts";
import { SsoNode } from "./node.ts";
import { spMetadata } from "./sp-metadata.ts";

/** The two choices of *System > SAML Single Sign-On*. */
export interface SsoChoice {
  readonly mode: "cluster-wide" | "per-node";
  readonly certificate: "tomcat" | "ITLRecovery";
}

/** Enabling or disabling restarts these (seed: "Web server connections will be restarted"). */
export const webServices = ["Cisco Tomcat", "Cisco SSOSP Tomcat", "Cisco UDS Tomcat"] as const;

export class SsoOffice {
  readonly idp: LabIdp;
  readonly #inside: Inside;
  readonly #nodes: ReadonlyMap<NodeName, SsoNode>;
  choice: SsoChoice = { mode: "per-node", certificate: "tomcat" };
  /** The documents of the last export, in the administrator's download folder. */
  #exported: readonly string[] = [];

  constructor(inside: Inside, parts: { readonly pki: LabPki; readonly domain: string }) {
    this.#inside = inside;
    this.#nodes = new Map(inside.nodes.map(({ name }) => [name, new SsoNode(name)]));
    this.idp = new LabIdp({
      host: `idp.${parts.domain}`,
      clock: inside.clock,
      issue: (what) => parts.pki.foreign(what),
    });
  }

  on(name: NodeName): SsoNode {
    const found = this.#nodes.get(name);
    if (found === undefined) throw new LabRefusal("lab.no.no-node", { node: name });
    return found;
  }

  /** Tomcat read its certificate: SSO decrypts with it from now on. */
  serviceStarted(node: NodeName, service: string): void {
    if (service !== "Cisco Tomcat" && service !== "Cisco SSOSP Tomcat") return;
    this.on(node).tomcat = this.#node(node).own.get("tomcat");
  }

  /** The key that a node decrypts with now. ITLRecovery is read from the publisher's file each time. */
  keyOf(name: NodeName): LabIdentity {
    if (this.choice.certificate === "ITLRecovery") return this.#inside.publisher.identity("ITLRecovery");
    return this.on(name).tomcat ?? this.#node(name).identity("tomcat");
  }

  entityOf(name: NodeName): string {
    return this.choice.mode === "cluster-wide" ? this.#inside.publisher.fqdn : this.#node(name).fqdn;
  }

  /** A node's metadata as it would be exported now: with the certificate that is stored, loaded or not. */
  metadata(name: NodeName): string {
    const { mode, certificate } = this.choice;
    const whose = certificate === "ITLRecovery" || mode === "cluster-wide" ? this.#inside.publisher : this.#node(name);
    const hosts = mode === "cluster-wide" ? this.#inside.nodes.map(({ fqdn }) => fqdn) : [this.#node(name).fqdn];
    return spMetadata(this.entityOf(name), whose.identity(certificate).pem, hosts);
  }

  /** *Export All Metadata*: one document for the cluster, or one for each node. */
  exportMetadata(): readonly string[] {
    const now = this.#inside.clock.now();
    const nodes = this.#up();
    for (const node of nodes) this.on(node.name).metadataExported = now;
    const documents = nodes.map((node) => this.metadata(node.name));
    this.#exported = this.choice.mode === "cluster-wide" ? documents.slice(0, 1) : documents;
    return this.#exported;
  }

  /** A person carries the last export to the IdP and imports it there. */
  async importAtIdp(): Promise<void> {
    if (this.#exported.length === 0) throw new LabRefusal("lab.no.not-exported");
    await this.idp.install();
    for (const document of this.#exported) this.idp.importProvider(document);
  }

  /** *Import IdP Metadata*, on every node that is up. */
  async importIdpMetadata(): Promise<void> {
    await this.idp.install();
    const root = parseXml(this.idp.metadata(), { size: 1_000_000, tags: 10_000, depth: 20 }, "read");
    const descriptor = childOf(root, "IDPSSODescriptor");
    const signing = childrenOf(descriptor, "KeyDescriptor").flatMap((key) => {
      const found = descend(key, "KeyInfo", "X509Data", "X509Certificate")?.text;
      return found === undefined ? [] : [found.replace(/\s/g, "")];
    });
    // Two signing certificates are not understood: the last one counts (Cisco 217268, CSCuj66703).
    const idp = {
      entity: attributeOf(root, "entityID"),
      location: attributeOf(childOf(descriptor, "SingleSignOnService"), "Location"),
      signing: signing.slice(-1),
    };
    for (const node of this.#up()) {
      const sso = this.on(node.name);
      sso.idp = idp;
      sso.metadataImported = this.#inside.clock.now();
    }
  }

  /** *Test for Multi-Server tomcat certificate*: one certificate on all nodes, with the names of all. */
  multiServerTest(): void {
    const own = this.#inside.nodes.map((node) => node.own.get("tomcat"));
    const [first] = own;
    if (first === undefined || own.some((one) => one?.serial !== first.serial))
      throw new LabRefusal("lab.no.multi-server-test");
  }

  /** Turns it on; every node that is up then restarts its web services. The caller restarts them. */
  enable(): readonly Node[] {
    if (this.choice.mode === "cluster-wide" && this.choice.certificate === "tomcat") this.multiServerTest();
    const nodes = this.#up();
    if (nodes.some((node) => this.on(node.name).idp === undefined)) throw new LabRefusal("lab.no.import-first");
    for (const node of nodes) this.on(node.name).enabled = true;
    return nodes;
  }

  /** In per-node mode each node is disabled by itself; cluster-wide all at once. */
  disable(names: readonly NodeName[]): readonly Node[] {
    const wanted =
      this.choice.mode === "cluster-wide" || names.length === 0 ? this.#up() : names.map((one) => this.#node(one));
    const on = wanted.filter((node) => this.on(node.name).enabled);
    for (const node of on) this.on(node.name).enabled = false;
    return on;
  }

  #up(): readonly Node[] {
    return this.#inside.nodes.filter((node) => node.powered);
  }

  #node(name: NodeName): Node {
    const found = this.#inside.nodes.find((node) => node.name === name);
    if (found === undefined) throw new LabRefusal("lab.no.no-node", { node: name });
    return found;
  }
}

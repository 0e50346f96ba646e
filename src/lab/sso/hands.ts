// What an administrator does about single sign-on, in the pages of CUCM and of the identity provider.
import type { NodeName } from "../../domain/ids.ts";
import { IdpServer, metadataPath } from "../idp/server.ts";
import type { LabClusterView } from "../model.ts";
import type { Node } from "../node.ts";
import type { ServiceManager } from "../service-manager.ts";
import { type LoginResult, signIn } from "./browser.ts";
import { type SsoChoice, type SsoOffice, webServices } from "./office.ts";

/** Where the IdP's metadata is, and the certificate of its web server (PEM). */
export interface IdpDoor {
  readonly url: string;
  readonly address: string;
  readonly port: number;
  readonly pem: string;
}

export class SsoHands {
  readonly #office: SsoOffice;
  readonly #services: ServiceManager;
  readonly #cluster: LabClusterView;
  #server: IdpServer | undefined;

  constructor(office: SsoOffice, services: ServiceManager, cluster: LabClusterView) {
    this.#office = office;
    this.#services = services;
    this.#cluster = cluster;
  }

  get idp(): SsoOffice["idp"] {
    return this.#office.idp;
  }

  /** The IdP's web server, opened when it is first needed: where its metadata is, and its certificate (PEM). */
  async idpDoor(): Promise<IdpDoor> {
    await this.idp.install();
    const address = this.#cluster.publisher.address;
    if (this.#server === undefined) {
      const server = new IdpServer(this.idp, (error) => process.emitWarning(String(error)));
      this.#server = server;
      await server.open(address);
    }
    const { port } = this.#server;
    return { url: `https://${address}:${port}${metadataPath}`, address, port, pem: this.idp.web.pem };
  }

  /** The whole way of the deployment guide, from the choice of options to the test. */
  async setUp(choice: Partial<SsoChoice> = {}): Promise<void> {
    this.#office.choice = { ...this.#office.choice, ...choice };
    this.exportMetadata();
    await this.importAtIdp();
    await this.importIdpMetadata();
    await this.enable();
    await this.test();
  }

  /** As if somebody had set it up so long ago (milliseconds): it works, and nothing is restarted now. */
  async alreadySetUp(agoMs: number, choice: Partial<SsoChoice> = {}): Promise<void> {
    this.#office.choice = { ...this.#office.choice, ...choice };
    this.exportMetadata();
    await this.importAtIdp();
    await this.importIdpMetadata();
    this.#office.enable();
    const then = this.#cluster.clock.now() - agoMs;
    for (const { name } of this.#cluster.nodes) {
      const sso = this.#office.on(name);
      sso.metadataExported = then;
      sso.metadataImported = then + 600_000;
      sso.testedAt = then + 1_200_000;
      sso.testPassed = true;
    }
  }

  exportMetadata = (): readonly string[] => this.#office.exportMetadata();
  importAtIdp = (): Promise<void> => this.#office.importAtIdp();
  importIdpMetadata = (): Promise<void> => this.#office.importIdpMetadata();

  enable = (): Promise<void> => this.#restart(this.#office.enable());
  disable = (names: readonly NodeName[] = []): Promise<void> => this.#restart(this.#office.disable(names));

  /** *Test for Multi-Server tomcat certificate*; throws LabRefusal when the wizard would not let one go on. */
  multiServerTest = (): void => this.#office.multiServerTest();

  setRecoveryUrl(on: boolean): void {
    for (const node of this.#cluster.nodes) this.#office.on(node.name).recoveryUrl = on;
  }

  /** A person signs in on a node (the publisher when none is named), and says what the page showed. */
  async login(
    who: { readonly node?: NodeName; readonly user?: string; readonly password?: string } = {},
  ): Promise<LoginResult> {
    const { node = this.#cluster.publisher.name, user = "admin", password = "practice" } = who;
    const door = await this.idpDoor();
    return await signIn(this.#cluster, { host: this.idp.host, ...door }, { node, user, password });
  }

  /** *Run SSO Test*, on the publisher or the node that is named. Cluster-wide it is one test for all nodes; per node each has its own. */
  async test(on: NodeName = this.#cluster.publisher.name): Promise<LoginResult> {
    const result = await this.login({ node: on });
    const all = this.#office.choice.mode === "cluster-wide";
    for (const node of this.#cluster.nodes) {
      if (!all && node.name !== on) continue;
      const sso = this.#office.on(node.name);
      sso.testedAt = this.#cluster.clock.now();
      sso.testPassed = result.ok;
    }
    return result;
  }

  async close(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  async #restart(nodes: readonly Node[]): Promise<void> {
    await Promise.all(
      nodes.flatMap((node) =>
        webServices.filter((name) => node.services.has(name)).map((name) => this.#services.restart(node, name)),
      ),
    );
  }
}

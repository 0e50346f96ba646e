// Everything one node offers on the network, opened and closed as its services come and go.
import { createServer as createHttpServer } from "node:http";
import type { Socket } from "node:net";
import type { NodePorts } from "../../domain/cluster.ts";
import type { LabClusterView, LabNode } from "../model.ts";
import { ssoWeb } from "../sso/web.ts";
import { withCertificateApi } from "./certificate-api.ts";
import { httpsPort, identityOf, tlsPort } from "./identities.ts";
import { type Accept, Listener } from "./listener.ts";
import type { SoapService } from "./soap/exchange.ts";
import { soapListener } from "./soap/listener.ts";
import { createSshServer, type HostKeys, makeHostKeys } from "./ssh/server.ts";
import { tftpListener } from "./tftp.ts";
import { talkTvs } from "./tvs/server.ts";

export interface SurfaceOptions {
  readonly cluster: LabClusterView;
  readonly services: ReadonlyMap<string, SoapService>;
  /** Real milliseconds before each CLI answer. */
  readonly cliDelayMs: number;
  /** Real milliseconds of round trip to every port. */
  readonly networkDelayMs: number;
  /** An RSA private key that nobody else has (PKCS#8 PEM). */
  readonly newKey: () => Promise<string>;
  readonly onTrouble: (error: unknown) => void;
  readonly onLogin?: (user: string, accepted: boolean) => void;
}

/** An idle TLS port speaks when spoken to by its own protocol only; nobody stays for ever. */
const idleMs = 120_000;

export class NodeSurfaces {
  readonly node: LabNode;
  readonly #options: SurfaceOptions;
  readonly #listeners: readonly Listener[];
  #generation: number;
  #keys: Promise<HostKeys>;
  #server: { readonly keys: HostKeys; readonly accept: Accept } | undefined;

  constructor(node: LabNode, options: SurfaceOptions) {
    this.node = node;
    this.#options = options;
    this.#generation = node.hostKeyGeneration;
    this.#keys = makeHostKeys(options.newKey());
    this.#keys.catch(options.onTrouble);
    const files = tftpListener(node);
    const plain = createHttpServer({ keepAliveTimeout: 30_000 }, files);
    plain.on("clientError", (_error, socket) => socket.destroy());
    const { cluster, onTrouble } = options;
    const now = (): number => cluster.clock.now();
    const soap = soapListener({ ...options, node, sessions: new Map() });
    const web = ssoWeb({ ...options, node }, soap);
    const accepts: Record<keyof NodePorts, Accept> = {
      ssh: (socket) => this.#acceptSsh(socket),
      https: httpsPort(node, "https", withCertificateApi({ cluster, node, others: web, onTrouble }), now),
      sipTls: tlsPort(node, "sipTls", (socket) => this.#listenOnly(socket), now),
      tvs: tlsPort(node, "tvs", (socket) => talkTvs(node, socket), now),
      capf: tlsPort(node, "capf", (socket) => this.#listenOnly(socket), now),
      tftpHttp: (socket) => plain.emit("connection", socket),
      tftpHttps: httpsPort(node, "tftpHttps", files, now),
    };
    const ports = Object.keys(accepts) as (keyof NodePorts)[];
    this.#listeners = ports.map(
      (port) =>
        new Listener({
          node,
          port,
          accept: accepts[port],
          identity: () => (port === "ssh" ? String(node.hostKeyGeneration) : identityOf(node, port)),
          onTrouble: options.onTrouble,
          delayMs: options.networkDelayMs,
        }),
    );
  }

  /** The host keys that the node shows now. */
  hostKeys(): Promise<HostKeys> {
    return this.#keys;
  }

  async open(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.open()));
  }

  /** Called after every change in the cluster that may concern this node. */
  refresh(): void {
    if (this.node.hostKeyGeneration !== this.#generation) {
      this.#generation = this.node.hostKeyGeneration;
      this.#keys = makeHostKeys(this.#options.newKey());
      this.#keys.catch(this.#options.onTrouble);
    }
    for (const listener of this.#listeners) listener.refresh();
  }

  async close(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.close()));
    await this.#keys.catch(() => undefined);
  }

  #acceptSsh(socket: Socket): void {
    this.#ssh()
      .then((accept) => {
        if (!socket.destroyed) accept(socket);
      })
      .catch((error: unknown) => {
        this.#options.onTrouble(error);
        socket.destroy();
      });
  }

  /** One server per set of host keys: reading the keys takes longer than the rest of a connection's start. */
  async #ssh(): Promise<Accept> {
    const keys = await this.#keys;
    if (this.#server?.keys === keys) return this.#server.accept;
    const { cluster, cliDelayMs, onLogin, onTrouble } = this.#options;
    const options = { cluster, node: this.node, delayMs: cliDelayMs, onTrouble };
    const { accept } = createSshServer(keys, onLogin === undefined ? options : { ...options, onLogin });
    this.#server = { keys, accept };
    return accept;
  }

  #listenOnly(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.resume();
  }
}

// One TCP port of one node: open only while its service runs, and mistreated as the node's network condition says.
import { randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import type { NodePorts } from "../../domain/cluster.ts";
import type { LabNode } from "../model.ts";
import { LongLine } from "./long-line.ts";

/** Takes a fresh connection; `undefined` means that nobody is there to take it. */
export type Accept = (socket: Socket) => void;

export interface ListenerOptions {
  readonly node: LabNode;
  readonly port: keyof NodePorts;
  /** Changes whenever what the port presents changes: old connections are cut then, as a restart does. */
  readonly identity: () => string;
  readonly accept: Accept;
  /** Told when a port could not be opened again (somebody else took it meanwhile). */
  readonly onTrouble: (error: Error) => void;
  /** Real milliseconds that a connection and each answer spend on the way; none when not given. */
  readonly delayMs?: number;
}

const againAfterMs = 50;
const attempts = 40;

export class Listener {
  readonly #options: ListenerOptions;
  #server: Server | undefined;
  #identity = "";
  #closed = false;
  readonly #sockets = new Set<Socket>();
  /** Taken while the node hangs; heard when it comes back, as TCP would deliver them then. */
  readonly #unheard = new Set<Socket>();
  #hanging = false;
  #again: NodeJS.Timeout | undefined;
  readonly #line: LongLine | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
    const { delayMs = 0 } = options;
    this.#line = delayMs > 0 ? new LongLine(delayMs, (socket) => this.#take(socket)) : undefined;
  }

  /** Opens; resolves when connections are taken (or at once when the service is stopped). */
  async open(): Promise<void> {
    this.refresh();
    const server = this.#server;
    if (server === undefined || server.listening) return;
    await new Promise<void>((resolve, reject) => {
      server.once("listening", resolve);
      server.once("error", reject);
    });
  }

  /** Brings the port in line with its service, now: connection attempts in the same tick already see the new state. */
  refresh(): void {
    if (this.#closed) return;
    const { node, port } = this.#options;
    const wanted = node.listens(port) && node.network !== "refuse" && node.firewall.get(port) !== "reject";
    const identity = this.#options.identity();
    if (identity !== this.#identity || !wanted) this.#cut();
    this.#identity = identity;
    if (this.#hanging !== this.#mute) this.#hang(!this.#hanging);
    if (!wanted) this.#shut();
    else if (this.#server === undefined) this.#listen(attempts);
  }

  /** Connections are taken and never answered. */
  get #mute(): boolean {
    const { node, port } = this.#options;
    return node.network === "hang" || node.firewall.get(port) === "drop";
  }

  #listen(left: number): void {
    const { node, port, onTrouble } = this.#options;
    const line = this.#line;
    const server = createServer({ noDelay: true, allowHalfOpen: line !== undefined }, (socket) =>
      line === undefined ? this.#take(socket) : line.carry(socket),
    );
    this.#server = server;
    server.on("error", (error: NodeJS.ErrnoException) => {
      if (this.#server !== server) return;
      this.#server = undefined;
      if (this.#closed || error.code !== "EADDRINUSE" || left === 0) {
        onTrouble(error);
        return;
      }
      // the system frees a port that was just closed a moment later
      this.#again = setTimeout(() => {
        if (!this.#closed && this.#server === undefined) this.#listen(left - 1);
      }, againAfterMs);
    });
    server.listen({ host: node.address, port: node.ports[port], backlog: 1024 });
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const { node, port, accept } = this.#options;
    if (this.#mute) {
      this.#unheard.add(socket);
      socket.on("close", () => this.#unheard.delete(socket));
      return;
    }
    if (node.network === "garbage" && garbledBeforeTls.has(port)) {
      socket.end(randomBytes(4096));
      return;
    }
    if (node.network !== "slow") {
      accept(socket);
      return;
    }
    const timer = setTimeout(() => accept(socket), node.slowMs);
    socket.on("close", () => clearTimeout(timer));
  }

  /**
   * Connections that exist fall silent in the middle of whatever they do. Those inside TLS are cut instead: Node hands
   * their sockets' handles to TLS, where they cannot be held.
   */
  #hang(on: boolean): void {
    this.#hanging = on;
    const { port, accept } = this.#options;
    if (on && !plainPorts.has(port)) this.#cut();
    for (const socket of this.#sockets) {
      if (this.#unheard.has(socket)) accept(socket);
      else if (on) socket.pause().cork();
      else {
        socket.uncork();
        socket.resume();
      }
    }
    this.#unheard.clear();
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  #shut(): void {
    clearTimeout(this.#again);
    const server = this.#server;
    this.#server = undefined;
    server?.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#cut();
    await this.#line?.close();
    const server = this.#server;
    this.#server = undefined;
    if (server?.listening === true) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

const plainPorts: ReadonlySet<keyof NodePorts> = new Set(["ssh", "tftpHttp"]);

/** Ports where nothing is spoken inside TLS: garbage can only come instead of it. Elsewhere the content is garbage. */
const garbledBeforeTls: ReadonlySet<keyof NodePorts> = new Set(["sipTls", "capf"]);

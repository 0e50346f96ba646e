// Distance: a new connection is taken late and every answer arrives late, as over a long line with that round-trip time.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** Answers under way at once; a reader that takes nothing must not make the line hold a flood. */
const mostHeldBytes = 4 * 1024 * 1024;

/**
 * Carries connections to `accept` over a second socket on loopback: what takes them gets a real socket of its own, which
 * TLS and SSH servers need. The asker's bytes pass at once, so that the whole round trip is spent on the way back.
 */
export class LongLine {
  readonly #delayMs: number;
  readonly #server: Server;
  readonly #outer = new Set<Socket>();
  #ready: Promise<number> | undefined;

  constructor(delayMs: number, accept: (socket: Socket) => void) {
    this.#delayMs = delayMs;
    this.#server = createServer({ noDelay: true }, accept);
  }

  /** `outer` must allow half-open connections: an answer still travels when its asker has said all. */
  carry(outer: Socket): void {
    this.#outer.add(outer);
    outer.setNoDelay(true);
    outer.on("close", () => this.#outer.delete(outer));
    outer.on("error", () => outer.destroy());
    this.#port().then(
      // The system's own handshake on loopback takes no time: its round trip is waited for here.
      (port) => this.#later(() => this.#join(outer, port)),
      () => outer.destroy(),
    );
  }

  #join(outer: Socket, port: number): void {
    if (outer.destroyed) return;
    const inner = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    let held = 0;
    inner.on("data", (bytes: Buffer) => {
      held += bytes.length;
      if (held > mostHeldBytes) inner.pause();
      this.#later(() => {
        const taken = (): void => {
          held -= bytes.length;
          if (held <= mostHeldBytes) inner.resume();
        };
        if (outer.destroyed) taken();
        else outer.write(bytes, taken);
      });
    });
    inner.on("end", () => this.#later(() => outer.end()));
    inner.on("error", () => inner.destroy());
    inner.on("close", () => this.#later(() => outer.destroySoon()));
    outer.on("close", () => inner.destroy());
    outer.pipe(inner);
  }

  /** Timers of one length end in the order in which they began, so bytes keep their order. */
  #later(work: () => void): void {
    setTimeout(work, this.#delayMs);
  }

  #port(): Promise<number> {
    this.#ready ??= (async () => {
      this.#server.listen({ host: "127.0.0.1", port: 0 });
      await once(this.#server, "listening");
      const address = this.#server.address();
      if (address === null || typeof address === "string") throw new Error("the long line has no port");
      return address.port;
    })();
    return this.#ready;
  }

  async close(): Promise<void> {
    for (const socket of this.#outer) socket.destroy();
    if (this.#ready === undefined) return;
    await this.#ready.catch(() => undefined);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

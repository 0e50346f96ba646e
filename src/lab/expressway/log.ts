// The lines that a peer's traffic server writes, in the words of Cisco documents 218018 and 225746, and diagnostic logging of them.

const mostLines = 20_000;

export class TrafficLog {
  readonly #host: string;
  readonly #now: () => number;
  #lines: string[] = [];
  #since: number | undefined;
  #written: readonly string[] = [];
  #collected: string | undefined;
  #transaction = 100;

  constructor(host: string, now: () => number) {
    this.#host = host;
    this.#now = now;
  }

  /** `stopped`: not being written; whether something lies ready is another question. */
  get state(): "stopped" | "started" {
    return this.#since === undefined ? "stopped" : "started";
  }

  /** All lines since the peer was started, newest last. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get collected(): string | undefined {
    return this.#collected;
  }

  /** One log at a time: what lay ready from an earlier one is gone. */
  start(): void {
    this.#since = this.#lines.length;
    this.#written = [];
    this.#collected = undefined;
  }

  stop(): void {
    if (this.#since === undefined) return;
    this.#written = this.#lines.slice(this.#since);
    this.#since = undefined;
  }

  /** Puts together what the last log holds; while one is being written there is nothing to collect. */
  collect(): void {
    if (this.#since === undefined) this.#collected = `${this.#written.join("\n")}\n`;
  }

  /** A restart forgets what was under way, not what was written. */
  interrupt(): void {
    this.#since = undefined;
  }

  nextTransaction(): number {
    this.#transaction += 2;
    return this.#transaction;
  }

  module(detail: string, rest: string): void {
    const utc = new Date(this.#now()).toISOString().replace("T", " ").replace(".", ",").replace("Z", "");
    this.#write(`UTCTime="${utc}" Module="network.http.trafficserver" Level="INFO": Detail="${detail}" ${rest}`);
  }

  thread(text: string): void {
    this.#write(`[ET_NET ${this.#lines.length % 3}] ${text}`);
  }

  #write(text: string): void {
    const stamp = new Date(this.#now()).toISOString().replace("Z", "+00:00");
    this.#lines.push(`${stamp} ${this.#host} traffic_server[18242]: ${text}`);
    if (this.#lines.length > mostLines) {
      this.#lines = this.#lines.slice(-mostLines / 2);
      if (this.#since !== undefined) this.#since = 0;
    }
  }
}

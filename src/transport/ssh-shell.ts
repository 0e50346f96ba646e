// One interactive shell: a command is written, its echo found, its answer read up to the next prompt.
import { StringDecoder } from "node:string_decoder";
import type ssh2 from "ssh2";
import { invariant } from "../kernel/assert.ts";
import type { SshConnection } from "./ssh-connect.ts";
import { type ShellCommand, type ShellDialect, ShellFault, type ShellLimits } from "./ssh-dialect.ts";
import { Exchange } from "./ssh-exchange.ts";

/** A shell on a connected client; owns the connection. Not for use by two callers at once. */
export class SshShell {
  readonly #connection: SshConnection;
  readonly #stream: ssh2.ClientChannel;
  readonly #dialect: ShellDialect;
  readonly #limits: ShellLimits;
  #current: Exchange | undefined;
  #closed = false;
  #unasked = 0;

  constructor(connection: SshConnection, stream: ssh2.ClientChannel, dialect: ShellDialect, limits: ShellLimits) {
    const { client } = connection;
    this.#connection = connection;
    this.#stream = stream;
    this.#dialect = dialect;
    this.#limits = limits;
    // UTF-8 sequences may be split over packets.
    const decoder = new StringDecoder("utf8");
    const feed = (chunk: Buffer): void => {
      const text = decoder.write(chunk);
      if (this.#current !== undefined) this.#current.feed(text, chunk.length);
      else this.#countUnasked(chunk.length);
    };
    stream.on("data", feed);
    stream.stderr.on("data", feed);
    stream.on("error", () => this.close());
    stream.once("close", () => this.close());
    client.on("error", () => this.close());
    client.once("close", () => this.close());
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Ends the connection at once; a running exchange fails with `closed`. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection.destroy();
    this.#current?.lose();
  }

  /** Waits for the first prompt after login; returns the banner. */
  async begin(signal?: AbortSignal): Promise<string> {
    return await this.#exchange({
      text: "",
      answers: [],
      totalMs: this.#limits.loginMs,
      idleMs: this.#limits.loginMs,
      interruptible: true,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /**
   * The command's answer as clean text: without its echo, prompts and paging marks. Throws ShellFault, after which the
   * session is closed; throws whatever `beforeWrite` throws, after which it is as good as before.
   */
  async run(command: ShellCommand): Promise<string> {
    invariant(command.text !== "" && !/[^\x20-\x7e]/.test(command.text), "a command is one line of plain text");
    return await this.#exchange(command);
  }

  /** Output that nobody asked for is dropped; a node that keeps talking is hung up on. */
  #countUnasked(bytes: number): void {
    this.#unasked += bytes;
    if (this.#unasked > this.#limits.maxBytes) this.close();
  }

  async #exchange(command: ShellCommand): Promise<string> {
    invariant(this.#current === undefined, "one exchange at a time");
    const exchange = new Exchange(command, this.#dialect, this.#limits, {
      write: (text) => void this.#stream.write(text),
      close: () => this.close(),
    });
    if (this.#closed) throw new ShellFault({ kind: "closed", written: false, text: "" });
    this.#current = exchange;
    try {
      return await exchange.run(() => this.#closed);
    } finally {
      this.#current = undefined;
    }
  }
}

/**
 * Opens a shell (never an exec channel: CUCM has none) and waits for the first prompt. The terminal is wide, so that
 * long commands are not wrapped in their echo. Throws ShellFault and closes the client when no prompt comes.
 */
export async function openShell(
  connection: SshConnection,
  dialect: ShellDialect,
  limits: ShellLimits,
  signal?: AbortSignal,
): Promise<SshShell> {
  const { client } = connection;
  const stream = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
    const lost = (): void => reject(new ShellFault({ kind: "closed", written: false, text: "" }));
    client.once("close", lost);
    client.shell({ term: "vt100", cols: 500, rows: 100 }, (error, channel) => {
      client.off("close", lost);
      if (error === undefined) resolve(channel);
      else {
        connection.destroy();
        lost();
      }
    });
  });
  const shell = new SshShell(connection, stream, dialect, limits);
  try {
    await shell.begin(signal);
  } catch (error) {
    shell.close();
    throw error;
  }
  return shell;
}

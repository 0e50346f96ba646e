// A CUCM node's command line as a real SSH server: shell only, echo, paging, privilege levels, questions, bad days.
import { type AddressInfo, createServer, type Server } from "node:net";
import ssh2 from "ssh2";
import { type HostKey, hostKeyOf } from "../../src/transport/ssh-host-key.ts";

export interface FakeUser {
  readonly password: string;
  readonly privilege: 0 | 1 | 4;
}

/** What a command's handler may do with the terminal. */
export interface Terminal {
  readonly user: string;
  /** Raw text; `\n` becomes CRLF as on the real line. */
  print(text: string): void;
  raw(bytes: string | Buffer): void;
  /** Prints a question and waits for a typed line. */
  ask(question: string): Promise<string>;
  /** Cuts the TCP connection. */
  drop(): void;
  /** Sends about this many bytes as fast as the line takes them, until done or closed; resolves with what was sent. */
  flood(bytes: number): Promise<number>;
}

/** Text to print, or something done with the terminal; `hang` never gives the prompt back. */
export type Handler = string | ((terminal: Terminal) => unknown);

export interface FakeCucmOptions {
  readonly users?: Readonly<Record<string, FakeUser>>;
  readonly commands?: Readonly<Record<string, Handler>>;
  readonly banner?: string;
  /** What follows the banner; `undefined` never shows a prompt. */
  readonly firstPrompt?: string | "none";
  readonly methods?: readonly ("keyboard-interactive" | "password")[];
  readonly hostKeys?: readonly string[];
  readonly echo?: boolean;
  /** Lines of a page; 0 pages never. */
  readonly pageLines?: number;
  readonly pageStyle?: "enter" | "options";
  /** Asks this in a second round after the password was right. */
  readonly secondQuestion?: string;
}

const page = "\x1b[1mPress <enter> for 1 line, <space> for one page, or <q> to quit\x1b[0m\x1b[K";
const standardBanner =
  "Command Line Interface is starting up, please wait ...\r\n\r\n   Welcome to the Platform Command Line Interface\r\n\r\nVMware Installation:\r\n\t2 vCPU: Intel(R) Xeon(R) CPU\r\n\t6144 Mbytes RAM\r\n\r\n";

/** A host key's private PEM. One in 256 Ed25519 keys of ssh2's generator is malformed (it cuts leading zeros off): made anew. */
export function newHostKey(type: "ed25519" | "rsa" = "ed25519"): string {
  for (;;) {
    const made =
      type === "rsa"
        ? ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 })
        : ssh2.utils.generateKeyPairSync("ed25519");
    if (!(ssh2.utils.parseKey(made.private) instanceof Error)) return made.private;
  }
}

export class FakeCucm {
  readonly logins: { user: string; method: string; password?: string; accepted: boolean }[] = [];
  readonly commands: { user: string; command: string }[] = [];
  execRequests = 0;
  openSessions = 0;
  mostSessions = 0;
  floodSent = 0;
  port = 0;
  handlers: Record<string, Handler>;
  readonly #server: Server;
  readonly #options: FakeCucmOptions;
  readonly #clients = new Set<ssh2.Connection>();
  readonly #keyPem: string;

  private constructor(options: FakeCucmOptions) {
    this.#options = options;
    this.handlers = { ...options.commands };
    const hostKeys = options.hostKeys ?? [newHostKey()];
    this.#keyPem = hostKeys[0] ?? "";
    const ssh = new ssh2.Server({ hostKeys: [...hostKeys] }, (client) => this.#accept(client));
    // Small packets to and fro: with Nagle's algorithm every exchange would wait for a delayed acknowledgement.
    this.#server = createServer({ noDelay: true }, (socket) => ssh.injectSocket(socket));
  }

  static async start(options: FakeCucmOptions = {}, port = 0): Promise<FakeCucm> {
    const fake = new FakeCucm(options);
    await new Promise<void>((resolve) => fake.#server.listen(port, "127.0.0.1", resolve));
    fake.port = (fake.#server.address() as AddressInfo).port;
    return fake;
  }

  get hostKey(): HostKey {
    const parsed = ssh2.utils.parseKey(this.#keyPem);
    if (parsed instanceof Error) throw parsed;
    const key = hostKeyOf(parsed.getPublicSSH());
    if (key === undefined) throw new Error("no host key");
    return key;
  }

  /** Ends all connections as a restart of the node would. */
  dropAll(): void {
    for (const client of this.#clients) client.end();
  }

  async stop(): Promise<void> {
    this.dropAll();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(client: ssh2.Connection): void {
    this.#clients.add(client);
    let user = "";
    client.on("error", () => undefined);
    client.on("close", () => this.#clients.delete(client));
    client.on("authentication", (context) => {
      user = context.username;
      const methods = [...(this.#options.methods ?? ["keyboard-interactive" as const])];
      const known =
        this.#options.users?.[user] ?? (user === "monitor" ? { password: "m0nitor", privilege: 1 } : undefined);
      const judge = (method: string, password: string, accept: () => void): void => {
        const accepted = known !== undefined && known.password === password;
        this.logins.push({ user, method, password, accepted });
        if (accepted) accept();
        else context.reject(methods);
      };
      if (context.method === "password" && methods.includes("password")) {
        judge("password", context.password, () => context.accept());
      } else if (context.method === "keyboard-interactive" && methods.includes("keyboard-interactive")) {
        context.prompt([{ prompt: "Password: ", echo: false }], "", (answers) =>
          judge("keyboard-interactive", answers[0] ?? "", () => {
            if (this.#options.secondQuestion === undefined) context.accept();
            else {
              context.prompt([{ prompt: this.#options.secondQuestion, echo: false }], "", (more) => {
                this.logins.push({ user, method: "second-question", password: more[0] ?? "", accepted: false });
                context.reject();
              });
            }
          }),
        );
      } else context.reject(methods);
    });
    client.on("session", (accept) => {
      const session = accept();
      session.on("pty", (allow) => allow?.());
      session.on("exec", (_accept, reject) => {
        this.execRequests += 1;
        reject?.();
      });
      session.on("shell", (open) => {
        this.openSessions += 1;
        this.mostSessions = Math.max(this.mostSessions, this.openSessions);
        const stream = open();
        stream.on("close", () => {
          this.openSessions -= 1;
        });
        void new FakeShell(this, this.#options, client, stream, user).start();
      });
    });
  }

  privilegeOf(user: string): number {
    return this.#options.users?.[user]?.privilege ?? 1;
  }
}

class FakeShell implements Terminal {
  readonly user: string;
  readonly #fake: FakeCucm;
  readonly #options: FakeCucmOptions;
  readonly #client: ssh2.Connection;
  readonly #stream: ssh2.ServerChannel;
  readonly #keys: string[] = [];
  #wake: (() => void) | undefined;
  #paging = true;
  #open = true;

  constructor(
    fake: FakeCucm,
    options: FakeCucmOptions,
    client: ssh2.Connection,
    stream: ssh2.ServerChannel,
    user: string,
  ) {
    this.#fake = fake;
    this.#options = options;
    this.#client = client;
    this.#stream = stream;
    this.user = user;
    stream.on("error", () => undefined);
    stream.on("data", (data: Buffer) => {
      this.#keys.push(...data.toString("latin1"));
      this.#wake?.();
    });
    stream.on("close", () => {
      this.#open = false;
      this.#wake?.();
    });
  }

  async start(): Promise<void> {
    this.raw(this.#options.banner ?? standardBanner);
    if (this.#options.firstPrompt === "none") return;
    this.raw(this.#options.firstPrompt ?? "admin:");
    while (this.#open) {
      const command = (await this.#line()).trim();
      if (!this.#open) return;
      if (command === "") {
        this.raw("admin:");
        continue;
      }
      this.#fake.commands.push({ user: this.user, command });
      if ((await this.#execute(command)) === "hang" || !this.#open) return;
      this.raw("\r\nadmin:");
    }
  }

  print(text: string): void {
    this.raw(text.replace(/\r?\n/g, "\r\n"));
  }

  raw(bytes: string | Buffer): void {
    if (this.#open) this.#stream.write(bytes);
  }

  async ask(question: string): Promise<string> {
    this.print(question);
    return (await this.#line()).trim();
  }

  drop(): void {
    this.#open = false;
    this.#client.end();
  }

  async flood(bytes: number): Promise<number> {
    const chunk = Buffer.alloc(32_768, "x certificate / garbage [STARTED] admin : \n");
    while (this.#fake.floodSent < bytes && this.#open) {
      const more = this.#stream.write(chunk);
      this.#fake.floodSent += chunk.length;
      if (!more) {
        await new Promise<void>((resolve) => {
          this.#stream.once("drain", resolve);
          this.#stream.once("close", resolve);
        });
      }
    }
    return this.#fake.floodSent;
  }

  async #execute(command: string): Promise<"hang" | undefined> {
    if (command === "set cli pagination off") {
      if (this.#fake.privilegeOf(this.user) > 0) this.#paging = false;
      else this.print("\nYour privilege level is insufficient to run this command.\n");
      return undefined;
    }
    const handler = this.#fake.handlers[command];
    if (handler === undefined) {
      this.print("\nNo valid command entered\n");
      return undefined;
    }
    this.raw("\r\n");
    if (typeof handler === "string") {
      await this.#printPaged(handler);
      return undefined;
    }
    return (await handler(this)) === "hang" ? "hang" : undefined;
  }

  async #printPaged(text: string): Promise<void> {
    const lines = text.replace(/\n$/, "").split("\n");
    const size = this.#options.pageLines ?? 20;
    if (!this.#paging || size === 0) return this.print(`${text.replace(/\n$/, "")}\n`);
    for (let at = 0; at < lines.length; at += size) {
      this.print(`${lines.slice(at, at + size).join("\n")}\n`);
      const last = Math.min(at + size, lines.length);
      if (this.#options.pageStyle === "options") {
        this.raw(
          `\x1b[1m\r\noptions: q=quit, n=next, p=prev, b=begin, e=end (lines ${at + 1} - ${last} of ${lines.length}) : \x1b[0m`,
        );
        const key = await this.#key();
        if (key === "q") return;
        // The real pager stays on its last page whatever is pressed, until q.
        if (last === lines.length) at -= size;
        continue;
      }
      if (last === lines.length) return;
      this.raw(page);
      if ((await this.#key()) === "q") return;
      this.raw("\r\x1b[K");
    }
  }

  async #key(): Promise<string> {
    while (this.#keys.length === 0 && this.#open) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#keys.shift() ?? "";
  }

  /** A typed line, echoed key by key as the real line editor does. */
  async #line(): Promise<string> {
    let typed = "";
    for (;;) {
      const key = await this.#key();
      if (key === "" || key === "\n" || key === "\r") break;
      if (key === "\x03") return "";
      typed += key;
      if (this.#options.echo !== false) this.raw(key);
    }
    return typed;
  }
}

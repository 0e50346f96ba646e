// A plain ssh2 client for the lab's command line: what a program on the other side sees, byte for byte.
import ssh2, { type Client, type ClientChannel } from "ssh2";
import { vi } from "vitest";
import type { LabAccount, LabNode } from "../../src/lab/model.ts";

const esc = "\u001b";
/** The page mark is on the screen and waits for a key. */
export const atPageMark = new RegExp(`quit${esc}\\[0m${esc}\\[K$`);
/** The prompt, after a line end or after a wiped page mark (Cisco's unicon looks for the same two). */
const atPrompt = new RegExp(`[\\s\\S](?:\\r\\n|${esc}\\[K)admin:$`);
export const wipedPrompt = new RegExp(`\\r${esc}\\[Kadmin:$`);

export class ShellClient {
  readonly client: Client;
  readonly channel: ClientChannel;
  /** Everything that came, as text. */
  seen = "";
  bytes = 0;
  closed = false;

  private constructor(client: Client, channel: ClientChannel) {
    this.client = client;
    this.channel = channel;
    channel.on("data", (bytes: Buffer) => {
      this.bytes += bytes.length;
      if (this.seen.length < 4 * 1024 * 1024) this.seen += bytes.toString("utf8");
    });
    channel.on("close", () => {
      this.closed = true;
    });
  }

  static async open(node: LabNode, account: LabAccount, rows = 24): Promise<ShellClient> {
    const client = await login(node, account.user, account.password);
    const channel = await new Promise<ClientChannel>((resolve, reject) =>
      client.shell({ rows, cols: 80, term: "vt100" }, (error, made) => (error ? reject(error) : resolve(made))),
    );
    const shell = new ShellClient(client, channel);
    await shell.until(/admin:$/);
    return shell;
  }

  async until(pattern: RegExp, timeout = 15_000): Promise<string> {
    await vi.waitFor(
      () => {
        if (!pattern.test(this.seen))
          throw new Error(`not seen yet: ${pattern} in ${JSON.stringify(this.seen.slice(-300))}`);
      },
      { timeout, interval: 5 },
    );
    return this.seen;
  }

  type(text: string): void {
    this.channel.write(text);
  }

  /** Types a line and returns what came up to the next prompt, without both. */
  async run(line: string, timeout?: number): Promise<string> {
    this.seen = "";
    this.type(`${line}\r`);
    const seen = await this.until(atPrompt, timeout);
    return seen.slice(seen.indexOf("\r\n") + 2, -"admin:".length);
  }

  close(): void {
    this.client.on("error", () => undefined);
    this.client.end();
  }
}

export function login(
  node: LabNode,
  user: string,
  password: string,
  method: "password" | "keyboard" = "keyboard",
): Promise<Client> {
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    client.on("keyboard-interactive", (_name, _instructions, _lang, prompts, finish) =>
      finish(prompts.map(() => password)),
    );
    client.on("ready", () => resolve(client));
    client.on("error", reject);
    client.connect({
      host: node.address,
      port: node.ports.ssh,
      username: user,
      ...(method === "password" ? { password, tryKeyboard: false } : { tryKeyboard: true }),
    });
    // without it each small packet waits for the other side\'s delayed acknowledgement: 40 ms a step
    client.setNoDelay(true);
  });
}

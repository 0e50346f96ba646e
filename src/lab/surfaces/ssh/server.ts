// A node's SSH: keyboard-interactive and password logins, a shell and nothing else (CUCM has no exec channel and no SFTP).
import { createHash, createPrivateKey, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";
import ssh2, { type Connection, type Server } from "ssh2";
import type { LabAccount, LabClusterView, LabNode } from "../../model.ts";
import { serveShell } from "./shell.ts";

/** Keys in the formats that ssh2 reads, and the public lines for known_hosts. */
export interface HostKeys {
  readonly privateKeys: readonly string[];
  /** `ssh-ed25519 AAAA…` and `ssh-rsa AAAA…`. */
  readonly publicLines: readonly string[];
}

/** A new Ed25519 pair, and an RSA pair from the private key (PKCS#8 PEM), which takes a tenth of a second to make. */
export async function makeHostKeys(rsa: Promise<string>): Promise<HostKeys> {
  const pairs = await Promise.all([makeEd25519(), rsa.then(asPair)]);
  return {
    privateKeys: pairs.map((pair) => pair.private),
    publicLines: pairs.map((pair) => pair.public.trim().split(" ").slice(0, 2).join(" ")),
  };
}

interface Pair {
  readonly private: string;
  readonly public: string;
}

/** ssh2 reads RSA keys as PKCS#1. */
function asPair(pem: string): Pair {
  const pkcs1 = createPrivateKey(pem).export({ type: "pkcs1", format: "pem" }).toString();
  const key = ssh2.utils.parseKey(pkcs1);
  if (key instanceof Error) throw key;
  return { private: pkcs1, public: `ssh-rsa ${key.getPublicSSH().toString("base64")}` };
}

/** ssh2 trims leading zeros of an Ed25519 key, so about one in 256 of its pairs cannot be read again: then another is made. */
async function makeEd25519(): Promise<Pair> {
  for (;;) {
    const pair = await new Promise<Pair>((resolve, reject) => {
      ssh2.utils.generateKeyPair("ed25519", (error, made) => (error ? reject(error) : resolve(made)));
    });
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** sshd's MaxAuthTries. */
const mostTries = 6;

export interface SshOptions {
  readonly cluster: LabClusterView;
  readonly node: LabNode;
  readonly delayMs: number;
  readonly onTrouble: (error: unknown) => void;
  /** Told about every password that was tried; for watching that nobody hammers an account. */
  readonly onLogin?: (user: string, accepted: boolean) => void;
}

function authenticate(client: Connection, options: SshOptions, onAccount: (account: LabAccount) => void): void {
  const { monitor, change } = options.cluster.accounts;
  const known = [monitor, change];
  let tries = 0;
  client.on("authentication", (context) => {
    const judge = (password: string): void => {
      const account = known.find(({ user }) => user === context.username);
      const accepted = account !== undefined && same(password, account.password);
      options.onLogin?.(context.username, accepted);
      if (accepted) {
        onAccount(account);
        context.accept();
        return;
      }
      tries += 1;
      if (tries >= mostTries) client.end();
      else context.reject(["keyboard-interactive", "password"]);
    };
    if (context.method === "keyboard-interactive") {
      context.prompt([{ prompt: "Password: ", echo: false }], "", (answers) => judge(answers[0] ?? ""));
    } else if (context.method === "password") judge(context.password);
    else context.reject(["keyboard-interactive", "password"]);
  });
}

/** For clients that stay after their session was closed, in milliseconds. */
const hangUpMs = 250;

function serveConnection(client: Connection, options: SshOptions): void {
  let account: LabAccount | undefined;
  client.on("error", () => client.end());
  authenticate(client, options, (found) => {
    account = found;
  });
  client.on("session", (accept) => {
    const session = accept();
    let rows: number | undefined;
    let started = false;
    session.on("pty", (acceptPty, _reject, info) => {
      rows = info.rows;
      acceptPty?.();
    });
    session.on("window-change", (acceptChange) => acceptChange?.());
    session.on("exec", (_accept, reject) => reject?.());
    session.on("subsystem", (_accept, reject) => reject?.());
    session.on("shell", (acceptShell, reject) => {
      if (account === undefined || started) {
        reject?.();
        return;
      }
      started = true;
      const channel = acceptShell();
      serveShell(channel, { ...options, account }, rows)
        .catch(options.onTrouble)
        .finally(() => {
          channel.close();
          // A disconnect makes OpenSSH drop what it has not printed yet; once its session is closed it hangs up by itself.
          const hangUp = setTimeout(() => client.end(), hangUpMs).unref();
          client.once("close", () => clearTimeout(hangUp));
        });
    });
  });
}

/** An SSH server without a port of its own; hand it connections with `injectSocket`. */
export function createSshServer(
  keys: HostKeys,
  options: SshOptions,
): { accept(socket: Socket): void; readonly server: Server } {
  const server = new ssh2.Server({ hostKeys: [...keys.privateKeys] }, (client) => serveConnection(client, options));
  return { accept: (socket) => server.injectSocket(socket), server };
}

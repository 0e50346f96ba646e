// An SSH connection to a node: host key first, then one password, once.
import { connect, type Socket } from "node:net";
import ssh2 from "ssh2";
import type { CertOpsError } from "../domain/errors.ts";
import { deadlineExceeded } from "../kernel/deadline.ts";
import type { HostKeyStore, PinnedKeys } from "./known-hosts.ts";
import { cancelled, hostKeyChanged, hostKeyUnknown, loginQuestion, loginRefused, unreachable } from "./ssh-errors.ts";
import { algorithmsFor, type HostKey, hostKeyOf, sameHostKey } from "./ssh-host-key.ts";

export interface SshTarget {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** How people name it, for the next step in errors: `hq cucm-pub`; the address when absent. */
  readonly knownAs?: string;
}

/** A connection that can be cut: ssh2's own destroy() leaves a socket alone that is still connecting. */
export interface SshConnection {
  readonly client: ssh2.Client;
  destroy(): void;
}

export interface ConnectOptions {
  readonly hostKeys: HostKeyStore;
  /** For connection, key exchange and login together. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

// Releases before 12.5 offer no newer key exchange. The host key is pinned, which is what the exchange is signed with.
const oldKeyExchange = ["diffie-hellman-group-exchange-sha1", "diffie-hellman-group14-sha1"] as const;

/**
 * Connects and logs in. Throws CertOpsError: `host-key-unknown` and `host-key-changed` (no password was sent),
 * `login-refused` (one try), `node-unreachable`, `deadline-exceeded`, `cancelled`.
 */
export async function connectSsh(target: SshTarget, options: ConnectOptions): Promise<SshConnection> {
  const { address, port, user } = target;
  const pinned = await options.hostKeys.keysFor(address, port);
  const client = new ssh2.Client();
  let verdict: CertOpsError | undefined;
  client.on("keyboard-interactive", (_name, _instructions, _language, prompts, finish) => {
    // A second round asks for something else (a new password, a second factor): the password must not go there.
    const [only, more] = prompts;
    if (prompts.length === 0) finish([]);
    else if (only !== undefined && more === undefined && only.echo !== true && answered.once())
      finish([target.password]);
    else {
      verdict ??= loginQuestion(address, port, user);
      client.end();
    }
  });
  const answered = onlyOnce();
  const methods = loginMethods();
  return await handshake(client, target, options, () => verdict, {
    algorithms: {
      kex: { append: [...oldKeyExchange], prepend: [], remove: [] },
      serverHostKey: algorithmsFor(pinned.trusted),
    },
    username: user,
    password: target.password,
    tryKeyboard: true,
    authHandler: (left, _partial, next) => {
      const method = methods(left);
      if (method !== undefined) return next(method);
      verdict ??= loginRefused(address, port, user);
      client.end();
    },
    hostVerifier: (blob: Buffer): boolean => {
      verdict = judge(target, pinned, blob);
      return verdict === undefined;
    },
  });
}

/** Reads the host key that a server shows, and hangs up before any login. For `certops trust-host`. */
export async function fetchHostKey(
  address: string,
  port: number,
  options: { readonly timeoutMs?: number; readonly signal?: AbortSignal; readonly prefer?: readonly HostKey[] } = {},
): Promise<HostKey> {
  const seen: HostKey[] = [];
  const client = new ssh2.Client();
  const bounds = {
    timeoutMs: options.timeoutMs ?? 15_000,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  try {
    await handshake(client, { address, port, user: "-", password: "" }, bounds, () => undefined, {
      algorithms: {
        kex: { append: [...oldKeyExchange], prepend: [], remove: [] },
        serverHostKey: algorithmsFor(options.prefer ?? []),
      },
      username: "-",
      hostVerifier: (blob: Buffer): boolean => {
        const key = hostKeyOf(blob);
        if (key !== undefined) seen.push(key);
        return false;
      },
    });
  } catch (error) {
    if (seen.length === 0) throw error;
  }
  const [key] = seen;
  if (key === undefined) throw unreachable(address, port, "it showed no host key");
  return key;
}

function judge(target: SshTarget, pinned: PinnedKeys, blob: Buffer): CertOpsError | undefined {
  const { address, port, knownAs = target.address } = target;
  const key = hostKeyOf(blob);
  if (key === undefined) return unreachable(address, port, "its host key cannot be read");
  const changed = (): CertOpsError => hostKeyChanged(address, port, key, pinned.trusted, knownAs);
  if (pinned.revoked.some((known) => sameHostKey(known, key))) return changed();
  if (pinned.trusted.some((known) => sameHostKey(known, key))) return undefined;
  return pinned.trusted.length === 0 ? hostKeyUnknown(address, port, key, knownAs) : changed();
}

const onlyOnce = (): { once(): boolean } => {
  let used = false;
  return {
    once: () => {
      const first = !used;
      used = true;
      return first;
    },
  };
};

/**
 * `none` first, to learn what the server takes; then one method, CUCM's keyboard-interactive before password, and
 * never both: two failures for one wrong password would bring the account nearer to its lock.
 */
function loginMethods(): (left: string[] | null) => "none" | "keyboard-interactive" | "password" | undefined {
  let step: "start" | "asked" | "tried" = "start";
  return (left) => {
    if (step === "start") {
      step = "asked";
      return "none";
    }
    if (step === "tried") return undefined;
    step = "tried";
    if (left?.includes("keyboard-interactive") === true) return "keyboard-interactive";
    return left?.includes("password") === true ? "password" : undefined;
  };
}

/** Runs the handshake to `ready`, or to the first reason why not; the client is destroyed in that case. */
function handshake(
  client: ssh2.Client,
  target: SshTarget,
  bounds: { readonly timeoutMs: number; readonly signal?: AbortSignal },
  verdict: () => CertOpsError | undefined,
  config: ssh2.ConnectConfig,
): Promise<SshConnection> {
  const { address, port, user } = target;
  const { signal } = bounds;
  let socket: Socket | undefined;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => fail(deadlineExceeded(`SSH login on ${address}`, bounds.timeoutMs)),
      bounds.timeoutMs,
    );
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const fail = (error: CertOpsError): void => {
      settle();
      // ssh2 may still report errors of the dying connection: without a listener they would end the process.
      client.on("error", () => undefined);
      socket?.destroy();
      reject(error);
    };
    const onAbort = (): void => fail(cancelled(`SSH login on ${address}`));
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    client.once("ready", () => {
      settle();
      resolve({ client, destroy: () => void socket?.destroy() });
    });
    client.on("error", (error: Error & { level?: string }) => {
      const judged = verdict();
      if (judged !== undefined) fail(judged);
      else if (error.level === "client-authentication") fail(loginRefused(address, port, user, error));
      else fail(unreachable(address, port, error.message, error));
    });
    client.once("close", () => fail(verdict() ?? unreachable(address, port, "it closed the connection during login")));
    try {
      socket = connect({ host: address, port });
      socket.setNoDelay(true);
      client.connect({ ...config, sock: socket, readyTimeout: 0, keepaliveInterval: 20_000, keepaliveCountMax: 3 });
    } catch (error) {
      fail(unreachable(address, port, error instanceof Error ? error.message : String(error), error));
    }
  });
}

// One SSH session per node at a time: kept for the next read, fresh for every change.
import type { ClusterNode } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Logger } from "../../kernel/logger.ts";
import { Mutex } from "../../kernel/mutex.ts";
import type { HostKeyStore } from "../../transport/known-hosts.ts";
import { connectSsh, type SshConnection } from "../../transport/ssh-connect.ts";
import { ShellFault } from "../../transport/ssh-dialect.ts";
import { openShell, type SshShell } from "../../transport/ssh-shell.ts";
import { paginationOff } from "./commands.ts";
import { cucmDialect } from "./dialect.ts";

export interface CliAccount {
  readonly user: string;
  readonly password: string;
}

export interface CliLimits {
  /** Connection and login. */
  readonly connectMs: number;
  /** Until the first prompt. */
  readonly loginMs: number;
  /** Bytes of one answer. The longest real one, a trust list of 200 records, is some 250 KB. */
  readonly maxBytes: number;
  /** How long an unused session is kept. */
  readonly keepMs: number;
  /** See ShellLimits. */
  readonly echolessMs: number;
  /** Upper bounds on every command's own deadlines, for impatient callers and tests. */
  readonly commandMs: number;
  readonly idleMs: number;
}

export const defaultLimits: CliLimits = {
  connectMs: 20_000,
  loginMs: 90_000,
  maxBytes: 2 * 1024 * 1024,
  keepMs: 45_000,
  echolessMs: 2_000,
  commandMs: 600_000,
  idleMs: 240_000,
};

export interface SessionDeps {
  readonly node: ClusterNode;
  /** The cluster's id, for the next step in errors. */
  readonly cluster?: string;
  readonly hostKeys: HostKeyStore;
  readonly logger: Logger;
  readonly limits: CliLimits;
}

/** The sessions of one node. CUCM allows few at once, and its command line takes seconds to start. */
export class NodeSessions {
  readonly #deps: SessionDeps;
  readonly #mutex = new Mutex();
  readonly #refused = new Map<CliAccount, CertOpsError>();
  readonly #stop = new AbortController();
  #kept: { readonly account: CliAccount; readonly shell: SshShell } | undefined;
  #active: SshShell | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  /**
   * Runs `work` with a session of the account, alone on this node. `reuse`: the session may have been used before and
   * is kept afterwards. `work` learns whether it was, because a kept session may have died unnoticed.
   */
  run<T>(
    account: CliAccount,
    options: { readonly reuse: boolean; readonly signal?: AbortSignal },
    work: (shell: SshShell, reused: boolean) => Promise<T>,
  ): Promise<T> {
    return this.#mutex.run(async () => {
      clearTimeout(this.#timer);
      const kept = this.#takeKept(account, options.reuse);
      const shell = kept ?? (await this.#open(account, options.signal));
      this.#active = shell;
      try {
        return await work(shell, kept !== undefined);
      } finally {
        this.#active = undefined;
        this.#keep(account, shell, options.reuse);
      }
    });
  }

  /** Closes everything at once; whatever is running fails with `closed`. */
  close(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#kept?.shell.close();
    this.#kept = undefined;
    this.#active?.close();
  }

  get closed(): boolean {
    return this.#stop.signal.aborted;
  }

  #takeKept(account: CliAccount, reuse: boolean): SshShell | undefined {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept === undefined) return undefined;
    if (reuse && kept.account === account && !kept.shell.closed) return kept.shell;
    kept.shell.close();
    return undefined;
  }

  #keep(account: CliAccount, shell: SshShell, reuse: boolean): void {
    if (!reuse || shell.closed || this.closed) {
      shell.close();
      return;
    }
    this.#kept = { account, shell };
    this.#timer = setTimeout(() => {
      this.#kept?.shell.close();
      this.#kept = undefined;
    }, this.#deps.limits.keepMs);
    this.#timer.unref();
  }

  async #open(account: CliAccount, signal: AbortSignal | undefined): Promise<SshShell> {
    const { node, cluster, hostKeys, limits, logger } = this.#deps;
    // A wrong password is tried once: every further try brings the account nearer to its lock.
    const before = this.#refused.get(account);
    if (before !== undefined) throw before;
    const stop = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    const started = performance.now();
    const target = {
      address: node.address,
      port: node.ports.ssh,
      user: account.user,
      password: account.password,
      knownAs: `${cluster ?? "<cluster>"} ${node.name}`,
    };
    const connection = await connectSsh(target, { hostKeys, timeoutMs: limits.connectMs, signal: stop }).catch(
      (error) => {
        if (error instanceof CertOpsError && error.code === "login-refused") this.#refused.set(account, error);
        throw error;
      },
    );
    const shell = await this.#prepare(connection, stop).catch((error) => {
      // Whatever was written so far, it was not the caller's command.
      if (!(error instanceof ShellFault)) throw error;
      throw new ShellFault({ kind: error.kind, written: false, text: error.text, question: error.question });
    });
    logger.debug(
      { node: node.name, user: account.user, ms: Math.round(performance.now() - started) },
      "CLI session open",
    );
    return shell;
  }

  async #prepare(connection: SshConnection, signal: AbortSignal): Promise<SshShell> {
    const shell = await openShell(connection, cucmDialect, this.#deps.limits, signal);
    await this.#pagesOff(shell, signal);
    return shell;
  }

  /** Best effort: where it is refused, pages are turned one by one. */
  async #pagesOff(shell: SshShell, signal: AbortSignal): Promise<void> {
    const { text, deadlineMs, idleMs } = paginationOff();
    const { limits } = this.#deps;
    const bounds = { totalMs: Math.min(deadlineMs, limits.commandMs), idleMs: Math.min(idleMs, limits.idleMs) };
    await shell.run({ text, answers: [], ...bounds, interruptible: true, signal });
  }
}

export const isLost = (thrown: unknown): boolean => thrown instanceof ShellFault && thrown.kind === "closed";

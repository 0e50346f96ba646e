// The authentication servers of 802.1X: whom they trust. One client for all kinds; nothing is ever changed on them.
import { readFile } from "node:fs/promises";
import type { AuthenticationServer } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Clock } from "../../kernel/clock.ts";
import { deadline } from "../../kernel/deadline.ts";
import type { HttpsClient } from "../../transport/https.ts";
import type { HostKeyStore } from "../../transport/known-hosts.ts";
import { connectSsh, type SshConnection } from "../../transport/ssh-connect.ts";
import { ShellFault } from "../../transport/ssh-dialect.ts";
import { readRemoteFile } from "../../transport/ssh-file.ts";
import { openShell } from "../../transport/ssh-shell.ts";
import { readCertificates } from "../../trust/certificate.ts";
import type { AuthenticationServers, TrustedAuthority } from "../authentication-server-ports.ts";
import { evidenceOf } from "../evidence.ts";
import { type Credential, holdMinutes, Logins } from "../logins.ts";
import { asaAuthorities, asaCommand, asaDialect, asaLimits } from "./asa.ts";
import { commandRefused, loginRefused, noAccount, noFile, notUnderstood } from "./errors.ts";
import { isePath, iseTrusted } from "./ise.ts";

export interface AuthenticationServerDeps {
  readonly https: HttpsClient;
  readonly hostKeys: HostKeyStore;
  /** The cluster's id, for the next step in errors. */
  readonly cluster: string;
  readonly clock: Clock;
  /** Undefined for a server that the configuration does not know. */
  readonly account: (server: AuthenticationServer) => Credential | undefined;
  /** For one server, 30 s when not given. */
  readonly callMs?: number;
}

const largestFile = 4 * 1024 * 1024;

interface Read {
  readonly value: readonly TrustedAuthority[];
  readonly source: string;
  readonly whole: string | Uint8Array;
}

/** Throws CertOpsError from `trusted`. */
export function createAuthenticationServers(deps: AuthenticationServerDeps): AuthenticationServers {
  const { clock, callMs = 30_000 } = deps;
  const logins = new Logins(clock);
  const refusals = new Map<string, number>();

  const accountOf = (server: AuthenticationServer): Credential => {
    const found = deps.account(server);
    if (found === undefined) throw noAccount(server);
    return found;
  };

  /** One login for one question; a password that was refused rests for half an hour. */
  const overSsh = async <T>(
    server: AuthenticationServer,
    signal: AbortSignal,
    work: (connection: SshConnection) => Promise<T>,
  ): Promise<T> => {
    const { user, password } = accountOf(server);
    const since = refusals.get(server.name);
    if (since !== undefined && clock.now() - since < holdMinutes * 60_000) throw loginRefused(server, user);
    let connection: SshConnection | undefined;
    try {
      const { address, port, name } = server;
      connection = await connectSsh(
        { address, port, user, password, knownAs: `${deps.cluster} ${name}` },
        { hostKeys: deps.hostKeys, timeoutMs: callMs, signal },
      );
      return await work(connection);
    } catch (error) {
      if (error instanceof CertOpsError && error.code === "login-refused") refusals.set(server.name, clock.now());
      throw error instanceof ShellFault ? notUnderstood(server, `the shell ended: ${error.kind}`) : error;
    } finally {
      connection?.destroy();
    }
  };

  const ofAsa = (server: AuthenticationServer, signal: AbortSignal): Promise<Read> =>
    overSsh(server, signal, async (connection) => {
      const shell = await openShell(connection, asaDialect, asaLimits, signal);
      const command = { answers: [], totalMs: callMs, idleMs: callMs, interruptible: true, signal };
      // The pager is turned as well where the account may not switch it off.
      await shell.run({ ...command, text: "terminal pager 0" });
      const text = await shell.run({ ...command, text: asaCommand });
      const value = asaAuthorities(text);
      if (value === undefined) throw commandRefused(server, asaCommand);
      return { value, source: asaCommand, whole: text };
    });

  const ofFile = (server: AuthenticationServer, bytes: Uint8Array): Read => {
    const certificates = readCertificates(bytes);
    if (certificates.length === 0 && bytes.length > 0) throw notUnderstood(server, "the file holds no certificate");
    const value = certificates.map(
      ({ commonName, subject, serial, sha256, notAfter }): TrustedAuthority => ({
        commonName,
        subject,
        serial,
        sha256,
        notAfter,
        forClients: true,
      }),
    );
    return { value, source: server.file ?? "", whole: bytes };
  };

  const ofRadius = (server: AuthenticationServer, signal: AbortSignal): Promise<Read> =>
    overSsh(server, signal, async (connection) => {
      const path = server.file ?? "";
      const read = await readRemoteFile(connection, path, largestFile, signal);
      if ("fault" in read) throw noFile(server, path, read.fault);
      return ofFile(server, read.bytes);
    });

  const ofLocal = async (server: AuthenticationServer, signal: AbortSignal): Promise<Read> => {
    const path = server.file ?? "";
    let bytes: Uint8Array;
    try {
      bytes = await readFile(path, { signal });
    } catch (error) {
      throw noFile(server, path, error instanceof Error ? error.message : "cannot be read");
    }
    return ofFile(server, bytes);
  };

  const read = async (server: AuthenticationServer, signal: AbortSignal): Promise<Read> => {
    switch (server.kind) {
      case "ise": {
        const list = await iseTrusted({ https: deps.https, logins, callMs }, server, accountOf(server), signal);
        return { ...list, source: `GET ${isePath}` };
      }
      case "asa":
        return await ofAsa(server, signal);
      case "freeradius":
        return await ofRadius(server, signal);
      case "ca-file":
        return await ofLocal(server, signal);
    }
  };

  return {
    trusted: async (server, options = {}) => {
      const { value, source, whole } = await read(server, deadline(callMs, options.signal));
      const lines = value.map(
        (one) => `${one.subject} serial ${one.serial || "?"}${one.forClients ? "" : " (not for clients)"}`,
      );
      const about = { system: "Authentication server", node: server.name, source, whole } as const;
      return { value, evidence: evidenceOf(clock, { ...about, lines: lines.length === 0 ? ["no authority"] : lines }) };
    },
    close: () => deps.https.close(),
  };
}

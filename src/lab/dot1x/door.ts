// The way in to the authentication server for administrators: one of three kinds, with an account, on a port of its own.

import { createHash } from "node:crypto";
import { createServer as createTlsServer } from "node:https";
import { createServer } from "node:net";
import { issue } from "../expressway/issue.ts";
import type { LabClusterView } from "../model.ts";
import { openDoor } from "../open-door.ts";
import { makeHostKeys } from "../surfaces/ssh/server.ts";
import { asaTalk } from "./asa.ts";
import { iseApi } from "./ise.ts";
import type { AuthenticationServerKind } from "./server.ts";
import { serverSsh } from "./ssh.ts";

export interface ServerAccount {
  readonly user: string;
  readonly password: string;
  readonly access: "read-only" | "read-write";
}

/** Where FreeRADIUS keeps the authorities that it trusts (Debian). */
export const radiusCaFile = "/etc/freeradius/3.0/certs/ca.pem";

export interface ServerDoor {
  readonly name: string;
  readonly kind: AuthenticationServerKind;
  readonly address: string;
  readonly port: number;
  readonly accounts: { readonly monitor: ServerAccount; readonly change: ServerAccount };
  /** PEM of the certificate on its HTTPS port; undefined where it speaks SSH. */
  readonly pem: string | undefined;
  /** `ssh-ed25519 AAAA…` and the like; empty where it speaks HTTPS. */
  readonly hostKeys: readonly string[];
  /** Logins that were tried: for tests that nobody hammers an account. */
  readonly logins: readonly { readonly user: string; readonly accepted: boolean }[];
  close(): Promise<void>;
}

/** A password that nobody would type, the same for the same seed. */
const passwordOf = (seed: string, user: string): string =>
  createHash("sha256").update(`${seed}|authentication server|${user}`).digest("base64url").slice(0, 20);

/** Opens it on a free port beside the publisher. */
export async function openServerDoor(
  cluster: LabClusterView & { newKey(): Promise<string>; readonly seed: number },
  kind: AuthenticationServerKind,
  onTrouble: (error: unknown) => void,
): Promise<ServerDoor> {
  const { server } = cluster.hands.dot1x;
  const name = `${kind}-1`;
  const account = (user: string, access: ServerAccount["access"]): ServerAccount => ({
    user,
    password: passwordOf(String(cluster.seed), user),
    access,
  });
  const accounts = { monitor: account("certops-view", "read-only"), change: account("certops-change", "read-write") };
  const known = [accounts.monitor, accounts.change];
  const logins: { user: string; accepted: boolean }[] = [];
  const onLogin = (user: string, accepted: boolean): void => void logins.push({ user, accepted });
  const { address } = cluster.publisher;
  const at = { address, port: 0 };
  const common = { name, kind, address, accounts, logins };
  if (kind === "ise") {
    const keyPem = await cluster.newKey();
    const web = await issue({
      commonName: `${name}.lab.example`,
      names: [`${name}.lab.example`],
      notBefore: cluster.clock.now() - 400 * 86_400_000,
      days: 730,
      keyPem,
      seed: cluster.seed,
      occasion: name,
    });
    const listener = createTlsServer({ cert: web.pem, key: web.keyPem }, iseApi({ server, known, onLogin, onTrouble }));
    const { port, close } = await openDoor(listener, at, () => server.powered);
    return { ...common, port, close, pem: web.pem, hostKeys: [] };
  }
  const keys = await makeHostKeys(cluster.newKey());
  const files = new Map([[radiusCaFile, () => server.trusted.map(({ pem }) => pem).join("")]]);
  const talk = kind === "asa" ? { shell: asaTalk(server) } : { files };
  const accept = serverSsh(keys, { known, onLogin, onTrouble, ...talk });
  const { port, close } = await openDoor(createServer(accept), at, () => server.powered);
  return { ...common, port, close, pem: undefined, hostKeys: keys.publicLines };
}

// file get tftp ITLRecovery.p12 and utils itl reset remotekey: the recovery key goes out to an SFTP server and comes back.

import type { LabClusterView } from "../../../model.ts";
import { type CliCommand, type CliSession, onPublisherOnly, tell, unsuccessful } from "../session.ts";

interface StoredKey {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/**
 * The practice cluster's SFTP servers: what was exported is kept in memory under host and path, protected by the password
 * it was exported with. Cisco publishes no transcript of either dialogue: the questions are the lab's own wording.
 */
const servers = new WeakMap<LabClusterView, Map<string, { readonly password: string; readonly key: StoredKey }>>();

const kept = (cluster: LabClusterView) => {
  const known = servers.get(cluster) ?? new Map<string, { readonly password: string; readonly key: StoredKey }>();
  servers.set(cluster, known);
  return known;
};

async function place(session: CliSession): Promise<{ readonly at: string; readonly password: string }> {
  const host = (await session.terminal.ask("SFTP server IP: ")).trim();
  await session.terminal.ask("SFTP server port [22]: ");
  await session.terminal.ask("User ID: ");
  const password = await session.terminal.askHidden("Password: ");
  const directory = (await session.terminal.ask("Directory: ")).trim().replace(/\/+$/, "");
  return { at: `${host.toLowerCase()}:${directory}`, password };
}

async function exportKey(session: CliSession): Promise<void> {
  if (!(await onPublisherOnly(session, "file get tftp ITLRecovery.p12"))) return;
  const { at, password } = await place(session);
  kept(session.cluster).set(at, { password, key: session.cluster.hands.exportRecoveryKey() });
  await tell(session, "\nTransfer completed.\n");
}

async function remoteKey(session: CliSession): Promise<void> {
  if (!(await onPublisherOnly(session, "utils itl reset remotekey"))) return;
  const { at, password } = await place(session);
  const found = kept(session.cluster).get(at);
  if (found === undefined || found.password !== password) {
    await tell(session, `\nITLRecovery.p12 could not be fetched from ${at}.\n${unsuccessful}\n`);
    return;
  }
  await tell(
    session,
    "\nITLFile on all the active TFTP nodes will be reset now\nand signed using ITLRecovery certificate key...\n\n",
  );
  await session.cluster.hands.itlReset("remotekey", found.key);
  await tell(session, "ITL file Reset.\n\nPlease reset all the phones to pickup the new ITL File.\n");
}

export const recoveryKeyCommands: readonly CliCommand[] = [
  { words: "file get tftp itlrecovery.p12", privilege: 1, run: exportKey },
  { words: "utils itl reset remotekey", privilege: 4, run: remoteKey },
];

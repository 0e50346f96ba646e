// `certops trust-host <cluster> [node]`: shows the SSH host keys of nodes and pins them when a person says yes.
import { createInterface } from "node:readline/promises";
import type { Cluster } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { nearest } from "../kernel/nearest.ts";
import { fileHostKeyStore } from "../transport/known-hosts-file.ts";
import { fetchHostKey } from "../transport/ssh-connect.ts";
import { fingerprintOf, sameHostKey } from "../transport/ssh-host-key.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { findSettings } from "./settings.ts";

export interface TrustHostOptions {
  readonly config?: string;
  /** Pin without asking: only when the fingerprint was compared by other means. */
  readonly yes?: boolean;
  /** Forget the node's other keys: after it was rebuilt. */
  readonly replace?: boolean;
}

export async function trustHost(
  clusterName: string,
  nodeName: string | undefined,
  options: TrustHostOptions,
  io: Io,
): Promise<ExitCode> {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { clusters } = found.settings;
  const wanted = clusters.find(({ cluster }) => cluster.id === clusterName || cluster.name === clusterName);
  if (wanted === undefined)
    return unknown(
      "cluster",
      clusterName,
      clusters.map(({ cluster }) => cluster.id),
      io,
    );
  const { cluster, pins } = wanted;
  const known = overSsh(cluster);
  const nodes = nodeName === undefined ? known : known.filter((node) => node.name === nodeName);
  if (nodes.length === 0)
    return unknown(
      "node",
      nodeName ?? "",
      known.map((node) => node.name),
      io,
    );

  const store = fileHostKeyStore(pins.knownHosts);
  const { write } = writerFor(localeOf(io));
  let worst: ExitCode = exitCodes.done;
  for (const node of nodes) {
    const { address, port } = node;
    try {
      const key = await fetchHostKey(address, port);
      const { trusted } = await store.keysFor(address, port);
      io.out(`${node.name}  ${address}:${port}  ${key.type}  ${fingerprintOf(key)}`);
      if (trusted.some((one) => sameHostKey(one, key))) {
        io.out(`  ${write(say("line.trust-host.pinned-already"))}`);
        continue;
      }
      const changed = trusted.some((one) => one.type === key.type);
      if (changed && options.replace !== true) {
        io.err(`  ${write(say("line.trust-host.another"))}`);
        worst = exitCodes.refused;
        continue;
      }
      if (options.yes !== true && !(await agrees(io))) {
        io.out(`  ${write(say("line.trust-host.not-pinned"))}`);
        worst = exitCodes.refused;
        continue;
      }
      await (options.replace === true ? store.replace(address, port, key) : store.trust(address, port, key));
      io.out(`  ${write(say("line.trust-host.pinned", { file: pins.knownHosts }))}`);
    } catch (error) {
      if (!(error instanceof CertOpsError)) throw error;
      io.err(`${node.name}  ${write(error.say)} ${write(error.next)}`);
      worst = exitCodes.found;
    }
  }
  return worst;
}

/** Who is spoken to over SSH: the nodes, and the authentication servers that have no other way. */
const overSsh = (
  cluster: Cluster,
): readonly { readonly name: string; readonly address: string; readonly port: number }[] => [
  ...cluster.nodes.map(({ name, address, ports }) => ({ name, address, port: ports.ssh })),
  ...(cluster.authenticationServers ?? []).filter(({ kind }) => kind === "asa" || kind === "freeradius"),
];

function unknown(what: "cluster" | "node", name: string, known: readonly string[], io: Io): ExitCode {
  const { write } = writerFor(localeOf(io));
  const near = nearest(name, known);
  const words = [
    say(`line.trust-host.no-${what}`, { name: JSON.stringify(name) }),
    ...(near === undefined ? [] : [say("line.error.near", { word: near })]),
    ...(known.length === 0 ? [] : [say("line.trust-host.known", { list: known.join(", ") })]),
  ];
  io.err(words.map(write).join(" "));
  return exitCodes.usage;
}

/** A person at a terminal who typed `yes` in full; anything else is no. */
async function agrees(io: Io): Promise<boolean> {
  const { write } = writerFor(localeOf(io));
  if (process.stdin.isTTY !== true) {
    io.err(`  ${write(say("line.trust-host.nobody"))}`);
    return false;
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await reader.question(`  ${write(say("line.trust-host.question"))} `);
  reader.close();
  return answer.trim().toLowerCase() === "yes";
}

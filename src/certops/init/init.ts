// `certops init`: from a publisher's address and its accounts to a certops.yaml that starts.
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { loadConfig } from "../../config/load.ts";
import type { ClusterNode } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { clusterId } from "../../domain/ids.ts";
import { writerFor } from "../../i18n/write.ts";
import { fingerprintOf as certificateFingerprint } from "../../transport/https-pins.ts";
import type { HostKeyStore } from "../../transport/known-hosts.ts";
import { fileHostKeyStore, memoryHostKeyStore } from "../../transport/known-hosts-file.ts";
import { fingerprintOf, sameHostKey } from "../../transport/ssh-host-key.ts";
import { type ExitCode, exitCodes, type Io } from "../io.ts";
import { localeOf } from "../line-words.ts";
import { describeProblems } from "../settings.ts";
import {
  askAccount,
  BadWord,
  clusterKey,
  configPath,
  type InitWords,
  localPerson,
  readOverrides,
  readReached,
} from "./answers.ts";
import { type Composed, configText, pinFiles, standing, writeAll } from "./compose.ts";
import {
  isNodesOwn,
  nodeAt,
  prove,
  type SeenCertificate,
  type SeenKey,
  seeCertificate,
  seeKey,
  seeNodes,
} from "./discover.ts";
import { askPlatform, type PlatformPart } from "./platforms.ts";
import { MissingAnswer, type Prompter, Stopped, terminalPrompter } from "./prompter.ts";

/** A person said no, or something is not as it must be: nothing was written. */
class Refused extends Error {}

export async function init(words: InitWords, io: Io, prompter: Prompter = terminalPrompter(io)): Promise<ExitCode> {
  try {
    return await go(words, io, prompter);
  } catch (error) {
    const nothing = "Nothing was written.";
    if (error instanceof Stopped) io.err(`\n${nothing}`);
    else if (error instanceof BadWord || error instanceof MissingAnswer || error instanceof Refused) {
      io.err(`${error.message}\n${nothing}`);
    } else if (error instanceof CertOpsError) {
      const { write } = writerFor(localeOf(io));
      io.err(`${write(error.say)} ${write(error.next)}\n${nothing}`);
    } else throw error;
    if (error instanceof BadWord || error instanceof MissingAnswer) return exitCodes.usage;
    return error instanceof CertOpsError ? exitCodes.failed : exitCodes.refused;
  }
}

async function go(words: InitWords, io: Io, prompter: Prompter): Promise<ExitCode> {
  const file = configPath(words);
  const folder = dirname(file);
  if (standing(file) !== undefined) io.out(`${file} is there already; it is not replaced without a yes.`);
  const reached = readReached(words.publisher ?? (await prompter.line("Address of the publisher", "--publisher")));
  const overrides = readOverrides(words.node);
  const cluster = clusterKey(words.cluster ?? (await prompter.line("Short name of the cluster", "--cluster", "hq")));
  const name = words.name ?? (await prompter.line("Name on cards", "--name", cluster.toUpperCase()));
  const context = { cluster, folder, env: io.env, prompter };

  const hostKeys = memoryHostKeyStore();
  const pinned = fileHostKeyStore(join(folder, pinFiles(cluster).knownHosts));
  const agreeing = { words, io, prompter, hostKeys, pinned };
  const publisher = nodeAt("publisher", "publisher", reached);
  const keys: SeenKey[] = [...(await agreeOnKeys([publisher], agreeing))];

  const monitor = await askAccount("monitor", words, context);
  if (monitor === undefined) throw new BadWord("an account that reads is needed");
  const { release, nodes } = await seeNodes(publisher, monitor, hostKeys, overrides);
  io.out(`CUCM ${release}, ${nodes.length} nodes:`);
  for (const node of nodes) io.out(`  ${node.name}  ${node.address}  ${node.role}`);
  keys.push(
    ...(await agreeOnKeys(
      nodes.filter(({ role }) => role !== "publisher"),
      agreeing,
    )),
  );

  const certificates = await agreeOnCertificates(nodes, monitor, agreeing);
  const change = await askAccount("change", words, context);
  const axl = await askAccount("axl", words, context);
  const accounts = { monitor, ...(change === undefined ? {} : { change }), ...(axl === undefined ? {} : { axl }) };
  const proofs = await prove({ id: clusterId(cluster), nodes, accounts, hostKeys, certificates });
  for (const { what, ok, detail } of proofs) io.out(`${ok ? "ok     " : "PROBLEM"}  ${what}: ${detail}`);

  const platform = await askPlatform(words, prompter);
  const person = await askPerson(words, platform, prompter);
  const composed: Composed = { cluster, name, nodes, accounts, keys, certificates, platform, person };
  return await finish(
    file,
    composed,
    proofs.every(({ ok }) => ok),
    { words, io, prompter },
  );
}

interface Agreeing {
  readonly words: InitWords;
  readonly io: Io;
  readonly prompter: Prompter;
  /** What was agreed to in this run. */
  readonly hostKeys: HostKeyStore;
  /** What an earlier run wrote. */
  readonly pinned: HostKeyStore;
}

/** Shows the keys of these nodes and asks once for all of them. Those pinned already are not asked about. */
async function agreeOnKeys(nodes: readonly ClusterNode[], agreeing: Agreeing): Promise<readonly SeenKey[]> {
  const { words, io, prompter, hostKeys, pinned } = agreeing;
  const seen = await Promise.all(nodes.map(seeKey));
  let unknown = 0;
  for (const { node, key } of seen) {
    const { trusted } = await pinned.keysFor(node.address, node.ports.ssh);
    const known = trusted.some((one) => sameHostKey(one, key));
    if (!known && trusted.some((one) => one.type === key.type)) {
      throw new Refused(
        `ANOTHER HOST KEY IS PINNED for ${node.address}. If the node was rebuilt: certops trust-host … --replace.`,
      );
    }
    io.out(
      `host key  ${node.name}  ${node.address}:${node.ports.ssh}  ${key.type}  ${fingerprintOf(key)}${known ? "  pinned already" : ""}`,
    );
    if (!known) unknown += 1;
  }
  if (unknown > 0 && words.yes !== true) {
    const question = "Compare each fingerprint on the node’s console (or use --yes after you did). Pin them?";
    if (!(await prompter.agrees(question)))
      throw new Refused("The host keys were not agreed to; no password was sent.");
  }
  for (const { node, key } of seen) await hostKeys.trust(node.address, node.ports.ssh, key);
  return seen;
}

/** 8443's certificate proves itself by the SSH session, whose host key was agreed to; only where it does not, a person decides. */
async function agreeOnCertificates(
  nodes: readonly ClusterNode[],
  monitor: Parameters<typeof isNodesOwn>[1],
  { words, io, prompter, hostKeys }: Agreeing,
): Promise<readonly SeenCertificate[]> {
  const seen: SeenCertificate[] = [];
  for (const node of nodes) {
    const one = await seeCertificate(node);
    const own = await isNodesOwn(one, monitor, hostKeys);
    const print = certificateFingerprint(one.der);
    io.out(`8443      ${node.name}  SHA-256 ${print}`);
    io.out(
      `          pins ${one.what === "ca" ? "its CA" : "this certificate"}: ${one.subject}${own ? "; SSH shows the same certificate" : ""}`,
    );
    if (
      !own &&
      words.yes !== true &&
      !(await prompter.agrees("SSH does not show this certificate as the node’s own. Pin it all the same?"))
    ) {
      throw new Refused(`The certificate of ${node.name} was not agreed to; no password was sent there.`);
    }
    seen.push(one);
  }
  return seen;
}

async function askPerson(
  words: InitWords,
  platform: PlatformPart | undefined,
  prompter: Prompter,
): Promise<Composed["person"]> {
  const id = clusterKey(
    words.person ?? (await prompter.line("Your short name in the policy", "--person", localPerson())),
  );
  const name = words.personName ?? (await prompter.line("Your name", "--person-name", id));
  const terminal = { platform: "terminal", tenant: "local", user: userInfo().username };
  if (platform === undefined) return { id, name, identities: [terminal] };
  const later = "later";
  const tenant =
    platform.settings.organisation ??
    platform.settings.tenantId ??
    words.personTenant ??
    (await prompter.line("Your workspace’s id there (T…), or “later”", "--person-tenant", later));
  const user = words.personUser ?? (await prompter.line("Your user id there, or “later”", "--person-user", later));
  const known = tenant !== later && user !== later;
  return { id, name, identities: known ? [terminal, { platform: platform.platform, tenant, user }] : [terminal] };
}

async function finish(
  file: string,
  composed: Composed,
  allProved: boolean,
  { words, io, prompter }: Pick<Agreeing, "words" | "io" | "prompter">,
): Promise<ExitCode> {
  const text = configText(composed);
  const old = standing(file);
  if (old === text) io.out(`${file} says all this already.`);
  else if (
    old !== undefined &&
    words.overwrite !== true &&
    !(await prompter.agrees(`Replace ${file}? What stands there is kept as ${file}.old.`))
  ) {
    throw new Refused(`${file} stays as it is: use --overwrite to replace it.`);
  }
  for (const name of await writeAll(file, text, composed, old === text)) io.out(`wrote ${name}`);

  const loaded = loadConfig(file, io.env);
  if ("problems" in loaded) for (const line of describeProblems(file, loaded.problems, localeOf(io))) io.err(line);
  const { platform, person } = composed;
  if (platform !== undefined && person.identities.length === 1) {
    io.out(
      `Write to the bot in ${platform.platform}: it answers with your account there. Add it to people.${person.id}.identities.`,
    );
  }
  if (composed.accounts.change !== undefined) {
    io.out("Nobody may request changes yet: name two colleagues as approver in people, then yourself as engineer.");
  }
  const manifest = platform === undefined ? "" : `certops manifest ${platform.platform} --out .; `;
  io.out(
    `Next: ${manifest}certops doctor; certops start${platform === undefined ? "" : ` (docs/${platform.platform}.md)`}`,
  );
  if ("problems" in loaded) return exitCodes.config;
  return allProved ? exitCodes.done : exitCodes.found;
}

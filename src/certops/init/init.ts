// `certops init`: from a publisher's address and its accounts to a certops.yaml that starts.
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { loadConfig } from "../../config/load.ts";
import type { ClusterNode } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { clusterId } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import { type Writer, writerFor } from "../../i18n/write.ts";
import { fingerprintOf as certificateFingerprint } from "../../transport/https-pins.ts";
import type { HostKeyStore } from "../../transport/known-hosts.ts";
import { fileHostKeyStore, memoryHostKeyStore } from "../../transport/known-hosts-file.ts";
import { fingerprintOf, sameHostKey } from "../../transport/ssh-host-key.ts";
import { printed } from "../doctor/examined.ts";
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
import { MissingAnswer, type Prompter, Stopped, ToldError, terminalPrompter } from "./prompter.ts";

/** A person said no, or something is not as it must be: nothing was written. */
class Refused extends ToldError {}

export async function init(words: InitWords, io: Io, prompter: Prompter = terminalPrompter(io)): Promise<ExitCode> {
  const { write } = writerFor(localeOf(io));
  try {
    return await go(words, io, prompter);
  } catch (error) {
    const nothing = write(say("line.init.nothing"));
    if (error instanceof Stopped) io.err(`\n${nothing}`);
    else if (error instanceof ToldError) io.err(`${write(error.say)}\n${nothing}`);
    else if (error instanceof CertOpsError) io.err(`${write(error.say)} ${write(error.next)}\n${nothing}`);
    else throw error;
    if (error instanceof BadWord || error instanceof MissingAnswer) return exitCodes.usage;
    return error instanceof CertOpsError ? exitCodes.failed : exitCodes.refused;
  }
}

async function go(words: InitWords, io: Io, prompter: Prompter): Promise<ExitCode> {
  const file = configPath(words);
  const folder = dirname(file);
  const writer = writerFor(localeOf(io));
  const { write } = writer;
  if (standing(file) !== undefined) io.out(write(say("line.init.there", { file })));
  const reached = readReached(
    words.publisher ?? (await prompter.line(write(say("line.init.publisher")), "--publisher")),
  );
  const overrides = readOverrides(words.node);
  const cluster = clusterKey(
    words.cluster ?? (await prompter.line(write(say("line.init.cluster")), "--cluster", "hq")),
  );
  const name = words.name ?? (await prompter.line(write(say("line.init.name")), "--name", cluster.toUpperCase()));
  const context = { cluster, folder, env: io.env, prompter, write };

  const hostKeys = memoryHostKeyStore();
  const pinned = fileHostKeyStore(join(folder, pinFiles(cluster).knownHosts));
  const agreeing = { words, io, prompter, write, hostKeys, pinned };
  const publisher = nodeAt("publisher", "publisher", reached);
  const keys: SeenKey[] = [...(await agreeOnKeys([publisher], agreeing))];

  const monitor = await askAccount("monitor", words, context);
  if (monitor === undefined) throw new BadWord(say("line.init.monitor.needed"));
  const { release, nodes } = await seeNodes(publisher, monitor, hostKeys, overrides);
  io.out(write(say("line.init.cluster-found", { release, nodes: nodes.length })));
  for (const { name: node, address, role } of nodes) {
    io.out(write(say("line.init.node", { node, address, role: say(`line.init.role.${role}`) })));
  }
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
  for (const proof of proofs) io.out(printed(proof, writer));

  const platform = await askPlatform(words, prompter, write);
  const person = await askPerson(words, platform, prompter, write);
  const composed: Composed = { cluster, name, nodes, accounts, keys, certificates, platform, person };
  return await finish(
    file,
    composed,
    proofs.every(({ state }) => state === "ok"),
    { words, io, prompter, write },
  );
}

interface Agreeing {
  readonly words: InitWords;
  readonly io: Io;
  readonly prompter: Prompter;
  readonly write: Writer["write"];
  /** What was agreed to in this run. */
  readonly hostKeys: HostKeyStore;
  /** What an earlier run wrote. */
  readonly pinned: HostKeyStore;
}

/** Shows the keys of these nodes and asks once for all of them. Those pinned already are not asked about. */
async function agreeOnKeys(nodes: readonly ClusterNode[], agreeing: Agreeing): Promise<readonly SeenKey[]> {
  const { words, io, prompter, write, hostKeys, pinned } = agreeing;
  const seen = await Promise.all(nodes.map(seeKey));
  let unknown = 0;
  for (const { node, key } of seen) {
    const { trusted } = await pinned.keysFor(node.address, node.ports.ssh);
    const known = trusted.some((one) => sameHostKey(one, key));
    if (!known && trusted.some((one) => one.type === key.type)) {
      throw new Refused(say("line.init.key.another", { address: node.address }));
    }
    const at = `${node.address}:${node.ports.ssh}`;
    const values = { node: node.name, at, type: key.type, fingerprint: fingerprintOf(key) };
    io.out(write(known ? say("line.init.key.pinned", values) : say("line.init.key", values)));
    if (!known) unknown += 1;
  }
  if (unknown > 0 && words.yes !== true) {
    const question = write(say("line.init.key.question"));
    if (!(await prompter.agrees(question))) throw new Refused(say("line.init.key.refused"));
  }
  for (const { node, key } of seen) await hostKeys.trust(node.address, node.ports.ssh, key);
  return seen;
}

/** 8443's certificate proves itself by the SSH session, whose host key was agreed to; only where it does not, a person decides. */
async function agreeOnCertificates(
  nodes: readonly ClusterNode[],
  monitor: Parameters<typeof isNodesOwn>[1],
  { words, io, prompter, write, hostKeys }: Agreeing,
): Promise<readonly SeenCertificate[]> {
  const seen: SeenCertificate[] = [];
  for (const node of nodes) {
    const one = await seeCertificate(node);
    const own = await isNodesOwn(one, monitor, hostKeys);
    const print = certificateFingerprint(one.der);
    io.out(write(say("line.init.certificate", { node: node.name, fingerprint: print })));
    const pins = one.what === "ca" ? "ca" : "own";
    io.out(write(say(`line.init.certificate.${pins}${own ? "-same" : ""}`, { subject: one.subject })));
    if (!own && words.yes !== true && !(await prompter.agrees(write(say("line.init.certificate.question"))))) {
      throw new Refused(say("line.init.certificate.refused", { node: node.name }));
    }
    seen.push(one);
  }
  return seen;
}

async function askPerson(
  words: InitWords,
  platform: PlatformPart | undefined,
  prompter: Prompter,
  write: Writer["write"],
): Promise<Composed["person"]> {
  const id = clusterKey(
    words.person ?? (await prompter.line(write(say("line.init.person")), "--person", localPerson())),
  );
  const name = words.personName ?? (await prompter.line(write(say("line.init.person.name")), "--person-name", id));
  const terminal = { platform: "terminal", tenant: "local", user: userInfo().username };
  if (platform === undefined) return { id, name, identities: [terminal] };
  const later = "later";
  const tenant =
    platform.settings.organisation ??
    platform.settings.tenantId ??
    words.personTenant ??
    (await prompter.line(write(say("line.init.person.workspace")), "--person-tenant", later));
  const user = words.personUser ?? (await prompter.line(write(say("line.init.person.user")), "--person-user", later));
  const known = tenant !== later && user !== later;
  return { id, name, identities: known ? [terminal, { platform: platform.platform, tenant, user }] : [terminal] };
}

async function finish(
  file: string,
  composed: Composed,
  allProved: boolean,
  { words, io, prompter, write }: Pick<Agreeing, "words" | "io" | "prompter" | "write">,
): Promise<ExitCode> {
  const text = configText(composed, write);
  const old = standing(file);
  // Written by an earlier run in the other language, it says the same.
  const same = (["en", "zh-CN"] as const).some((one) => configText(composed, writerFor(one).write) === old);
  if (same) io.out(write(say("line.init.same", { file })));
  else if (
    old !== undefined &&
    words.overwrite !== true &&
    !(await prompter.agrees(write(say("line.init.replace", { file }))))
  ) {
    throw new Refused(say("line.init.stays", { file }));
  }
  for (const name of await writeAll(file, text, composed, same)) io.out(write(say("line.init.wrote", { file: name })));

  const loaded = loadConfig(file, io.env);
  if ("problems" in loaded) for (const line of describeProblems(file, loaded.problems, localeOf(io))) io.err(line);
  const { platform, person } = composed;
  if (platform !== undefined && person.identities.length === 1) {
    io.out(write(say("line.init.account", { platform: platform.platform, person: person.id })));
  }
  if (composed.accounts.change !== undefined) io.out(write(say("line.init.colleagues")));
  const next =
    platform === undefined ? say("line.init.next") : say("line.init.next.platform", { platform: platform.platform });
  io.out(write(next));
  if ("problems" in loaded) return exitCodes.config;
  return allProved ? exitCodes.done : exitCodes.found;
}

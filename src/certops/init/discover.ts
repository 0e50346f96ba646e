// Looks at a cluster that nothing is known of yet: host keys first, then the login, the nodes, their certificates, and what each
// account may do. Nothing is written; a password goes only to a node whose host key a person has agreed to.

import { linkCluster } from "../../app/cluster-link.ts";
import type { Account } from "../../config/settings.ts";
import { type ClusterNode, standardPorts } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { type ClusterId, nodeName } from "../../domain/ids.ts";
import { type Text, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { systemClock } from "../../kernel/clock.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { ask } from "../../systems/cucm-cli/ask.ts";
import { paginationOff, showNetworkCluster, showOwnCertificate, showVersion } from "../../systems/cucm-cli/commands.ts";
import { defaultLimits, NodeSessions } from "../../systems/cucm-cli/sessions.ts";
import { memoryPins, type Pin } from "../../transport/https-pins.ts";
import type { HostKeyStore } from "../../transport/known-hosts.ts";
import { fetchHostKey } from "../../transport/ssh-connect.ts";
import type { HostKey } from "../../transport/ssh-host-key.ts";
import { probeTls } from "../../transport/tls-probe.ts";
import { readCertificate, toPem } from "../../trust/certificate.ts";
import type { Examined } from "../doctor/examined.ts";
import { BadWord, type InitAccount, type Reached } from "./answers.ts";

export interface SeenKey {
  readonly node: ClusterNode;
  readonly key: HostKey;
}

export interface SeenCertificate {
  readonly node: ClusterNode;
  readonly der: Uint8Array;
  /** What is pinned: the CA that the node served with its certificate, else the certificate itself. */
  readonly pem: string;
  readonly what: "ca" | "certificate";
  readonly subject: string;
}

const login = (account: InitAccount): { readonly user: string; readonly password: string } => ({
  user: account.user,
  password: account.password.reveal(),
});

export const nodeAt = (name: string, role: ClusterNode["role"], { address, ssh, https }: Reached): ClusterNode => ({
  name: nodeName(name),
  address,
  role,
  ports: { ...standardPorts, ssh, https },
});

export async function seeKey(node: ClusterNode): Promise<SeenKey> {
  return { node, key: await fetchHostKey(node.address, node.ports.ssh) };
}

/** The nodes that the publisher names, in its order, and its release. Throws CertOpsError; one login. */
export async function seeNodes(
  publisher: ClusterNode,
  account: InitAccount,
  hostKeys: HostKeyStore,
  overrides: ReadonlyMap<string, Reached>,
): Promise<{ readonly release: string; readonly nodes: readonly ClusterNode[] }> {
  const { value: members, release } = await onNode(publisher, hostKeys, async (deps) => {
    const version = await ask(deps, login(account), showVersion());
    const { value } = await ask(deps, login(account), showNetworkCluster());
    return { value, release: version.value.full };
  });
  const nodes = members.map(({ host, address, role }) => {
    const short = /^[\d.]+$/.test(host) ? host : (host.split(".")[0] ?? host);
    if (role === "publisher") return { ...publisher, name: nodeName(short), role };
    return nodeAt(short, role, overrides.get(short.toLowerCase()) ?? { address, ssh: 22, https: 8443 });
  });
  if (!nodes.some(({ role }) => role === "publisher"))
    throw new BadWord(say("line.init.no-publisher", { address: publisher.address }));
  const unknown = [...overrides.keys()].filter((name) => !nodes.some((node) => node.name.toLowerCase() === name));
  if (unknown.length > 0) {
    const all = nodes.map(({ name }) => name).join(", ");
    throw new BadWord(say("line.init.no-node", { names: unknown.join(", "), all }));
  }
  return { release, nodes };
}

/** What 8443 shows, with what is to be pinned of it. */
export async function seeCertificate(node: ClusterNode): Promise<SeenCertificate> {
  const endpoint = { node: node.name, address: node.address, port: node.ports.https };
  const { chain } = await probeTls({ endpoint, deadlineMs: 15_000 });
  const [leaf] = chain;
  if (leaf === undefined)
    throw new BadWord(say("line.init.no-certificate", { node: node.name, port: node.ports.https }));
  const issuer = chain.slice(1).findLast((der) => readCertificate(der).ca);
  const pinned = issuer ?? leaf;
  return {
    node,
    der: leaf,
    pem: toPem(pinned),
    what: issuer === undefined ? "certificate" : "ca",
    subject: readCertificate(pinned).subject,
  };
}

/** True when the host-key-pinned SSH session shows the very certificate of 8443 as the node's own. Throws CertOpsError. */
export function isNodesOwn(seen: SeenCertificate, account: InitAccount, hostKeys: HostKeyStore): Promise<boolean> {
  return onNode(seen.node, hostKeys, async (deps) => {
    // Which of the two 8443 shows depends on the client; not every release has both.
    for (const unit of ["tomcat", "tomcat-ECDSA"] as const) {
      const own = await ask(deps, login(account), showOwnCertificate(unit)).catch((error: unknown) => {
        if (error instanceof CertOpsError) return undefined;
        throw error;
      });
      const pem = own?.value.pem;
      if (pem !== undefined && Buffer.compare(readCertificate(pem).der, seen.der) === 0) return true;
    }
    return false;
  });
}

export interface Known {
  readonly id: ClusterId;
  readonly nodes: readonly ClusterNode[];
  readonly accounts: { readonly monitor: InitAccount; readonly change?: InitAccount; readonly axl?: InitAccount };
  readonly hostKeys: HostKeyStore;
  readonly certificates: readonly SeenCertificate[];
}

/** What each account may do, shown by doing the smallest harmless thing that needs the right. Never throws for a refusal. */
export async function prove(known: Known): Promise<readonly Examined[]> {
  const { nodes, accounts, hostKeys } = known;
  const proofs: Examined[] = [];
  for (const node of nodes) {
    proofs.push(
      await proved(say("line.init.proof.reads", { node: node.name, user: accounts.monitor.user }), () =>
        onNode(node, hostKeys, async (deps) =>
          verbatim((await ask(deps, login(accounts.monitor), showVersion())).value.full),
        ),
      ),
    );
    const { change } = accounts;
    if (change === undefined) continue;
    // Switches paging off for its own session only; by the CLI reference it needs level 1, which a restart needs, too.
    proofs.push(
      await proved(say("line.init.proof.changes", { node: node.name, user: change.user }), () =>
        onNode(node, hostKeys, async (deps) => {
          await ask(deps, login(change), paginationOff());
          return say("line.init.proof.level");
        }),
      ),
    );
  }
  proofs.push(
    await proved(say("line.init.proof.axl", { user: (accounts.axl ?? accounts.monitor).user }), () => viaAxl(known)),
  );
  return proofs;
}

async function viaAxl({ id, nodes, accounts, hostKeys, certificates }: Known): Promise<Text> {
  const account = ({ user, password }: InitAccount): Account => ({ user, password });
  const pins = new Map(
    certificates.map(({ node, pem }) => [`${node.address}:${node.ports.https}`, [{ kind: "ca", pem } satisfies Pin]]),
  );
  const systems = linkCluster(
    {
      cluster: { id, name: id, nodes, practice: false },
      accounts: {
        monitor: account(accounts.monitor),
        ...(accounts.axl === undefined ? {} : { axl: account(accounts.axl) }),
      },
      pins: { knownHosts: "", certificates: [] },
    },
    { hostKeys, certificates: memoryPins(pins) },
    { clock: systemClock, logger: silentLogger, record: () => Promise.resolve() },
  );
  try {
    const { value } = await systems.soap.certificates();
    return say("line.init.proof.axl-reads", { count: value.length });
  } finally {
    await systems.close();
  }
}

async function proved(what: Text, work: () => Promise<Text>): Promise<Examined> {
  try {
    return { what, state: "ok", detail: await work() };
  } catch (error) {
    if (!(error instanceof CertOpsError)) throw error;
    return { what, state: "problem", detail: error };
  }
}

async function onNode<T>(
  node: ClusterNode,
  hostKeys: HostKeyStore,
  work: (deps: Parameters<typeof ask>[0]) => Promise<T>,
): Promise<T> {
  const known = { node, hostKeys, logger: silentLogger, limits: defaultLimits };
  const sessions = new NodeSessions(known);
  try {
    return await work({ ...known, clock: systemClock, sessions });
  } finally {
    sessions.close();
  }
}

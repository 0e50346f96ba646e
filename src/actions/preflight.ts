// Before any change: is the cluster in a state in which a change can be survived? (facts: Cisco's checklists before renewals)
import { type ClusterNode, publisherOf } from "../domain/cluster.ts";
import { CertOpsError, codeOf } from "../domain/errors.ts";
import type { Evidence } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Preflight, PreflightItem, PreflightLine } from "../domain/preflight.ts";
import type { Phrase, PhraseValue } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { iso } from "../kernel/clock.ts";
import type { BackupEntry, NetworkClusterEntry, Observed, ReplicationEntry } from "../systems/ports.ts";
import type { ActionContext } from "./action.ts";
import { reasonOf } from "./reading.ts";

const day = 86_400_000;

export interface PreflightWish {
  /** The last successful backup may be so old. */
  readonly backupDays: number;
  /** The run that works on the cluster now, if there is one. */
  readonly otherRun: string | undefined;
}

/**
 * Reads every node side by side over its command line; nothing is sent that changes anything. One line for each thing that is
 * well everywhere, one for each node where it is not. What could not be read is `unknown`, never `ok`. Throws only for bugs and
 * when the signal says so.
 */
export async function readPreflight(wish: PreflightWish, context: ActionContext): Promise<Preflight> {
  const at = iso(context.clock);
  const { nodes } = context.systems.cluster;
  const everywhere = async (
    item: PreflightItem,
    look: (node: ClusterNode) => Promise<Judged>,
  ): Promise<readonly PreflightLine[]> => {
    const judged = await Promise.all(nodes.map((node) => readNode(item, node, look, context)));
    const bad = judged.filter((line) => line.verdict !== "ok");
    if (bad.length > 0) return bad;
    const says = say(`preflight.${item}.ok`, { nodes: nodes.length });
    return [{ item, verdict: "ok", says, evidence: judged.flatMap((line) => line.evidence) }];
  };
  const publisher = publisherOf(context.systems.cluster);
  const once = async (
    item: PreflightItem,
    look: (node: ClusterNode) => Promise<Judged>,
  ): Promise<readonly PreflightLine[]> => [await readNode(item, publisher, look, context)];
  const { cli } = context.systems;
  const { signal } = context;
  const lines = await Promise.all([
    everywhere("replication", async ({ name }) => replication(await cli(name).replication({ signal }), nodes)),
    everywhere("ntp", async ({ name }) => {
      const read = await cli(name).ntp({ signal });
      const { synchronised, line } = read.value;
      return judged(read, synchronised ? undefined : say("preflight.ntp.bad", { line: plain(line) }));
    }),
    everywhere("authenticated", async ({ name }) => members(await cli(name).networkCluster({ signal }), nodes)),
    everywhere("upgrade", async ({ name }) => {
      const read = await cli(name).upgradeRunning?.({ signal });
      if (read === undefined) return { bad: say("preflight.not-readable"), unknown: true, evidence: [] };
      return judged(read, read.value ? say("preflight.upgrade.bad") : undefined);
    }),
    once("backup-running", async ({ name }) => {
      const read = await cli(name).backupRunning({ signal });
      return judged(read, read.value ? say("preflight.backup-running.bad") : undefined);
    }),
    once("backup", async ({ name }) =>
      backup(await cli(name).backups({ signal }), wish.backupDays, context.clock.now()),
    ),
  ]);
  return { at, lines: [...lines.flat(), otherRun(wish.otherRun)] };
}

/** `bad`: what stands in the way; `good`: what is well, where it says more than the item does. */
interface Judged {
  readonly bad?: Phrase;
  readonly good?: Phrase;
  readonly unknown?: boolean;
  readonly evidence: readonly Evidence[];
}

const judged = (read: Observed<unknown>, bad: Phrase | undefined): Judged =>
  bad === undefined ? { evidence: [read.evidence] } : { bad, evidence: [read.evidence] };

/** A device's own words, for a sentence. */
const plain = (text: string): PhraseValue => text.slice(0, 120);

async function readNode(
  item: PreflightItem,
  node: ClusterNode,
  look: (node: ClusterNode) => Promise<Judged>,
  { signal }: ActionContext,
): Promise<PreflightLine> {
  const about = { item, node: node.name };
  try {
    const { bad, good, unknown, evidence } = await look(node);
    if (bad === undefined)
      return { ...about, verdict: "ok", says: good ?? say(`preflight.${item}.ok`, { nodes: 1 }), evidence };
    const says = say("preflight.on", { node: node.name, what: bad });
    return {
      ...about,
      verdict: unknown === true ? "unknown" : "problem",
      says,
      next: say(`preflight.${item}.next`),
      evidence,
    };
  } catch (error) {
    if (signal.aborted || !(error instanceof CertOpsError) || codeOf(error) === "store-unavailable") throw error;
    const says = say("preflight.unread", { node: node.name, item: say(`preflight.${item}`), why: reasonOf(error) });
    return { ...about, verdict: "unknown", says, next: error.next, evidence: [] };
  }
}

/** `2`, `Y/Y/Y` and an empty queue for every server, and every node of the cluster among them (facts 1.8, 2.6). */
function replication(read: Observed<readonly ReplicationEntry[]>, nodes: readonly ClusterNode[]): Judged {
  const { value, evidence } = read;
  // A single node replicates with nobody, and says so.
  if (value.length === 0 && nodes.length === 1) return { evidence: [evidence] };
  const missing = nodes.find((node) => !value.some((entry) => isNode(node, entry.server, entry.address)));
  if (missing !== undefined) return judged(read, say("preflight.replication.missing", { server: missing.name }));
  const bad = value.find(
    (entry) => entry.state !== 2 || entry.queue !== 0 || !/^(?:Y\/Y\/Y|Yes)$/i.test(entry.reachable),
  );
  if (bad === undefined) return { evidence: [evidence] };
  const { server, state, queue, reachable } = bad;
  const shown = (value: number): string => (value < 0 ? "-" : String(value));
  return judged(
    read,
    say("preflight.replication.bad", {
      server: plain(server),
      state: shown(state),
      queue: shown(queue),
      reachable: plain(reachable),
    }),
  );
}

function members(read: Observed<readonly NetworkClusterEntry[]>, nodes: readonly ClusterNode[]): Judged {
  const missing = nodes.find((node) => !read.value.some((entry) => isNode(node, entry.host, entry.address)));
  if (missing !== undefined) return judged(read, say("preflight.authenticated.missing", { server: missing.name }));
  const bad = read.value.find((entry) => !entry.authenticated);
  return judged(read, bad === undefined ? undefined : say("preflight.authenticated.bad", { server: plain(bad.host) }));
}

/** Names are printed short or in full, in any case; where nodes stand behind another address the name decides. */
function isNode(node: ClusterNode, host: string, address: string): boolean {
  const short = (name: string): string => name.toLowerCase().split(".")[0] ?? "";
  return node.address === address || short(host) === short(node.name as NodeName & string);
}

function backup(read: Observed<readonly BackupEntry[]>, days: number, now: number): Judged {
  const good = read.value.filter((entry) => entry.success).map((entry) => Date.parse(entry.completedAt));
  const last = Math.max(...good.filter((time) => Number.isFinite(time)));
  if (!Number.isFinite(last)) return judged(read, say("preflight.backup.none"));
  const at = { time: new Date(last).toISOString() };
  if (now - last > days * day) return judged(read, say("preflight.backup.old", { at, days }));
  return { good: say("preflight.backup.recent", { at }), evidence: [read.evidence] };
}

function otherRun(run: string | undefined): PreflightLine {
  const item = "other-run";
  if (run === undefined) return { item, verdict: "ok", says: say("preflight.other-run.ok"), evidence: [] };
  const says = say("preflight.other-run.bad", { run });
  return { item, verdict: "problem", says, next: say("preflight.other-run.next"), evidence: [] };
}

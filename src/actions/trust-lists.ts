// Trust lists before and after a change: what every TFTP node serves, and what the publisher prints.
import { publisherOf, type TrustListKind } from "../domain/cluster.ts";
import type { Evidence } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Json } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext, Intent, Observation, Prechecked } from "./action.ts";
import { attempt, member, text } from "./reading.ts";

interface ServedNow {
  /** SHA-256 of the file per node that serves one. */
  readonly files: ReadonlyMap<NodeName, string>;
  readonly evidence: readonly Evidence[];
}

async function served(kind: TrustListKind, { systems, signal }: ActionContext): Promise<ServedNow> {
  const files = new Map<NodeName, string>();
  const evidence: Evidence[] = [];
  const readings = await Promise.all(
    systems.cluster.nodes.map(async (node) => ({
      node: node.name,
      read: await attempt(() => systems.tftp.trustList(node, kind, { signal }), signal),
    })),
  );
  for (const { node, read } of readings) {
    if (!read.ok) continue;
    const { value } = read.value;
    if (!("list" in value)) continue;
    files.set(node, value.list.sha256);
    evidence.push(read.value.evidence);
  }
  return { files, evidence };
}

/** MD5 and SHA-1 as the publisher's `show itl` / `show ctl` prints them: its own view, whatever TFTP still has in memory. */
async function printed(kind: TrustListKind, { systems, signal }: ActionContext) {
  const publisher = publisherOf(systems.cluster).name;
  const read = await attempt(() => systems.cli(publisher).trustList(kind, { signal }), signal);
  if (!read.ok || read.value.value.absent) return undefined;
  const { md5, sha1 } = read.value.value;
  const sum = sha1 ?? md5;
  return sum === undefined ? undefined : { sum, evidence: read.value.evidence };
}

/**
 * Remembers which nodes serve which file before the change. A node that serves none now (no TFTP there, or it is down) is
 * not waited for. Blocked when no node serves the list: for the CTL that means the cluster is not in mixed mode.
 */
export async function trustListBaseline(kind: TrustListKind, context: ActionContext): Promise<Prechecked> {
  const [before, own] = await Promise.all([served(kind, context), printed(kind, context)]);
  if (before.files.size === 0) {
    const why = kind === "CTL" ? say("changes.no-ctl") : say("changes.no-itl");
    return { ok: false, why, evidence: before.evidence };
  }
  return {
    ok: true,
    baseline: { files: Object.fromEntries(before.files), printed: own?.sum ?? null },
    evidence: own === undefined ? before.evidence : [...before.evidence, own.evidence],
  };
}

/**
 * Done when every node that served a list before serves another one now; not done when none does and the publisher prints
 * the old one too. For the CTL the publisher's new print is enough: TFTP may serve the old file until it restarts.
 */
export async function observeTrustList(
  kind: TrustListKind,
  intent: Intent,
  context: ActionContext,
): Promise<Observation> {
  const files = member(intent.baseline, "files");
  const nodes = typeof files === "object" && files !== null ? Object.keys(files) : [];
  if (nodes.length === 0) return { state: "unknown", evidence: [], final: true, note: say("changes.no-baseline") };
  const [now, own] = await Promise.all([served(kind, context), printed(kind, context)]);
  const evidence = own === undefined ? now.evidence : [...now.evidence, own.evidence];
  const changed: string[] = [];
  const same: string[] = [];
  const unread: string[] = [];
  for (const node of nodes) {
    const file = now.files.get(node as NodeName);
    if (file === undefined) unread.push(node);
    else (file === text(member(files, node)) ? same : changed).push(node);
  }
  if (same.length === 0 && unread.length === 0) return { state: "done", evidence };
  const before = text(member(intent.baseline, "printed"));
  const reprinted = own !== undefined && before !== undefined && own.sum !== before;
  if (kind === "CTL" && reprinted) {
    const late = [...same, ...unread].join(", ");
    return { state: "done", evidence, note: say("changes.list-not-served-yet", { nodes: late }) };
  }
  if (changed.length === 0 && unread.length === 0 && !reprinted) return { state: "not-done", evidence };
  const values = {
    changed: changed.length,
    total: nodes.length,
    missing: [...same, ...unread].join(", "),
    list: kind,
  };
  return { state: "unknown", evidence, note: say("changes.list-partly", values) };
}

/** What `trustListBaseline` keeps, for tests and readers of the journal. */
export type TrustListBaseline = { readonly files: { readonly [node: string]: Json }; readonly printed: Json };

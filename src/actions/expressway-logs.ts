// The state of diagnostic logging on several Expressway-C peers, read side by side; and which of them a step has already sent to.
import type { Evidence } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Json, Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { LogState } from "../systems/expressway-ports.ts";
import type { ActionContext } from "./action.ts";
import { attempt, member, texts } from "./reading.ts";
import { peerNamed } from "./trusted.ts";

export interface LogStates {
  /** Without the peers that could not be asked. */
  readonly states: ReadonlyMap<NodeName, LogState>;
  readonly evidence: readonly Evidence[];
  /** Why one of them could not be asked. */
  readonly trouble?: Phrase;
}

/** `bear`: a peer that cannot be asked is left out and named in `trouble`; else its CertOpsError is thrown. */
export async function logStates(
  nodes: readonly NodeName[],
  context: ActionContext,
  manner: "bear" | "throw" = "throw",
): Promise<LogStates> {
  const { systems, signal } = context;
  const ask = async (node: NodeName) => await systems.expressway.logState(peerNamed(node, context), { signal });
  const read = await Promise.all(
    nodes.map(async (node) => {
      if (manner === "throw") return { node, read: { ok: true, value: await ask(node) } as const };
      return { node, read: await attempt(() => ask(node), signal) };
    }),
  );
  const states = new Map<NodeName, LogState>();
  const evidence: Evidence[] = [];
  let trouble: Phrase | undefined;
  for (const { node, read: one } of read) {
    if (!one.ok) {
      trouble ??= one.reason;
      continue;
    }
    states.set(node, one.value.value);
    evidence.push(one.value.evidence);
  }
  return { states, evidence, ...(trouble === undefined ? {} : { trouble }) };
}

export const logUnknown = (peers: readonly NodeName[]): Phrase =>
  say("mra.change.log-unknown", { peers: peers.join(", ") });

export const peersSent = (progressed: readonly Json[], list: string): ReadonlySet<string> =>
  new Set(progressed.flatMap((entry) => texts(member(entry, list))));

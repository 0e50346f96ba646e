// Runs checks for their facts alone: no report is made and nothing is kept.
import { checkList } from "../checks/index.ts";
import type { Finding } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Clock } from "../kernel/clock.ts";
import { deadline } from "../kernel/deadline.ts";
import { Once } from "../kernel/once.ts";
import type { CheckId, ConclusionInput, Facts } from "../scenarios/scenario.ts";
import type { Snapshot } from "../snapshots/snapshot.ts";
import type { ClusterSystems } from "../systems/ports.ts";

export interface Gathered extends ConclusionInput {
  readonly answered: ReadonlySet<NodeName>;
}

export interface Gathering {
  readonly systems: ClusterSystems;
  readonly history: () => Promise<readonly Snapshot[]>;
  readonly clock: Clock;
  readonly checks: readonly CheckId[];
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Side by side, within the limit; what could not be read is a finding `unknown`. Throws only the caller's cancellation and bugs. */
export async function gatherFacts({ systems, history, clock, checks, limitMs, signal }: Gathering): Promise<Gathered> {
  const findings = new Map<string, Finding>();
  const answered = new Set<NodeName>();
  const context = {
    systems,
    readings: new Once(),
    history,
    clock,
    signal: deadline(limitMs, signal),
    emit: (finding: Finding) => void findings.set(finding.id, finding),
    answered: (node: NodeName) => void answered.add(node),
  };
  const chosen = checkList.filter((check) => checks.some((id) => id === check.id));
  const facts = Object.fromEntries(
    await Promise.all(chosen.map(async (check) => [check.id, await check.run(context)] as const)),
  ) as Facts;
  signal.throwIfAborted();
  return {
    cluster: systems.cluster,
    facts,
    findings: [...findings.values()],
    now: clock.now(),
    answers: new Map(),
    answered,
  };
}

// Reading a system safely: trouble becomes a finding of verdict `unknown` with what to do next, and the rest goes on.
import type { ClusterNode } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Evidence, Finding } from "../domain/finding.ts";
import { say } from "../i18n/say.ts";
import { isAbort } from "../kernel/deadline.ts";
import type { Observed } from "../systems/ports.ts";
import type { CheckContext, Reading } from "./check.ts";
import { whileItSpeaks } from "./silence.ts";

type SystemName = Evidence["system"];

/** A node of the cluster, or an Expressway peer, which is not counted among "checked on 3 of 3 nodes". */
type Asked = Pick<ClusterNode, "name" | "address">;

/**
 * Reads once per diagnosis under `key`. A failure is reported as one `unknown` finding per node and system,
 * however many readings of that system fail. Bugs (anything that is no CertOpsError and no cancellation) are thrown on.
 */
export async function readOnce<T>(
  context: CheckContext,
  check: string,
  node: Asked,
  system: SystemName,
  key: string,
  read: () => Promise<Observed<T>>,
): Promise<Reading<T>> {
  const reading = await readQuietly(context, node, system, key, read);
  const counted = context.systems.cluster.nodes.some((one) => one.name === node.name);
  if (reading.ok && counted) context.answered(node.name);
  if (reading.ok) return reading;
  context.emit(couldNotRead(context, check, node, system, reading.error));
  return reading;
}

/** The same for what helps and may be missing: no finding says so. */
export function readQuietly<T>(
  context: CheckContext,
  node: Asked,
  system: SystemName,
  key: string,
  read: () => Promise<Observed<T>>,
): Promise<Reading<T>> {
  return context.readings.run<Reading<T>>(`${node.name} ${key}`, async () => {
    try {
      const observed = await whileItSpeaks(context.readings, node.name, system, read);
      return { ok: true, value: observed.value, evidence: observed.evidence };
    } catch (error) {
      if (error instanceof CertOpsError) return { ok: false, error };
      if (isAbort(error)) return { ok: false, error: cutShort(node, system, error) };
      throw error;
    }
  });
}

function couldNotRead(
  context: CheckContext,
  check: string,
  node: Asked,
  system: SystemName,
  error: CertOpsError,
): Finding {
  return {
    id: `unread:${node.name}:${system}:${error.code}`,
    check,
    code: `read.${error.code}`,
    verdict: "unknown",
    node: node.name,
    title: say("checks.unread", { node: node.name, system, why: error.say }),
    next: error.next,
    evidence: [
      {
        system,
        node: node.name,
        at: new Date(context.clock.now()).toISOString(),
        source: `${node.address}`,
        excerpt: error.code,
        digest: "",
      },
    ],
  };
}

function cutShort(node: Asked, system: SystemName, cause: unknown): CertOpsError {
  return new CertOpsError({
    code: "deadline-exceeded",
    message: `${system} on ${node.name} was cut short by the diagnosis deadline`,
    say: say("checks.cutShort", { system, node: node.name }),
    next: say("checks.cutShort.next"),
    retry: "now",
    cause,
  });
}

/** Runs `work` for every node side by side and keeps the nodes' order. */
export const onEveryNode = <T>(context: CheckContext, work: (node: ClusterNode) => Promise<T>): Promise<T[]> =>
  Promise.all(context.systems.cluster.nodes.map(work));

// By what name an Expressway asks for a node: the entry under System > Server, which the certificate must name.
import { type ClusterNode, publisherOf } from "../../domain/cluster.ts";
import type { CheckContext } from "../check.ts";
import { readOnce } from "../reading.ts";

/**
 * The entries stand in the order of node numbers; a node is found by its name or first label, else by its address when
 * it alone has it, else by being the only one left.
 * Undefined when the entries could not be read or none fits.
 */
export async function serverNameOf(
  context: CheckContext,
  check: string,
  node: ClusterNode,
): Promise<string | undefined> {
  const { cluster } = context.systems;
  const publisher = publisherOf(cluster);
  const reading = await readOnce(context, check, publisher, "CUCM CLI", "server names", () =>
    context.systems.cli(publisher.name).serverNames({ signal: context.signal }),
  );
  if (!reading.ok) return undefined;
  const found = match(reading.value, node);
  if (found !== undefined) return found;
  const taken = new Set(cluster.nodes.flatMap((one) => match(reading.value, one) ?? []));
  const alone = cluster.nodes.filter((one) => one.address === node.address).length === 1;
  if (alone && reading.value.includes(node.address)) return node.address;
  const left = reading.value.filter((name) => !taken.has(name));
  const homeless = cluster.nodes.filter((one) => match(reading.value, one) === undefined);
  return left.length === 1 && homeless.length === 1 ? left[0] : undefined;
}

/** By name or first label: an address may be shared by several nodes of a practice cluster. */
function match(names: readonly string[], node: ClusterNode): string | undefined {
  const wanted = node.name.toLowerCase();
  return names.find((name) => {
    const lower = name.toLowerCase();
    return lower === wanted || lower.startsWith(`${wanted}.`);
  });
}

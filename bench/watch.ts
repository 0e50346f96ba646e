// Notes every question that a diagnosis asks of a cluster, so that the same questions can be asked again of one node alone.
import { publisherOf } from "../src/domain/cluster.ts";
import { type NodeName, nodeName } from "../src/domain/ids.ts";
import type { ClusterSystems } from "../src/systems/ports.ts";

export interface Asked {
  readonly node: NodeName;
  /** `cli.release`, `tftp.trustList`, `soap.phones` ... */
  readonly what: string;
  /** Asks the same of other systems of the same cluster, under another signal. */
  again(systems: ClusterSystems, signal: AbortSignal): Promise<unknown>;
}

/** The same systems; every call is told to `note` before it is made. */
export function watched(systems: ClusterSystems, note: (asked: Asked) => void): ClusterSystems {
  const publisher = publisherOf(systems.cluster).name;
  const watch = <Client extends object>(
    client: Client,
    name: string,
    find: (systems: ClusterSystems) => object,
    nodeOf: (given: readonly unknown[]) => NodeName,
  ): Client =>
    new Proxy(client, {
      get(target, key) {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function") return method;
        return (...given: readonly unknown[]): unknown => {
          note({
            node: nodeOf(given),
            what: `${name}.${String(key)}`,
            again: async (others, signal) => {
              const other = find(others);
              return await call(Reflect.get(other, key), other, given.map(withSignal(signal)));
            },
          });
          return call(method, target, given);
        };
      },
    });
  const named = (given: readonly unknown[]): NodeName => nodeNamedBy(given[0]) ?? publisher;
  return {
    cluster: systems.cluster,
    cli: (node) =>
      watch(
        systems.cli(node),
        "cli",
        (others) => others.cli(node),
        () => node,
      ),
    tftp: watch(systems.tftp, "tftp", (others) => others.tftp, named),
    tls: watch(systems.tls, "tls", (others) => others.tls, named),
    tvs: watch(systems.tvs, "tvs", (others) => others.tvs, named),
    soap: watch(systems.soap, "soap", (others) => others.soap, named),
    certificates: watch(systems.certificates, "certificates", (others) => others.certificates, named),
    expressway: watch(systems.expressway, "expressway", (others) => others.expressway, named),
    close: () => systems.close(),
  };
}

const call = (method: unknown, on: object, given: readonly unknown[]): unknown => {
  if (typeof method !== "function") throw new TypeError("not a method of this client");
  return Reflect.apply(method, on, [...given]);
};

const nodeNamedBy = (given: unknown): NodeName | undefined =>
  typeof given === "object" && given !== null && "name" in given && typeof given.name === "string"
    ? nodeName(given.name)
    : undefined;

/** The options of the first asking hold the signal of a diagnosis that is over. */
const withSignal =
  (signal: AbortSignal) =>
  (given: unknown): unknown =>
    typeof given === "object" && given !== null && "signal" in given ? { ...given, signal } : given;

/** What cannot be asked before something else of the same node was answered; everything else is asked at once. */
const needs: Readonly<Record<string, string>> = {
  "tvs.vouchesFor": "tftp.trustList",
  "soap.registrations": "soap.phones",
};

/**
 * Asks one node all its questions again, with nothing else going on: as many at once as the clients allow (the command
 * line takes one at a time). Resolves to the milliseconds until the last answer. Throws what a client throws.
 */
export async function chainOf(questions: readonly Asked[], systems: ClusterSystems): Promise<number> {
  const signal = AbortSignal.timeout(120_000);
  const began = performance.now();
  const answers = new Map<string, Promise<unknown>[]>();
  const ask = async (asked: Asked): Promise<unknown> => {
    const before = needs[asked.what];
    if (before !== undefined) await Promise.all(answers.get(before) ?? []);
    return await asked.again(systems, signal);
  };
  // First what nothing must be waited for, so that the others find what they wait for.
  for (const first of [true, false]) {
    for (const asked of questions.filter((one) => (needs[one.what] === undefined) === first)) {
      answers.set(asked.what, [...(answers.get(asked.what) ?? []), ask(asked)]);
    }
  }
  await Promise.all([...answers.values()].flat());
  return performance.now() - began;
}

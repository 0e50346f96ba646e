// What stands on a cluster now that a renewal would touch. Everything is asked side by side; what does not answer is unknown, and says why.
import type { AuthenticationServer, ClusterNode } from "../domain/cluster.ts";
import { nodeOfServer, publisherOf } from "../domain/cluster.ts";
import { isApp } from "../domain/device-name.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Figure, LiveNumbers } from "../domain/impact-report.ts";
import { say } from "../i18n/say.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import type { ClusterSystems, PhoneRegistration } from "../systems/ports.ts";

export interface NumbersContext {
  readonly systems: ClusterSystems;
  readonly clock: Clock;
  /** Aborts what takes too long: it is then unknown. */
  readonly limit: AbortSignal;
  /** Aborts everything. */
  readonly signal: AbortSignal;
}

/** The value, or why there is none. Throws only the caller's cancellation and bugs. */
export async function figure<T>(
  read: () => Promise<T>,
  { limit, signal }: Pick<NumbersContext, "limit" | "signal">,
): Promise<Figure<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    signal.throwIfAborted();
    // It was not waited for to its own end: what it says of its own patience would not be true.
    if (limit.aborted) return { known: false, why: say("forecast.too-slow") };
    if (error instanceof CertOpsError) return { known: false, why: error.say };
    throw error;
  }
}

const isSecure = (mode: string): boolean => mode !== "" && mode !== "Non Secure";

/** Asked once for every figure: RisPort70 takes fifteen questions a minute. */
export function phonesNow({ systems: { soap }, limit: signal }: NumbersContext) {
  const phones = soap.phones({ signal });
  const registrations = phones.then(({ value }) =>
    soap.registrations(
      value.map(({ name }) => name),
      { signal },
    ),
  );
  // Each figure waits for them by itself and says why it has none.
  for (const shared of [phones, registrations]) shared.catch(() => undefined);
  return { phones, registrations };
}
export type PhonesNow = ReturnType<typeof phonesNow>;

/** Phones that are registered since before `made` (ISO 8601): only a start fetches a list, so what they hold may be older. */
export async function notStartedSince(made: string, { registrations }: PhonesNow, context: NumbersContext) {
  const read = await figure(async () => (await registrations).value, context);
  if (!read.known) return 0;
  return read.value.filter(
    (phone) => isRegistered(phone) && !isApp(phone.name) && Date.parse(phone.since) < Date.parse(made),
  ).length;
}

export async function liveNumbers(
  context: NumbersContext,
  { phones, registrations }: PhonesNow = phonesNow(context),
): Promise<LiveNumbers> {
  const { systems, clock, limit: signal } = context;
  const { cluster, soap } = systems;
  const read = <T>(of: () => Promise<T>): Promise<Figure<T>> => figure(of, context);
  const [perNode, secure, groups, mode, sso, mra, trunks] = await Promise.all([
    read(async () => {
      const all = (await registrations).value.filter(({ name }) => !isApp(name));
      return { known: all.length, registered: all.filter(isRegistered).length, nodes: byNode(all, cluster.nodes) };
    }),
    read(async () => {
      const [{ value: configured }, { value: profiles }] = await Promise.all([
        phones,
        soap.security.profiles({ signal }),
      ]);
      const modes = new Map(profiles.map(({ name, mode }) => [name, mode]));
      const desk = configured.filter(({ name }) => !isApp(name));
      return {
        known: desk.length,
        secure: desk.filter((phone) => isSecure(modes.get(phone.securityProfile) ?? "")).length,
      };
    }),
    read(async () => {
      const [{ value: all }, { value: pools }, { value: configured }] = await Promise.all([
        soap.groups({ signal }),
        soap.security.pools({ signal }),
        phones,
      ]);
      const single = all.flatMap(({ name, nodes }) => {
        const [only] = nodes;
        if (nodes.length !== 1 || only === undefined) return [];
        const own = pools.filter(({ group }) => group === name).map((pool) => pool.name);
        const count = configured.filter(
          ({ name: phone, devicePool }) => own.includes(devicePool) && !isApp(phone),
        ).length;
        return [{ group: name, node: named(only, cluster.nodes), pools: own, phones: count }];
      });
      return { groups: all.length, single };
    }),
    read(async () => (await systems.cli(publisherOf(cluster).name).securityMode({ signal })).value),
    read(async () => ({ enabled: (await systems.cli(publisherOf(cluster).name).ssoStatus({ signal })).value.enabled })),
    read(async () => {
      const apps = (await registrations).value.filter(({ name }) => isApp(name));
      return {
        peers: cluster.expressways?.length ?? 0,
        apps: apps.length,
        registered: apps.filter(isRegistered).length,
      };
    }),
    read(async () => {
      const { value } = await soap.trunks({ signal });
      return { trunks: value.length, secure: value.filter(({ mode }) => isSecure(mode)).map(({ name }) => name) };
    }),
  ]);
  return { at: iso(clock), phones: perNode, secure, groups, mode, sso, mra, trunks };
}

const isRegistered = ({ status }: PhoneRegistration): boolean => status === "Registered";

function byNode(phones: readonly PhoneRegistration[], nodes: readonly ClusterNode[]) {
  const counts = new Map<string, number>(nodes.map(({ name }) => [name, 0]));
  for (const phone of phones.filter(isRegistered)) {
    const node = named(phone.node, nodes);
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return [...counts]
    .map(([node, registered]) => ({ node, registered }))
    .toSorted((a, b) => b.registered - a.registered);
}

const named = (server: string, nodes: readonly ClusterNode[]): string => nodeOfServer(server, nodes)?.name ?? server;

/** Who decides about 802.1X and may not know a new CAPF. */
export const deciders = (servers: readonly AuthenticationServer[] | undefined): string =>
  (servers ?? []).map(({ name }) => name).join(", ");

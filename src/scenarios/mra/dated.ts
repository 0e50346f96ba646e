// Is a refusal in an Expressway-C’s log one of now? It is over when something later, or what is loaded now, contradicts it.
import type { NodeName } from "../../domain/ids.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput, Facts } from "../scenario.ts";
import { lookBackMs } from "../weighed.ts";

export type RefusalKind = "cucm-refuses-expressway" | "expressway-refuses-cucm" | "name-not-in-certificate";

export type LogEvent = NonNullable<Facts["expressway-log"]>["logs"][number]["events"][number];

/** What is known of one refusal; `peer` is missing where a paste does not name whose log it is. */
export interface Refusal extends Pick<LogEvent, "server" | "address" | "port"> {
  readonly kind: RefusalKind;
  readonly peer?: NodeName;
  /** Milliseconds of the bot’s clock: the peer’s own offset is taken off already. */
  readonly at: number;
}

type Peers = NonNullable<ConclusionInput["facts"]["expressway-peers"]>["peers"];

/** Why it is over, in the strongest words; undefined while nothing says so. */
export function overSince(input: ConclusionInput, refusal: Refusal): Phrase | undefined {
  if (refusal.at < input.now - lookBackMs) return say("mra.over.old");
  return refusal.kind === "cucm-refuses-expressway" ? acceptedNow(input, refusal) : trustedNow(input, refusal);
}

/** CUCM refused: its stores are whole now, and whatever reads them shows that it has, or was started since. */
function acceptedNow(input: ConclusionInput, { peer, server, address, port, at }: Refusal): Phrase | undefined {
  const { facts } = input;
  const mine = <T extends { readonly name: NodeName }>(one: T): boolean => peer === undefined || one.name === peer;
  const peers: Peers = (facts["expressway-peers"]?.peers ?? []).filter((one) => mine(one.peer));
  const renewed = peers.map(({ server: chain }) => Date.parse(chain?.[0]?.notBefore ?? ""));
  if (renewed.length > 0 && renewed.every((time) => at < time)) return say("mra.over.certificate");
  const judged = (facts["mra-client-trust"]?.judged ?? []).filter((one) => mine(one.peer));
  if (judged.length === 0 || judged.some(({ verdict }) => !verdict.ok)) return undefined;
  const nodes = nodesCalled(input, server, address);
  const asked = (facts["mra-client-trust"]?.accepted ?? []).filter(
    (one) => nodes.includes(one.node) && (port === 0 || one.port === port) && (peer === undefined || one.peer === peer),
  );
  if (asked.some(({ names }) => !names)) return undefined;
  // Names are not keys: a CA that was renewed under its old name is named all the same. Lost apps outweigh it.
  const shown = asked.length > 0 && nodes.every((node) => asked.some((one) => one.node === node));
  if (shown && !appsAreLost(input)) return say("mra.over.accepted");
  return nodes.length > 0 && nodes.every((node) => startedSince(input, node, at))
    ? say("mra.over.restarted")
    : undefined;
}

const appsAreLost = ({ facts }: ConclusionInput): boolean =>
  (facts["mra-devices"]?.apps ?? []).some(({ status }) => status !== "Registered" && status !== "absent");

/** Everything that may read the stores there was started after `at`: by Control Center, or by a run of the bot’s own. */
function startedSince(input: ConclusionInput, node: NodeName, at: number): boolean {
  const services = input.facts["mra-services"]?.nodes.find((one) => one.node === node);
  if (services === undefined || services.running.length === 0) return false;
  return services.running.every((service) => {
    const shown = services.startedAt[service];
    const done = (input.done ?? []).filter(
      ({ change }) => change.kind === "restart-service" && change.node === node && change.service === service,
    );
    return [shown, ...done.map((one) => one.at)].some((time) => time !== undefined && Date.parse(time) > at);
  });
}

/** Expressway-C refused: it uses its list at once, so what it trusts and what is shown now say whether it still would. */
function trustedNow(input: ConclusionInput, { kind, peer, server, address, port, at }: Refusal): Phrase | undefined {
  const nodes = nodesCalled(input, server, address);
  const doors = (input.facts["mra-doors"]?.doors ?? []).filter(
    (door) => nodes.includes(door.node) && (port === 0 || door.port === port),
  );
  if (doors.length === 0) return undefined;
  if (doors.every(({ chain }) => at < Date.parse(chain[0]?.notBefore ?? ""))) return say("mra.over.certificate");
  if (kind === "name-not-in-certificate")
    return doors.every(({ named }) => named === true) ? say("mra.over.named") : undefined;
  const verdicts = doors.flatMap((door) =>
    door.verdicts.filter((one) => peer === undefined || one.peer.name === peer).map(({ verdict }) => verdict),
  );
  return verdicts.length > 0 && verdicts.every(({ ok }) => ok) ? say("mra.over.trusted") : undefined;
}

/** The nodes that a log may mean; all of them where it names none of them. */
function nodesCalled({ cluster, facts }: ConclusionInput, server: string, address: string): readonly NodeName[] {
  const called = server.toLowerCase();
  const doors = facts["mra-doors"]?.doors ?? [];
  const byName = cluster.nodes.filter(
    ({ name }) =>
      called !== "" &&
      (called === name.toLowerCase() ||
        called.startsWith(`${name.toLowerCase()}.`) ||
        doors.some((door) => door.node === name && door.serverName?.toLowerCase() === called)),
  );
  const byAddress = cluster.nodes.filter((node) => [address, server].includes(node.address));
  const found = byName.length > 0 ? byName : byAddress;
  return (found.length > 0 ? found : cluster.nodes).map(({ name }) => name);
}

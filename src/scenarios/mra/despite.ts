// Apps that registered through a peer which would refuse what CUCM shows: nobody is shut out there, whatever the certificates say.
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { ConclusionInput, Facts } from "../scenario.ts";

type Doors = NonNullable<Facts["mra-doors"]>["doors"];

/** Who refuses a password, or talks nonsense, has power and a network. */
export const isSilence = ({ code }: Finding): boolean =>
  code === "read.node-unreachable" || code === "read.deadline-exceeded";

/**
 * Every app is registered, and through each of the refusing peers one registered after the refused certificates were made and Tomcat was started
 * (RIS says since when, and by the address through whom). `VerifyOriginServer` may be off there: no interface tells of it. When HAProxy was
 * started, Control Center does not tell. Of a node that is silent RIS knows no apps: nobody can say that none of them is shut out.
 */
export function throughDespite({ cluster, facts, findings }: ConclusionInput, refused: Doors): boolean {
  if (findings.some((one) => isSilence(one) && cluster.nodes.some(({ name }) => name === one.node))) return false;
  const apps = facts["mra-devices"]?.apps ?? [];
  const known = apps.filter(({ status }) => status !== "absent");
  if (refused.length === 0 || known.length === 0 || known.some(({ status }) => status !== "Registered")) return false;
  const peers = refused.flatMap(({ verdicts }) => verdicts.flatMap(({ peer, verdict }) => (verdict.ok ? [] : [peer])));
  const whole = new Map((facts["expressway-peers"]?.peers ?? []).map(({ peer }) => [peer.name, peer.address]));
  for (const { name } of peers) whole.delete(name);
  // Behind one address with a peer that refuses nothing: through which of them an app came, RIS does not say.
  const shared = new Set(whole.values());
  return peers.every((peer) => {
    if (shared.has(peer.address)) return false;
    const doors = refused.filter(({ verdicts }) =>
      verdicts.some((one) => one.peer.name === peer.name && !one.verdict.ok),
    );
    const since = Math.max(...doors.flatMap(({ node, chain }) => [begun(chain[0]?.notBefore), started(facts, node)]));
    return known.some(
      (app) =>
        app.address === peer.address &&
        doors.some(({ node }) => sameNode(node, app.node)) &&
        Date.parse(app.since) > since,
    );
  });
}

/** RIS prints a node as System > Server calls it: by its name, or with its domain. */
export const sameNode = (node: string, printed: string): boolean =>
  node.toLowerCase() === printed.toLowerCase() || printed.toLowerCase().startsWith(`${node.toLowerCase()}.`);

const begun = (time: string | undefined): number => (time === undefined ? Number.NaN : Date.parse(time));

function started(facts: Facts, node: NodeName): number {
  const services = facts["mra-services"]?.nodes.find((one) => one.node === node);
  return Date.parse(services?.startedAt["Cisco Tomcat"] ?? "1970-01-01T00:00:00Z");
}

// Peers that have not loaded their new certificate: what a restart, which loads it, would meet.
import type { NodeName } from "../../domain/ids.ts";
import { chainAbove } from "../../trust/chain.ts";
import type { Certificate } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { MraSituation } from "./situation.ts";

/**
 * What comes before the restart. `untrusted`: CUCM would refuse the new certificate, or nobody knows that it would not. `unread`: its stores hold
 * the issuer and its services have not read them since. `refusing`: other certificates are refused, in either direction.
 */
export type Hold = "untrusted" | "unread" | "refusing";

/** Undefined when the restart is all that is missing. */
export function holdOf(input: ConclusionInput, seen: MraSituation): Hold | undefined {
  const { judged = [] } = input.facts["mra-client-trust"] ?? {};
  const { stalePeers } = seen;
  const refused = seen.clientRefusals.some(({ peer }) => stalePeers.includes(peer.name));
  const unjudged = stalePeers.some(
    (name) => !judged.some(({ peer }) => peer.name === name) && !sameIssuer(input, name),
  );
  if (refused || unjudged) return "untrusted";
  if (stalePeers.some((name) => unread(input, name))) return "unread";
  return seen.doorRefusals.length > 0 || seen.clientRefusals.length > 0 ? "refusing" : undefined;
}

/**
 * Of these peers, those whose certificate in use CUCM’s stores do not vouch for any more: it is let in only as long as the services
 * have not read their stores again.
 */
export function usedIsLost({ facts }: ConclusionInput, { stalePeers }: MraSituation): readonly NodeName[] {
  const stores = facts["mra-client-trust"]?.stores ?? [];
  return stalePeers.filter((name) => {
    const used = facts["expressway-peers"]?.peers.find(({ peer }) => peer.name === name)?.shown?.[0];
    return used !== undefined && stores.some(({ held }) => !vouched(used, held));
  });
}

/** Up to a certificate that signed itself. */
export function vouched(used: Certificate, held: readonly Certificate[]): boolean {
  const above = used.selfSigned ? [used] : (chainAbove(used, held) ?? []);
  return above.length > 0 && above.every(({ sha256 }) => held.some((one) => one.sha256 === sha256));
}

/** A port names other CAs than its store holds; where no port names any, the certificate before tells whom it has read. */
function unread(input: ConclusionInput, name: string): boolean {
  const asked = (input.facts["mra-client-trust"]?.accepted ?? []).filter(({ peer }) => peer === name);
  return asked.length === 0 ? !sameIssuer(input, name) : asked.some(({ names }) => !names);
}

/** Whoever signed the new certificate signed the one that is in use, too. */
function sameIssuer(input: ConclusionInput, name: string): boolean {
  const { server, shown } = input.facts["expressway-peers"]?.peers.find(({ peer }) => peer.name === name) ?? {};
  const [leaf, used] = [server?.[0], shown?.[0]];
  return leaf !== undefined && used !== undefined && !leaf.selfSigned && leaf.issuer === used.issuer;
}

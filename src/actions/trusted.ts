// Certificates that plans add to trust stores: still the approved one, still where it was read, held by a store or not.
import type { ExpresswayPeer } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Evidence } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Phrase } from "../domain/text.ts";
import type { TrustedCertificate } from "../domain/trusted-certificate.ts";
import { say } from "../i18n/say.ts";
import { readCertificates } from "../trust/certificate.ts";
import type { ActionContext } from "./action.ts";
import { attempt } from "./reading.ts";

export type Still =
  | { readonly ok: true; readonly evidence: readonly Evidence[] }
  | { readonly ok: false; readonly why: Phrase; readonly evidence: readonly Evidence[] };

/** Is what would be sent what was approved, and does its origin still hold it? Trouble in asking is a no with its reason. */
export async function stillThere(certificate: TrustedCertificate, context: ActionContext): Promise<Still> {
  if (!isItself(certificate)) return { ok: false, why: say("mra.change.not-itself", names(certificate)), evidence: [] };
  const read = await attempt(() => heldAtOrigin(certificate, context), context.signal);
  if (!read.ok) return { ok: false, why: read.reason, evidence: [] };
  const { held, evidence } = read.value;
  if (held) return { ok: true, evidence: [evidence] };
  return { ok: false, why: say("mra.change.origin-lost", names(certificate)), evidence: [evidence] };
}

/** The PEM is exactly one certificate, the one that the digest and the card name. */
export function isItself({ pem, sha256, subject, ca }: TrustedCertificate): boolean {
  try {
    const [only, ...more] = readCertificates(pem);
    return only?.sha256 === sha256 && only.subject === subject && only.ca === ca && more.length === 0;
  } catch (error) {
    if (error instanceof CertOpsError) return false;
    throw error;
  }
}

export const names = ({ subject, sha256 }: Pick<TrustedCertificate, "subject" | "sha256">) => ({
  subject,
  sha256: sha256.slice(0, 16),
});

export function peerNamed(name: NodeName, { systems }: ActionContext): ExpresswayPeer {
  const peer = systems.cluster.expressways?.find((one) => one.name === name);
  if (peer !== undefined) return peer;
  throw new CertOpsError({
    code: "not-found",
    message: `no Expressway peer ${name} in the configuration of ${systems.cluster.id}`,
    say: say("mra.change.no-peer", { peer: name }),
    next: say("mra.change.no-peer.next"),
    retry: "never",
  });
}

async function heldAtOrigin(
  { origin, sha256 }: TrustedCertificate,
  context: ActionContext,
): Promise<{ readonly held: boolean; readonly evidence: Evidence }> {
  const { systems, signal } = context;
  const among = (list: readonly { readonly sha256: string }[]): boolean => list.some((one) => one.sha256 === sha256);
  switch (origin.kind) {
    case "expressway-server": {
      const peer = peerNamed(origin.node, context);
      const { value, evidence } = await systems.expressway.serverCertificates(peer, { signal });
      return { held: among(value), evidence };
    }
    case "expressway-trust": {
      const { value, evidence } = await systems.expressway.trusted(peerNamed(origin.node, context), { signal });
      return { held: among(value), evidence };
    }
    case "cluster-own": {
      const { value, evidence } = await systems.cli(origin.node).ownCertificate(origin.unit, { signal });
      return { held: value.sha256 === sha256, evidence };
    }
    case "cluster-trust": {
      const { value, evidence } = await systems.soap.certificates({ signal });
      return { held: among(value.filter((one) => one.unit === origin.store).map((one) => one.certificate)), evidence };
    }
  }
}

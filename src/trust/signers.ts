// Whose key signs a list on this cluster, and which of several signers a phone meets. Pure.
import { trustRoles } from "../domain/cluster.ts";
import { listSigner } from "./releases.ts";
import type { TrustSituation } from "./remedies.ts";
import { followsSigner, type HeldLists, type SignerAcceptance } from "./trust-rule.ts";
import type { Certificate } from "./types.ts";

type Unit = "CallManager" | "ITLRecovery";

/** The current certificates of a unit: one, or one for each TFTP server. */
export const currentOf = (
  { callManagers, itlRecovery, nodeRecoveries }: TrustSituation,
  unit: Unit,
): readonly Certificate[] =>
  unit === "CallManager" ? (callManagers ?? []) : (nodeRecoveries ?? (itlRecovery === undefined ? [] : [itlRecovery]));

/** The CTL is the publisher's: its own key signs it. Every server's counts where the publisher's is not known. */
export function ctlSigners(situation: TrustSituation, unit: Unit): readonly Certificate[] {
  const own = unit === "CallManager" ? situation.publisherCallManager : situation.itlRecovery;
  return own === undefined ? currentOf(situation, unit) : [own];
}

/**
 * Where each TFTP server signs with its own key, a phone meets that of the server whose ITL it holds: the one whose name stands among
 * the signers of that ITL. All of them where no name fits (a certificate for several servers, or a CTL alone).
 */
export function ownSigners(signers: readonly Certificate[], { itl }: HeldLists): readonly Certificate[] {
  if (itl === "none" || signers.length < 2) return signers;
  const names = new Set(
    itl.records
      .filter(({ role }) => role === trustRoles.SAST)
      .map(({ subject }) => /CN=([^;,]+)/i.exec(subject)?.[1]?.trim().toLowerCase()),
  );
  const own = signers.filter(({ commonName }) => names.has(commonName.toLowerCase()));
  return own.length === 0 ? signers : own;
}

/** Whose key signs the ITL on this cluster when Cisco Tftp next makes it: one certificate, or one for each TFTP server. */
export const usualSigners = (situation: TrustSituation): readonly Certificate[] =>
  currentOf(situation, listSigner(situation.release));

/** Would phones that hold these lists follow the ITL that Cisco Tftp next makes? `unknown` also when its signer could not be read. */
export function followsNext(situation: TrustSituation, held: HeldLists): SignerAcceptance {
  const signers = ownSigners(usualSigners(situation), held);
  return best(signers.map((signer) => followsSigner(held, "ITL", signer, situation.tvs)));
}

/** The most hopeful of several answers. */
export function best(answers: readonly SignerAcceptance[]): SignerAcceptance {
  const found = (["yes", "unknown", "no"] as const).flatMap((wanted) =>
    answers.filter(({ accepts }) => accepts === wanted),
  );
  return found[0] ?? { accepts: "unknown", nodes: [] };
}

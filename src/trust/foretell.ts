// What phones would make of the ITL after a renewal, by the trust rule, before anything is renewed. Pure.
import { type CertificateUnit, trustRoles } from "../domain/cluster.ts";
import { readCertificate } from "./certificate.ts";
import { signerIn } from "./tlv-verify.ts";
import { followsSigner, type HeldLists, type TvsView } from "./trust-rule.ts";
import type { Certificate, TrustList, TrustListRecord } from "./types.ts";

export interface Outlook {
  readonly outcome: "held" | "vouched" | "lost";
  /** Who signs the ITL, before and after. */
  readonly signer: "ITLRecovery" | "CallManager";
  /** A list signed with the other key would be accepted. */
  readonly localkey: boolean;
}

/**
 * For a phone that holds these lists, when `units` are renewed at one time on every node and the services are restarted. TVS answers for
 * the new signer (its node knows it from its own trust store: inference). Undefined when the ITL does not carry its signer.
 */
export function outlook(
  units: Iterable<CertificateUnit>,
  itl: TrustList,
  ctl: TrustList | undefined,
): Outlook | undefined {
  const renewed = new Set(units);
  const held: HeldLists = { itl, ctl: ctl ?? "none" };
  const now = certificateOf(signerIn(itl, itl));
  if (now === undefined) return undefined;
  const signer = isCallManager(now, itl) ? "CallManager" : "ITLRecovery";
  const next = renewed.has(signer) ? anew(now) : now;
  const tvs = itl.records.flatMap((record): readonly TvsView[] => {
    const own = record.role === trustRoles.TVS ? certificateOf(record) : undefined;
    if (own === undefined) return [];
    return [{ node: "", presents: renewed.has("TVS") ? anew(own) : own, vouchesFor: [next.sha256], refuses: [] }];
  });
  const { accepts, ...how } = followsSigner(held, "ITL", next, tvs);
  const way = accepts === "yes" && "way" in how ? how.way : undefined;
  const other = signer === "ITLRecovery" ? "CallManager" : "ITLRecovery";
  return {
    outcome: way === undefined ? "lost" : way === "tvs-vouches" ? "vouched" : "held",
    signer,
    localkey: !renewed.has(other) && otherSigners(itl, now).some((one) => followsWithoutTvs(held, one)),
  };
}

const followsWithoutTvs = (held: HeldLists, signer: Certificate): boolean =>
  followsSigner(held, "ITL", signer, []).accepts === "yes";

const otherSigners = (itl: TrustList, signer: Certificate): readonly Certificate[] =>
  itl.records.flatMap((record) => {
    const one = record.role === trustRoles.SAST ? certificateOf(record) : undefined;
    return one === undefined || one.sha256 === signer.sha256 ? [] : [one];
  });

/** The CallManager certificate stands in the list as that of the TFTP server too. */
const isCallManager = (signer: Certificate, itl: TrustList): boolean =>
  itl.records.some(
    ({ role, serial }) =>
      (role === trustRoles["CCM+TFTP"] || role === trustRoles.TFTP || role === trustRoles.CCM) &&
      serial === signer.serial,
  );

const certificateOf = (record: TrustListRecord | undefined): Certificate | undefined =>
  record?.certificate === undefined ? undefined : readCertificate(record.certificate);

/** The certificate that takes its place: no phone has ever seen it. */
const anew = (one: Certificate): Certificate => ({
  ...one,
  serial: `renewed ${one.serial}`,
  sha256: `renewed ${one.sha256}`,
  der: new Uint8Array(),
});

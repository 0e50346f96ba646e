// The trust rule: would a phone that holds these lists accept a list with this signer, and by which way. Pure.
import { X509Certificate } from "node:crypto";
import { type TrustListKind, trustRoles } from "../domain/cluster.ts";
import { readCertificate } from "./certificate.ts";
import { sameName } from "./names.ts";
import { signerIn, verifyTrustList } from "./tlv-verify.ts";
import type { Certificate, TrustList, TrustListRecord } from "./types.ts";

/** What one phone holds. `none` = known to hold no such list (new, factory reset, list deleted); not "not known". */
export interface HeldLists {
  readonly itl: TrustList | "none";
  readonly ctl: TrustList | "none";
}

/** What is known of one TVS server. */
export interface TvsView {
  readonly node: string;
  /** The certificate on its port; left out when the port could not be read. */
  readonly presents?: Certificate;
  /** SHA-256 of certificates it said it vouches for, and of those it said it does not. Others were not asked. */
  readonly vouchesFor: readonly string[];
  readonly refuses: readonly string[];
}

/** By which way a signer is accepted, or why not. */
export type SignerAcceptance =
  | { readonly accepts: "yes"; readonly way: "signer-held"; readonly list: TrustListKind; readonly record: number }
  | { readonly accepts: "yes"; readonly way: "tvs-vouches"; readonly node: string }
  /** A phone without any list takes the first one. */
  | { readonly accepts: "yes"; readonly way: "nothing-held" }
  /** It holds a rollback ITL (empty TVS and TFTP sections) and no CTL. */
  | { readonly accepts: "yes"; readonly way: "rollback-list-held" }
  | { readonly accepts: "no"; readonly reason: RefusalReason }
  /** It depends on TVS servers that were not read or not asked (none named: on how the start goes on after a refused CTL). */
  | { readonly accepts: "unknown"; readonly nodes: readonly string[] };

/** The same for a list: a phone that holds these very bytes has nothing to decide. */
export type Acceptance = SignerAcceptance | { readonly accepts: "yes"; readonly way: "already-held" };

export type RefusalReason =
  /** Neither the signer (as SAST) nor the certificate of any TVS server that answers is in the lists it holds. */
  | "no-anchor"
  /** It trusts a TVS server, but every such server says the signer is not valid. */
  | "tvs-does-not-vouch"
  /** The list names a certificate it holds (or its own signer record), but that key did not sign it: altered or forged. */
  | "signature-invalid"
  /** The list does not carry its signer's certificate and the phone does not hold it: nothing to check the signature with. */
  | "signer-certificate-missing"
  /** Over 64 KB: phones cannot take it, whoever signed it (Security Guide 15). */
  | "list-too-large";

/** Bytes; with more than some 39 certificates an ITL is larger and phones fail to register (Security Guide 15, default security). */
export const largestListOfPhones = 64 * 1024;

/**
 * Would a phone with these lists accept a list signed by `signer`? Security Guide 15, default security: the signer is in the ITL or
 * CTL that the phone holds, or a TVS server that it trusts vouches for it. A held record counts as signer in the role SAST (inference:
 * an ITL carries its TFTP server's CallManager certificate a second time in just that role). Which TVS servers a phone asks
 * depends on its CallManager group, which is not known here; every server of the cluster counts.
 */
export function followsSigner(
  held: HeldLists,
  offered: TrustListKind,
  signer: Certificate,
  tvs: readonly TvsView[],
): SignerAcceptance {
  if (held.itl === "none" && held.ctl === "none") return { accepts: "yes", way: "nothing-held" };
  let otherKey = false;
  for (const list of [held.itl, held.ctl]) {
    if (list === "none") continue;
    for (const record of signersOf(list)) {
      const match = recordMatches(record, signer);
      if (match === "same") return { accepts: "yes", way: "signer-held", list: list.kind, record: record.number };
      otherKey ||= match === "other-key";
    }
  }
  // Same issuer and serial, other key: the phone checks the signature with the key it holds, and that fails.
  if (otherKey) return { accepts: "no", reason: "signature-invalid" };
  // "Caution in secure clusters": a held CTL still binds a phone with an empty ITL (Cisco document 213407).
  if (offered === "ITL" && held.ctl === "none" && held.itl !== "none" && isRollbackList(held.itl)) {
    return { accepts: "yes", way: "rollback-list-held" };
  }
  return askTvs(held, signer, tvs);
}

/** Would it accept this very list? As `followsSigner`, and the signature must be the signer's. */
export function acceptance(held: HeldLists, served: TrustList, tvs: readonly TvsView[]): Acceptance {
  if (served.bytes.length > largestListOfPhones) return { accepts: "no", reason: "list-too-large" };
  if (held.itl === "none" && held.ctl === "none") return { accepts: "yes", way: "nothing-held" };
  const own = served.kind === "ITL" ? held.itl : held.ctl;
  if (own !== "none" && own.sha256 === served.sha256) return { accepts: "yes", way: "already-held" };
  for (const list of [held.itl, held.ctl]) {
    const record = list === "none" ? undefined : signerIn(served, { ...list, records: signersOf(list) });
    if (record?.certificate === undefined || list === "none") continue;
    return verifyTrustList(served, record.certificate) === "valid"
      ? { accepts: "yes", way: "signer-held", list: list.kind, record: record.number }
      : { accepts: "no", reason: "signature-invalid" };
  }
  const signer = ownSigner(served);
  if (signer === undefined) return { accepts: "no", reason: "signer-certificate-missing" };
  if (signer === "invalid") return { accepts: "no", reason: "signature-invalid" };
  return followsSigner(held, served.kind, signer, tvs);
}

export interface BootResult {
  readonly held: HeldLists;
  readonly ctl?: Acceptance;
  readonly itl?: Acceptance;
}

/**
 * What a phone holds after a start with these lists on offer. It asks for the CTL before the ITL, so that a CTL taken in the same
 * start can vouch for the ITL. After a refused CTL it is not known whether the start goes on to the ITL. A list that is not on offer leaves the held one in place. `unknown` acceptance changes nothing
 * in `held`: the caller has to keep both possibilities.
 */
export function afterBoot(
  held: HeldLists,
  offer: { readonly ctl?: TrustList; readonly itl?: TrustList },
  tvs: readonly TvsView[],
): BootResult {
  const ctl = offer.ctl === undefined ? undefined : acceptance(held, offer.ctl, tvs);
  const then: HeldLists = ctl?.accepts === "yes" && offer.ctl !== undefined ? { ...held, ctl: offer.ctl } : held;
  let itl = offer.itl === undefined ? undefined : acceptance(then, offer.itl, tvs);
  if (ctl?.accepts === "no" && itl?.accepts === "yes" && itl.way !== "already-held")
    itl = { accepts: "unknown", nodes: [] };
  const last: HeldLists = itl?.accepts === "yes" && offer.itl !== undefined ? { ...then, itl: offer.itl } : then;
  return { held: last, ...(ctl === undefined ? {} : { ctl }), ...(itl === undefined ? {} : { itl }) };
}

/** True when a held list has this certificate (same bytes; by issuer and serial where the record carries none). */
export const holds = (held: HeldLists, certificate: Certificate, role?: number): boolean =>
  [held.itl, held.ctl].some(
    (list) =>
      list !== "none" &&
      list.records.some(
        (record) => (role === undefined || record.role === role) && recordMatches(record, certificate) === "same",
      ),
  );

/** The ITL of a cluster prepared for roll-back to pre-8.0: no TVS and no TFTP section, so any ITL or configuration is taken. */
export const isRollbackList = (list: TrustList): boolean =>
  list.kind === "ITL" && !list.records.some((record) => sectionsOfANormalItl.has(record.role));

const sectionsOfANormalItl: ReadonlySet<number> = new Set([
  trustRoles.CCM,
  trustRoles["CCM+TFTP"],
  trustRoles.TFTP,
  trustRoles.TVS,
]);

const signersOf = (list: TrustList): TrustListRecord[] => list.records.filter(({ role }) => role === trustRoles.SAST);

function askTvs(held: HeldLists, signer: Certificate, tvs: readonly TvsView[]): SignerAcceptance {
  const itlHasTvs = held.itl !== "none" && held.itl.records.some((record) => record.role === trustRoles.TVS);
  if (!itlHasTvs) return { accepts: "no", reason: "no-anchor" };
  const undecided: string[] = [];
  let denied = false;
  for (const view of tvs) {
    // Port unread: it may present a certificate that the phone holds.
    if (view.presents === undefined) undecided.push(view.node);
    else if (!holds(held, view.presents, trustRoles.TVS)) continue;
    else if (view.vouchesFor.includes(signer.sha256)) return { accepts: "yes", way: "tvs-vouches", node: view.node };
    else if (view.refuses.includes(signer.sha256)) denied = true;
    else undecided.push(view.node);
  }
  if (undecided.length > 0) return { accepts: "unknown", nodes: undecided };
  return { accepts: "no", reason: denied ? "tvs-does-not-vouch" : "no-anchor" };
}

function recordMatches(record: TrustListRecord, certificate: Certificate): "same" | "other-key" | "no" {
  if (record.serial === "" || record.serial !== certificate.serial || !sameName(record.issuer, certificate.issuer)) {
    return "no";
  }
  if (record.certificate === undefined) return "same";
  if (Buffer.compare(record.certificate, certificate.der) === 0) return "same";
  return samePublicKey(record.certificate, certificate.der) ? "same" : "other-key";
}

function samePublicKey(a: Uint8Array, b: Uint8Array): boolean {
  try {
    return new X509Certificate(a).publicKey.equals(new X509Certificate(b).publicKey);
  } catch {
    return false;
  }
}

/** The certificate of the list's own signer, when the list carries it and it did sign. */
function ownSigner(list: TrustList): Certificate | "invalid" | undefined {
  const record = signerIn(list, list);
  if (record?.certificate === undefined) return undefined;
  return verifyTrustList(list, record.certificate) === "valid" ? readCertificate(record.certificate) : "invalid";
}

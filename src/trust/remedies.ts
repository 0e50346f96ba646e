// Which remedy can work for phones that no longer trust the cluster: computed for this release and what the phones hold. Pure.
import { type Release, trustRoles } from "../domain/cluster.ts";
import { listSigner, localkeySigner } from "./releases.ts";
import { best, ctlSigners, currentOf, ownSigners, usualSigners } from "./signers.ts";
import {
  acceptance,
  followsSigner,
  type HeldLists,
  holds,
  largestListOfPhones,
  type RefusalReason,
  type SignerAcceptance,
  type TvsView,
} from "./trust-rule.ts";
import type { Certificate, TrustList } from "./types.ts";

export const trustRemedies = [
  "itl-localkey",
  "ctl-localkey",
  "itl-remotekey",
  "delete-lists",
  "factory-reset",
  "rollback-parameter",
  "drs-restore",
] as const;
export type TrustRemedyId = (typeof trustRemedies)[number];

/** What is known of the cluster. Leave out what was not read: the verdict is then `depends`, never a guess. */
export interface TrustSituation {
  readonly release: Release;
  readonly mode: "non-secure" | "mixed" | "unknown";
  /**
   * The current CallManager certificate of every TFTP server. A phone's ITL names as signer the one it was fetched from, and after
   * `localkey` each server signs with its own (inference), so a phone is helped when any of them is a signer it holds.
   */
  readonly callManagers?: readonly Certificate[];
  /** Of these the publisher's, which signs the CTL. */
  readonly publisherCallManager?: Certificate;
  readonly itlRecovery?: Certificate;
  /** Before 12.5 every node has its own ITLRecovery, with which its TFTP signs after `localkey`. */
  readonly nodeRecoveries?: readonly Certificate[];
  /** The largest ITL that is served now, in bytes: signing it anew does not make it smaller. */
  readonly itlBytes?: number;
  /** Cisco Tftp has not started since CallManager was renewed: it signs configuration files with the former key still. */
  readonly filesByFormerKey?: boolean;
  /** Mixed mode: the CTL on offer now. A phone fetches it before the ITL. */
  readonly servedCtl?: TrustList;
  /** Every distinct ITL on offer now. */
  readonly servedItls?: readonly TrustList[];
  readonly tvs: readonly TvsView[];
  /** The same after a restart of every TVS: with the certificate that is stored then, and running again where it was stopped. */
  readonly tvsRestarted?: readonly TvsView[];
  /** Certificates whose keys are in a backup (`file get tftp ITLRecovery.p12`); an empty array = nobody has one. */
  readonly recoveryKeyBackups: readonly Certificate[] | "unknown";
  /** DRS backups that succeeded, ISO 8601. */
  readonly drsBackups: readonly { readonly completedAt: string }[] | "unknown";
  /** When the first of the certificates that phones trusted was replaced, ISO 8601. */
  readonly trustChangedAt?: string;
}

export type RemedyReason =
  | "signer-held"
  | "tvs-vouches"
  | "nothing-held"
  | "rollback-list-held"
  | RefusalReason
  | "clears-what-phones-hold"
  /** Cleared phones follow once the lists on offer are those of now and fit together (`listsFirst`). */
  | "clears-once-lists-fit"
  | "restores-old-certificates"
  | "not-mixed-mode"
  | "ctl-still-binds"
  /** The roll-back parameter empties the ITL, which fits until the parameter is switched off again. */
  | "fits-while-empty"
  /** Mixed mode: the CTL on offer is refused before the ITL's turn comes. */
  | "ctl-refused-first"
  /** Up to 11.5: the CTL is taken, but an ITL that another server than the publisher signs is not. */
  | "itl-refused-afterwards"
  /** Mixed mode: a cleared phone takes the CTL on offer, which does not name the signer of every ITL that comes after it. */
  | "cleared-phone-bound-by-ctl"
  | "no-key-backup"
  | "key-backup-not-held"
  | "no-backup-before-change"
  | "holdings-unknown"
  | "mode-unknown"
  | "certificate-unread"
  | "tvs-not-asked"
  | "key-backup-unknown"
  | "phones-differ"
  /** Phones take the list, which names the new CallManager, and then no file that the former one signed. */
  | "files-by-former-key"
  /** Phones may have taken a list since that nobody saw, and that led on (`between`). */
  | "list-between";

export type ConditionCode =
  | "phones-hold-current-callmanager"
  | "phones-hold-current-itlrecovery"
  | "key-backup-that-phones-hold"
  | "backup-from-before-the-change"
  | "cluster-is-mixed"
  | "phones-within-reach"
  | "list-fits-phones";

/** These leave the ITL as large as it is. (The roll-back parameter empties it.) */
const tooLargeFor: ReadonlySet<TrustRemedyId> = new Set([
  "itl-localkey",
  "ctl-localkey",
  "itl-remotekey",
  "delete-lists",
  "factory-reset",
]);

export interface RemedyVerdict {
  readonly remedy: TrustRemedyId;
  readonly feasibility: "works" | "cannot-work" | "depends" | "last-resort";
  readonly reason: RemedyReason;
  /** What decides it on this cluster. */
  readonly condition: { readonly code: ConditionCode; readonly holds: "yes" | "no" | "unknown" };
  /** Exactly as typed on the publisher, when it is a command. */
  readonly command?: string;
  /** Whose key signs after it. */
  readonly signedBy?: "CallManager" | "ITLRecovery";
  /** TVS servers by which it works, or that would have to be asked. */
  readonly tvsNodes?: readonly string[];
  /** What must be done to the lists on offer before phones are cleared, in this order. */
  readonly listsFirst?: readonly ListStep[];
  /** ISO 8601: when a list was on offer that names this remedy's signer, at most. */
  readonly between?: { readonly from: string; readonly until: string };
  /** `itl-remotekey`: serials of the recovery certificates that the phones hold and the cluster no longer has. */
  readonly neededSerials?: readonly string[];
}

/** `update-ctl`: the CTL names the current signers; `restart-tftp`: the usual signer signs the ITL of every TFTP server. */
export type ListStep = "update-ctl" | "restart-tftp";

/** Judges every remedy for phones that all hold the same lists. */
export const judgeRemedies = (situation: TrustSituation, held: HeldLists | "unknown"): RemedyVerdict[] =>
  trustRemedies.map((remedy) => judgeRemedy(remedy, situation, held));

/** Judges one remedy for phones that all hold the same lists. */
export function judgeRemedy(
  remedy: TrustRemedyId,
  situation: TrustSituation,
  held: HeldLists | "unknown",
): RemedyVerdict {
  if (tooLargeFor.has(remedy) && (situation.itlBytes ?? 0) > largestListOfPhones) {
    const condition = { code: "list-fits-phones", holds: "no" } as const;
    return { remedy, feasibility: "cannot-work", reason: "list-too-large", condition };
  }
  switch (remedy) {
    case "itl-localkey":
      return { ...judgeLocalkey(situation, held, "ITL"), remedy, command: "utils itl reset localkey" };
    case "ctl-localkey":
      return { ...judgeCtlLocalkey(situation, held), remedy, command: "utils ctl reset localkey" };
    case "itl-remotekey":
      return { ...judgeRemotekey(situation, held), remedy, command: "utils itl reset remotekey" };
    case "rollback-parameter":
      return { ...judgeRollback(situation, held), remedy };
    case "drs-restore":
      return { ...judgeRestore(situation), remedy };
    case "delete-lists":
    case "factory-reset":
      return { ...judgeClearing(situation), remedy };
  }
}

type Judged = Omit<RemedyVerdict, "remedy" | "command">;

function judgeLocalkey(situation: TrustSituation, held: HeldLists | "unknown", list: "ITL" | "CTL"): Judged {
  const judged = judgeSigner(situation, held, list, localkeySigner(situation.release));
  if (judged.feasibility !== "works" || list === "CTL") return judged;
  if (situation.filesByFormerKey === true) return { ...judged, feasibility: "depends", reason: "files-by-former-key" };
  if (!refusesCtl(situation, held)) return judged;
  const condition = { code: "cluster-is-mixed", holds: "yes" } as const;
  return { ...judged, feasibility: "depends", reason: "ctl-refused-first", condition };
}

/** The CTL's turn comes before the ITL's; one that is not known to be taken counts as refused. */
const refusesCtl = ({ mode, servedCtl, tvs }: TrustSituation, held: HeldLists | "unknown"): boolean =>
  mode === "mixed" &&
  servedCtl !== undefined &&
  held !== "unknown" &&
  acceptance(held, servedCtl, tvs).accepts !== "yes";

/** Would these phones take a list signed with this unit's current key? */
function judgeSigner(
  situation: TrustSituation,
  held: HeldLists | "unknown",
  list: "ITL" | "CTL",
  signedBy: "CallManager" | "ITLRecovery",
): Judged {
  const code = signedBy === "CallManager" ? "phones-hold-current-callmanager" : "phones-hold-current-itlrecovery";
  const unknown = { condition: { code, holds: "unknown" }, signedBy, feasibility: "depends" } as const;
  if (held === "unknown") return { ...unknown, reason: "holdings-unknown" };
  const signers = list === "CTL" ? ctlSigners(situation, signedBy) : ownSigners(currentOf(situation, signedBy), held);
  if (signers.length === 0) return { ...unknown, reason: "certificate-unread" };
  const holdsOne = signers.some((signer) => holds(held, signer, trustRoles.SAST));
  const answer = best(signers.map((signer) => followsSigner(held, list, signer, situation.tvs)));
  return { ...fromAcceptance(answer), condition: { code, holds: holdsOne ? "yes" : "no" }, signedBy };
}

function judgeCtlLocalkey(situation: TrustSituation, held: HeldLists | "unknown"): Judged {
  const code = "cluster-is-mixed";
  const signedBy = localkeySigner(situation.release);
  if (situation.mode === "non-secure") {
    return { feasibility: "cannot-work", reason: "not-mixed-mode", condition: { code, holds: "no" }, signedBy };
  }
  const judged = judgeLocalkey(situation, held, "CTL");
  if (judged.feasibility === "works" && held !== "unknown" && !allFollowUsual(situation, held)) {
    return { ...judged, feasibility: "depends", reason: "itl-refused-afterwards" };
  }
  if (situation.mode === "mixed" || judged.feasibility === "cannot-work") return judged;
  return { feasibility: "depends", reason: "mode-unknown", condition: { code, holds: "unknown" }, signedBy };
}

/**
 * After the CTL comes the ITL. From 12.0 on the new CTL names its signer (ITLRecovery); up to 11.5 each TFTP server signs with its
 * own CallManager key, and the CTL names the publisher's alone as a signer.
 */
const allFollowUsual = (situation: TrustSituation, held: HeldLists): boolean =>
  listSigner(situation.release) === "ITLRecovery" ||
  usualSigners(situation).every((signer) => followsSigner(held, "ITL", signer, situation.tvs).accepts === "yes");

/**
 * A phone without lists takes the first CTL; the ITL after it only from a signer that this CTL names, for it holds no TVS yet. Lists that
 * do not fit together are made to fit first: the CTL by its update, the ITLs by a start of Cisco Tftp. So are lists from before a
 * renewal: a phone that is given one would refuse the next.
 */
function judgeClearing(situation: TrustSituation): Judged {
  const condition = { code: "phones-within-reach", holds: "unknown" } as const;
  const listsFirst = stepsToFit(situation, situation.mode === "non-secure" ? undefined : situation.servedCtl);
  if (listsFirst === undefined) {
    const bound = { reason: "cleared-phone-bound-by-ctl", signedBy: listSigner(situation.release) } as const;
    return { ...bound, feasibility: "depends", condition: { code: "cluster-is-mixed", holds: "yes" } };
  }
  return listsFirst.length === 0
    ? { feasibility: "works", reason: "clears-what-phones-hold", condition }
    : { feasibility: "works", reason: "clears-once-lists-fit", condition, listsFirst };
}

/** The least that makes every ITL one that a phone with nothing but the CTL takes, and follows from; undefined when nothing that is known does. */
function stepsToFit(situation: TrustSituation, servedCtl: TrustList | undefined): readonly ListStep[] | undefined {
  const cleared: HeldLists = { ctl: servedCtl ?? "none", itl: "none" };
  const usual = usualSigners(situation);
  const served = situation.servedItls ?? [];
  const usualFits = usual.every((signer) => followsSigner(cleared, "ITL", signer, []).accepts === "yes");
  const fit = served.every((itl) => acceptance(cleared, itl, []).accepts === "yes") && (served.length > 0 || usualFits);
  if (fit && served.every((itl) => leadsOn(situation, { ...cleared, itl }))) return [];
  if (usual.length === 0) return undefined;
  if (usualFits) return ["restart-tftp"];
  // The next CTL names ITLRecovery and the publisher's CallManager as signers; up to 11.5 each server signs with its own.
  if (new Set(usual.map(({ sha256 }) => sha256)).size > 1) return undefined;
  const signedAsUsual = served.every(({ signer }) => usual.some(({ serial }) => serial === signer.serial));
  return signedAsUsual ? ["update-ctl"] : ["update-ctl", "restart-tftp"];
}

/** Whoever holds these lists takes the ITL that Cisco Tftp makes next, when the servers have started anew. */
function leadsOn(situation: TrustSituation, held: HeldLists): boolean {
  const usual = usualSigners(situation);
  const tvs = situation.tvsRestarted ?? situation.tvs;
  return usual.length === 0 || usual.some((signer) => followsSigner(held, "ITL", signer, tvs).accepts === "yes");
}

function judgeRemotekey(situation: TrustSituation, held: HeldLists | "unknown"): Judged {
  const code = "key-backup-that-phones-hold";
  const common = { signedBy: "ITLRecovery" } as const;
  const backups = situation.recoveryKeyBackups;
  if (backups !== "unknown" && backups.length === 0) {
    return { ...common, feasibility: "cannot-work", reason: "no-key-backup", condition: { code, holds: "no" } };
  }
  if (held === "unknown") {
    return { ...common, feasibility: "depends", reason: "holdings-unknown", condition: { code, holds: "unknown" } };
  }
  const needed = { neededSerials: lostRecoverySerials(situation, held) };
  if (backups === "unknown") {
    const reason = "key-backup-unknown";
    return { ...common, ...needed, feasibility: "depends", reason, condition: { code, holds: "unknown" } };
  }
  const answer = best(backups.map((backup) => followsSigner(held, "ITL", backup, situation.tvs)));
  if (answer.accepts !== "no") {
    const holdsIt = answer.accepts === "yes" ? "yes" : "unknown";
    return { ...common, ...needed, ...fromAcceptance(answer), condition: { code, holds: holdsIt } };
  }
  const reason = "key-backup-not-held";
  return { ...common, ...needed, feasibility: "cannot-work", reason, condition: { code, holds: "no" } };
}

/** Serials of held signer records (SAST) that are neither the current CallManager nor the current ITLRecovery certificate. */
function lostRecoverySerials(situation: TrustSituation, held: HeldLists): string[] {
  const serials = new Set<string>();
  for (const list of [held.itl, held.ctl]) {
    if (list === "none") continue;
    const tftp = new Set(list.records.filter(({ role }) => role !== trustRoles.SAST).map(({ serial }) => serial));
    for (const { role, serial } of list.records) {
      // A CallManager certificate stands twice, as SAST and as TFTP; ITLRecovery only as SAST.
      if (role === trustRoles.SAST && serial !== "" && !tftp.has(serial)) serials.add(serial);
    }
  }
  for (const unit of ["CallManager", "ITLRecovery"] as const) {
    for (const current of currentOf(situation, unit)) serials.delete(current.serial);
  }
  return [...serials];
}

/**
 * It serves an ITL with empty sections, but that ITL is signed as before: phones that refuse the signer do not take it either. TVS is
 * restarted before Cisco Tftp, so that one with an old certificate vouches no more.
 */
function judgeRollback(present: TrustSituation, held: HeldLists | "unknown"): Judged {
  const situation = { ...present, tvs: present.tvsRestarted ?? present.tvs };
  const signedBy = listSigner(situation.release);
  const mixed = { code: "cluster-is-mixed" } as const;
  if ((situation.itlBytes ?? 0) > largestListOfPhones && !refusesCtl(situation, held)) {
    const judged = judgeSigner(situation, held, "ITL", signedBy);
    const condition = { code: "list-fits-phones", holds: "no" } as const;
    return judged.feasibility === "works"
      ? { ...judged, feasibility: "depends", reason: "fits-while-empty", condition }
      : judged;
  }
  const judged = judgeSigner(situation, held, "ITL", signedBy);
  if (situation.mode === "mixed") {
    // It is not the parameter that helps then, but TVS that runs again and vouches.
    const byTvs = judgeSigner(present, held, "ITL", signedBy).feasibility !== "works" && !refusesCtl(situation, held);
    if (byTvs && judged.feasibility === "works") return judged;
    return { feasibility: "cannot-work", reason: "ctl-still-binds", condition: { ...mixed, holds: "yes" }, signedBy };
  }
  if (judged.feasibility !== "works" || situation.mode === "non-secure") return judged;
  return { feasibility: "depends", reason: "mode-unknown", condition: { ...mixed, holds: "unknown" }, signedBy };
}

/** Never done by the bot: every node, and every change since the backup, goes back. */
function judgeRestore({ drsBackups, trustChangedAt }: TrustSituation): Judged {
  const code = "backup-from-before-the-change";
  const lastResort = { feasibility: "last-resort", reason: "restores-old-certificates" } as const;
  if (drsBackups === "unknown") return { ...lastResort, condition: { code, holds: "unknown" } };
  const none = {
    feasibility: "cannot-work",
    reason: "no-backup-before-change",
    condition: { code, holds: "no" },
  } as const;
  if (drsBackups.length === 0) return none;
  if (trustChangedAt === undefined) return { ...lastResort, condition: { code, holds: "unknown" } };
  const changed = Date.parse(trustChangedAt);
  const before = drsBackups.some(({ completedAt }) => Date.parse(completedAt) < changed);
  return before ? { ...lastResort, condition: { code, holds: "yes" } } : none;
}

function fromAcceptance(answer: SignerAcceptance): Pick<Judged, "feasibility" | "reason" | "tvsNodes"> {
  if (answer.accepts === "no") return { feasibility: "cannot-work", reason: answer.reason };
  if (answer.accepts === "unknown") return { feasibility: "depends", reason: "tvs-not-asked", tvsNodes: answer.nodes };
  if (answer.way === "tvs-vouches") return { feasibility: "works", reason: "tvs-vouches", tvsNodes: [answer.node] };
  return { feasibility: "works", reason: answer.way };
}

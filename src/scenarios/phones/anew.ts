// Phones whose last registration, or whose loss, need not have come with a start: nothing follows from it about the lists they hold.
import type { ConclusionInput } from "../scenario.ts";

/** CcmDevUnregCauseCode: nobody heard of it any more; its call manager went away. A phone that starts anew because of its lists says so. */
export const keepAliveTimeout = 13;
const callManagerRestart = 15;

/** CUCM lost it, and not because it began anew: without power, without network, or without a call manager. */
export const lostWithoutAStart = (phone: { readonly status: string; readonly statusReason: number }): boolean =>
  phone.status === "UnRegistered" &&
  (phone.statusReason === keepAliveTimeout || phone.statusReason === callManagerRestart);

/** Cisco CallManager had just started, or the phone went over to another server alone. */
export function withoutAStart({ facts }: ConclusionInput): ReadonlySet<string> {
  const groups = (facts["phone-holdings"]?.groups ?? []).filter(
    ({ basis }) => basis.includes("registered-after-callmanager-start") || basis.includes("registered-elsewhere"),
  );
  return new Set(groups.flatMap(({ phones }) => phones));
}

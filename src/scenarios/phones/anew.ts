// Phones whose last registration need not have come with a start: nothing follows from it about the lists they hold.
import type { ConclusionInput } from "../scenario.ts";

/** Cisco CallManager had just started, or the phone went over to another server alone. */
export function withoutAStart({ facts }: ConclusionInput): ReadonlySet<string> {
  const groups = (facts["phone-holdings"]?.groups ?? []).filter(
    ({ basis }) => basis.includes("registered-after-callmanager-start") || basis.includes("registered-elsewhere"),
  );
  return new Set(groups.flatMap(({ phones }) => phones));
}

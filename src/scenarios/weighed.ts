// How a scenario says what a paste was worth: one finding, marked as pasted and by whom, with what it counts for.
import type { Finding } from "../domain/finding.ts";
import type { Pasted } from "../domain/pasted.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";

/**
 * `counts`: pinned systems say what it says. `fits`: nothing speaks against it, nothing pinned confirms it. `unmatched`: no
 * certificate or node of this cluster is in it. `old`: it is from before what the cluster has now, or older than a week.
 * `undated`: it has no time. `not-yet`: its time is still to come.
 */
export type PasteWorth = "counts" | "fits" | "unmatched" | "old" | "undated" | "not-yet";

/** The one finding of a paste; a look after an answer replaces it. */
export const weighedId = "pasted:weighed";

/** Logs older than this say nothing about now: the bot itself looks no further back. */
export const lookBackMs = 7 * 86_400_000;

/** `line`: what was weighed, without anything personal. */
export function weighedFinding(pasted: Pasted, worth: PasteWorth, line: string, means?: Phrase): Finding {
  const counts = worth === "counts";
  return {
    id: weighedId,
    check: "pasted",
    code: `pasted.${worth}`,
    verdict: counts ? "problem" : "unknown",
    title: say(`scenario.pasted.${worth}`, { by: pasted.name, source: pasted.source }),
    ...(means === undefined ? {} : { means }),
    ...(counts ? {} : { next: say(`scenario.pasted.${worth}.next`) }),
    evidence: [{ system: "paste", at: pasted.at, source: `${pasted.by}: ${pasted.source}`, excerpt: line, digest: "" }],
  };
}

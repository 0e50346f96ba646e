// Scenario 4.1: phones fail 802.1X after CAPF was renewed (Cisco document 225746).

import type { Offer } from "../domain/hand-out.ts";
import { say } from "../i18n/say.ts";
import { bypassDoubt } from "./dot1x/bypass.ts";
import { type Dot1xCause, dot1xCause } from "./dot1x/cause.ts";
import { dot1xQuestions } from "./dot1x/questions.ts";
import { dot1xRemedies } from "./dot1x/remedies.ts";
import { type Dot1xSituation, dot1xSituation } from "./dot1x/situation.ts";
import { toldBy } from "./dot1x/told.ts";
import { weighDrops } from "./dot1x/weigh.ts";
import { scenarioPhrases } from "./phrases.ts";
import type { Conclusion, ConclusionInput, Scenario } from "./scenario.ts";
import { heldBySilentNodes } from "./silent-nodes.ts";

export const dot1xFailed: Scenario = {
  id: "dot1x-failed",
  title: say("scenario.dot1x.title"),
  // The document begins at the phones, which only people can look at: those are questions.
  checks: ["registrations", "dot1x-trust", "capf", "certificates", "services", "cluster-mode", "backups"],
  phrases: scenarioPhrases["dot1x-failed"],
  conclude(input: ConclusionInput): Conclusion {
    const situation = dot1xSituation(input);
    const told = toldBy(input);
    const cause = dot1xCause(input, situation, told);
    const weighed = weighDrops(input, situation, told);
    const doubt = bypassDoubt(input, situation);
    const { lost, refused } = situation;
    return {
      cause,
      ...(lost.length === 0 && refused.size === 0 ? {} : { impact: "medium" }),
      ...affectedBy(input, situation),
      remedies: heldBySilentNodes(input, dot1xRemedies(input, situation, cause)),
      corrections: lost.length > 0 ? [say("scenario.dot1x.correction.want-read")] : [],
      questions: dot1xQuestions(situation, cause, input.answers),
      ...(weighed === undefined ? {} : { weighed }),
      ...(doubt === undefined ? {} : { revised: [doubt] }),
      ...offersOf(situation, cause),
    };
  },
};

/** The certificates that a step has somebody add to the server, and the phones that still wait for a new LSC, by name. */
function offersOf(
  { trust, former, refused }: Dot1xSituation,
  { code }: Dot1xCause,
): { readonly offers?: readonly Offer[] } {
  const capf = trust?.capf?.commonName ?? "";
  const refusedNames = new Set(refused.values());
  const stored = (trust?.former ?? []).map(({ commonName }) => commonName).filter((name) => refusedNames.has(name));
  const wanted = code === "not-seen" || (code === "all-in" && former.length === 0) ? [] : [capf, ...stored];
  const names = [...new Set(wanted)].filter((name) => name !== "").slice(0, mostCertificates);
  const offers: readonly Offer[] = [
    ...names.map((commonName) => ({ kind: "certificate", commonName }) as const),
    ...(former.length === 0 ? [] : [{ kind: "lscs", former: former.length } as const]),
  ];
  return offers.length === 0 ? {} : { offers };
}

/** Nobody needs more than the present one and the last few at once. */
const mostCertificates = 3;

/** Who is out, who would be next, who still holds a former CAPF's LSC; and what somebody has bypassed until they say that it ended. */
function affectedBy(
  { answers }: ConclusionInput,
  { lost, here, refused, former }: Dot1xSituation,
): { readonly affected?: NonNullable<Conclusion["affected"]> } {
  const bypassed = answers.get("dot1x-bypass") === "on";
  if (lost.length === 0 && refused.size === 0 && former.length === 0 && !bypassed) return {};
  const later = here.filter((name) => refused.has(name)).length;
  const values = { lost: lost.length, later, former: former.length };
  return { affected: say(bypassed ? "scenario.dot1x.affected.bypassed" : "scenario.dot1x.affected", values) };
}

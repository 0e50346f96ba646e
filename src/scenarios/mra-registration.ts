// Scenario 3: Mobile and Remote Access after CallManager, Tomcat or Expressway-C certificates were renewed (Cisco document 225746).
import type { Question } from "../domain/word.ts";
import { say } from "../i18n/say.ts";
import { causeOf } from "./mra/cause.ts";
import { remediesFor } from "./mra/remedies.ts";
import { type MraSituation, situationOf } from "./mra/situation.ts";
import { scenarioPhrases } from "./phrases.ts";
import type { Conclusion, ConclusionInput, Scenario } from "./scenario.ts";

export const mraRegistration: Scenario = {
  id: "mra-registration-failed",
  title: say("mra.title"),
  checks: [
    "mra-devices",
    "cluster-mode",
    "mra-doors",
    "expressway-log",
    "expressway-peers",
    "mra-client-trust",
    "mra-services",
  ],
  phrases: scenarioPhrases["mra-registration-failed"],
  conclude(input: ConclusionInput): Conclusion {
    const seen = situationOf(input);
    const cause = causeOf(input, seen);
    const well = cause.certainty === "healthy";
    const affected = affectedPhrase(seen);
    return {
      cause,
      // Medium in the support document; a restart of CallManager in a plan is high whatever stands here.
      ...(well || cause.certainty === "unknown" ? {} : { impact: "medium" }),
      ...(affected === undefined ? {} : { affected }),
      remedies: well ? [] : remediesFor(input, seen, cause),
      corrections: well ? [] : [say("mra.correction.directions"), say("mra.correction.ecdsa")],
      revised: seen.over,
      ...(seen.pasted.finding === undefined ? {} : { weighed: seen.pasted.finding }),
      ...(asks(input, seen) ? { questions: [logQuestion] } : {}),
    };
  },
};

/** The support document's third verification step: only a person can see it where no log could be fetched. */
const logQuestion: Question = {
  id: "log-line",
  text: say("mra.question.log"),
  how: say("mra.question.log.how"),
  options: [
    { id: "unknown-ca", label: say("mra.question.unknown-ca"), verdict: "problem" },
    { id: "verify-failed", label: say("mra.question.verify-failed"), verdict: "problem" },
    { id: "name-missing", label: say("mra.question.name-missing"), verdict: "problem" },
    { id: "none", label: say("mra.question.none"), verdict: "ok" },
    { id: "not-looked", label: say("mra.question.not-looked"), verdict: "unknown" },
  ],
};

function asks(input: ConclusionInput, { peers, unreadPeers }: MraSituation): boolean {
  const logs = input.facts["expressway-log"]?.logs ?? [];
  return peers === 0 || unreadPeers.length > 0 || !logs.some(({ read }) => read);
}

function affectedPhrase({ appsLost, appsKnown, lostSince }: MraSituation): Conclusion["affected"] {
  if (appsLost === 0) return undefined;
  const values = { lost: appsLost, known: appsKnown };
  return lostSince === ""
    ? say("mra.affected", values)
    : say("mra.affected.since", { ...values, since: { time: lostSince } });
}

// Scenario 4.2: phones with a TLS security profile do not register after CAPF was renewed (Cisco document 225746).
import type { Cause } from "../domain/report.ts";
import type { Question } from "../domain/word.ts";
import { say } from "../i18n/say.ts";
import { scenarioPhrases } from "./phrases.ts";
import type { Conclusion, ConclusionInput, Scenario } from "./scenario.ts";
import { secureCause } from "./secure/cause.ts";
import { heldByNextCtl } from "./secure/next-ctl.ts";
import { ctlIsCurrent } from "./secure/plans.ts";
import { secureRemedies } from "./secure/remedies.ts";
import { type SecureSituation, secureSituation } from "./secure/situation.ts";
import { trialFinding } from "./secure/trial.ts";
import { heldBySilentNodes } from "./silent-nodes.ts";

export const securePhonesUnregistered: Scenario = {
  id: "secure-phones-unregistered",
  title: say("scenario.secure.title"),
  checks: [
    "phone-security",
    "certificates",
    "capf",
    "rejections",
    "registrations",
    "trust-lists",
    "services",
    "cluster-mode",
    "backups",
  ],
  phrases: scenarioPhrases["secure-phones-unregistered"],
  conclude(input: ConclusionInput): Conclusion {
    const situation = secureSituation(input);
    const cause = secureCause(input, situation);
    const tried = trialFinding(input, situation);
    const { lost, secure, plain, away } = situation;
    const values = { lost: lost.length, secure: secure.length, away: away.length, here: plain.here, plain: plain.all };
    return {
      cause,
      ...(lost.length === 0 ? {} : { impact: "medium", affected: say("scenario.secure.affected", values) }),
      remedies: heldBySilentNodes(input, heldByNextCtl(input, secureRemedies(input, situation, cause))),
      corrections: correctionsFor(input, situation, cause),
      questions: questionsFor(situation, cause, tried !== undefined),
      ...(tried === undefined ? {} : { revised: [tried] }),
      ...(situation.former.length === 0 ? {} : { offers: [{ kind: "lscs", former: situation.former.length }] }),
    };
  },
};

/** Where the facts correct the document, the card says both. */
function correctionsFor(input: ConclusionInput, { lost }: SecureSituation, { code }: Cause): Conclusion["corrections"] {
  if (lost.length === 0 || !code.startsWith("lsc-")) return [];
  return [
    say("scenario.secure.correction.status"),
    ...(ctlIsCurrent(input) ? [say("scenario.secure.correction.ctl-current")] : []),
  ];
}

/** What only a person can see: what the phone shows, and what became of the trial. */
function questionsFor({ lost }: SecureSituation, { certainty, code }: Cause, tried: boolean): readonly Question[] {
  const asked = code.startsWith("display-");
  if ((lost.length === 0 && !asked) || certainty === "proved") return [];
  const option = (id: "registering" | "dot1x" | "trust-list" | "other") => ({
    id,
    label: say(`scenario.secure.question.display.${id}`),
    ...(id === "other" ? { verdict: "unknown" as const } : {}),
  });
  const display: Question = {
    id: "phone-display",
    text: say("scenario.secure.question.display"),
    how: say("scenario.secure.question.display.how"),
    options: [option("registering"), option("dot1x"), option("trust-list"), option("other")],
  };
  const trial: Question = {
    id: "trial",
    text: say("scenario.secure.question.trial"),
    how: say("scenario.secure.question.trial.how"),
    options: [
      { id: "registered", label: say("scenario.secure.question.trial.registered") },
      { id: "silent", label: say("scenario.secure.question.trial.silent"), verdict: "problem" },
      { id: "not-tried", label: say("scenario.secure.question.trial.not-tried"), verdict: "unknown" },
    ],
  };
  // What became of a trial of the bot’s own, nobody needs to be asked.
  return !tried && (code === "lsc-former-issuer" || code === "not-explained") ? [display, trial] : [display];
}

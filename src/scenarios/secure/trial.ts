// The trial's outcome (step 5 of the document's verification): what a run of the bot saw, else what somebody says.
import type { Finding } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput, Trial } from "../scenario.ts";
import type { SecureSituation } from "./situation.ts";

const findingId = "trial:run";

/** What a phone did longer ago says nothing about now. */
const freshMs = 24 * 3_600_000;

/** The bot's own trial, as long as its phone is out and the CAPF certificate is the one it was made with. */
function ownTrial({ trial, facts, now }: ConclusionInput, { lost }: SecureSituation): Trial | undefined {
  if (trial === undefined || !lost.some(({ name }) => name === trial.phone)) return undefined;
  const at = Date.parse(trial.at);
  const since = Date.parse(facts.capf?.certificate?.notBefore ?? "") || 0;
  return at >= now - freshMs && at >= since ? trial : undefined;
}

/** The outcome that counts, and the finding it stands in. What the bot saw goes before what somebody says. */
export function trialOutcome(
  input: ConclusionInput,
  situation: SecureSituation,
): { readonly outcome: string; readonly source: string } | undefined {
  const own = ownTrial(input, situation);
  if (own !== undefined) return { outcome: own.outcome, source: findingId };
  const said = input.answers.get("trial");
  return said === undefined ? undefined : { outcome: said, source: "answer:trial" };
}

/** Undefined when the bot made no trial that still says something. */
export function trialFinding(input: ConclusionInput, situation: SecureSituation): Finding | undefined {
  const own = ownTrial(input, situation);
  if (own === undefined) return undefined;
  const { outcome, phone, run, at, evidence } = own;
  return {
    id: findingId,
    check: "trial",
    code: `trial.${outcome}`,
    verdict: outcome === "registered" ? "ok" : "warning",
    title: say(`scenario.secure.trial.${outcome}`, { phone, at: { time: at }, run }),
    means: say(`scenario.secure.trial.${outcome}.means`),
    evidence,
  };
}

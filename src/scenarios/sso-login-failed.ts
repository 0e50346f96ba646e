// Scenario 2: single sign-on does not work after Tomcat was renewed (Cisco document 225746).
import { say } from "../i18n/say.ts";
import { scenarioPhrases } from "./phrases.ts";
import type { Conclusion, ConclusionInput, Scenario } from "./scenario.ts";
import { causeOf, type SsoCause } from "./sso/cause.ts";
import { weighLogin } from "./sso/pasted.ts";
import { questionsOf } from "./sso/questions.ts";
import { remediesOf } from "./sso/remedies.ts";
import { type SsoSituation, situationOf } from "./sso/situation.ts";

export const ssoLoginFailed: Scenario = {
  id: "sso-login-failed",
  title: say("scenario.sso.title"),
  // The document's order: certificates on all nodes, then the trace and the log; what it leaves out comes after.
  checks: ["sso-agreement", "sso-log", "idp-metadata", "clocks", "services", "registrations", "backups"],
  phrases: scenarioPhrases["sso-login-failed"],
  conclude(input: ConclusionInput): Conclusion {
    const situation = situationOf(input);
    const weight = weighLogin(input, situation);
    const cause = causeOf(input, situation, weight);
    const quiet = cause.code === "works" || cause.code === "not-seen";
    const affected = quiet ? undefined : affectedBy(situation, cause);
    return {
      cause,
      ...(quiet ? {} : { impact: "low" }),
      ...(affected === undefined ? {} : { affected }),
      remedies: remediesOf(input, situation, cause),
      corrections: quiet || cause.code === "idp-refuses" ? [] : corrections,
      questions: questionsOf(situation, cause, input.answers),
      revised: situation.over,
      ...(weight === undefined ? {} : { weighed: weight.finding }),
    };
  },
};

/** Where the document is silent or printed wrong: said openly. */
const corrections = [say("scenario.sso.correction.uds"), say("scenario.sso.correction.drf")];

function affectedBy({ enabled, failed, disabled }: SsoSituation, cause: SsoCause): Conclusion["affected"] {
  if (cause.code === "sso-disabled") return undefined;
  const nodes = cause.code === "sso-partly-enabled" ? disabled : failed.map(({ node }) => node);
  if (nodes.length > 0) return say("scenario.sso.affected", { nodes: [...nodes].sort().join(", ") });
  return say("scenario.sso.affected.all", { nodes: enabled.map(({ node }) => node).join(", ") });
}

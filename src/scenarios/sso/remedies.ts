// What mends single sign-on, by cause: the short way, the whole procedure of Cisco's document, and what the bot can restart.
import type { Remedy } from "../../domain/report.ts";
import { verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { enableAgain, importIdp, mendIdp, recoveryUrl, remedy, renewRecovery, setClocks, testPath } from "./by-hand.ts";
import { olderFor, type SsoCause } from "./cause.ts";
import { backupServicesPlan, restartPlan, tracePlan } from "./plans.ts";
import { bot, exportAndImport, person, procedure } from "./runbooks.ts";
import { fitsLoaded, notRestarted, type SsoSituation } from "./situation.ts";

/** Every remedy that this scenario can offer. */
export const ssoRemedyIds: readonly string[] = [
  "import-metadata",
  "renew-with-sso",
  "renew-recovery",
  "restart-tomcat",
  "restart-tftp",
  "restart-drf",
  "restart-after-enabling",
  "trace",
  "import-idp-metadata",
  "mend-idp",
  "set-clocks",
  "enable-sso",
  "recovery-url",
];

/** The remedies of a cause, the one that works first. */
export function remediesOf(input: ConclusionInput, situation: SsoSituation, cause: SsoCause): readonly Remedy[] {
  const sure = cause.certainty === "proved";
  const wayIn = recoveryUrl(situation);
  const trace = prove(input, situation);
  switch (cause.code) {
    case "idp-encrypts-for-old":
      // The document's procedure renews Tomcat, which is no way out where ITLRecovery is used.
      return present(
        // Metadata goes in for all nodes at once: one that still runs with its old certificate would lose its logins.
        importMetadata(situation, sure && (situation.unit !== "tomcat" || notRestarted(situation).length === 0)),
        trace,
        wayIn,
        ...(situation.unit === "tomcat" ? wholeProcedure(input, situation, "depends") : []),
      );
    case "tomcat-not-restarted":
      return present(restartTomcat(input, situation, sure), importMetadata(situation, false), trace, wayIn);
    case "certificate-expired":
      return situation.unit === "tomcat"
        ? present(...wholeProcedure(input, situation, "works", "scenario.sso.reason.renew-expired"), trace, wayIn)
        : present(renewRecovery(situation), trace, wayIn);
    case "multi-san-incomplete":
      return present(...wholeProcedure(input, situation, "works"), trace, wayIn);
    case "idp-signing-changed":
      return present(importIdp(situation, sure), trace, wayIn);
    case "idp-refuses":
      return present(...mendIdpAndWhatIsBehind(input, situation, sure), wayIn);
    case "clocks-differ":
      return present(setClocks(situation, sure), wayIn);
    case "sso-disabled":
    case "sso-partly-enabled":
      return present(
        enableAgain(situation, cause.code === "sso-partly-enabled"),
        // In the middle of a renewal: enabled too early, it would decrypt with the old key.
        notRestarted(situation).length === 0 ? undefined : restartTomcat(input, situation, false),
        afterEnabling(input, situation),
      );
    case "never-tried":
      return present(importMetadata(situation, false), trace, wayIn);
    case "not-explained":
      return present(trace, wayIn);
    case "works":
    case "not-seen":
      return [];
  }
}

const present = (...remedies: readonly (Remedy | undefined)[]): readonly Remedy[] =>
  remedies.filter((one) => one !== undefined);

/** The short way: the IdP gets the metadata with the certificate of now. */
const importMetadata = (situation: SsoSituation, sure: boolean): Remedy =>
  remedy({
    id: "import-metadata",
    title: say("scenario.sso.remedy.import"),
    reason: say(
      sure
        ? "scenario.sso.reason.import"
        : situation.unit === "tomcat" && notRestarted(situation).length > 0
          ? "scenario.sso.reason.import-and-restart"
          : "scenario.sso.reason.import-likely",
    ),
    feasibility: sure ? "works" : "depends",
    document: true,
    runbook: [...exportAndImport(situation), person("test", say("scenario.sso.hand.test"), testPath)],
  });

type WhyRenew = "scenario.sso.reason.renew" | "scenario.sso.reason.renew-works" | "scenario.sso.reason.renew-expired";

function wholeProcedure(
  input: ConclusionInput,
  situation: SsoSituation,
  feasibility: "works" | "depends",
  reason: WhyRenew = feasibility === "works" ? "scenario.sso.reason.renew-works" : "scenario.sso.reason.renew",
): readonly (Remedy | undefined)[] {
  const whole = remedy({
    id: "renew-with-sso",
    title: say("scenario.sso.remedy.renew"),
    reason: say(reason),
    feasibility,
    document: true,
    // The document’s “low” does not know a certificate that is CallManager’s too: phones reset and the trust lists change.
    heavy: situation.agreement?.reused === true,
    runbook: procedure(input, situation),
  });
  return [
    whole,
    restartTomcat(input, situation, false),
    restartTftp(input, situation),
    drf(input, situation),
    afterEnabling(input, situation),
  ];
}

function restartTomcat(input: ConclusionInput, situation: SsoSituation, sure: boolean): Remedy | undefined {
  const title = say("scenario.sso.remedy.tomcat");
  const plan = restartPlan(input, situation, {
    remedy: "restart-tomcat",
    title,
    services: ["Cisco Tomcat", "Cisco SSOSP Tomcat"],
    // As a step of the procedure it is for the certificate that is uploaded meanwhile.
    certificate: sure ? "as-now" : "any",
  });
  if (plan === undefined) return undefined;
  return remedy({
    id: "restart-tomcat",
    title,
    reason: say(sure ? "scenario.sso.reason.tomcat" : "scenario.sso.reason.tomcat-step"),
    feasibility: sure ? "works" : "depends",
    document: true,
    plan,
    runbook: bot(plan),
  });
}

/** The wizard's own text: after a multi-server certificate TFTP is restarted on all TFTP nodes too. */
function restartTftp(input: ConclusionInput, situation: SsoSituation): Remedy | undefined {
  const title = say("scenario.sso.remedy.tftp");
  const plan = restartPlan(input, situation, {
    remedy: "restart-tftp",
    title,
    services: ["Cisco Tftp"],
    certificate: "any",
  });
  if (plan === undefined) return undefined;
  const reason = say("scenario.sso.reason.tftp");
  return remedy({
    id: "restart-tftp",
    title,
    reason,
    feasibility: "depends",
    document: true,
    plan,
    runbook: bot(plan),
  });
}

/** From 14 on DRS uses Tomcat's key (Administration Guide 15). */
function drf(input: ConclusionInput, { agreement }: SsoSituation): Remedy | undefined {
  const release = agreement?.release;
  // A release that could not be read may be one of them; restarting DRF where it was not needed harms nothing.
  if (release !== undefined && release.major < 14) return undefined;
  const plan = backupServicesPlan(input, "restart-drf");
  const reason = say("scenario.sso.reason.drf");
  const title = say("scenario.sso.plan.drf");
  return remedy({ id: "restart-drf", title, reason, feasibility: "depends", plan, runbook: bot(plan) });
}

/** TAC's advice after enabling: Tomcat and UDS Tomcat on all nodes; SSOSP Tomcat where the release has it (14 and later). */
function afterEnabling(input: ConclusionInput, situation: SsoSituation): Remedy | undefined {
  const title = say("scenario.sso.remedy.after");
  const services = ["Cisco Tomcat", "Cisco UDS Tomcat", "Cisco SSOSP Tomcat"] as const;
  const plan = restartPlan(input, situation, { remedy: "restart-after-enabling", title, services, certificate: "any" });
  if (plan === undefined) return undefined;
  const reason = say("scenario.sso.reason.after");
  const id = "restart-after-enabling";
  return remedy({ id, title, reason, feasibility: "depends", document: true, plan, runbook: bot(plan) });
}

/** Debug on all nodes, one login, and back: it proves what is only likely. */
function prove(input: ConclusionInput, situation: SsoSituation): Remedy | undefined {
  if (situation.quiet.length === 0) return undefined;
  const plan = tracePlan(input, situation, "trace");
  if (plan === undefined) return undefined;
  return remedy({
    id: "trace",
    title: verbatim("set samltrace level debug"),
    reason: say("scenario.sso.reason.trace"),
    feasibility: "depends",
    document: true,
    plan,
    runbook: [...bot(plan), person("look-again", say("scenario.sso.hand.look-again"))],
  });
}

/** A refusal brings no assertion to decrypt: whoever gets past it meets metadata that is older than the certificate next. */
function mendIdpAndWhatIsBehind(input: ConclusionInput, situation: SsoSituation, sure: boolean): readonly Remedy[] {
  const mend = mendIdp(sure);
  const node = situation.failed[0]?.node;
  const fits = situation.unit === "tomcat" && node !== undefined && fitsLoaded(situation).includes(node);
  if (node === undefined || fits || olderFor(input, situation, node).length === 0) return [mend];
  const both = say("scenario.sso.reason.mend-and-import");
  return [{ ...mend, feasibility: "depends", reason: both }, importMetadata(situation, false)];
}

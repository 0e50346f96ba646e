// The remedies that only people can do: at the identity provider, on the pages of CUCM, at the clocks; and the way in meanwhile.
import type { PlanDraft } from "../../domain/plan.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { exportAndImport, person, ssoPage } from "./runbooks.ts";
import type { SsoSituation } from "./situation.ts";

interface Shape {
  readonly id: string;
  readonly title: Remedy["title"];
  readonly reason: Phrase;
  readonly feasibility: Remedy["feasibility"];
  readonly runbook: readonly RunbookStep[];
  readonly document?: boolean;
  readonly plan?: PlanDraft | undefined;
  /** Steps that people do weigh more than the document’s “low”. */
  readonly heavy?: boolean;
}

/** Impact: Cisco's document calls the procedure low; a plan weighs what its steps weigh. */
export function remedy({
  id,
  title,
  reason,
  feasibility,
  runbook,
  document = false,
  plan,
  heavy = false,
}: Shape): Remedy {
  const high = heavy || plan?.steps.some((step) => step.impact === "high") === true;
  return {
    id,
    title,
    feasibility,
    reason,
    inSupportDocument: document,
    impact: high ? "high" : "low",
    runbook,
    ...(plan === undefined ? {} : { plan }),
  };
}

export const testPath = `${ssoPage} > Run SSO Test...`;

/** ITLRecovery signs the trust lists: its renewal has an order of its own, in which the phones come first (Security Guide 15). */
export const renewRecovery = (situation: SsoSituation): Remedy =>
  remedy({
    id: "renew-recovery",
    title: say("scenario.sso.remedy.renew-recovery"),
    reason: say("scenario.sso.reason.renew-recovery"),
    feasibility: "works",
    heavy: true,
    runbook: [
      person("renew-recovery", say("scenario.sso.hand.renew-recovery"), "set cert regen ITLRecovery"),
      ...exportAndImport(situation),
      person("test", say("scenario.sso.hand.test"), testPath),
    ],
  });

export const importIdp = (situation: SsoSituation, sure: boolean): Remedy =>
  remedy({
    id: "import-idp-metadata",
    title: say("scenario.sso.remedy.idp"),
    reason: say(sure ? "scenario.sso.reason.idp" : "scenario.sso.reason.idp-likely"),
    feasibility: sure ? "works" : "depends",
    runbook: [
      person("idp-one-certificate", say("scenario.sso.hand.idp-one")),
      person(
        "update-idp-metadata",
        say(
          situation.agreement?.mode === "per-node"
            ? "scenario.sso.hand.update-idp-each"
            : "scenario.sso.hand.update-idp",
        ),
        "CM Administration > System > SAML Single Sign-On > Update IdP Metadata File",
      ),
      person("test", say("scenario.sso.hand.test"), testPath),
    ],
  });

export const mendIdp = (sure: boolean): Remedy =>
  remedy({
    id: "mend-idp",
    title: say("scenario.sso.remedy.mend-idp"),
    reason: say("scenario.sso.reason.mend-idp"),
    feasibility: sure ? "works" : "depends",
    runbook: [
      person("idp-log", say("scenario.sso.hand.idp-log")),
      person("claim-rule", say("scenario.sso.hand.claim-rule")),
      person("test", say("scenario.sso.hand.test"), testPath),
    ],
  });

export const setClocks = ({ agreement }: SsoSituation, sure: boolean): Remedy =>
  remedy({
    id: "set-clocks",
    title: say("scenario.sso.remedy.clocks"),
    reason: say("scenario.sso.reason.clocks"),
    feasibility: sure ? "works" : "depends",
    runbook: [
      {
        ...person("ntp", say("scenario.sso.hand.ntp"), "utils ntp status"),
        nodes: (agreement?.nodes ?? []).map(({ node }) => node),
      },
      person("idp-time", say("scenario.sso.hand.idp-time")),
      person("test", say("scenario.sso.hand.test"), testPath),
    ],
  });

/** Where some nodes have it still, the page has a button of its own for the others (Administration Guide 15, after a restore). */
export const enableAgain = (situation: SsoSituation, partly: boolean): Remedy =>
  remedy({
    id: "enable-sso",
    title: say(partly ? "scenario.sso.remedy.enable-rest" : "scenario.sso.remedy.enable"),
    reason: say(partly ? "scenario.sso.reason.enable-rest" : "scenario.sso.reason.enable"),
    feasibility: "works",
    document: true,
    runbook: [
      ...exportAndImport(situation),
      partly
        ? {
            ...person("fix-disabled", say("scenario.sso.hand.fix-disabled"), `${ssoPage} > Fix All Disabled Servers`),
            nodes: situation.disabled,
          }
        : person("enable", say("scenario.sso.hand.enable"), `${ssoPage} > Enable SAML SSO`),
      person("test", say("scenario.sso.hand.test"), testPath),
    ],
  });

/** The way in meanwhile (SAML SSO deployment guide: /ssosp/local/login). */
export function recoveryUrl({ enabled }: SsoSituation): Remedy | undefined {
  const open = enabled.filter(({ state }) => state?.value.recoveryUrl !== false).map(({ node }) => node);
  const closed = enabled.filter(({ state }) => state?.value.recoveryUrl === false).map(({ node }) => node);
  const [first] = [...open, ...closed];
  if (first === undefined) return undefined;
  return remedy({
    id: "recovery-url",
    title: say("scenario.sso.remedy.recovery"),
    // It mends nothing: never the remedy whose runbook is open.
    reason: say(open.length > 0 ? "scenario.sso.reason.recovery" : "scenario.sso.reason.recovery-off", {
      nodes: open.join(", "),
    }),
    feasibility: "depends",
    runbook: [
      ...(closed.length === 0
        ? []
        : [
            {
              ...person("recovery-on", say("scenario.sso.hand.recovery-on"), "utils sso recovery-url enable"),
              nodes: closed,
            },
          ]),
      person("recovery", say("scenario.sso.hand.recovery"), `https://${first}:8443/ssosp/local/login`),
    ],
  });
}

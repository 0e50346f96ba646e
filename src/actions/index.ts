// The closed list of actions: every kind of change that a plan can have, and nothing else.
import type { Change, Plan, PlanStep, Precondition } from "../domain/plan.ts";
import type { StepRecord, Verification } from "../domain/run.ts";
import { type ActionContext, type BoundAction, bind } from "./action.ts";
import { applySecurityProfile } from "./apply-security-profile/action.ts";
import { collectExpresswayLog } from "./collect-expressway-log/action.ts";
import { copySecurityProfile } from "./copy-security-profile/action.ts";
import { installLsc } from "./install-lsc/action.ts";
import { type PreconditionReading, readPrecondition } from "./preconditions.ts";
import { removeSecurityProfile } from "./remove-security-profile/action.ts";
import { resetCtl } from "./reset-ctl/action.ts";
import { resetItl } from "./reset-itl/action.ts";
import { resetPhones } from "./reset-phones/action.ts";
import { restartExpressway } from "./restart-expressway/action.ts";
import { restartService } from "./restart-service/action.ts";
import { setSamlTrace } from "./set-saml-trace/action.ts";
import { startExpresswayLog } from "./start-expressway-log/action.ts";
import { startService } from "./start-service/action.ts";
import { trustCertificate } from "./trust-certificate/action.ts";
import { trustOnExpressway } from "./trust-on-expressway/action.ts";
import { updateCtl } from "./update-ctl/action.ts";
import { countPhones, type PhoneCount, verifyOutcome } from "./verify.ts";
import { waitForLogin } from "./wait-for-login/action.ts";
import { waitForPhones } from "./wait-for-phones/action.ts";
import { waitForSignIn } from "./wait-for-sign-in/action.ts";

/** What a run works with; injected, so that runs know no system. */
export interface ActionKit {
  actionFor(change: Change): BoundAction;
  readPrecondition(precondition: Precondition, context: ActionContext): Promise<PreconditionReading>;
  /** All desk phones, and how many are registered now; of `watched` too. */
  countPhones(context: ActionContext, watched: readonly string[]): Promise<PhoneCount>;
  /** `steps`: what became of the plan’s steps. */
  verifyOutcome(
    plan: Plan,
    steps: readonly Pick<StepRecord, "number" | "tally">[],
    before: number,
    context: ActionContext,
  ): Promise<Verification>;
}

/** The action of a change, applied to it. */
export function actionFor(change: Change): BoundAction {
  switch (change.kind) {
    case "reset-itl":
      return bind(resetItl, change);
    case "reset-ctl":
      return bind(resetCtl, change);
    case "update-ctl":
      return bind(updateCtl, change);
    case "restart-service":
      return bind(restartService, change);
    case "start-service":
      return bind(startService, change);
    case "trust-certificate":
      return bind(trustCertificate, change);
    case "trust-on-expressway":
      return bind(trustOnExpressway, change);
    case "restart-expressway":
      return bind(restartExpressway, change);
    case "start-expressway-log":
      return bind(startExpresswayLog, change);
    case "collect-expressway-log":
      return bind(collectExpresswayLog, change);
    case "reset-phones":
      return bind(resetPhones, change);
    case "copy-security-profile":
      return bind(copySecurityProfile, change);
    case "remove-security-profile":
      return bind(removeSecurityProfile, change);
    case "apply-security-profile":
      return bind(applySecurityProfile, change);
    case "install-lsc":
      return bind(installLsc, change);
    case "set-saml-trace":
      return bind(setSamlTrace, change);
    case "wait-for-login":
      return bind(waitForLogin, change);
    case "wait-for-phones":
      return bind(waitForPhones, change);
    case "wait-for-sign-in":
      return bind(waitForSignIn, change);
  }
}

/** How long the change takes, from the slow side, in seconds. */
export function estimateSeconds(change: Change): PlanStep["estimateSeconds"] {
  switch (change.kind) {
    case "reset-itl":
      return resetItl.estimateSeconds(change);
    case "reset-ctl":
      return resetCtl.estimateSeconds(change);
    case "update-ctl":
      return updateCtl.estimateSeconds(change);
    case "restart-service":
      return restartService.estimateSeconds(change);
    case "start-service":
      return startService.estimateSeconds(change);
    case "trust-certificate":
      return trustCertificate.estimateSeconds(change);
    case "trust-on-expressway":
      return trustOnExpressway.estimateSeconds(change);
    case "restart-expressway":
      return restartExpressway.estimateSeconds(change);
    case "start-expressway-log":
      return startExpresswayLog.estimateSeconds(change);
    case "collect-expressway-log":
      return collectExpresswayLog.estimateSeconds(change);
    case "reset-phones":
      return resetPhones.estimateSeconds(change);
    case "copy-security-profile":
      return copySecurityProfile.estimateSeconds(change);
    case "remove-security-profile":
      return removeSecurityProfile.estimateSeconds(change);
    case "apply-security-profile":
      return applySecurityProfile.estimateSeconds(change);
    case "install-lsc":
      return installLsc.estimateSeconds(change);
    case "set-saml-trace":
      return setSamlTrace.estimateSeconds(change);
    case "wait-for-login":
      return waitForLogin.estimateSeconds(change);
    case "wait-for-phones":
      return waitForPhones.estimateSeconds(change);
    case "wait-for-sign-in":
      return waitForSignIn.estimateSeconds(change);
  }
}

export const cucmActions: ActionKit = { actionFor, readPrecondition, countPhones, verifyOutcome };

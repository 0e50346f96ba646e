// What ends an unfinished renewal without locking phones out: lists first, then the phones, TVS last; and what shrinks a list.
import type { Wanted } from "../../actions/plan.ts";
import { planDraft } from "../../actions/plan.ts";
import { publisherOf } from "../../domain/cluster.ts";
import type { PlanDraft } from "../../domain/plan.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { signsWithItlRecovery } from "../../trust/releases.ts";
import { followsNext, usualSigners } from "../../trust/signers.ts";
import type { ConclusionInput } from "../scenario.ts";
import { nextAnchor } from "./former-lists.ts";
import { currentCertificates, phonesBack, publisherFirst, reachablePhones, resetBatch } from "./plans.ts";
import type { PhonesSituation } from "./situation.ts";
import type { Unfinished } from "./unfinished.ts";

/**
 * Phones must take the new ITL while something they trust still vouches for its signer, so TVS is restarted when they have it
 * (Security Guide 15: one certificate, phones back, then the next).
 */
export function finishRemedy(input: ConclusionInput, situation: PhonesSituation, state: Unfinished): Remedy {
  const { yes, no, unknown } = state.next;
  const feasibility = no.length > 0 ? "cannot-work" : unknown.length > 0 ? "depends" : "works";
  const draft = feasibility === "cannot-work" ? undefined : finishPlan(input, situation, state, feasibility);
  const away = (input.facts.registrations?.phones ?? []).filter((phone) => phone.status !== "Registered").length;
  return {
    id: "finish-renewal",
    title: say("trust.remedy.finish"),
    feasibility,
    reason: reason(state, { yes: yes.length, no: no.length, unknown: unknown.length, away }),
    inSupportDocument: false,
    impact: "high",
    phones: yes.length + no.length + unknown.length,
    runbook: draft === undefined ? [] : draft.steps.map(stepOf),
    ...(draft === undefined ? {} : { plan: draft }),
  };
}

function reason(state: Unfinished, values: { yes: number; no: number; unknown: number; away: number }): Phrase {
  if (values.no > 0) return say("trust.reason.finish-no", values);
  if (values.unknown > 0) return say("trust.reason.finish-unknown", values);
  return say(state.onLoan.length > 0 ? "trust.reason.finish-on-loan" : "trust.reason.finish-yes", values);
}

function finishPlan(
  input: ConclusionInput,
  situation: PhonesSituation,
  state: Unfinished,
  feasibility: "works" | "depends",
): PlanDraft {
  const { registrations } = input.facts;
  const certificates = currentCertificates(input);
  const phones = reachablePhones(input);
  const wait: Wanted = { change: { kind: "wait-for-phones", phones, ...phonesBack } };
  const restart = (service: "Cisco Tftp" | "Cisco Trust Verification Service", nodes: readonly string[]): Wanted[] =>
    publisherFirst(input.cluster)
      .filter((node) => nodes.includes(node))
      .map((node) => ({
        change: { kind: "restart-service", node, service },
        preconditions: [...certificates, { kind: "service-started", node, service }],
      }));
  const ctl: Wanted[] =
    state.staleCtl && situation.trust.mode === "mixed"
      ? [{ change: { kind: "update-ctl", node: publisherOf(input.cluster).name }, preconditions: certificates }]
      : [];
  // Up to 11.5 the publisher's CallManager signs the CTL, which the other servers' ITLs do not name: phones that hold the new ITL
  // already take it only from a TVS that shows the certificate named there.
  const ctlLast = !signsWithItlRecovery(situation.trust.release) && ctl.length > 0;
  const reset: Wanted = { change: { kind: "reset-phones", phones, batch: resetBatch }, preconditions: certificates };
  return planDraft(
    {
      cluster: input.cluster.id,
      title: say(feasibility === "works" ? "trust.plan.finish" : "trust.plan.finish-depends"),
      remedy: "finish-renewal",
      phonesRegistered: registrations?.registered ?? 0,
      phonesKnown: registrations?.known ?? 0,
    },
    [
      ...(ctlLast ? [] : ctl),
      ...restart("Cisco Tftp", state.staleItl),
      reset,
      wait,
      ...restart(
        "Cisco Trust Verification Service",
        state.oldVouchers.map(({ node }) => node),
      ),
      ...(ctlLast ? [...ctl, reset, wait] : []),
    ],
  );
}

function stepOf({ change, command }: PlanDraft["steps"][number]): RunbookStep {
  const text = ((): Phrase => {
    switch (change.kind) {
      case "update-ctl":
        return say("scenario.phones.step.update-ctl");
      case "restart-service":
        return say(change.service === "Cisco Tftp" ? "trust.step.tftp" : "trust.step.tvs");
      case "wait-for-phones":
        return say("scenario.phones.step.wait-for-phones");
      default:
        return say("scenario.phones.step.reset-phones");
    }
  })();
  return { by: "bot", text, command: "node" in change ? `${change.node}: ${command}` : command };
}

/**
 * Fewer or smaller certificates in the list; the phones fetch it again by themselves when they try to start. TVS is renewed on the way,
 * so that they must know the signer of themselves.
 */
export function shrinkRemedy(input: ConclusionInput, situation: PhonesSituation, phones: number): Remedy {
  const sure = knowTheSigner(input, situation);
  const person = (text: Phrase, command: string): RunbookStep => ({ by: "person", text, command });
  const oneForAll = situation.trust.release.major >= 14;
  const management = "Cisco Unified OS Administration > Security > Certificate Management";
  return {
    id: "shrink-list",
    title: say("trust.remedy.shrink"),
    feasibility: sure ? "works" : "depends",
    reason: say(shrinkReason(sure, oneForAll)),
    inSupportDocument: false,
    impact: "high",
    phones,
    runbook: [
      person(say("trust.hand.find-large"), "show itl"),
      person(say(oneForAll ? "trust.hand.multi-san" : "trust.hand.fewer-names"), management),
      person(say("trust.hand.rebuild"), "utils service restart Cisco Tftp"),
      person(say("trust.hand.size"), "show itl"),
    ],
  };
}

const shrinkReason = (sure: boolean, oneForAll: boolean) =>
  !sure ? "phones-lists.reason.shrink-unsure" : oneForAll ? "trust.reason.shrink-14" : "trust.reason.shrink";

/** Every phone holds who signs the next ITL; of phones that nobody has seen, as far as the signer is as old as the cluster. */
function knowTheSigner(input: ConclusionInput, situation: PhonesSituation): boolean {
  const trust = { ...situation.trust, tvs: [] };
  const old = usualSigners(trust).length > 0 && nextAnchor(input, { ...situation, trust }) === undefined;
  if (situation.groups.length === 0) return old;
  return situation.groups.every(({ group }) =>
    group.candidates.length === 0 ? old : group.candidates.every((held) => followsNext(trust, held).accepts === "yes"),
  );
}

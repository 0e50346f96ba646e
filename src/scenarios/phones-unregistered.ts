// Scenario 1: phones do not register after CallManager, TVS and ITLRecovery were renewed (Cisco document 225746).
import { say } from "../i18n/say.ts";
import { signsWithItlRecovery } from "../trust/releases.ts";
import { boundByCtlCode, loadFromPublisher } from "./phones/bound-by-ctl.ts";
import { causeOf, type Silence } from "./phones/cause.ts";
import { finishRemedy, shrinkRemedy } from "./phones/finish.ts";
import { behindFinding } from "./phones/former-lists.ts";
import { recoveryProcedure } from "./phones/recovery-procedure.ts";
import { byStanding, rebuildListRemedy, trustRemedies } from "./phones/remedies.ts";
import { type PhonesSituation, situationOf } from "./phones/situation.ts";
import { afterTheStart, startServiceRemedy } from "./phones/stopped.ts";
import { byDates } from "./phones/tvs-before.ts";
import { tvsMissingCodes, tvsRemedy } from "./phones/tvs-missing.ts";
import { type Unfinished, unfinished } from "./phones/unfinished.ts";
import { unfinishedCodes } from "./phones/unfinished-cause.ts";
import { scenarioPhrases } from "./phrases.ts";
import type { Conclusion, ConclusionInput, Scenario } from "./scenario.ts";
import { heldBySilentNodes } from "./silent-nodes.ts";

export const phonesUnregistered: Scenario = {
  id: "phones-unregistered",
  title: say("scenario.phones.title"),
  checks: [
    "certificates",
    "registrations",
    "trust-lists",
    "served-certificates",
    "tvs-vouching",
    "services",
    "cluster-mode",
    "backups",
    "phone-holdings",
  ],
  phrases: scenarioPhrases["phones-unregistered"],
  conclude(input: ConclusionInput): Conclusion {
    const situation = situationOf(input);
    const state = unfinished(input, situation);
    const silence = causeOf(input, situation, state);
    const affected = affectedPhrase(input, silence);
    const quiet = silence.cause.certainty === "healthy" || silence.phones.length === 0;
    const remedies = quiet
      ? preventive(input, situation, silence)
      : heldBySilentNodes(input, afterTheStart(input, remediesFor(input, situation, silence, state)));
    return {
      cause: silence.cause,
      ...(quiet ? {} : { impact: "high" }),
      ...(affected === undefined ? {} : { affected }),
      remedies,
      corrections: quiet
        ? []
        : [...correctionsFor(situation), ...staleServer(silence.behind ?? silence, state, remedies)],
      revised: behindFinding(input, silence),
    };
  },
};

/** A signer that ends soon, while all is well: the guide's own way to renew it. */
function preventive(input: ConclusionInput, situation: PhonesSituation, { cause }: Silence): Conclusion["remedies"] {
  const seen = cause.code.startsWith("phones-registered");
  const procedure = seen ? recoveryProcedure(input, situation) : undefined;
  return procedure === undefined ? [] : [procedure];
}

const correctionsFor = ({ trust }: PhonesSituation): Conclusion["corrections"] =>
  signsWithItlRecovery(trust.release) ? corrections : [];

/** A node that still serves the former list keeps its phones: restarting Cisco Tftp there would lose them too. */
const staleServer = (
  { cause }: Silence,
  { staleItl, next }: Unfinished,
  remedies: Conclusion["remedies"],
): Conclusion["corrections"] =>
  cause.code === "trust-anchor-lost" && staleItl.length > 0 && next.no.length > 0 && !remedies.some(rebuilds)
    ? [say("trust.caution.stale-server", { nodes: staleItl.join(", ") })]
    : [];

/** Phones there are cleared as well: the runbook has the restart before it. */
const rebuilds = ({ feasibility, runbook }: Conclusion["remedies"][number]): boolean =>
  feasibility === "works" &&
  runbook.some(({ by, command }) => by === "person" && command === "utils service restart Cisco Tftp");

/** Facts cucm.md 0.1: where the facts correct the support document, the card says both. */
const corrections = [say("scenario.phones.correction.localkey"), say("scenario.phones.correction.order")];

function remediesFor(
  input: ConclusionInput,
  situation: PhonesSituation,
  silence: Silence,
  state: Unfinished,
): Conclusion["remedies"] {
  const { code } = silence.cause;
  if (code === unfinishedCodes.onLoan || code === unfinishedCodes.stale) {
    const finish = finishRemedy(input, situation, state);
    return finish.feasibility === "works"
      ? [finish]
      : [...trustRemedies(input, situation, silence.phones), finish].sort(byStanding);
  }
  if (code === unfinishedCodes.tooLarge) {
    const shrink = shrinkRemedy(input, situation, silence.phones.length);
    return [shrink, ...trustRemedies(input, situation, silence.phones)].sort(byStanding);
  }
  if (code === tvsMissingCodes.stopped || code === tvsMissingCodes.unreachable) {
    const answer = tvsRemedy(input, situation, silence.phones.length, !byDates(silence));
    return [answer, ...trustRemedies(input, situation, silence.phones)].sort(byStanding);
  }
  if (code === boundByCtlCode) {
    const clearing = trustRemedies(input, situation, silence.phones).filter(({ id }) => clears.has(id));
    return [...loadFromPublisher(input, situation, silence.phones.length), ...clearing].sort(byStanding);
  }
  if (code === "service-stopped") {
    const { behind } = silence;
    // Phones that refuse the list on offer do not come back with the service alone.
    const further = behind === undefined ? [] : remediesFor(input, situation, behind, state);
    return [startServiceRemedy(input, silence), ...further];
  }
  if (code === "itl-unusable") {
    const nodes = input.findings.flatMap((finding) =>
      ["itl.damaged", "itl.absent", "itl.signature-invalid"].includes(finding.code) && finding.node !== undefined
        ? [finding.node]
        : [],
    );
    return [rebuildListRemedy(nodes, silence.phones.length)];
  }
  return code.startsWith("trust-anchor-lost") ? trustRemedies(input, situation, silence.phones) : [];
}

/** What else is tried for refused lists says nothing about phones that hold a CTL alone. */
const clears: ReadonlySet<string> = new Set(["delete-lists", "factory-reset"]);

function affectedPhrase(input: ConclusionInput, silence: Silence): Conclusion["affected"] {
  const { registrations } = input.facts;
  if (registrations?.phones === undefined || silence.phones.length === 0) return undefined;
  const lost = registrations.phones.filter(
    (phone) => phone.status !== "Registered" && phone.status !== "absent",
  ).length;
  const values = {
    lost,
    known: registrations.known,
    registered: registrations.registered,
    absent: registrations.known - lost - registrations.registered,
  };
  const { code } = silence.cause;
  if (code === unfinishedCodes.onLoan || code === unfinishedCodes.stale)
    return say("trust.affected.later", { ...values, phones: silence.phones.length });
  return registrations.lostSince === ""
    ? say("scenario.phones.affected.latent", { ...values, phones: silence.phones.length })
    : say("scenario.phones.affected", { ...values, since: { time: registrations.lostSince } });
}

// Scenario 1: phones do not register after CallManager, TVS and ITLRecovery were renewed (Cisco document 225746).
import { say } from "../i18n/say.ts";
import { signsWithItlRecovery } from "../trust/releases.ts";
import { causeOf, type Silence } from "./phones/cause.ts";
import { rebuildListRemedy, startServiceRemedy, trustRemedies } from "./phones/remedies.ts";
import { type PhonesSituation, situationOf } from "./phones/situation.ts";
import { scenarioPhrases } from "./phrases.ts";
import type { Conclusion, ConclusionInput, Scenario } from "./scenario.ts";

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
    const silence = causeOf(input, situation);
    const affected = affectedPhrase(input, silence);
    const quiet = silence.cause.certainty === "healthy" || silence.phones.length === 0;
    return {
      cause: silence.cause,
      ...(quiet ? {} : { impact: "high" }),
      ...(affected === undefined ? {} : { affected }),
      remedies: quiet ? [] : remediesFor(input, situation, silence),
      corrections: quiet || !signsWithItlRecovery(situation.trust.release) ? [] : corrections,
    };
  },
};

/** Facts cucm.md 0.1: where the facts correct the support document, the card says both. */
const corrections = [say("scenario.phones.correction.localkey"), say("scenario.phones.correction.order")];

function remediesFor(input: ConclusionInput, situation: PhonesSituation, silence: Silence): Conclusion["remedies"] {
  const { code } = silence.cause;
  if (code === "service-stopped") {
    const nodes = input.facts.services?.nodes.filter((one) => one.stopped.includes("Cisco CallManager")) ?? [];
    return [
      startServiceRemedy(
        nodes.map((one) => one.node),
        silence.phones.length,
      ),
    ];
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
  return registrations.lostSince === ""
    ? say("scenario.phones.affected.latent", { ...values, phones: silence.phones.length })
    : say("scenario.phones.affected", { ...values, since: { time: registrations.lostSince } });
}

// What makes trust between CUCM and Expressway-C whole: the bot's plan, a namesake that a person removes, the same by hand.
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import { verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Certificate } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import { byHand } from "./by-hand.ts";
import { base, hand, step } from "./parts.ts";
import { type Reload, repairPlan } from "./plans.ts";
import type { MraSituation } from "./situation.ts";

/** `code`: the cause, which says in which direction. */
export function trustRemedies(input: ConclusionInput, seen: MraSituation, code: string): readonly Remedy[] {
  const repair = repairByBot(input, seen, code);
  return [
    ...(repair === undefined ? [] : [repair]),
    ...(seen.needed.rivals.length === 0 ? [] : [removeNamesake(seen)]),
    byHand(seen, code),
    ...(seen.ecdsaOnly ? [signEcdsa(input, seen)] : []),
    ...(code !== "cucm-refuses-expressway" && seen.doorRefusals.length > 0 && !seen.despite ? [verifyOff()] : []),
  ];
}

function repairByBot(input: ConclusionInput, seen: MraSituation, code: string): Remedy | undefined {
  const { rivals, unknownToCluster, unknownToPeers } = seen.needed;
  const peersReady = rivals.length === 0 && unknownToPeers.length === 0;
  // What a door shows now is trusted: it must not load anything else before every peer knows that.
  const doors: Reload = seen.replaced.length > 0 && peersReady ? "doors" : "nothing";
  const plan = repairPlan(input, seen.needed, code === "trust-not-loaded" && peersReady ? "stores" : doors);
  if (plan === undefined) return undefined;
  const whole = peersReady && unknownToCluster.length === 0;
  return {
    ...base("trust-repair", whole ? "works" : "depends", say(whole ? "mra.reason.repair" : "mra.reason.repair-part")),
    inSupportDocument: true,
    runbook: plan.steps.map(({ command, change, number }): RunbookStep => {
      const node = "node" in change ? `${change.node}: ` : "";
      const { kind } = change;
      const known = kind === "trust-certificate" || kind === "trust-on-expressway" || kind === "restart-service";
      const text = say(known ? `mra.step.${kind}` : "mra.step.wait");
      return { id: `step-${number}`, by: "bot", text, command: `${node}${command}` };
    }),
    plan,
  };
}

function removeNamesake({ needed, replaced }: MraSituation): Remedy {
  const cuts = replaced.length > 0;
  const steps = needed.rivals.map(({ peer, subject }, at) =>
    step(
      "remove-namesake",
      "Maintenance > Security > Trusted CA certificate > Delete",
      { peer: peer.name, subject },
      at,
    ),
  );
  return {
    ...hand("remove-namesake", cuts ? "depends" : "works", steps),
    reason: say(cuts ? "mra.reason.remove-namesake-cuts" : "mra.reason.remove-namesake"),
  };
}

/** Where the same door's RSA certificate is signed by a CA and goes through, that CA is one which the peers trust. */
function signEcdsa({ facts }: ConclusionInput, { doorRefusals }: MraSituation): Remedy {
  const doors = facts["mra-doors"]?.doors ?? [];
  const known = doorRefusals.every(({ node, port }) =>
    doors.some((one) => one.node === node && one.port === port && one.offer === "rsa" && signed(one.chain[0])),
  );
  const steps = [step("sign-ecdsa", "Security > Certificate Management > Generate CSR")];
  return known
    ? hand("sign-ecdsa", "works", steps)
    : { ...hand("sign-ecdsa", "depends", steps), reason: say("mra.reason.sign-ecdsa-unknown") };
}

const signed = (leaf: Certificate | undefined): boolean => leaf !== undefined && !leaf.selfSigned;

/** Named in Cisco document 218018; it lowers security and the bot never does it. */
const verifyOff = (): Remedy => ({
  ...hand("verify-origin-off", "last-resort", [
    step("verify-off", "xConfiguration EdgeConfigServer VerifyOriginServer: Off"),
  ]),
  title: verbatim("xConfiguration EdgeConfigServer VerifyOriginServer: Off"),
});

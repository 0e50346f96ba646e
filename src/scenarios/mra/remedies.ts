// What makes Mobile and Remote Access work again: by the bot after approval, or by hand in the support document's own steps.
import type { NodeName } from "../../domain/ids.ts";
import type { Cause, Remedy, RunbookStep } from "../../domain/report.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { besideOthers } from "./barriers.ts";
import { renewExpired } from "./by-hand.ts";
import { logRemedy } from "./log-remedy.ts";
import { base, hand, step } from "./parts.ts";
import { reloadPlan, restartDoorsPlan, restartPeersPlan } from "./plans.ts";
import type { MraSituation } from "./situation.ts";
import { type Hold, holdOf, usedIsLost } from "./stale-peers.ts";
import { trustRemedies } from "./trust-remedies.ts";

export function remediesFor(input: ConclusionInput, seen: MraSituation, cause: Cause): readonly Remedy[] {
  const log = logRemedy(input, cause);
  const lost = usedIsLost(input, seen);
  const found = remediesOf(input, seen, cause).map((one) =>
    lost.length > 0 && one.feasibility === "works" && one.id !== "restart-expressway"
      ? thenThePeer(one, lost)
      : besideOthers(one, input, seen),
  );
  return [...found, ...(log === undefined ? [] : [log])];
}

/** Whatever restarts CUCM’s services shuts these peers out until they use their new certificate. */
const thenThePeer = (remedy: Remedy, peers: readonly NodeName[]): Remedy => ({
  ...remedy,
  feasibility: "depends",
  reason: say("mra.reason.restart-after", { peers: peers.join(", ") }),
});

function remediesOf(input: ConclusionInput, seen: MraSituation, cause: Cause): readonly Remedy[] {
  switch (cause.code) {
    case "service-stopped":
      return startAgain(input, seen);
    case "server-certificate-not-loaded":
      return loadCertificate(input, seen);
    case "door-not-restarted":
      return [restartDoors(input, seen)];
    case "certificate-expired":
      return [renewExpired(seen)];
    case "name-not-in-certificate":
      return [fixName(seen)];
    case "trust-not-loaded":
      return seen.refusedLater.length > 0 ? trustRemedies(input, seen, cause.code) : [readTrust(input)];
    case "peer-down":
      return [hand("wake-peer", "depends", [step("wake", "xStatus SystemUnit")])];
    case "cucm-refuses-expressway":
    case "expressway-refuses-cucm":
    case "ecdsa-left-behind":
    case "both-directions":
    case "refused-after-restart":
    case "registered-all-the-same":
      return trustRemedies(input, seen, cause.code);
    default:
      return [];
  }
}

function startServices({ stopped }: MraSituation, whole: boolean): Remedy {
  const steps = stopped.flatMap(({ node, services }) =>
    services.map((service, at) => step("start", `${node}: utils service start ${service}`, { node, service }, at)),
  );
  return {
    ...hand("start-services", whole ? "works" : "depends", steps),
    reason: say(whole ? "mra.reason.start-services" : "mra.reason.start-refused"),
  };
}

/** A start loads what is stored, certificates and stores: what would be refused then is not mended by it. */
function startAgain(input: ConclusionInput, seen: MraSituation): readonly Remedy[] {
  const { clientRefusals, doorRefusals, refusedLater } = seen;
  if ([clientRefusals, doorRefusals, refusedLater].every((one) => one.length === 0)) return [startServices(seen, true)];
  const rest = trustRemedies(input, seen, directionOf(seen)).map((one): Remedy => {
    return one.feasibility === "works" ? { ...one, feasibility: "depends", reason: say("mra.reason.start-too") } : one;
  });
  return [startServices(seen, false), ...rest];
}

/** A restart loads what is stored: what would be refused then comes first. */
function loadCertificate(input: ConclusionInput, seen: MraSituation): readonly Remedy[] {
  const hold = holdOf(input, seen);
  const peers = restartPeers(input, seen, hold);
  switch (hold) {
    case undefined:
      return [peers];
    case "unread":
      return [readTrust(input), peers];
    default:
      return [...trustRemedies(input, seen, directionOf(seen)), peers];
  }
}

/** Who refuses whom, by the cause that says so; CUCM where nobody could be asked. */
function directionOf({ clientRefusals, doorRefusals, refusedLater }: MraSituation): string {
  if (doorRefusals.length === 0 && refusedLater.length === 0) return "cucm-refuses-expressway";
  return clientRefusals.length > 0 ? "both-directions" : "expressway-refuses-cucm";
}

function restartPeers(input: ConclusionInput, { stalePeers }: MraSituation, hold: Hold | undefined): Remedy {
  if (hold !== undefined) return base("restart-expressway", "depends", say(`mra.reason.restart-${hold}`));
  if (stalePeers.some((name) => signedItself(input, name))) return restartByHand(stalePeers);
  const plan = restartPeersPlan(input, stalePeers);
  const runbook = plan.steps.map(({ command, number }, at): RunbookStep => {
    return {
      id: `step-${number}`,
      by: "bot",
      text: say("mra.step.restart-expressway"),
      command: `${stalePeers[at]}: ${command}`,
    };
  });
  return {
    ...base("restart-expressway", "works", say("mra.reason.restart-expressway")),
    impact: "high",
    runbook,
    plan,
  };
}

/** Certificates are loaded by the services that show them, when they start. */
function restartDoors(input: ConclusionInput, { toRestart }: MraSituation): Remedy {
  const plan = restartDoorsPlan(input, new Set(toRestart.map(({ node }) => node)));
  const runbook = (plan?.steps ?? []).map(({ command, change, number }): RunbookStep => {
    const node = "node" in change ? `${change.node}: ` : "";
    return { id: `step-${number}`, by: "bot", text: say("mra.step.restart-door"), command: `${node}${command}` };
  });
  return {
    ...base("restart-doors", plan === undefined ? "depends" : "works", say("mra.reason.restart-doors")),
    runbook,
    ...(plan === undefined ? {} : { plan }),
  };
}

const signedItself = ({ facts }: ConclusionInput, name: NodeName): boolean =>
  facts["expressway-peers"]?.peers.find(({ peer }) => peer.name === name)?.server?.[0]?.selfSigned === true;

/** No pin of a CA covers what such a peer shows after the restart: a run could not see its own end. */
function restartByHand(peers: readonly NodeName[]): Remedy {
  const values = { peers: peers.join(", ") };
  return {
    ...base("restart-expressway", "works", say("mra.reason.restart-self-signed")),
    impact: "high",
    runbook: [
      step("restart-peer", "Maintenance > Restart options", values),
      step("pin-peer", "certops.yaml: expressways > pins > certificates", values),
    ],
  };
}

function readTrust(input: ConclusionInput): Remedy {
  const plan = reloadPlan(input);
  const runbook = (plan?.steps ?? []).map(({ command, change, number }): RunbookStep => {
    const node = "node" in change ? `${change.node}: ` : "";
    const text = say(change.kind === "restart-service" ? "mra.step.restart-service" : "mra.step.wait");
    return { id: `step-${number}`, by: "bot", text, command: `${node}${command}` };
  });
  return {
    ...base("read-trust", plan === undefined ? "depends" : "works", say("mra.reason.read-trust")),
    inSupportDocument: true,
    runbook,
    ...(plan === undefined ? {} : { plan }),
  };
}

function fixName({ unnamed }: MraSituation): Remedy {
  const seen = new Map(unnamed.map(({ node, serverName, chain }) => [node, { serverName, leaf: chain[0] }]));
  const steps = [...seen].flatMap(([node, { serverName, leaf }], at) => [
    step(
      "fix-server-entry",
      "Cisco Unified CM Administration > System > Server",
      { node, name: serverName ?? "", names: leaf?.names.join(", ") || (leaf?.commonName ?? "") },
      at,
    ),
  ]);
  const refresh = step("refresh-servers", "Expressway-C > Configuration > Unified Communications > Unified CM servers");
  return hand("fix-name", "works", [...steps, refresh, step("sign-in")]);
}

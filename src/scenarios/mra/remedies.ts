// What makes Mobile and Remote Access work again: by the bot after approval, or by hand in the support document's own steps.
import type { Cause, Remedy, RunbookStep } from "../../domain/report.ts";
import { type Phrase, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { logRemedy } from "./log-remedy.ts";
import { reloadPlan, repairPlan, restartPeersPlan } from "./plans.ts";
import type { MraSituation } from "./situation.ts";

export const mraRemedyIds = [
  "trust-repair",
  "trust-by-hand",
  "remove-namesake",
  "sign-ecdsa",
  "read-trust",
  "restart-expressway",
  "fix-name",
  "renew-expired",
  "start-services",
  "wake-peer",
  "verify-origin-off",
  "collect-log",
] as const;
type RemedyId = (typeof mraRemedyIds)[number];

export function remediesFor(input: ConclusionInput, seen: MraSituation, cause: Cause): readonly Remedy[] {
  const log = logRemedy(input, cause);
  return [...remediesOf(input, seen, cause), ...(log === undefined ? [] : [log])];
}

function remediesOf(input: ConclusionInput, seen: MraSituation, cause: Cause): readonly Remedy[] {
  switch (cause.code) {
    case "service-stopped":
      return [startServices(seen)];
    case "server-certificate-not-loaded":
      return seen.needed.onCluster.length > 0
        ? [...trustRemedies(input, seen, "cucm-refuses-expressway"), restartPeers(input, seen)]
        : [restartPeers(input, seen)];
    case "certificate-expired":
      return [
        hand("renew-expired", "works", [
          step("renew", "Security > Certificate Management; Maintenance > Security > Server certificate"),
        ]),
      ];
    case "name-not-in-certificate":
      return [fixName(seen)];
    case "trust-not-loaded":
      return [readTrust(input)];
    case "peer-down":
      return [hand("wake-peer", "depends", [step("wake", "xStatus SystemUnit")])];
    case "cucm-refuses-expressway":
    case "expressway-refuses-cucm":
    case "ecdsa-left-behind":
    case "both-directions":
      return trustRemedies(input, seen, cause.code);
    default:
      return [];
  }
}

function trustRemedies(input: ConclusionInput, seen: MraSituation, code: string): readonly Remedy[] {
  const { needed } = seen;
  const plan = repairPlan(input, needed);
  const whole = needed.rivals.length === 0 && needed.unknown.length === 0;
  const repair: Remedy[] =
    plan === undefined
      ? []
      : [
          {
            ...base(
              "trust-repair",
              whole ? "works" : "depends",
              say(whole ? "mra.reason.repair" : "mra.reason.repair-part"),
            ),
            inSupportDocument: true,
            runbook: plan.steps.map(({ command, change, number }): RunbookStep => {
              const node = "node" in change ? `${change.node}: ` : "";
              const kind = change.kind;
              const known =
                kind === "trust-certificate" || kind === "trust-on-expressway" || kind === "restart-service";
              const text = say(known ? `mra.step.${kind}` : "mra.step.wait");
              return { id: `step-${number}`, by: "bot", text, command: `${node}${command}` };
            }),
            plan,
          },
        ];
  const namesakes: Remedy[] =
    needed.rivals.length === 0
      ? []
      : [
          hand(
            "remove-namesake",
            "works",
            needed.rivals.map(({ peer, subject }, at) =>
              step(
                "remove-namesake",
                "Maintenance > Security > Trusted CA certificate > Delete",
                { peer: peer.name, subject },
                at,
              ),
            ),
          ),
        ];
  const doors = code !== "cucm-refuses-expressway";
  return [
    ...repair,
    ...namesakes,
    byHand(seen, code),
    ...(seen.ecdsaOnly
      ? [hand("sign-ecdsa", "works", [step("sign-ecdsa", "Security > Certificate Management > Generate CSR")])]
      : []),
    ...(doors ? [verifyOff()] : []),
  ];
}

/** The support document's own steps, in its order, for the directions that are broken. */
function byHand(seen: MraSituation, code: string): Remedy {
  const cluster = code === "cucm-refuses-expressway" || code === "both-directions";
  const peers = code !== "cucm-refuses-expressway";
  const ca = "OS Administration > Security > Certificate Management";
  const selfSigned = seen.doorRefusals.some(({ chain }) => chain[0]?.selfSigned === true);
  const list = "Expressway-C > Maintenance > Security > Trusted CA certificate";
  return {
    ...hand("trust-by-hand", "works", [
      ...(peers ? [step(selfSigned ? "download-own" : "download-ca", ca), step("upload-to-expressway", list)] : []),
      ...(cluster
        ? [
            step("show-pem", `${list} > Show all (PEM file)`),
            step("upload-tomcat-trust", `${ca} > Upload Certificate/Certificate chain`),
            step("upload-callmanager-trust", `${ca} > Upload Certificate/Certificate chain`),
            step("restart-callmanager", "Cisco Unified Serviceability > Tools > Control Center - Feature Services"),
            step("restart-tftp", "Cisco Unified Serviceability > Tools > Control Center - Feature Services"),
            step("restart-tomcat", "utils service restart Cisco Tomcat"),
            step("restart-haproxy", "utils service restart Cisco HAProxy"),
          ]
        : []),
      step("sign-in"),
    ]),
    inSupportDocument: true,
  };
}

function startServices({ stopped }: MraSituation): Remedy {
  const steps = stopped.flatMap(({ node, services }) =>
    services.map((service, at) => step("start", `${node}: utils service start ${service}`, { node, service }, at)),
  );
  return hand("start-services", "works", steps);
}

function restartPeers(input: ConclusionInput, { stalePeers, needed }: MraSituation): Remedy {
  // The restart loads a certificate that CUCM would refuse: what CUCM lacks comes first.
  if (needed.onCluster.length > 0 || needed.unknown.length > 0)
    return base("restart-expressway", "depends", say("mra.reason.restart-untrusted"));
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

/** Named in Cisco document 218018; it lowers security and the bot never does it. */
const verifyOff = (): Remedy => ({
  ...hand("verify-origin-off", "last-resort", [
    step("verify-off", "xConfiguration EdgeConfigServer VerifyOriginServer: Off"),
  ]),
  title: verbatim("xConfiguration EdgeConfigServer VerifyOriginServer: Off"),
});

const base = (id: RemedyId, feasibility: Remedy["feasibility"], reason: Phrase): Remedy => ({
  id,
  title: say(`mra.remedy.${id}`),
  feasibility,
  reason,
  inSupportDocument: false,
  impact: "medium",
  runbook: [],
});

const hand = (
  id: Exclude<RemedyId, "trust-repair" | "collect-log">,
  feasibility: Remedy["feasibility"],
  runbook: readonly RunbookStep[],
): Remedy => ({
  ...base(id, feasibility, say(`mra.reason.${id}`)),
  runbook,
});

type HandStep =
  | "renew"
  | "wake"
  | "start"
  | "remove-namesake"
  | "sign-ecdsa"
  | "verify-off"
  | "download-ca"
  | "download-own"
  | "upload-to-expressway"
  | "show-pem"
  | "upload-tomcat-trust"
  | "upload-callmanager-trust"
  | "restart-callmanager"
  | "restart-tftp"
  | "restart-tomcat"
  | "restart-haproxy"
  | "sign-in"
  | "fix-server-entry"
  | "refresh-servers";

function step(name: HandStep, command?: string, values?: Phrase["values"], at = 0): RunbookStep {
  const text = values === undefined ? say(`mra.hand.${name}`) : say(`mra.hand.${name}`, values);
  const id = at === 0 ? name : `${name}-${at + 1}`;
  return command === undefined ? { id, by: "person", text } : { id, by: "person", text, command };
}

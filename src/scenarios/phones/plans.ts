// The plans that the bot can carry out for silent phones. Order and reasons: Security Guide 15 (facts cucm.md 1.4).
import { publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { Impact } from "../../domain/impact.ts";
import type { Change, PlanDraft, PlanStep, Precondition } from "../../domain/plan.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { PhonesSituation } from "./situation.ts";

/** Phones are reset in batches so that TFTP and the network bear it. */
const batch = 50;
/** Locked-out phones ask again by themselves every minute or two; a quarter of an hour is patience enough. */
const withinSeconds = 900;
const percent = 95;

type Feasibility = "works" | "depends";

/**
 * Non-secure: localkey, phones come back, TFTP restart puts the ITLRecovery signature back, phones reset.
 * Mixed: the CTL is brought up to date before the TFTP restarts.
 */
export function itlLocalkeyPlan(
  input: ConclusionInput,
  situation: PhonesSituation,
  feasibility: Feasibility,
): PlanDraft {
  const publisher = publisherOf(input.cluster).name;
  return plan(input, situation, feasibility, "utils itl reset localkey", [
    [{ kind: "reset-itl", node: publisher, key: "localkey" }, "utils itl reset localkey"],
    ...backToNormal(input, situation),
  ]);
}

/** Mixed mode only: the CTL signed with the other key, then updated, so that both lists carry the current certificates. */
export function ctlLocalkeyPlan(
  input: ConclusionInput,
  situation: PhonesSituation,
  feasibility: Feasibility,
): PlanDraft {
  const publisher = publisherOf(input.cluster).name;
  return plan(input, situation, feasibility, "utils ctl reset localkey", [
    [{ kind: "reset-ctl", node: publisher, key: "localkey" }, "utils ctl reset localkey"],
    ...backToNormal(input, situation),
  ]);
}

type Line = readonly [Change, string];

function backToNormal(input: ConclusionInput, situation: PhonesSituation): Line[] {
  const publisher = publisherOf(input.cluster).name;
  const phones = reachablePhones(input);
  const wait: Line = [
    { kind: "wait-for-phones", phones, percent, withinSeconds },
    `wait until ${percent} % of ${phones.length} phones are registered (at most ${withinSeconds / 60} min)`,
  ];
  return [
    wait,
    ...(situation.trust.mode === "mixed"
      ? [[{ kind: "update-ctl", node: publisher }, "utils ctl update CTLFile"] as const]
      : []),
    ...tftpNodes(input).map(
      (node): Line => [{ kind: "restart-service", node, service: "Cisco Tftp" }, "utils service restart Cisco Tftp"],
    ),
    [{ kind: "reset-phones", phones, batch }, `AXL doDeviceReset (${phones.length} phones, ${batch} at a time)`],
    wait,
  ];
}

function plan(
  input: ConclusionInput,
  situation: PhonesSituation,
  feasibility: Feasibility,
  command: string,
  lines: readonly Line[],
): PlanDraft {
  const { registrations } = input.facts;
  return {
    cluster: input.cluster.id,
    title: say(feasibility === "works" ? "scenario.phones.plan" : "scenario.phones.plan.depends", {
      command,
      cluster: input.cluster.name,
    }),
    remedy: command === "utils itl reset localkey" ? "itl-localkey" : "ctl-localkey",
    steps: lines.map(([change, text], index) => step(input, situation, index + 1, change, text)),
    phonesRegistered: registrations?.registered ?? 0,
    phonesKnown: registrations?.known ?? 0,
  };
}

const seconds: Readonly<Record<Change["kind"], number>> = {
  "reset-itl": 30,
  "reset-ctl": 30,
  "update-ctl": 30,
  "restart-service": 60,
  "reset-phones": 120,
  "wait-for-phones": 300,
};

function step(
  input: ConclusionInput,
  situation: PhonesSituation,
  number: number,
  change: Change,
  command: string,
): PlanStep {
  const waits = change.kind === "wait-for-phones";
  const impact: Impact = waits ? "low" : "high";
  return {
    number,
    change,
    command,
    impact,
    estimateSeconds: seconds[change.kind],
    preconditions: preconditions(input, situation, number, change),
    // Between a CTL update and the restarts that load it the cluster is half-changed.
    safePoint: change.kind !== "update-ctl" && change.kind !== "reset-phones",
  };
}

/** What the verdict rests on: the certificates that it was computed with must still be the current ones. */
function preconditions(
  input: ConclusionInput,
  situation: PhonesSituation,
  number: number,
  change: Change,
): Precondition[] {
  const publisher = publisherOf(input.cluster).name;
  const certificates = (input.facts.certificates?.stored ?? []).flatMap((one): Precondition[] =>
    one.unit === "CallManager" || one.unit === "ITLRecovery"
      ? [{ kind: "certificate-serial", node: one.node, unit: one.unit, serial: one.certificate.serial }]
      : [],
  );
  const served = situation.served;
  if (number === 1) {
    return [
      ...certificates,
      ...(served === undefined
        ? []
        : [{ kind: "trust-list-signer", node: publisher, list: "ITL", signerSerial: served.signer.serial } as const]),
    ];
  }
  if (change.kind === "restart-service") {
    return [...certificates, { kind: "service-started", node: change.node, service: change.service }];
  }
  return change.kind === "wait-for-phones" ? [] : certificates;
}

/** Phones that the cluster has seen; one that RisPort70 does not know is off or gone and is not waited for. */
function reachablePhones(input: ConclusionInput): string[] {
  return (input.facts.registrations?.phones ?? [])
    .filter((phone) => phone.status !== "absent")
    .map((phone) => phone.name);
}

/** Publisher first (Cisco document 214231); nodes whose TFTP is not activated have nothing to restart. */
function tftpNodes(input: ConclusionInput): NodeName[] {
  const nodes = [...input.cluster.nodes].sort((a, b) => (a.role === b.role ? 0 : a.role === "publisher" ? -1 : 1));
  const running = (name: NodeName): boolean => {
    const services = input.facts.services?.nodes.find((one) => one.node === name)?.services;
    return services === undefined || services.some((one) => one.name === "Cisco Tftp" && one.state === "started");
  };
  return nodes.map((node) => node.name).filter(running);
}

// The plans that the bot can carry out for silent phones. Order and reasons: Security Guide 15 (facts cucm.md 1.4).
import { planDraft, type Wanted } from "../../actions/plan.ts";
import { type Cluster, publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { Change, PlanDraft, Precondition } from "../../domain/plan.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { PhonesSituation } from "./situation.ts";

/** Phones are reset in batches so that TFTP and the network bear it. */
export const resetBatch = 50;
/** Locked-out phones ask again by themselves every minute or two; a quarter of an hour is patience enough. */
export const phonesBack = { percent: 95, withinSeconds: 900 } as const;

type Feasibility = "works" | "depends";

/**
 * Non-secure: localkey, phones that are still registered are reset, phones come back, TFTP restart puts the ITLRecovery signature back, phones reset.
 * Mixed: the CTL is brought up to date before the TFTP restarts.
 */
export function itlLocalkeyPlan(
  input: ConclusionInput,
  situation: PhonesSituation,
  feasibility: Feasibility,
): PlanDraft {
  const change: Change = { kind: "reset-itl", node: publisherOf(input.cluster).name, key: "localkey" };
  return plan(input, situation, feasibility, "itl-localkey", change);
}

/** Mixed mode only: the CTL signed with the other key, then updated, so that both lists carry the current certificates. */
export function ctlLocalkeyPlan(
  input: ConclusionInput,
  situation: PhonesSituation,
  feasibility: Feasibility,
): PlanDraft {
  const change: Change = { kind: "reset-ctl", node: publisherOf(input.cluster).name, key: "localkey" };
  return plan(input, situation, feasibility, "ctl-localkey", change);
}

function plan(
  input: ConclusionInput,
  situation: PhonesSituation,
  feasibility: Feasibility,
  remedy: "itl-localkey" | "ctl-localkey",
  first: Change,
): PlanDraft {
  const { registrations } = input.facts;
  const publisher = publisherOf(input.cluster).name;
  const phones = reachablePhones(input);
  const registered = (registrations?.phones ?? [])
    .filter(({ status }) => status === "Registered")
    .map(({ name }) => name);
  const wait: Wanted = { change: { kind: "wait-for-phones", phones, ...phonesBack } };
  const certificates = currentCertificates(input);
  const command = remedy === "itl-localkey" ? "utils itl reset localkey" : "utils ctl reset localkey";
  return planDraft(
    {
      cluster: input.cluster.id,
      title: say(feasibility === "works" ? "scenario.phones.plan" : "scenario.phones.plan.depends", {
        command,
      }),
      remedy,
      phonesRegistered: registrations?.registered ?? 0,
      phonesKnown: registrations?.known ?? 0,
    },
    [
      { change: first, preconditions: [...certificates, ...servedSigner(input, situation)] },
      // A phone that is registered does not fetch by itself: it must take this list before the next one is served.
      ...(registered.length === 0
        ? []
        : [
            {
              change: { kind: "reset-phones", phones: registered, batch: resetBatch },
              preconditions: certificates,
            } as const,
          ]),
      wait,
      ...(situation.trust.mode === "mixed"
        ? [{ change: { kind: "update-ctl", node: publisher }, preconditions: certificates } as const]
        : []),
      ...tftpNodes(input).map(
        (node): Wanted => ({
          change: { kind: "restart-service", node, service: "Cisco Tftp" },
          preconditions: [...certificates, { kind: "service-started", node, service: "Cisco Tftp" }],
        }),
      ),
      { change: { kind: "reset-phones", phones, batch: resetBatch }, preconditions: certificates },
      wait,
    ],
  );
}

/** What the verdict rests on: the certificates that it was computed with must still be the current ones. */
export const currentCertificates = (input: ConclusionInput): Precondition[] =>
  (input.facts.certificates?.stored ?? []).flatMap((one): Precondition[] =>
    one.unit === "CallManager" || one.unit === "ITLRecovery"
      ? [{ kind: "certificate-serial", node: one.node, unit: one.unit, serial: one.certificate.serial }]
      : [],
  );

function servedSigner(input: ConclusionInput, { served }: PhonesSituation): Precondition[] {
  if (served === undefined) return [];
  const node = publisherOf(input.cluster).name;
  return [{ kind: "trust-list-signer", node, list: "ITL", signerSerial: served.signer.serial }];
}

/** Phones that the cluster has seen; one that RisPort70 does not know is off or gone and is not waited for. */
export const reachablePhones = (input: ConclusionInput): string[] =>
  (input.facts.registrations?.phones ?? []).filter((phone) => phone.status !== "absent").map((phone) => phone.name);

/** Publisher first (Cisco document 214231). */
export const publisherFirst = ({ nodes }: Cluster): NodeName[] =>
  [...nodes].sort((a, b) => Number(b.role === "publisher") - Number(a.role === "publisher")).map(({ name }) => name);

/** Nodes whose TFTP is not activated have nothing to restart. */
export function tftpNodes(input: ConclusionInput): NodeName[] {
  const running = (name: NodeName): boolean => {
    const services = input.facts.services?.nodes.find((one) => one.node === name)?.services;
    return services === undefined || services.some((one) => one.name === "Cisco Tftp" && one.state === "started");
  };
  return publisherFirst(input.cluster).filter(running);
}

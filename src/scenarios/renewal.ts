// The runbook of renewing certificates: what is saved before, each certificate in its turn, what follows it, how it is proved.
import type { CertificateUnit, Release } from "../domain/cluster.ts";
import { restartableServices } from "../domain/plan.ts";
import type { RunbookStep, ScenarioId } from "../domain/report.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { impactOf, type ServiceRestart } from "../trust/impact.ts";
import { signsWithItlRecovery } from "../trust/releases.ts";
import { recoverySteps } from "./phones/recovery-procedure.ts";
import { type Around, afterRestarts, beforeRenewal, onAuthenticationServers, onExpressway } from "./renewal-around.ts";

/**
 * Least dangerous first. The last three are the trust lists' own; Cisco's documents disagree on which of them
 * goes last (214231: TVS; Security Guide 15: CallManager), and agree that they go one at a time.
 */
const order: readonly CertificateUnit[] = [
  "ipsec",
  "tomcat-ECDSA",
  "tomcat",
  "CAPF",
  "TVS",
  "CallManager-ECDSA",
  "CallManager",
  "ITLRecovery",
];

const troubles: Readonly<Record<CertificateUnit, readonly ScenarioId[]>> = {
  ipsec: [],
  tomcat: ["sso-login-failed", "mra-registration-failed"],
  "tomcat-ECDSA": ["sso-login-failed", "mra-registration-failed"],
  CAPF: ["secure-phones-unregistered", "dot1x-failed"],
  TVS: ["phones-unregistered"],
  CallManager: ["phones-unregistered", "mra-registration-failed"],
  "CallManager-ECDSA": ["phones-unregistered", "mra-registration-failed"],
  ITLRecovery: ["phones-unregistered"],
};

export interface RenewalGuide {
  /** In the order in which they are renewed. */
  readonly units: readonly CertificateUnit[];
  readonly runbook: readonly RunbookStep[];
  /** What goes wrong after such a renewal, the likeliest first: the scenarios that cover it. */
  readonly troubles: readonly ScenarioId[];
}

export interface RenewalWish extends Around {
  readonly units: readonly CertificateUnit[];
  /** Where they are renewed; every node when empty. */
  readonly nodes: readonly string[];
  /** 15 when unknown, as the support document. */
  readonly release: Release;
  readonly publisher?: string | undefined;
  /** Undefined when nobody knows: both ways are then shown where they differ. */
  readonly mixed?: boolean | undefined;
}

export function renewalGuide(wish: RenewalWish): RenewalGuide {
  const units = order.filter((unit) => wish.units.includes(unit));
  const lists = units.filter((unit) => impactOf(unit, wish.release).lists.length > 0);
  return {
    units,
    troubles: [...new Set(units.toReversed().flatMap((unit) => troubles[unit]))],
    runbook: [
      person(say("renewal.step.snapshot"), "/certops snapshot"),
      person(say("renewal.step.backup"), "Disaster Recovery System > Backup > Manual Backup"),
      ...(lists.length === 0 || units.includes("ITLRecovery")
        ? []
        : [person(say("renewal.step.key"), "file get tftp ITLRecovery.p12")]),
      ...units.flatMap((unit) =>
        unit === "ITLRecovery" && signsWithItlRecovery(wish.release) ? signerSteps(wish) : stepsOf(unit, wish),
      ),
      person(say("renewal.step.backup-after"), "Disaster Recovery System > Backup > Manual Backup"),
    ],
  };
}

const person = (text: Phrase, command: string): RunbookStep => ({ by: "person", text, command });

/** From 12.0 on ITLRecovery signs the lists: the guide’s procedure, which resets the phones twice and loses none. */
function signerSteps({ publisher = "-", mixed }: RenewalWish): RunbookStep[] {
  // The runbook ends with a backup of its own.
  const steps = (ctl: boolean) =>
    recoverySteps(publisher, ctl).filter(({ text }) => !("id" in text && text.id === "scenario.phones.hand.backup"));
  const plain = steps(false);
  const withCtl = steps(true);
  if (mixed !== undefined) return [...(mixed ? withCtl : plain)];
  return plain.flatMap((step, at): RunbookStep[] => {
    const other = withCtl[at];
    if (other === undefined || !("id" in step.text) || !("id" in other.text)) return [step];
    if (other.command === step.command && other.text.id === step.text.id) return [step];
    return [
      { ...step, text: say("renewal.step.if-non-secure", { step: step.text }) },
      { ...other, text: say("renewal.step.if-mixed", { step: other.text }) },
    ];
  });
}

function stepsOf(unit: CertificateUnit, wish: RenewalWish): RunbookStep[] {
  const { nodes, release, mixed } = wish;
  const { lists, safe, notes } = impactOf(unit, release);
  const where =
    nodes.length === 0 ? say("renewal.step.renew", { unit }) : say("renewal.step.renew-on", at(unit, nodes));
  return [
    ...beforeRenewal(unit, wish),
    person(where, `set cert regen ${unit}`),
    ...onExpressway(unit),
    ...(notes.includes("ctl-update-before-restarts") && mixed !== false
      ? [person(say("renewal.step.ctl"), "utils ctl update CTLFile")]
      : []),
    ...safe.services.map(restartStep),
    ...(notes.includes("restart-tftp-when-multi-san") ? [restartStep({ ...tftp, when: "multi-san" })] : []),
    ...afterRestarts(unit, wish),
    ...onAuthenticationServers(unit, wish),
    ...(notes.includes("lscs-must-be-renewed") ? [person(say("renewal.step.lsc"), "CAPF > Install/Upgrade")] : []),
    ...(lists.length === 0
      ? []
      : [
          { by: "bot", text: say("renewal.step.reset"), command: "/certops reset phones all" } as const,
          person(say("renewal.step.prove", { unit }), "/certops trust"),
        ]),
  ];
}

const at = (unit: string, nodes: readonly string[]) => ({ unit, nodes: nodes.join(", ") });

const isOurs = (service: string): boolean => restartableServices.some((known) => known === service);

type Restart = Omit<ServiceRestart, "when"> & { readonly when?: ServiceRestart["when"] | "multi-san" };
const tftp = { service: "Cisco Tftp", where: "every-node" } as const;

/** Who restarts it: the bot after an approval, where it has the action; `ipsec` has a command of its own. */
function restartStep({ service, where, when }: Restart): RunbookStep {
  const by = isOurs(service) ? "bot" : "person";
  const command = service === "ipsec" ? "utils ipsec restart" : `utils service restart ${service}`;
  const values = { service, where: say(`renewal.where.${where}`) };
  const text =
    when === undefined
      ? say("renewal.step.restart", values)
      : say("renewal.step.restart-when", { ...values, when: say(`renewal.when.${when}`) });
  return { by, text, command };
}

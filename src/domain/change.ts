// What one change does to the business, whatever colour its scenario has: quorum follows from this.
import type { Impact } from "./impact.ts";
import type { Change, ChangeKind, ServiceName } from "./plan.ts";

/** Restarting one of these drops phones, calls or the trust files that phones fetch. */
const gravest: ReadonlySet<ServiceName> = new Set<ServiceName>([
  "Cisco CallManager",
  "Cisco CTIManager",
  "Cisco Trust Verification Service",
  "Cisco Tftp",
]);

const moderate: ReadonlySet<ServiceName> = new Set<ServiceName>([
  "Cisco Certificate Authority Proxy Function",
  "Cisco HAProxy",
]);

/**
 * The shortest that a step of this kind is planned with, in seconds (a test holds it against the actions' estimates): a
 * window shorter than that is of no use.
 */
export const leastSeconds: Readonly<Record<ChangeKind, number>> = {
  "reset-itl": 30,
  "reset-ctl": 30,
  "update-ctl": 60,
  "restart-service": 30,
  "start-service": 30,
  "trust-certificate": 30,
  "trust-on-expressway": 30,
  "restart-expressway": 300,
  "start-expressway-log": 10,
  "collect-expressway-log": 60,
  "reset-phones": 61,
  "copy-security-profile": 10,
  "remove-security-profile": 10,
  "apply-security-profile": 61,
  "install-lsc": 181,
  "set-saml-trace": 5,
  "wait-for-login": 0,
  "wait-for-sign-in": 0,
  "wait-for-phones": 0,
};

/** A step that only waits: it needs no right, and changes nothing. */
export const isWait = (kind: ChangeKind): boolean =>
  kind === "wait-for-phones" || kind === "wait-for-login" || kind === "wait-for-sign-in";

const logsOnly: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "set-saml-trace",
  "start-expressway-log",
  "collect-expressway-log",
]);

/** Only how much is logged is changed: whatever becomes of phones meanwhile is not its doing. */
export const onlyLogs = (plan: { readonly steps: readonly { readonly change: Change }[] }): boolean =>
  plan.steps.every(({ change }) => isWait(change.kind) || logsOnly.has(change.kind)) &&
  plan.steps.some(({ change }) => logsOnly.has(change.kind));

/** Every kind that changes something: what a role's `changes` may name. */
export const changeKinds = (Object.keys(leastSeconds) as ChangeKind[]).filter((kind) => !isWait(kind));

/** Changes after which the last DRS backup holds trust lists or certificates that are no longer the cluster's. */
export const outdatesBackup = ({ kind }: Change): boolean =>
  kind === "reset-itl" || kind === "reset-ctl" || kind === "update-ctl" || kind === "trust-certificate";

/** The least impact that a step with this change may have; a plan can say more, never less. */
export function changeImpact(change: Change): Impact {
  switch (change.kind) {
    case "reset-itl":
    case "reset-ctl":
    case "update-ctl":
    case "reset-phones":
    // Both restart the phones that they are for.
    case "apply-security-profile":
    case "install-lsc":
    case "restart-expressway":
      return "high";
    // Disturbs nobody by itself, but widens whom a system believes.
    case "trust-certificate":
    case "trust-on-expressway":
      return "medium";
    case "set-saml-trace":
    // Nobody is cut off by it; the earlier collected log is gone.
    case "start-expressway-log":
    case "collect-expressway-log":
    case "wait-for-login":
    case "wait-for-sign-in":
    case "wait-for-phones":
    // A profile that no phone has yet, or any more.
    case "copy-security-profile":
    case "remove-security-profile":
      return "low";
    // Nobody works with it yet; phones and calls that went elsewhere come back to it. Cisco Tftp makes lists that phones may refuse.
    case "start-service":
      if (change.service === "Cisco Tftp") return "high";
      return gravest.has(change.service) ? "medium" : "low";
    case "restart-service":
      if (gravest.has(change.service)) return "high";
      return moderate.has(change.service) ? "medium" : "low";
  }
}

/** The phones whose registrations a plan waits for: what its recovery curve counts. Empty when it waits for none. */
export const watchedPhones = (steps: readonly { readonly change: Change }[]): readonly string[] => [
  ...new Set(steps.flatMap(({ change }) => (change.kind === "wait-for-phones" ? change.phones : []))),
];

/** The phones that a change is for, in its order. */
export function phonesOf(change: Change): readonly string[] {
  if ("phones" in change) return change.phones;
  return "moves" in change ? change.moves.flatMap((move) => move.phones) : [];
}

// The built-in practice people: one who asks, two who approve, one who looks on; so that one visitor can try four eyes alone.
import type { Policy } from "../domain/person.ts";
import { compilePolicy } from "./policy.ts";
import type { RawApprovals, RawPerson, RawRole } from "./schema.ts";
import type { Settings } from "./settings.ts";

/** The tenant of every practice identity: web (user = the person's id) and terminal. */
export const practiceTenant = "practice";

function person(id: string, name: string, role: string): [string, RawPerson] {
  const identity = { tenant: practiceTenant, user: id };
  return [
    id,
    {
      name,
      roles: [role],
      identities: [
        { platform: "web", ...identity },
        { platform: "terminal", ...identity },
      ],
    },
  ];
}

/** The practice cluster's id and name: as in the examples of the documents. */
export const practiceClusterId = "hq";

/** In the form of certops.yaml, so that a file for the practice cluster may add to them or take their places by name. */
export const practiceSource: {
  readonly people: Readonly<Record<string, RawPerson>>;
  readonly roles: Readonly<Record<string, RawRole>>;
  readonly approvals: RawApprovals;
} = {
  people: Object.fromEntries([
    person("alex", "Alex Kim", "engineer"),
    person("beatriz", "Beatriz Santos", "approver"),
    person("chen", "Chen Wei", "approver"),
    person("dana", "Dana Okafor", "onlooker"),
  ]),
  roles: {
    engineer: { may: ["ask", "request", "abort", "snapshot", "audit"], clusters: "all" },
    approver: { may: ["ask", "request", "approve", "abort", "snapshot", "audit"], clusters: "all" },
    onlooker: { may: ["ask"], clusters: "all" },
  },
  approvals: {
    needed: { low: 1, medium: 1, high: 2 },
    pendingMinutes: 60,
    unusedMinutes: 15,
    escalation: { afterMinutes: 10, onCall: ["chen", "beatriz"] },
  },
};

function practicePolicy(timeZone: string): Policy {
  const problems: string[] = [];
  const policy = compilePolicy(
    {
      ...practiceSource,
      calendar: undefined,
      preflight: undefined,
      clusters: [practiceClusterId],
      timeZone,
      now: 0,
    },
    (path, problem) => problems.push(`${path.map(String).join(".")}: ${problem.id}`),
  );
  if (problems.length > 0) throw new Error(`the practice policy is unsound: ${problems.join(", ")}`);
  return policy;
}

/** Settings without a file: loopback only, the practice people; the cluster is added by whoever starts it. */
export function practiceConfig(options: { readonly dataFolder: string; readonly port?: number }): Settings {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    practice: true,
    listen: { host: "127.0.0.1", port: options.port ?? 8090 },
    dataFolder: options.dataFolder,
    logLevel: "warn",
    timeZone,
    locale: "en",
    clusters: [],
    policy: practicePolicy(timeZone),
    web: { enabled: true },
  };
}

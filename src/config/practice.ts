// The built-in practice people: one who asks, two who approve, one who looks on; so that one visitor can try four eyes alone.
import { personId } from "../domain/ids.ts";
import type { Person, Policy } from "../domain/person.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/ids.ts";
import type { Settings } from "./settings.ts";

/** The tenant of every practice identity: web (user = the person's id) and terminal. */
export const practiceTenant = "practice";

function person(id: string, name: string, role: string): Person {
  const identity = { tenant: practiceTenant, user: id };
  return {
    id: personId(id),
    name,
    roles: [role],
    identities: [
      { platform: "web", ...identity },
      { platform: "terminal", ...identity },
    ],
  };
}

function practicePolicy(): Policy {
  const content: Omit<Policy, "version"> = {
    people: [
      person("alex", "Alex Kim", "engineer"),
      person("beatriz", "Beatriz Santos", "approver"),
      person("chen", "Chen Wei", "approver"),
      person("dana", "Dana Okafor", "onlooker"),
    ],
    roles: [
      { name: "engineer", may: ["ask", "request", "abort", "snapshot", "audit"], clusters: "all" },
      { name: "approver", may: ["ask", "request", "approve", "abort", "snapshot", "audit"], clusters: "all" },
      { name: "onlooker", may: ["ask"], clusters: "all" },
    ],
    approversNeeded: { low: 1, medium: 1, high: 2 },
    pendingMinutes: 60,
    unusedMinutes: 15,
    escalation: { afterMinutes: 10, onCall: [personId("chen"), personId("beatriz")] },
  };
  return { version: sha256(canonicalJson(content)), ...content };
}

/** Settings without a file: loopback only, the practice people; the cluster is added by whoever starts it. */
export function practiceConfig(options: { readonly dataFolder: string; readonly port?: number }): Settings {
  return {
    practice: true,
    listen: { host: "127.0.0.1", port: options.port ?? 8090 },
    dataFolder: options.dataFolder,
    logLevel: "warn",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: "en",
    clusters: [],
    policy: practicePolicy(),
    web: { enabled: true },
  };
}

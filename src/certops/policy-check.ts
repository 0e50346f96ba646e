// `certops policy check`: the policy as it was read, and for one change who may ask for it, who could approve it, and when.
import { approversNeeded, barrier, whoCould } from "../approvals/policy.ts";
import { changeImpact, changeKinds, leastSeconds } from "../domain/change.ts";
import { clusterId, nodeName } from "../domain/ids.ts";
import type { Impact } from "../domain/impact.ts";
import type { Policy } from "../domain/person.ts";
import { type ChangeKind, restartableServices } from "../domain/plan.ts";
import type { NamedSpan } from "../domain/window.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { nextOpening } from "../kernel/calendar.ts";
import { nearest } from "../kernel/nearest.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { findSettings } from "./settings.ts";

export interface PolicyCheckOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly change?: string;
  readonly cluster?: string;
}

interface Asked {
  readonly kind: ChangeKind;
  readonly impact: Impact;
}

/** Reads the whole configuration and prints who may what; problems are printed instead, all at once. `now`: for windows. */
export function policyCheck(options: PolicyCheckOptions, io: Io, now = Date.now()): ExitCode {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.found;
  const { policy, clusters, practice, timeZone } = found.settings;
  if (options.change !== undefined) {
    const asked = changeOf(options.change, io);
    const cluster = clusterOf(options.cluster, practice ? ["hq"] : clusters.map((one) => one.cluster.id), io);
    if (asked === undefined || cluster === undefined) return exitCodes.usage;
    return checkChange(policy, asked, cluster, { json: options.json === true, now, timeZone }, io);
  }
  if (options.json === true) {
    io.out(JSON.stringify({ file: found.file ?? null, policy }));
    return exitCodes.done;
  }
  io.out(`${found.file ?? "practice policy"}: sound, version ${policy.version.slice(0, 12)}`);
  for (const person of policy.people) {
    const accounts = person.identities.map(({ platform, tenant, user }) => `${platform}:${tenant}/${user}`);
    io.out(`  ${person.name}: ${person.roles.join(", ")} (${accounts.join(", ")})`);
  }
  for (const role of policy.roles) {
    const where = role.clusters === "all" ? "all clusters" : role.clusters.join(", ");
    const what = role.changes === undefined ? "all changes" : role.changes.join(", ");
    io.out(`  role ${role.name}: ${role.may.join(", ")} on ${where}, up to ${role.upTo ?? "high"} impact, ${what}`);
  }
  const { low, medium, high } = policy.approversNeeded;
  io.out(`  approvals needed: low ${low}, medium ${medium}, high ${high}; to set something aside: ${high}`);
  for (const window of policy.calendar?.windows ?? []) io.out(`  window ${spanLine(window)}`);
  for (const freeze of policy.calendar?.freezes ?? []) io.out(`  freeze ${spanLine(freeze)}`);
  if (policy.calendar !== undefined) io.out(`  windows are needed from ${policy.calendar.windowsFrom} impact on`);
  const { escalation } = policy;
  if (escalation !== undefined) {
    io.out(`  after ${escalation.afterMinutes} minutes without a vote: ${escalation.onCall.join(", ")}`);
  }
  io.out(`  a DRS backup may be ${policy.backupDays ?? 7} days old`);
  return exitCodes.done;
}

function spanLine({ name, zone, clusters, span }: NamedSpan): string {
  const where = clusters === "all" ? "all clusters" : clusters.join(", ");
  const days = span.kind === "weekly" ? `${span.days.join(" ")} ` : "";
  return `${name}: ${days}${span.from} to ${span.to} ${zone}, ${where}`;
}

function checkChange(
  policy: Policy,
  { kind, impact }: Asked,
  cluster: string,
  how: { readonly json: boolean; readonly now: number; readonly timeZone: string },
  io: Io,
): ExitCode {
  const concern = { cluster: clusterId(cluster), impact, steps: [{ change: { kind } }] };
  const needed = approversNeeded(policy, impact);
  const people = whoCould(policy, concern).map(({ person, why }) => ({
    person,
    approve: why,
    request: barrier(policy, person, "request", concern),
  }));
  const opening = nextOpening(policy.calendar, { ...concern, seconds: leastSeconds[kind] }, how.now);
  // Whoever asks may not approve, so that the most useful requester decides whether it can be done at all.
  const approvers = people.filter((one) => one.approve === undefined);
  const requesters = people.filter((one) => one.request === undefined);
  const possible =
    opening.kind !== "never" && requesters.some((one) => approvers.filter((other) => other !== one).length >= needed);
  if (how.json) {
    const list = people.map(({ person, approve, request }) => ({
      person: person.id,
      request: request ?? "yes",
      approve: approve ?? "yes",
    }));
    io.out(JSON.stringify({ change: kind, cluster, impact, needed, possible, opening, people: list }));
    return possible ? exitCodes.done : exitCodes.found;
  }
  const { write } = writerFor(localeOf(io), how.timeZone);
  io.out(`${kind} on ${cluster}: ${impact} impact, ${needed} approvals needed, never by whoever asks`);
  for (const { person, approve, request } of people) {
    const may = (why: typeof approve): string =>
      why === undefined ? "yes" : `no. ${write(say(`card.refusal.${why}`))}`;
    io.out(`  ${person.name} (${person.roles.join(", ")})`);
    io.out(`    request: ${may(request)}`);
    io.out(`    approve: ${may(approve)}`);
  }
  if (opening.kind === "always") io.out("  it may start at any time");
  else if (opening.kind === "never") io.out("  no window opens for it");
  else {
    const at = (time: number): string => write(say("card.at", { at: { time: new Date(time).toISOString() } }));
    const when = opening.from <= how.now ? "the window is open" : `the window opens at ${at(opening.from)}`;
    io.out(`  ${when}, until ${at(opening.to)}`);
  }
  if (!possible) io.out("  Nobody could get this approved.");
  return possible ? exitCodes.done : exitCodes.found;
}

/** `restart-service:Cisco Tftp`, `reset-itl`: the impact follows from the service. */
function changeOf(text: string, io: Io): Asked | undefined {
  const [word = "", ...rest] = text.split(":");
  const kind = changeKinds.find((one) => one === word.trim().toLowerCase());
  if (kind === undefined) {
    const near = nearest(word, changeKinds);
    io.err(
      `There is no change “${word}”. ${near === undefined ? "There are" : `Did you mean ${near}? There are`}: ${changeKinds.join(", ")}`,
    );
    return undefined;
  }
  if (kind === "set-saml-trace") return { kind, impact: changeImpact({ kind, node: nodeName("any"), level: "debug" }) };
  if (kind === "start-expressway-log" || kind === "collect-expressway-log") return { kind, impact: "low" };
  if (kind === "trust-certificate" || kind === "trust-on-expressway") return { kind, impact: "medium" };
  if (kind !== "restart-service" && kind !== "start-service") return { kind, impact: "high" };
  const name = rest.join(":").trim().toLowerCase();
  const service = restartableServices.find((one) => one.toLowerCase() === name);
  if (service !== undefined) {
    return { kind, impact: changeImpact({ kind, node: nodeName("any"), service }) };
  }
  io.err(`Name the service, for example ${kind}:Cisco Tftp. There are: ${restartableServices.join(", ")}`);
  return undefined;
}

function clusterOf(named: string | undefined, known: readonly string[], io: Io): string | undefined {
  const [only] = known;
  if (named === undefined && known.length === 1 && only !== undefined) return only;
  if (named !== undefined && known.includes(named)) return named;
  io.err(
    named === undefined
      ? `Name one: --cluster ${known.join(" | ")}`
      : `There is no cluster “${named}”. There are: ${known.join(", ")}`,
  );
  return undefined;
}

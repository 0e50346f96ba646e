// `certops policy check`: the policy as it was read, and for one change who may ask for it, who could approve it, and when.
import { approversNeeded, barrier, whoCould } from "../approvals/policy.ts";
import { changeImpact, changeKinds, leastSeconds } from "../domain/change.ts";
import { clusterId, nodeName } from "../domain/ids.ts";
import type { Impact } from "../domain/impact.ts";
import type { Policy } from "../domain/person.ts";
import { type ChangeKind, restartableServices } from "../domain/plan.ts";
import type { Phrase, PhraseValue, Text } from "../domain/text.ts";
import type { NamedSpan } from "../domain/window.ts";
import { say } from "../i18n/say.ts";
import { type Writer, writerFor } from "../i18n/write.ts";
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
  const { write } = writerFor(localeOf(io), timeZone);
  const line = (text: Text): void => io.out(`  ${write(text)}`);
  const file = found.file ?? say("line.policy-check.practice");
  io.out(write(say("line.policy-check.sound", { file, version: policy.version.slice(0, 12) })));
  for (const { name, roles, identities } of policy.people) {
    const accounts = identities.map(({ platform, tenant, user }) => `${platform}:${tenant}/${user}`).join(", ");
    line(say("line.policy-check.person", { name, roles: roles.join(", "), accounts }));
  }
  for (const role of policy.roles) {
    const where = whereOf(role.clusters);
    const what = role.changes?.join(", ") ?? say("line.policy-check.all-changes");
    const impact = say(`line.impact.${role.upTo ?? "high"}`);
    line(say("line.policy-check.role", { name: role.name, may: role.may.join(", "), where, impact, what }));
  }
  line(say("line.policy-check.needed", policy.approversNeeded));
  const { calendar, escalation } = policy;
  for (const window of calendar?.windows ?? []) line(say("line.policy-check.window", { span: spanOf(window, write) }));
  for (const freeze of calendar?.freezes ?? []) line(say("line.policy-check.freeze", { span: spanOf(freeze, write) }));
  if (calendar !== undefined) {
    line(say("line.policy-check.windows-from", { impact: say(`line.impact.${calendar.windowsFrom}`) }));
  }
  if (escalation !== undefined) {
    const { afterMinutes, onCall } = escalation;
    line(say("line.policy-check.escalation", { minutes: afterMinutes, people: onCall.join(", ") }));
  }
  line(say("line.policy-check.backup", { days: policy.backupDays ?? 7 }));
  return exitCodes.done;
}

const whereOf = (clusters: "all" | readonly string[]): PhraseValue =>
  clusters === "all" ? say("line.all-clusters") : clusters.join(", ");

function spanOf({ name, zone, clusters, span }: NamedSpan, write: Writer["write"]): Phrase {
  const values = { name, from: span.from, to: span.to, zone, where: whereOf(clusters) };
  if (span.kind !== "weekly") return say("line.policy-check.span", values);
  const weekdays = span.days.map((day) => write(say(`line.day.${day}`))).join(" ");
  return say("line.policy-check.span.weekly", { ...values, weekdays });
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
  const line = (text: Text, indent = "  "): void => io.out(`${indent}${write(text)}`);
  line(say("line.policy-check.change", { kind, cluster, impact: say(`line.impact.${impact}`), needed }), "");
  for (const { person, approve, request } of people) {
    const may = (why: typeof approve): Phrase =>
      why === undefined
        ? say("line.policy-check.yes")
        : say("line.policy-check.no", { why: say(`card.refusal.${why}`) });
    line(say("line.policy-check.who", { name: person.name, roles: person.roles.join(", ") }));
    line(say("line.policy-check.request", { answer: may(request) }), "    ");
    line(say("line.policy-check.approve", { answer: may(approve) }), "    ");
  }
  if (opening.kind === "always") line(say("line.policy-check.any-time"));
  else if (opening.kind === "never") line(say("line.policy-check.no-window"));
  else {
    const at = (time: number) => say("card.at", { at: { time: new Date(time).toISOString() } });
    const [from, until] = [at(opening.from), at(opening.to)];
    const open = opening.from <= how.now;
    line(open ? say("line.policy-check.open", { until }) : say("line.policy-check.opens", { from, until }));
  }
  if (!possible) line(say("line.policy-check.nobody"));
  return possible ? exitCodes.done : exitCodes.found;
}

/** `restart-service:Cisco Tftp`, `reset-itl`: the impact follows from the service. */
function changeOf(text: string, io: Io): Asked | undefined {
  const [word = "", ...rest] = text.split(":");
  const kind = changeKinds.find((one) => one === word.trim().toLowerCase());
  if (kind === undefined) {
    const near = nearest(word, changeKinds);
    const known = { word, all: changeKinds.join(", ") };
    const said =
      near === undefined
        ? say("line.policy-check.no-change", known)
        : say("line.policy-check.near-change", { ...known, near });
    io.err(writerFor(localeOf(io)).write(said));
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
  const said = say("line.policy-check.name-service", { kind, all: restartableServices.join(", ") });
  io.err(writerFor(localeOf(io)).write(said));
  return undefined;
}

function clusterOf(named: string | undefined, known: readonly string[], io: Io): string | undefined {
  const [only] = known;
  if (named === undefined && known.length === 1 && only !== undefined) return only;
  if (named !== undefined && known.includes(named)) return named;
  const said =
    named === undefined
      ? say("line.policy-check.name-cluster", { all: known.join(" | ") })
      : say("line.policy-check.no-cluster", { word: named, all: known.join(", ") });
  io.err(writerFor(localeOf(io)).write(said));
  return undefined;
}

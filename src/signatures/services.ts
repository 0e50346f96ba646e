// `utils service list` and the answer of `utils service restart`.
import { cleanOutput } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

export type ServiceState = "started" | "stopped" | "starting" | "stopping" | "unknown";

export interface ListedService {
  readonly name: string;
  readonly state: ServiceState;
  /** For example `Service Not Activated`; empty when nothing follows. */
  readonly note: string;
}

const states: Readonly<Record<string, ServiceState>> = {
  STARTED: "started",
  STOPPED: "stopped",
  STARTING: "starting",
  STOPPING: "stopping",
};
const knownNote = /^(?:Service Not Activated|Commanded Out of Service|Component is not running|Service Activated)/i;
// What stands before the first name, and what may be glued to it when line breaks were lost.
const heading =
  /^.*(?:Requesting service status, please wait(?:\.\.\.|…)?|Service Manager is running|Getting list of all services|>> Return code = -?\d+|execute the same command again\.?|admin:\s?utils service (?:list|restart|start|stop)(?: page)?)\s*/i;

const closing = /(?:Primary Node ?=|(?:Command )?successful|admin:).*$/i;

/** `Cisco Tftp[STARTED]`, blank before `[` allowed, notes after it; bears lost line breaks. */
export function parseServiceList(raw: string): Parsed<readonly ListedService[]> {
  const services = entries(raw);
  if (services.length === 0) return notUnderstood("no-services", cleanOutput(raw));
  return understood(
    services,
    services
      .filter((service) => service.state !== "started")
      .map((service) => `${service.name}[${service.state.toUpperCase()}] ${service.note}`),
  );
}

export interface RestartAnswer {
  /** States of the service in the order printed, repetitions removed. */
  readonly states: readonly ServiceState[];
  /** True when the last state is STARTED and a stop or start was seen before it. */
  readonly restarted: boolean;
}

/** `service` is the name as it was sent; lines about other services (dependents) do not count. */
export function parseServiceRestart(service: string, raw: string): Parsed<RestartAnswer> {
  const seen: ServiceState[] = [];
  for (const entry of entries(raw)) {
    if (entry.name === service && seen.at(-1) !== entry.state) seen.push(entry.state);
  }
  if (seen.length === 0) return notUnderstood("no-states", cleanOutput(raw));
  const restarted = seen.at(-1) === "started" && seen.length > 1;
  return understood(
    { states: seen, restarted },
    seen.map((state) => `${service}[${state.toUpperCase()}]`),
  );
}

function entries(raw: string): ListedService[] {
  const parts = cleanOutput(raw).split(/[ \t]{0,60}\[([A-Z][A-Z ]{2,20})\]/);
  const found: ListedService[] = [];
  for (let at = 1; at < parts.length; at += 2) {
    const name = nameBefore(parts[at - 1] ?? "", at > 1);
    if (name === undefined) continue;
    const state = states[parts[at] ?? ""] ?? "unknown";
    found.push({ name, state, note: noteAfter(parts[at + 1] ?? "", at + 2 >= parts.length) });
  }
  return found;
}

function nameBefore(part: string, afterAnother: boolean): string | undefined {
  let line = (part.slice(-400).split("\n").at(-1) ?? "").trim();
  const whole = part.includes("\n");
  if (afterAnother && !whole) line = line.replace(knownNote, "").trim();
  line = line.replace(heading, "").trim();
  return line === "" || line.length > 100 ? undefined : line;
}

function noteAfter(part: string, last: boolean): string {
  const line = (part.slice(0, 400).split("\n", 1)[0] ?? "").replace(closing, "").trim();
  if (part.includes("\n") || last) return line.replace(/^[….]+$/, "").slice(0, 100);
  return knownNote.exec(line)?.[0] ?? "";
}

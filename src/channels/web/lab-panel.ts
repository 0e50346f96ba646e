// The "break something" panel: what an administrator could do to the practice cluster. Knows no scenarios.
import { type CertificateUnit, certificateUnits } from "../../domain/cluster.ts";
import { restartableServices, type ServiceName } from "../../domain/plan.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import {
  type PanelDot1xVerb,
  type PanelExpresswayVerb,
  type PanelSsoVerb,
  panelDot1xVerbs,
  panelExpresswayVerbs,
  panelSsoVerbs,
} from "./lab-verbs.ts";
import type { LabStatus } from "./page/shapes.ts";

export type { LabStatus };

/** `nodes` empty: every node that has it. */
export type LabAction =
  | { readonly kind: "renew"; readonly units: readonly CertificateUnit[]; readonly nodes: readonly string[] }
  | { readonly kind: "restart-service"; readonly service: ServiceName; readonly nodes: readonly string[] }
  | { readonly kind: "reset-phones" }
  | { readonly kind: "power-phones"; readonly count: number; readonly on: boolean }
  | { readonly kind: "power-node"; readonly node: string; readonly on: boolean }
  | { readonly kind: "move-time"; readonly hours: number }
  | { readonly kind: "expressway"; readonly verb: PanelExpresswayVerb; readonly peer: string }
  | { readonly kind: "sso"; readonly verb: PanelSsoVerb }
  /** 802.1X: at the switch, at the authentication server, at the phones; `count` phones where it is about phones. */
  | { readonly kind: "dot1x"; readonly verb: PanelDot1xVerb; readonly count: number };

export interface LabPanel {
  /** The Expressway-C peers in front of it; none when left out. */
  readonly peers?: readonly string[];
  /** Single sign-on is set up. */
  readonly sso?: boolean;
  status(): LabStatus | Promise<LabStatus>;
  /** Resolves when the practice cluster has taken it; throws CertOpsError when it cannot. */
  act(action: LabAction): Promise<void>;
}

/** Ten years: enough to let everything expire. */
const mostHours = 24 * 366 * 10;

/** Undefined when it is none of ours. Node names are checked against the cluster by the panel's owner. */
export function readLabAction(body: Readonly<Record<string, unknown>>): LabAction | undefined {
  const nodes = names(body.nodes);
  switch (body.kind) {
    case "renew": {
      const units = certificateUnits.filter((unit) => Array.isArray(body.units) && body.units.includes(unit));
      return units.length === 0 || nodes === undefined ? undefined : { kind: "renew", units, nodes };
    }
    case "restart-service": {
      const service = restartableServices.find((one) => one === body.service);
      return service === undefined || nodes === undefined ? undefined : { kind: "restart-service", service, nodes };
    }
    case "reset-phones":
      return { kind: "reset-phones" };
    case "power-phones": {
      const count = whole(body.count, 1, 100_000);
      return count === undefined || typeof body.on !== "boolean"
        ? undefined
        : { kind: "power-phones", count, on: body.on };
    }
    case "power-node": {
      const node = names([body.node])?.[0];
      return node === undefined || typeof body.on !== "boolean" ? undefined : { kind: "power-node", node, on: body.on };
    }
    case "move-time": {
      const hours = whole(body.hours, 1, mostHours);
      return hours === undefined ? undefined : { kind: "move-time", hours };
    }
    case "expressway": {
      const verb = panelExpresswayVerbs.find((one) => one === body.verb);
      const peer = names([body.peer])?.[0];
      return verb === undefined || peer === undefined ? undefined : { kind: "expressway", verb, peer };
    }
    case "sso": {
      const verb = panelSsoVerbs.find((one) => one === body.verb);
      return verb === undefined ? undefined : { kind: "sso", verb };
    }
    case "dot1x": {
      const verb = panelDot1xVerbs.find((one) => one === body.verb);
      const count = whole(body.count, 1, 100_000);
      return verb === undefined || count === undefined ? undefined : { kind: "dot1x", verb, count };
    }
    default:
      return undefined;
  }
}

const whole = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : undefined;

function names(value: unknown): string[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > 40) return undefined;
  const read = value.filter((one): one is string => typeof one === "string" && /^[A-Za-z0-9.-]{1,64}$/.test(one));
  return read.length === value.length ? read : undefined;
}

/** Verbs that are about so many phones; the others are about the server. */
const ofPhones: ReadonlySet<PanelDot1xVerb> = new Set([
  "set-up",
  "install-lsc",
  "reauthenticate",
  "bypass",
  "end-bypass",
  "voice-off",
  "voice-on",
]);

/** The line that the conversation keeps, so that everybody sees what was done to the practice cluster, and by whom. */
export function labNote(action: LabAction, person: string): Phrase {
  const where = "nodes" in action && action.nodes.length > 0 ? action.nodes.join(", ") : "";
  const on = where === "" ? say("web.lab.note.everywhere") : say("web.lab.note.nodes", { nodes: where });
  switch (action.kind) {
    case "renew":
      return say("web.lab.note.renew", { person, units: action.units.join(", "), on });
    case "restart-service":
      return say("web.lab.note.restart", { person, service: action.service, on });
    case "reset-phones":
      return say("web.lab.note.reset", { person });
    case "power-phones":
      return say(action.on ? "web.lab.note.phones-on" : "web.lab.note.phones-off", { person, count: action.count });
    case "power-node":
      return say(action.on ? "web.lab.note.node-on" : "web.lab.note.node-off", { person, node: action.node });
    case "expressway":
      return say("web.lab.note.mra", { person, what: say(`web.page.lab.mra.${action.verb}`), peer: action.peer });
    case "sso":
      return say("web.lab.note.sso", { person, what: say(`web.page.lab.sso.${action.verb}`) });
    case "dot1x":
      return say("web.lab.note.dot1x", {
        person,
        what: say(`web.page.lab.dot1x.${action.verb}`),
        count: ofPhones.has(action.verb) ? action.count : 0,
      });
    case "move-time":
      return say("web.lab.note.time", { person, hours: action.hours });
  }
}

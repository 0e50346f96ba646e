// Which command answers what was understood, with which of the understood values.
import { say } from "../src/i18n/say.ts";
import type { Asks, Command, Intent } from "../src/router/command.ts";
import type { Services } from "./services.ts";

export type Commands = readonly Command<Services, unknown>[];

/** What was understood, as a button carries it back. */
export type Values = Readonly<Record<string, string>>;

export interface Wish {
  readonly intent: Intent;
  readonly command: string | null;
  readonly asks: Asks;
  readonly values: Values;
}

export const namedCommand = (commands: Commands, name: string): Command<Services, unknown> => {
  const found = commands.find((command) => command.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
};

interface Call {
  readonly name: string;
  readonly args: Values;
}

export function callFor({ intent, command, asks, values }: Wish): Call {
  const pick = (...keys: readonly string[]): Values =>
    Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key] ?? ""]])));
  switch (intent) {
    case "diagnose":
      return { name: "diagnose", args: pick("scenario", "cluster", "question") };
    case "restart":
      // A question about a restart is answered with what it would touch, not with a plan.
      if (asks !== "do" || values.form === "question")
        return { name: "impact", args: { ...pick("certificates", "cluster"), ...oneNode(values) } };
      // Phones, when phones were named and no service was.
      if (meansPhones({ command, values })) {
        const what = values.phones ?? "phones";
        return { name: values.gently === "yes" ? "restart" : "reset", args: { ...pick("cluster"), what } };
      }
      return { name: "restart", args: { ...pick("cluster"), what: target(values) } };
    case "impact":
      return { name: "impact", args: { ...allUnits(values), ...pick("certificates", "cluster"), ...oneNode(values) } };
    case "renew":
      return { name: "renew", args: { ...allUnits(values), ...pick("certificates", "node", "cluster") } };
    case "certs":
      // Which CAPF’s certificate, where one was named.
      if (command === "certificate") return { name: "certificate", args: pick("name", "cluster") };
      if (command !== null && ofCertificates.has(command)) return { name: command, args: pick("cluster") };
      return { name: "certs", args: { ...pick("node", "cluster"), ...oneUnit(values) } };
    case "approvals":
      return { name: command === "runs" ? "runs" : "approvals", args: {} };
    case "audit":
      return {
        name: "audit",
        args: { ...(values.record === undefined ? {} : { about: values.record }), ...asked(values) },
      };
    case "help":
    case "unknown":
      return aboutTheBot(command, values);
  }
}

/** "everything", "all certificates at once": every one of them, with what that endangers. A certificate that is named counts instead. */
const allUnits = ({ certificates, question = "" }: Values): Values =>
  certificates === undefined && everything.test(question) ? { certificates: "all" } : {};

const everything =
  /\b(?:renew|regenerat|replac|updat|rotat)\w*\b(?:[^.?!]{0,20}\b(?:everything|all of (?:them|it))|[^.?!]{0,20}\b(?:all|every)(?: of)?(?: the| our| my)? (?:\w+ )?cert)|(?:全部|所有|全都|每个)[^。？！]{0,4}(?:证书|憑證|证)|(?:证书|憑證)[^。？！]{0,6}(?:全部|全都|都一起|一起全)/i;

/** "Who asked what": questions are not among the changes. */
const asked = ({ question = "" }: Values): Values =>
  /\b(?:asked|questions?)\b|提问|问了|问过/i.test(question) ? { scope: "all" } : {};

/** The certificates that are asked about by name; "the certificates of our CallManager" are all of them. */
const oneUnit = ({ certificates, question = "" }: Values): Values =>
  certificates === undefined ||
  (certificates === "CallManager" &&
    !/call ?manager(?:\.pem|['’]s)? *(?:的 *)?(?:cert|证书|憑證)|call ?manager\.pem/i.test(question))
    ? {}
    : { certificates };

const ofCertificates = new Set(["snapshot", "trust", "lscs"]);

/** The impact is that of one node, or of all. */
const oneNode = ({ node }: Values): Values => (node === undefined || node.includes(" ") ? {} : { node });

function aboutTheBot(command: string | null, values: Values): Call {
  const record = values.record ?? "";
  switch (command) {
    case "language":
      return { name: "language", args: values.language === undefined ? {} : { language: values.language } };
    case "share":
      return { name: "share", args: record === "" ? {} : { about: record } };
    case "overview":
      return { name: "overview", args: {} };
    case "picture": {
      const kind = values.picture ?? "";
      const what = kind === "timeline" ? (values.cluster ?? "") : record;
      return { name: "picture", args: { ...(kind === "" ? {} : { kind }), ...(what === "" ? {} : { what }) } };
    }
    default:
      return { name: "help", args: {} };
  }
}

export const meansPhones = ({ command, values }: Pick<Wish, "command" | "values">): boolean =>
  values.service === undefined && (values.phones !== undefined || command === "reset");

/** "what if I restart TFTP?": of a restart, not of a renewal. */
export const asksOfRestart = ({ values }: Pick<Wish, "values">): boolean =>
  values.service !== undefined && values.of === "restart";

export const target = (values: Values): string =>
  values.node === undefined ? (values.service ?? "") : `${values.service ?? ""} on ${values.node}`;

/** How a change is asked for, in the words that do it, and the button that shows its plan. */
export function howOf(
  wish: Wish,
  nodes: readonly string[],
): { readonly how: ReturnType<typeof say>; readonly plan?: Values } {
  const { values } = wish;
  if (meansPhones(wish)) return { how: say("understanding.how.reset", { pool: "Lobby" }) };
  const service = values.service ?? "Cisco Tftp";
  const how = say("understanding.how.restart", { service, node: values.node ?? nodes[0] ?? "cucm-sub1" });
  if (values.service === undefined) return { how };
  const { node, cluster } = values;
  const where = { ...(node === undefined ? {} : { node }), ...(cluster === undefined ? {} : { cluster }) };
  return { how, plan: { ...where, intent: "restart", service } };
}

// Turns what the schema refuses into problems that a person can mend: what is wrong there, and what to write instead.
import type { z } from "zod";
import type { Phrase } from "../domain/text.ts";
import { nearest } from "../kernel/nearest.ts";
import type { ConfigDocument, Path } from "./document.ts";
import type { ConfigProblem } from "./settings.ts";

/** A right line for each key: shown as the fix. */
const examples: Readonly<Record<string, string>> = {
  name: "name: HQ",
  nodes: "nodes: [{ name: cucm-pub, address: 10.0.0.10, role: publisher }]",
  address: "address: 10.0.0.10",
  role: "role: publisher",
  accounts: "accounts: { monitor: { user: certops-ro, passwordEnv: CERTOPS_HQ_MONITOR } }",
  monitor: "monitor: { user: certops-ro, passwordEnv: CERTOPS_HQ_MONITOR }",
  user: "user: certops-ro",
  passwordEnv: "passwordEnv: CERTOPS_HQ_MONITOR",
  passwordFile: "passwordFile: ./secrets/hq-monitor",
  pins: "pins: { knownHosts: ./pins/hq.known_hosts }",
  knownHosts: "knownHosts: ./pins/hq.known_hosts",
  clusters: "clusters: all",
  people: "people: { ada: { name: Ada, roles: [engineer], identities: [...] } }",
  roles: "roles: [engineer]",
  identities: "identities: [{ platform: slack, tenant: T01234567, user: U01234567 }]",
  platform: "platform: slack",
  tenant: "tenant: T01234567",
  may: "may: [ask, request]",
  needed: "needed: { low: 1, medium: 1, high: 2 }",
  low: "low: 1",
  medium: "medium: 1",
  high: "high: 2",
  pendingMinutes: "pendingMinutes: 60",
  unusedMinutes: "unusedMinutes: 15",
  escalation: "escalation: { afterMinutes: 10, onCall: [ada] }",
  afterMinutes: "afterMinutes: 10",
  onCall: "onCall: [ada, bo]",
  changes: "changes: [restart-service, reset-itl]",
  windowsFrom: "windowsFrom: medium",
  atOpening: "atOpening: start",
  windows: 'windows: [{ name: nights, days: [mon, tue], from: "22:00", to: "04:00" }]',
  freezes: "freezes: [{ name: year end, from: 2026-12-18T00:00, to: 2027-01-07T00:00 }]",
  days: "days: [sat, sun]",
  from: 'from: "22:00"',
  to: 'to: "04:00"',
  backupDays: "backupDays: 7",
  host: "host: 127.0.0.1",
  port: "port: 8090",
  enabled: "enabled: false",
  log: "log: info",
  locale: "locale: en",
  timeZone: "timeZone: Europe/Berlin",
  data: "data: ./data",
  slack: "slack: { botTokenEnv: SLACK_BOT_TOKEN, appTokenEnv: SLACK_APP_TOKEN }",
  teams: "teams: { appId: 00000000-…, tenantId: 00000000-…, clientSecretEnv: TEAMS_CLIENT_SECRET }",
  appId: "appId: 00000000-0000-0000-0000-000000000000",
  tenantId: "tenantId: 00000000-0000-0000-0000-000000000000",
  clientSecretEnv: "clientSecretEnv: TEAMS_CLIENT_SECRET",
  publicHost: "publicHost: certops.example.com",
  mode: "mode: socket",
  botTokenEnv: "botTokenEnv: SLACK_BOT_TOKEN",
  appTokenEnv: "appTokenEnv: SLACK_APP_TOKEN",
  signingSecretEnv: "signingSecretEnv: SLACK_SIGNING_SECRET",
  path: "path: /slack/events",
  apiUrl: "apiUrl: https://slack.com/api/",
  webex:
    "webex: { tokenEnv: WEBEX_TOKEN, webhookSecretEnv: WEBEX_WEBHOOK_SECRET, organisation: Y2lz..., publicUrl: https://bot.example.com }",
  tokenEnv: "tokenEnv: WEBEX_TOKEN",
  webhookSecretEnv: "webhookSecretEnv: WEBEX_WEBHOOK_SECRET",
  organisation: "organisation: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8...",
  transport: "transport: webhooks",
  publicUrl: "publicUrl: https://bot.example.com",
};

const secretKeys = [
  "password",
  "passwd",
  "secret",
  "token",
  "passphrase",
  "privatekey",
  "bottoken",
  "apptoken",
  "signingsecret",
  "webhooksecret",
  "clientsecret",
];

const say = (id: string, values?: Phrase["values"]): Phrase => (values === undefined ? { id } : { id, values });

/** The nearest key with an example; array positions have none. */
function example(path: Path): Phrase {
  const top = path.length === 1 ? String(path[0]) : "";
  if (top === "clusters" || top === "roles") return say("config.example", { line: `${top}: { ... }` });
  const known = path.toReversed().find((step) => typeof step === "string" && Object.hasOwn(examples, step));
  return say("config.example", { line: (known !== undefined && examples[String(known)]) || "..." });
}

/** A top-level part that is needed and not there. */
export const missingPart = (name: string, document: ConfigDocument): ConfigProblem =>
  document.problem([name], say("config.missing"), example([name]));

/** All problems of one schema issue (one per unknown key). */
export function problemsOf(issue: z.core.$ZodIssue, document: ConfigDocument): ConfigProblem[] {
  const { path } = issue;
  const at = (problem: Phrase, fix: Phrase): ConfigProblem[] => [document.problem(path, problem, fix)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, issue.message.split(" "), path, document));
    case "invalid_type":
      if (issue.input === undefined) return at(say("config.missing"), example(path));
      return at(say("config.type", { expected: issue.expected }), example(path));
    case "invalid_value": {
      const options = issue.values.map(String);
      const near = typeof issue.input === "string" ? nearest(issue.input, options) : undefined;
      const fix = near === undefined ? example(path) : say("config.did-you-mean", { near });
      return at(
        issue.input === undefined ? say("config.missing") : say("config.value", { options: options.join(", ") }),
        fix,
      );
    }
    case "too_small":
      return at(say("config.too-small", { least: Number(issue.minimum) }), example(path));
    case "too_big":
      return at(say("config.too-big", { most: Number(issue.maximum) }), example(path));
    case "invalid_key":
      return at(say("config.id"), say("config.id.fix"));
    case "invalid_union": {
      // The branch that fits so far that its trouble lies deeper says most: the one bad word in a list.
      const deeper = issue.errors.find((branch) => branch.some((one) => one.path.length > 0));
      if (deeper !== undefined) {
        return deeper.flatMap((one) => problemsOf({ ...one, path: [...path, ...one.path] }, document));
      }
      return at(issue.input === undefined ? say("config.missing") : say("config.form"), example(path));
    }
    default:
      return at(say("config.form"), example(path));
  }
}

function unknownKey(key: string, known: readonly string[], path: Path, document: ConfigDocument): ConfigProblem {
  const where = [...path, key];
  if (secretKeys.includes(key.toLowerCase())) {
    return document.problem(where, say("config.secret"), say("config.secret.fix"));
  }
  const near = nearest(key, known);
  const fix =
    near === undefined ? say("config.known-keys", { known: known.join(", ") }) : say("config.did-you-mean", { near });
  return document.problem(where, say("config.unknown-key"), fix);
}

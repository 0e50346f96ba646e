// Looks at everything that Slack needs, end to end, for `certops doctor`: tokens, permissions, clock, the way in, who is mapped.
import { createHmac } from "node:crypto";
import { slackMessage } from "../../../cards/render/slack-fit.ts";
import type { Card } from "../../domain/card.ts";
import type { Person } from "../../domain/person.ts";
import { writerFor } from "../../i18n/write.ts";
import { systemClock } from "../../kernel/clock.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { boundFetch, type Fields, SlackApi, SlackAway, SlackRefusal } from "./api.ts";
import { fields, list, slackId, word } from "./read.ts";

interface Hidden {
  reveal(): string;
}

export interface SlackExamineInit {
  readonly mode: "socket" | "http";
  readonly botToken: Hidden;
  readonly appToken?: Hidden;
  readonly signingSecret?: Hidden;
  readonly path: string;
  readonly apiUrl: string;
  /** Where the bot listens, for Slack over HTTP: `http://127.0.0.1:8090`. */
  readonly listener: string;
  readonly people: readonly Person[];
  readonly patienceMs: number;
  readonly sample?: { readonly conversation: string; readonly card: Card };
}

interface Looked {
  readonly what: string;
  readonly state: "ok" | "warning" | "problem";
  readonly detail: string;
  readonly next?: string;
}

/** What each permission is for, as in manifest/slack/README.md. */
const scopes: Readonly<Record<string, string>> = {
  "app_mentions:read": "questions by mention",
  "chat:write": "answers",
  commands: "/certops",
  "files:read": "files that are handed over",
  "files:write": "full reports",
  "im:history": "direct messages",
};
/** Of use, and nothing is wrong without it. */
const niceties: Readonly<Record<string, string>> = {
  "users:read": "answers in the language in which people read Slack",
};
/** Slack refuses and we refuse what is older than five minutes; half of it is a warning. */
const skewMs = { warning: 60_000, problem: 300_000 };

const ok = (what: string, detail: string): Looked => ({ what: `slack: ${what}`, state: "ok", detail });
const problem = (what: string, detail: string, next: string): Looked => ({
  what: `slack: ${what}`,
  state: "problem",
  detail,
  next,
});
const warning = (what: string, detail: string, next: string): Looked => ({
  what: `slack: ${what}`,
  state: "warning",
  detail,
  next,
});

export async function examineSlack(init: SlackExamineInit): Promise<readonly Looked[]> {
  const signal = AbortSignal.timeout(init.patienceMs * 3);
  const apiOf = (token: Hidden): SlackApi =>
    new SlackApi({ token, apiUrl: init.apiUrl, clock: systemClock, logger: silentLogger, signal });
  const results: Looked[] = [];
  const api = apiOf(init.botToken);
  let team: string | undefined;
  try {
    const answer = await api.once("auth.test", {});
    team = slackId(answer.team_id);
    results.push(
      ok("bot token", `works as ${word(answer.user) ?? "?"} in ${word(answer.team) ?? "?"} (${team ?? "?"})`),
    );
    results.push(...permissions(answer));
  } catch (error) {
    results.push(
      trouble("bot token", error, "install the app again and take the Bot User OAuth Token (docs/slack.md)"),
    );
    if (error instanceof SlackAway) return results;
  }
  results.push(await clock(init));
  results.push(init.mode === "socket" ? await socket(init, apiOf) : await endpoint(init));
  results.push(...mapped(init.people, team));
  if (init.sample !== undefined) results.push(await postSample(api, init.sample));
  return results;
}

function permissions(answer: Fields): Looked[] {
  const granted = list(fields(answer.response_metadata).scopes).filter((one) => typeof one === "string");
  if (granted.length === 0) return [];
  const missing = Object.keys(scopes).filter((scope) => !granted.includes(scope));
  const surplus = granted.filter((scope) => !Object.hasOwn(scopes, scope) && !Object.hasOwn(niceties, scope));
  const lacking = missing.map((scope) =>
    problem(
      `permission ${scope}`,
      `not granted: ${scopes[scope]}`,
      "install the app again from `certops manifest slack`",
    ),
  );
  if (surplus.length > 0) {
    lacking.push(
      warning(
        "permissions",
        `more than it needs: ${surplus.join(", ")}`,
        "remove them on the app’s page OAuth & Permissions",
      ),
    );
  }
  return lacking.length > 0 ? lacking : [ok("permissions", `the ${granted.length} that it needs`)];
}

/** Slack tells its time with every answer. */
async function clock({ apiUrl, patienceMs }: SlackExamineInit): Promise<Looked> {
  const asked = Date.now();
  const answer = await boundFetch(`${apiUrl}api.test`, {
    method: "POST",
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => undefined);
  const date = Date.parse(answer?.headers.get("date") ?? "");
  if (Number.isNaN(date)) return warning("clock", "Slack did not tell its time", "check the network and its proxy");
  const skew = Math.abs(date - asked);
  const seconds = Math.round(skew / 1000);
  if (skew < skewMs.warning) return ok("clock", `differs by ${seconds} s`);
  const next = "set this machine’s clock by NTP";
  return skew < skewMs.problem
    ? warning("clock", `differs by ${seconds} s`, next)
    : problem("clock", `differs by ${seconds} s`, next);
}

async function socket(init: SlackExamineInit, apiOf: (token: Hidden) => SlackApi): Promise<Looked> {
  const what = "Socket Mode";
  const next = "make an app-level token with connections:write (Basic Information) and switch Socket Mode on";
  if (init.appToken === undefined) return problem(what, "no app token", next);
  try {
    const answer = await apiOf(init.appToken).once("apps.connections.open", {});
    return word(answer.url) === undefined
      ? problem(what, "Slack named no address", next)
      : ok(what, "Slack offers a connection");
  } catch (error) {
    return trouble(what, error, next);
  }
}

/** Asks the running bot as Slack asks when the address is entered: signed, and it must answer with the challenge. */
async function endpoint(init: SlackExamineInit): Promise<Looked> {
  const what = `endpoint ${init.path}`;
  const challenge = "certops-doctor";
  const body = JSON.stringify({ type: "url_verification", challenge });
  const at = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", init.signingSecret?.reveal() ?? "")
    .update(`v0:${at}:${body}`)
    .digest("hex");
  const answer = await boundFetch(`${init.listener}${init.path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-slack-request-timestamp": at, "x-slack-signature": `v0=${mac}` },
    body,
    signal: AbortSignal.timeout(init.patienceMs),
  }).catch(() => undefined);
  if (answer === undefined) return warning(what, `nothing listens at ${init.listener}`, "certops start");
  if (answer.status === 401)
    return problem(what, "the running bot has another signing secret", "restart the bot after a change of the secret");
  const text = await answer.text();
  return answer.ok && text.includes(challenge)
    ? ok(what, "answers signed requests; Slack must reach it under your public https address")
    : problem(what, `answered ${answer.status}`, "check slack.path and what else listens on that port");
}

function mapped(people: readonly Person[], team: string | undefined): Looked[] {
  const accounts = people.flatMap((person) => person.identities.filter((one) => one.platform === "slack"));
  const next =
    "add people.<name>.identities: [{ platform: slack, tenant: T…, user: U… }] (Slack: profile, ⋮, Copy member ID)";
  if (accounts.length === 0) return [problem("people", "nobody is mapped: the bot answers nobody in Slack", next)];
  const foreign = accounts.filter((one) => team !== undefined && one.tenant !== team);
  if (foreign.length > 0) {
    const detail = `${foreign.length} of ${accounts.length} accounts name another workspace than ${team}`;
    return [warning("people", detail, "correct tenant: where it is a mistake")];
  }
  return [ok("people", `${accounts.length} accounts are mapped`)];
}

async function postSample(api: SlackApi, sample: NonNullable<SlackExamineInit["sample"]>): Promise<Looked> {
  const { blocks, text } = slackMessage(sample.card, { writer: writerFor("en"), modern: false });
  try {
    await api.once("chat.postMessage", { channel: sample.conversation, blocks, text });
    return ok("sample card", `posted in ${sample.conversation}`);
  } catch (error) {
    return trouble("sample card", error, "invite the bot to the channel: /invite @certops");
  }
}

function trouble(what: string, error: unknown, next: string): Looked {
  if (error instanceof SlackRefusal) return problem(what, `Slack says: ${error.error}`, next);
  if (error instanceof SlackAway)
    return problem(what, "Slack cannot be reached", "check the network, DNS, and the proxy to slack.com");
  throw error;
}

// Looks at everything that Slack needs, end to end, for `certops doctor`: tokens, permissions, clock, the way in, who is mapped.
import { createHmac } from "node:crypto";
import { slackMessage } from "../../../cards/render/slack-fit.ts";
import type { Card } from "../../domain/card.ts";
import type { Person } from "../../domain/person.ts";
import { type Locale, type Phrase, type PhraseValue, type Text, verbatim } from "../../domain/text.ts";
import type { MessageId } from "../../i18n/catalogue.ts";
import { say } from "../../i18n/say.ts";
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
  /** Of the sample card. */
  readonly locale: Locale;
  readonly sample?: { readonly conversation: string; readonly card: Card };
}

interface Looked {
  readonly what: Text;
  readonly state: "ok" | "warning" | "problem";
  readonly detail: Text;
  readonly next?: Text;
}

/** What each permission is for, as in manifest/slack/README.md. */
const scopes: Readonly<Record<string, MessageId | "/certops">> = {
  "app_mentions:read": "line.slack.use.mentions",
  "chat:write": "line.slack.use.answers",
  commands: "/certops",
  "files:read": "line.slack.use.read-files",
  "files:write": "line.slack.use.write-files",
  "im:history": "line.slack.use.direct",
};
/** Of use, and nothing is wrong without it: answers in the language in which people read Slack. */
const niceties: readonly string[] = ["users:read"];
/** Slack refuses and we refuse what is older than five minutes; half of it is a warning. */
const skewMs = { warning: 60_000, problem: 300_000 };

const named = (what: Phrase): Phrase => say("line.slack.what", { what });
const ok = (what: Phrase, detail: Text): Looked => ({ what: named(what), state: "ok", detail });
const problem = (what: Phrase, detail: Text, next: Text): Looked => ({
  what: named(what),
  state: "problem",
  detail,
  next,
});
const warning = (what: Phrase, detail: Text, next: Text): Looked => ({
  what: named(what),
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
  const token = say("line.slack.token");
  let team: string | undefined;
  try {
    const answer = await api.once("auth.test", {});
    team = slackId(answer.team_id);
    results.push(
      ok(
        token,
        say("line.slack.token.works", {
          user: word(answer.user) ?? "?",
          team: word(answer.team) ?? "?",
          id: team ?? "?",
        }),
      ),
    );
    results.push(...permissions(answer));
  } catch (error) {
    results.push(trouble(token, error, say("line.slack.token.next")));
    if (error instanceof SlackAway) return results;
  }
  results.push(await clock(init));
  results.push(init.mode === "socket" ? await socket(init, apiOf) : await endpoint(init));
  results.push(...mapped(init.people, team));
  if (init.sample !== undefined) results.push(await postSample(api, init.sample, init.locale));
  return results;
}

function permissions(answer: Fields): Looked[] {
  const granted = list(fields(answer.response_metadata).scopes).filter((one) => typeof one === "string");
  if (granted.length === 0) return [];
  const missing = Object.keys(scopes).filter((scope) => !granted.includes(scope));
  const surplus = granted.filter((scope) => !Object.hasOwn(scopes, scope) && !niceties.includes(scope));
  const lacking = missing.map((scope) =>
    problem(
      say("line.slack.permission", { scope }),
      say("line.slack.permission.missing", { use: useOf(scope) }),
      say("line.slack.permission.next"),
    ),
  );
  const what = say("line.slack.permissions");
  if (surplus.length > 0) {
    const detail = say("line.slack.permissions.surplus", { surplus: surplus.join(", ") });
    lacking.push(warning(what, detail, say("line.slack.permissions.next")));
  }
  return lacking.length > 0 ? lacking : [ok(what, say("line.slack.permissions.needed", { granted: granted.length }))];
}

function useOf(scope: string): PhraseValue {
  const use = scopes[scope] ?? "/certops";
  return use === "/certops" ? use : say(use);
}

/** Slack tells its time with every answer. */
async function clock({ apiUrl, patienceMs }: SlackExamineInit): Promise<Looked> {
  const asked = Date.now();
  const answer = await boundFetch(`${apiUrl}api.test`, {
    method: "POST",
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => undefined);
  const date = Date.parse(answer?.headers.get("date") ?? "");
  const what = say("line.slack.clock");
  if (Number.isNaN(date)) {
    return warning(what, say("line.slack.clock.silent"), say("line.slack.clock.silent.next"));
  }
  const skew = Math.abs(date - asked);
  const seconds = Math.round(skew / 1000);
  const differs = say("line.slack.clock.differs", { seconds });
  if (skew < skewMs.warning) return ok(what, differs);
  return (skew < skewMs.problem ? warning : problem)(what, differs, say("line.slack.clock.next"));
}

async function socket(init: SlackExamineInit, apiOf: (token: Hidden) => SlackApi): Promise<Looked> {
  const what = say("line.slack.socket");
  const next = say("line.slack.socket.next");
  if (init.appToken === undefined) return problem(what, say("line.slack.socket.no-token"), next);
  try {
    const answer = await apiOf(init.appToken).once("apps.connections.open", {});
    return word(answer.url) === undefined
      ? problem(what, say("line.slack.socket.no-address"), next)
      : ok(what, say("line.slack.socket.offers"));
  } catch (error) {
    return trouble(what, error, next);
  }
}

/** Asks the running bot as Slack asks when the address is entered: signed, and it must answer with the challenge. */
async function endpoint(init: SlackExamineInit): Promise<Looked> {
  const what = say("line.slack.endpoint", { path: init.path });
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
  if (answer === undefined) {
    const detail = say("line.slack.endpoint.silent", { listener: init.listener });
    return warning(what, detail, verbatim("certops start"));
  }
  const { status } = answer;
  if (status === 401) {
    return problem(what, say("line.slack.endpoint.secret"), say("line.slack.endpoint.secret.next"));
  }
  const text = await answer.text();
  return answer.ok && text.includes(challenge)
    ? ok(what, say("line.slack.endpoint.answers"))
    : problem(what, say("line.slack.endpoint.status", { status }), say("line.slack.endpoint.status.next"));
}

function mapped(people: readonly Person[], team: string | undefined): Looked[] {
  const accounts = people.flatMap((person) => person.identities.filter((one) => one.platform === "slack"));
  const what = say("line.slack.people");
  if (accounts.length === 0) {
    const next = say("line.slack.people.nobody.next", { example: "{ platform: slack, tenant: T…, user: U… }" });
    return [problem(what, say("line.slack.people.nobody"), next)];
  }
  const foreign = accounts.filter((one) => team !== undefined && one.tenant !== team);
  if (foreign.length > 0) {
    const values = { foreign: foreign.length, accounts: accounts.length, team: team ?? "?" };
    return [warning(what, say("line.slack.people.foreign", values), say("line.slack.people.foreign.next"))];
  }
  return [ok(what, say("line.slack.people.mapped", { accounts: accounts.length }))];
}

async function postSample(
  api: SlackApi,
  sample: NonNullable<SlackExamineInit["sample"]>,
  locale: Locale,
): Promise<Looked> {
  const what = say("line.doctor.sample");
  const { blocks, text } = slackMessage(sample.card, { writer: writerFor(locale), modern: false });
  try {
    await api.once("chat.postMessage", { channel: sample.conversation, blocks, text });
    return ok(what, say("line.slack.sample.posted", { conversation: sample.conversation }));
  } catch (error) {
    return trouble(what, error, say("line.slack.sample.next"));
  }
}

function trouble(what: Phrase, error: unknown, next: Text): Looked {
  if (error instanceof SlackRefusal) return problem(what, say("line.slack.says", { error: error.error }), next);
  if (error instanceof SlackAway) return problem(what, say("line.slack.away"), say("line.slack.away.next"));
  throw error;
}

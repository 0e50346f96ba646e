// What each platform delivers: the n-th message, by the n-th of many accounts, signed as that platform signs.
import { createHmac } from "node:crypto";
import { botUser, signingSecret, team } from "../../test/fakes/slack/server.ts";
import type { Asked } from "./connections.ts";
import { command, type FarSide, teamsIdentity, teamsTenant } from "./far-side.ts";
import { conversationOf, type DoorName, userOf, webexId } from "./people.ts";

export const doorPaths = { slack: "/slack/events", teams: "/teams/messages", webex: "/webex/events" } as const;
export const webexSecret = "a secret for measuring, long enough";

/** Makes the n-th message of a door. `port`: where it listens. */
export type Traffic = (n: number, port: number) => Asked;

const json = { "content-type": "application/json" } as const;

export async function trafficOf(door: DoorName, far: FarSide): Promise<Traffic> {
  if (door !== "teams") return { web: webMessage, slack: slackMessage, webex: webexMessage }[door];
  const serviceUrl = `${far.base}/amer/`;
  // It outlives a bench in which the platform's time passes faster.
  const authorization = `Bearer ${await far.issuer.token(serviceUrl, { expiresIn: 7 * 86_400 })}`;
  return (n) => teamsMessage(n, serviceUrl, authorization);
}

const webHeaders = (n: number, port: number) => ({
  ...json,
  origin: `http://127.0.0.1:${port}`,
  cookie: `certops_person=${userOf("web", n)}`,
});

export const webMessage: Traffic = (n, port) => ({
  method: "POST",
  path: "/api/messages",
  headers: webHeaders(n, port),
  body: JSON.stringify({ text: command, key: `message-${n}`, locale: "en" }),
});

/** A button under a message that fell off long ago: its answer is for whoever pressed it alone. */
export const webClick: Traffic = (n, port) => ({
  method: "POST",
  path: "/api/clicks",
  headers: webHeaders(n, port),
  body: JSON.stringify({
    key: `click-${n}`,
    message: "m1",
    locale: "en",
    data: { certops: { action: "language.set", payload: { locale: "en" } } },
  }),
});

/** Slack's signature holds for five minutes. */
function slackSigned(body: string): Record<string, string> {
  const at = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", signingSecret).update(`v0:${at}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": at, "x-slack-signature": `v0=${mac}` };
}

const slackMessage: Traffic = (n) => {
  const event = {
    type: "app_mention",
    user: userOf("slack", n),
    team,
    text: `<@${botUser}> ${command}`,
    ts: `1700000000.${n + 1}`,
    channel: conversationOf("slack", n),
  };
  const body = JSON.stringify({
    type: "event_callback",
    team_id: team,
    api_app_id: "A0APP",
    event_id: `Ev${n}`,
    event_time: 1,
    event,
  });
  return { method: "POST", path: doorPaths.slack, headers: { ...json, ...slackSigned(body) }, body };
};

function teamsMessage(n: number, serviceUrl: string, authorization: string): Asked {
  const user = userOf("teams", n);
  const body = JSON.stringify({
    type: "message",
    id: `message-${n}`,
    timestamp: new Date().toISOString(),
    channelId: "msteams",
    serviceUrl,
    from: { id: `29:${user}`, aadObjectId: user, name: "Person" },
    recipient: { id: `28:${teamsIdentity.appId}`, name: "CertOps" },
    conversation: { id: conversationOf("teams", n), conversationType: "personal", tenantId: teamsTenant },
    channelData: { tenant: { id: teamsTenant } },
    locale: "en-US",
    text: command,
  });
  return { method: "POST", path: doorPaths.teams, headers: { ...json, authorization }, body };
}

const webexMessage: Traffic = (n) => {
  const data = { id: webexId("MESSAGE", n), roomId: conversationOf("webex", n), personId: userOf("webex", n) };
  const body = JSON.stringify({ resource: "messages", event: "created", data });
  const signature = createHmac("sha1", webexSecret).update(body).digest("hex");
  return { method: "POST", path: doorPaths.webex, headers: { ...json, "x-spark-signature": signature }, body };
};

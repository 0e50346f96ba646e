// The platforms as seen from the bot, on loopback: they take everything and keep nothing, so that only the bot's memory can grow.
import { createServer, type IncomingMessage } from "node:http";
import { systemClock } from "../../src/kernel/clock.ts";
import { botUser, team } from "../../test/fakes/slack/server.ts";
import { Issuer, issuerName } from "../../test/fakes/teams/issuer.ts";
import { conversationOf, numberIn, userOf, webexId } from "./people.ts";

export const teamsIdentity = { appId: "99999999-aaaa-bbbb-cccc-dddddddddddd", secret: "bench" } as const;
export const teamsTenant = "11111111-2222-3333-4444-555555555555";
export const webexToken = "a-token-for-measuring";
export const webexOrganisation = webexId("ORGANIZATION", "0");
const webexBot = webexId("PEOPLE", "bot");

export interface FarSide {
  /** Without a slash at the end. */
  readonly base: string;
  readonly issuer: Issuer;
  close(): Promise<void>;
}

/** Slack's Web API under `/api/`, the Bot Connector with Microsoft's keys, Webex under `/v1/`. */
export async function startFarSide(): Promise<FarSide> {
  const issuer = new Issuer(systemClock, teamsIdentity.appId, teamsIdentity.secret);
  let base = "";
  let count = 0;
  const server = createServer((request, response) => {
    const answer = async (): Promise<string> => {
      const body = await textOf(request);
      const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
      const id = String(++count);
      if (path.startsWith("/api/")) return JSON.stringify(slack(body, id));
      if (path.startsWith("/v1/") && !path.includes("well-known"))
        return JSON.stringify(webex(request.method, path, body, id));
      return (await (await issuer.answer(path, body, base))?.text()) ?? JSON.stringify({ id });
    };
    void answer().then((text) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    base,
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Where the Teams door finds Microsoft's side. */
export const teamsCloud = (base: string) => ({
  issuer: issuerName,
  metadata: `${base}/v1/.well-known/openidconfiguration`,
  login: base,
  audience: "https://api.botframework.com",
  services: [base],
  files: [base],
  fallbackService: `${base}/amer/`,
});

const slack = (body: string, id: string): object => ({
  ok: true,
  team_id: team,
  user_id: botUser,
  channel: new URLSearchParams(body).get("channel") ?? "C0OPS",
  ts: `1700000000.${id}`,
  message_ts: `1700000000.${id}`,
});

/** A message's number says who wrote it, and where. */
function webex(method: string | undefined, path: string, body: string, id: string): object {
  if (path === "/v1/people/me") return { id: webexBot, displayName: "CertOps", type: "bot", orgId: webexOrganisation };
  if (path.startsWith("/v1/people/"))
    return { id: decodeURIComponent(path.slice(11)), displayName: "Person", orgId: webexOrganisation };
  if (path === "/v1/webhooks" && method === "GET") return { items: [] };
  if (path === "/v1/webhooks") return { ...(JSON.parse(body) as object), id: webexId("WEBHOOK", id) };
  if (method === "GET") {
    const asked = decodeURIComponent(path.slice("/v1/messages/".length));
    const n = numberIn(asked);
    return {
      id: asked,
      roomId: conversationOf("webex", n),
      roomType: "direct",
      personId: userOf("webex", n),
      text: command,
      created: new Date().toISOString(),
    };
  }
  return { id: webexId("MESSAGE", `answer-${id}`), roomId: conversationOf("webex", 0) };
}

/** What everybody asks: a short answer from the store, and no cluster is asked. */
export const command = "/certops approvals";

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

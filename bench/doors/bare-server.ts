// The bare bot of each door's framework in a process of its own: what somebody writes who only wants to acknowledge. It checks what the
// platform signs, reads the JSON and does nothing.
import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { App, HTTPReceiver } from "@slack/bolt";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { Hono } from "hono";
import { botToken, botUser, signingSecret } from "../../test/fakes/slack/server.ts";
import { teamsCloud, teamsIdentity } from "./far-side.ts";
import type { DoorName } from "./people.ts";
import { serveDoor } from "./server.ts";
import { doorPaths, webexSecret } from "./traffic.ts";

export interface BareOptions {
  readonly door: DoorName;
  /** Of the platforms' far side. */
  readonly base: string;
}

const { door, base } = JSON.parse(process.argv[2] ?? "{}") as BareOptions;
const server = { web: bareWeb, slack: bareSlack, teams: bareTeams, webex: bareWebex }[door]();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
serveDoor((server.address() as AddressInfo).port, async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Hono's echo: the JSON that came is the answer. */
function bareWeb(): Server {
  const app = new Hono();
  for (const path of ["/api/messages", "/api/clicks"]) {
    app.post(path, async (context) => context.json((await context.req.json()) as object, 202));
  }
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}

function bareWebex(): Server {
  const app = new Hono();
  app.post(doorPaths.webex, async (context) => {
    const body = Buffer.from(await context.req.arrayBuffer());
    const right = createHmac("sha1", webexSecret).update(body).digest("hex");
    if (context.req.header("x-spark-signature") !== right) return context.json({ ok: false }, 401);
    JSON.parse(body.toString());
    return context.json({ ok: true });
  });
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}

function bareSlack(): Server {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [doorPaths.slack] });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botUserId: botUser }),
    clientOptions: { slackApiUrl: `${base}/api/` },
  });
  app.event("app_mention", async () => undefined);
  return createServer(receiver.requestListener);
}

function bareTeams(): Server {
  const cloud = teamsCloud(base);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: teamsIdentity.appId,
      ToBotFromChannelOpenIdMetadataUrl: cloud.metadata,
      ToBotFromChannelTokenIssuer: cloud.issuer,
      ToChannelFromBotOAuthScope: cloud.audience,
      ToChannelFromBotLoginUrl: cloud.login,
      ToBotFromEmulatorOpenIdMetadataUrl: cloud.metadata,
      OAuthUrl: cloud.login,
      ValidateAuthority: "false",
      CallerId: "",
    },
    {
      isValidAppId: (given) => Promise.resolve(given === teamsIdentity.appId),
      isAuthenticationDisabled: () => Promise.resolve(false),
      createCredentials: () => Promise.resolve({ signRequest: (request) => Promise.resolve(request) }),
    },
  );
  const adapter = new CloudAdapter(authentication);
  return createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const answer = {
        socket: response.socket,
        end: () => void response.end(),
        header: (name: string, value: unknown) => void response.setHeader(name, String(value)),
        send: (body: unknown) => void response.write(JSON.stringify(body)),
        status: (code: number) => {
          response.statusCode = code;
        },
      };
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
      void adapter.process({ body, headers: request.headers, method: "POST" }, answer, async () => undefined);
    });
  });
}

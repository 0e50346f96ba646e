// One Teams bot in a process of its own: ours, or botbuilder's bare echo bot; both check real tokens against the same issuer.
import { createServer } from "node:http";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } from "botbuilder";
import { noticeCard } from "../../cards/answer-cards.ts";
import type { TeamsCloud } from "../../src/channels/teams/cloud.ts";
import { Login } from "../../src/channels/teams/login.ts";
import { startTeams } from "../../src/channels/teams/start.ts";
import { verbatim } from "../../src/domain/text.ts";
import { createHttp } from "../../src/http/http.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { openStore } from "../../src/store/open.ts";
import { serveDoor } from "./server.ts";

interface Options {
  readonly kind: "ours" | "bare";
  readonly appId: string;
  readonly tenant: string;
  readonly secret: string;
  readonly cloud: TeamsCloud;
}

const options = JSON.parse(process.argv[2] ?? "{}") as Options;
const { appId, tenant, secret, cloud } = options;

if (options.kind === "ours") {
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const store = await openStore({ file: ":memory:" });
  const card = noticeCard({ title: verbatim("echo"), text: verbatim("an answer"), tone: "good" });
  let answered = 0;
  const running = await startTeams({
    identity: { appId, tenantId: tenant, secret: () => secret },
    path: "/api/messages",
    http,
    people: [],
    receive: async ({ place }) => {
      await running.channel.post(place, card, { locale: "en" }).catch(() => undefined);
      answered += 1;
    },
    memory: store.memory("teams"),
    clock: systemClock,
    logger: silentLogger,
    zone: "UTC",
    locale: "en",
    cloud,
  });
  const { port } = await http.listen();
  await running.open();
  const close = async (): Promise<void> => {
    await running.close();
    await http.close();
    await store.close();
  };
  serveDoor(port, close, { answered: () => answered });
} else {
  const token = new Login({ appId, tenantId: tenant, secret: () => secret }, cloud, systemClock).token();
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: appId,
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
      isValidAppId: (given) => Promise.resolve(given === appId),
      isAuthenticationDisabled: () => Promise.resolve(false),
      // Its own login wants a directory with https: the token is fetched once, as it would be.
      createCredentials: () =>
        Promise.resolve({
          signRequest: async (request) => {
            request.headers.set("authorization", `Bearer ${await token}`);
            return request;
          },
        }),
    },
  );
  const adapter = new CloudAdapter(authentication);
  const server = createServer((request, response) => {
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
      const asked = { body, headers: request.headers, method: "POST" };
      void adapter.process(asked, answer, async (context) => {
        await context.sendActivity(MessageFactory.text(`echo ${context.activity.text}`));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  serveDoor(typeof address === "object" && address !== null ? address.port : 0, async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
}

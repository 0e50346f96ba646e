// Slack’s HTTP door in a process of its own: our whole bot with a cluster elsewhere, or a bare Bolt echo bot.
import { App, HTTPReceiver } from "@slack/bolt";
import { startChannels } from "../../src/app/channels.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import { Secret, type Settings } from "../../src/config/settings.ts";
import { createHttp } from "../../src/http/http.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { botToken, botUser, signingSecret } from "../../test/fakes/slack/server.ts";
import { distantCluster } from "../world.ts";
import { serveDoor } from "./server.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as { readonly bare: boolean; readonly apiUrl: string };
const path = "/slack/events";

if (options.bare) {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [path] });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botUserId: botUser }),
    clientOptions: { slackApiUrl: options.apiUrl },
  });
  app.event("app_mention", async () => undefined);
  const server = await receiver.start({ port: 0, host: "127.0.0.1" } as never);
  const address = server.address();
  serveDoor(typeof address === "object" && address !== null ? address.port : 0, () =>
    receiver.stop().then(() => undefined),
  );
} else {
  const distant = await distantCluster({ nodes: 3, phones: 40, networkDelayMs: 50, cliDelayMs: 1000, pace: 200 });
  const app = await distant.newApp();
  const settings: Settings = {
    ...practiceConfig({ dataFolder: "unused" }),
    slack: {
      mode: "http",
      botToken: new Secret(botToken),
      signingSecret: new Secret(signingSecret),
      path,
      apiUrl: options.apiUrl,
    },
  };
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const { join } = app;
  const { memory } = app.store;
  const channels = await startChannels({ settings, http, clock: systemClock, logger: silentLogger, join, memory });
  await app.open();
  const { port } = await http.listen();
  await channels.open();
  const stop = new AbortController();
  const [person] = settings.policy.people;
  if (person === undefined) throw new Error("the practice policy has nobody");
  /** One after the other until the end; `begun` at the first finding of the first. */
  const diagnose = async (begun: () => void): Promise<void> => {
    const question = { cluster: distant.cluster.id, scenario: "phones-unregistered", question: "", person } as const;
    while (!stop.signal.aborted) {
      for await (const _ of app.services.diagnosis.start({ ...question, signal: stop.signal })) {
        begun();
        if (stop.signal.aborted) return;
      }
    }
  };
  serveDoor(
    port,
    async () => {
      stop.abort();
      await channels.close();
      await http.close();
      await app.close();
      await distant.close();
    },
    {
      diagnose: async () => {
        const all = Array.from({ length: 20 }, () => new Promise<void>((begun) => void diagnose(begun).catch(begun)));
        await Promise.all(all);
        return true;
      },
    },
  );
}

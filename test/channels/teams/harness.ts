// The Teams channel on a free port against the fake platform, with two people of the organisation and a guest.
import { startTeams } from "../../../src/channels/teams/start.ts";
import type { ChannelMemory, Inbound } from "../../../src/domain/chat.ts";
import { personId } from "../../../src/domain/ids.ts";
import type { Person } from "../../../src/domain/person.ts";
import { createHttp } from "../../../src/http/http.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { memoryOf } from "../../fakes/memory.ts";
import { TeamsClient } from "../../fakes/teams/client.ts";
import { quickClock } from "../../fakes/teams/clock.ts";
import { type Account, FakeTeams } from "../../fakes/teams/server.ts";

export { memoryOf } from "../../fakes/memory.ts";

export const appId = "99999999-aaaa-bbbb-cccc-dddddddddddd";
export const secret = "the-bot’s-own-secret";

export const account = (name: string, more: Partial<Account> = {}): Account => ({
  id: `29:${name}`,
  aadObjectId: `aad-${name}`,
  name,
  ...more,
});

export const ada = account("ada");
export const kim = account("kim");
export const guest = account("guest", { userRole: "guest" });

export const people = (tenant: string): Person[] =>
  [ada, kim, guest].map(({ name, aadObjectId }) => ({
    id: personId(name),
    name,
    roles: [],
    identities: [{ platform: "teams", tenant, user: aadObjectId }],
  }));

export const channelId = "19:channel@thread.tacv2";
export const thread = "1700000000000";

export async function startRig(
  options: {
    readonly onInbound?: (inbound: Inbound) => Promise<void>;
    readonly memory?: ChannelMemory;
    readonly teams?: FakeTeams;
    readonly open?: boolean;
  } = {},
) {
  const clock = quickClock();
  const teams = options.teams ?? new FakeTeams(clock, { appId, secret });
  if (options.teams === undefined) {
    await teams.listen();
    teams.accounts.push(ada, kim, guest);
  }
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const received: Inbound[] = [];
  const running = await startTeams({
    identity: { appId, tenantId: teams.tenant, secret: () => secret },
    path: "/api/messages",
    http,
    people: people(teams.tenant),
    receive: async (inbound) => {
      received.push(inbound);
      await options.onInbound?.(inbound);
    },
    memory: options.memory ?? memoryOf(),
    clock,
    logger: silentLogger,
    zone: "UTC",
    locale: "en",
    cloud: teams.cloud,
  });
  const { url } = await http.listen();
  if (options.open !== false) await running.open();
  const client = new TeamsClient(teams, `${url}/api/messages`);
  const where = { kind: "channel", id: `${channelId};messageid=${thread}` } as const;
  const place = { platform: "teams", tenant: teams.tenant, conversation: channelId, thread, scope: "channel" } as const;
  return {
    ...{ teams, http, received, running, client, clock, where, place, url },
    channel: running.channel,
    close: async () => {
      await running.close();
      await http.close();
      if (options.teams === undefined) await teams.close();
    },
  };
}

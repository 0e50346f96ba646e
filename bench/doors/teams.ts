// The Teams door beside botbuilder's bare echo bot: acknowledgements a second, their times at a steady rate, memory after many.
import { systemClock } from "../../src/kernel/clock.ts";
import { TeamsClient } from "../../test/fakes/teams/client.ts";
import { FakeTeams } from "../../test/fakes/teams/server.ts";
import { type LoadRequest, type LoadResult, load } from "./load.ts";
import { type DoorServer, startDoor } from "./server.ts";

export interface DoorFigures {
  readonly ours: LoadResult;
  readonly bare: LoadResult;
  /** At 100 requests a second. */
  readonly steady: LoadResult;
  /** Bytes before, and after `messages` messages. */
  readonly memory: { readonly before: number; readonly after: number; readonly messages: number };
}

const script = new URL("./teams-server.ts", import.meta.url);

/** `seconds`: of each load; `messages`: at least so many before memory is looked at again. */
export async function measureTeams(
  options: { readonly seconds: number; readonly messages: number },
  tell: (line: string) => void,
): Promise<DoorFigures> {
  const identity = { appId: "99999999-aaaa-bbbb-cccc-dddddddddddd", secret: "bench" };
  const teams = new FakeTeams(systemClock, identity);
  await teams.listen();
  const common = { ...identity, tenant: teams.tenant, cloud: teams.cloud };
  const authorization = `Bearer ${await teams.issuer.token(teams.serviceUrl)}`;
  const headers = { "content-type": "application/json", authorization };
  const client = new TeamsClient(teams, "");
  /** A few hundred people, each in a chat of their own. */
  const next = (n: number): LoadRequest => {
    const from = { id: `29:u${n % 500}`, aadObjectId: `aad-${n % 500}`, name: "somebody" };
    const activity = client.activity({ from, where: client.personal(from) }, { type: "message", text: "hello" });
    return { method: "POST", path: "/api/messages", headers, body: JSON.stringify(activity) };
  };
  const open = (kind: "ours" | "bare"): Promise<DoorServer> => startDoor(script, { kind, ...common });
  const flat = async (server: DoorServer, seconds: number): Promise<LoadResult> =>
    await load({ port: server.port, connections: 16, seconds, next });

  const [ours, bare] = [await open("ours"), await open("bare")];
  try {
    for (const server of [ours, bare]) await flat(server, 1);
    tell("teams: acknowledgements a second");
    const results = { ours: await flat(ours, options.seconds), bare: await flat(bare, options.seconds) };
    tell("teams: 100 a second");
    const steady = await load({ port: ours.port, connections: 100, seconds: options.seconds, next, perSecond: 100 });
    tell(`teams: memory over ${options.messages} messages`);
    const before = await ours.memory();
    let sent = 0;
    while (sent < options.messages) sent += (await flat(ours, 2)).requests;
    return { ...results, steady, memory: { before, after: await ours.memory(), messages: sent } };
  } finally {
    await ours.close();
    await bare.close();
    await teams.close();
  }
}

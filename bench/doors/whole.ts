// One door of the whole bot: acknowledgements beside the bare framework's bot and while 20 diagnoses run, memory after many messages, stalls.
import http from "node:http";
import { type Beside, measureBeside } from "./beside.ts";
import type { BotOptions, Counts } from "./bot-server.ts";
import { type FarSide, startFarSide } from "./far-side.ts";
import { type LoadResult, load } from "./load.ts";
import { type MemoryResult, measureMemory } from "./memory.ts";
import type { DoorName } from "./people.ts";
import { type DoorServer, startDoor } from "./server.ts";
import type { Stall } from "./stalls.ts";
import { type Traffic, trafficOf, webClick } from "./traffic.ts";

export interface WholeResult {
  readonly door: DoorName;
  readonly beside: Beside;
  readonly steady: LoadResult & { readonly counts: Counts; readonly stallMs: number };
  readonly memory: MemoryResult;
  readonly stall: Stall;
}

const steadySeconds = 10;
export const steadyPerSecond = 100;
const viewers = 3;
/** Elsewhere an answer is several calls over the network: with fewer messages the bench of all doors takes eight minutes. */
const enough: Readonly<Record<DoorName, number>> = { web: 100_000, slack: 15_000, teams: 15_000, webex: 15_000 };
/** So long one door may take, and so long more for each message, before it is given up. */
const patienceMs = { door: 240_000, message: 20 } as const;
/** A message that no other measurement sends. */
const apart = 1_000_000_000;

export interface WholeOptions {
  readonly doors: readonly DoorName[];
  /** To each door; enough for that door when left out. */
  readonly messages: number | undefined;
  readonly tell: (line: string) => void;
  /** Called with each door's figures as soon as they are known: what was measured is not lost when the next door fails. */
  readonly measured: (result: WholeResult) => void;
}

/** A door that fails is told of, and the others are measured all the same; gives the names of those that failed. */
export async function measureWhole({ doors, messages, tell, measured }: WholeOptions): Promise<DoorName[]> {
  const far = await startFarSide();
  const failed: DoorName[] = [];
  try {
    for (const door of doors) {
      try {
        measured(await measureDoor(door, far, messages ?? enough[door], tell));
      } catch (error) {
        failed.push(door);
        tell(`${door}: NOT MEASURED: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
  } finally {
    await far.close();
  }
  return failed;
}

async function measureDoor(
  door: DoorName,
  far: FarSide,
  messages: number,
  tell: (line: string) => void,
): Promise<WholeResult> {
  const given: BotOptions = { door, base: far.base };
  const bot = await startDoor(new URL("./bot-server.ts", import.meta.url), given);
  const reading = door === "web" ? Array.from({ length: viewers }, () => view(bot.port)) : [];
  const late = setTimeout(() => bot.kill(), patienceMs.door + messages * patienceMs.message);
  try {
    tell(`${door}: the largest reports drawn`);
    const stall = (await bot.order("stall")) as Stall;
    const traffic = await trafficOf(door, far);
    tell(`${door}: a bare bot of the framework, and ours, in turns`);
    const beside = await besideOf(door, given, bot, traffic);
    tell(`${door}: ${messages} messages`);
    await bot.order("hurry");
    const memory = await measureMemory(bot, traffic, messages);
    await bot.order("rest");
    tell(`${door}: ${steadyPerSecond} messages a second while 20 diagnoses run`);
    const steady = await steadyOf(bot, (n) => traffic(messages + n, bot.port));
    return { door, stall, beside, memory, steady };
  } finally {
    clearTimeout(late);
    for (const one of reading) one.destroy();
    await bot.close();
  }
}

async function besideOf(door: DoorName, given: BotOptions, bot: DoorServer, traffic: Traffic): Promise<Beside> {
  const bare = await startDoor(new URL("./bare-server.ts", import.meta.url), given);
  // The same delivery again and again: what answering costs stands with the memory.
  const again = (server: DoorServer, of: Traffic) => {
    const delivery = of(apart, server.port);
    return { server, next: () => delivery };
  };
  const clicks = door === "web" ? [{ what: "our bot, the same click", ...again(bot, webClick) }] : [];
  try {
    return await measureBeside(again(bare, traffic), [
      { what: "our bot, the same message", ...again(bot, traffic) },
      ...clicks,
    ]);
  } finally {
    await bare.close();
    await countsOf(bot);
  }
}

async function steadyOf(bot: DoorServer, next: (n: number) => ReturnType<Traffic>): Promise<WholeResult["steady"]> {
  await bot.order("diagnose");
  await countsOf(bot);
  await bot.order("watch");
  const steady = await load({
    port: bot.port,
    connections: 64,
    seconds: steadySeconds,
    perSecond: steadyPerSecond,
    next,
  });
  const stallMs = Number(await bot.order("watched"));
  return { ...steady, stallMs, counts: await countsOf(bot) };
}

const countsOf = async (bot: DoorServer): Promise<Counts> => (await bot.order("counts")) as Counts;

/** A browser window that is open. */
function view(port: number): http.ClientRequest {
  const request = http.get({ host: "127.0.0.1", port, path: "/api/events" }, (response) => response.resume());
  // Cut when the bench is done.
  request.on("error", () => undefined);
  return request;
}

// One door of the whole bot: acknowledgements while 20 diagnoses run, memory after many messages, stalls while a large report is drawn.
import http from "node:http";
import { judged, megabytes, printTable } from "../table.ts";
import type { BotOptions, Counts } from "./bot-server.ts";
import { type FarSide, startFarSide } from "./far-side.ts";
import { ask, type LoadResult, load } from "./load.ts";
import type { DoorName } from "./people.ts";
import { type DoorServer, startDoor } from "./server.ts";
import { type Traffic, trafficOf, webClick, webMessage } from "./traffic.ts";

export interface WebFlat {
  readonly bare: LoadResult;
  /** The same delivery again and again. */
  readonly message: LoadResult;
  readonly click: LoadResult;
}

export interface WholeResult {
  readonly door: DoorName;
  /** The web door alone: the other platforms have a bench of their own beside their own frameworks. */
  readonly flat?: WebFlat;
  readonly steady: LoadResult & { readonly counts: Counts };
  /** Resident bytes after a collection. */
  readonly memory: {
    readonly early: number;
    readonly late: number;
    readonly earlyAfter: number;
    readonly messages: number;
    readonly perSecond: number;
    readonly answers: number;
    readonly errors: number;
  };
  readonly stallMs: number;
}

export const wholeAims = { throughput: 0.9, p99Ms: 100, stallMs: 50, growth: 0.1 } as const;
const connections = 16;
const rounds = 3;
const steadySeconds = 10;
const perSecond = 100;
const viewers = 3;
/** Fewer than Webex's door takes at once. */
const batch = 150;
const patienceMs = 60_000;

export interface WholeOptions {
  /** Memory is looked at after so many messages, and again after the others. */
  readonly early: number;
  readonly messages: number;
}

export async function measureWhole(
  doors: readonly DoorName[],
  options: WholeOptions,
  tell: (line: string) => void,
): Promise<WholeResult[]> {
  const far = await startFarSide();
  const results: WholeResult[] = [];
  try {
    // Elsewhere an answer is several calls over the network: a fifth of the messages keeps the bench short.
    const fewer = { early: options.early / 5, messages: options.messages / 5 };
    for (const door of doors) results.push(await measureDoor(door, far, door === "web" ? options : fewer, tell));
  } finally {
    await far.close();
  }
  return results;
}

async function measureDoor(
  door: DoorName,
  far: FarSide,
  options: WholeOptions,
  tell: (line: string) => void,
): Promise<WholeResult> {
  const given: BotOptions = { door, base: far.base };
  const bot = await startDoor(new URL("./bot-server.ts", import.meta.url), given);
  const reading = door === "web" ? Array.from({ length: viewers }, () => view(bot.port)) : [];
  try {
    tell(`${door}: the largest reports drawn`);
    const stallMs = Number(await bot.order("stall"));
    const flat = door === "web" ? await flatOf(bot, tell) : undefined;
    const traffic = await trafficOf(door, far);
    const memory = await memoryOf(bot, traffic, options, (line) => tell(`${door}: ${line}`));
    tell(`${door}: ${perSecond} messages a second while 20 diagnoses run`);
    await bot.order("diagnose");
    await countsOf(bot);
    const next = (n: number) => traffic(options.messages + n, bot.port);
    const steady = await load({ port: bot.port, connections: 64, seconds: steadySeconds, perSecond, next });
    return { door, stallMs, memory, steady: { ...steady, counts: await countsOf(bot) }, ...(flat && { flat }) };
  } finally {
    for (const one of reading) one.destroy();
    await bot.close();
  }
}

const countsOf = async (bot: DoorServer): Promise<Counts> => (await bot.order("counts")) as Counts;

/** A browser window that is open. */
function view(port: number): http.ClientRequest {
  const request = http.get({ host: "127.0.0.1", port, path: "/api/events" }, (response) => response.resume());
  // Cut when the bench is done.
  request.on("error", () => undefined);
  return request;
}

/** In turns, so that whatever else the machine does meets all; of each the round with the median rate. */
async function flatOf(bot: DoorServer, tell: (line: string) => void): Promise<WebFlat> {
  tell("web: a bare echo bot of the framework, and ours, in turns");
  const echo = await startDoor(new URL("./echo-server.ts", import.meta.url));
  const all: Record<keyof WebFlat, LoadResult[]> = { bare: [], message: [], click: [] };
  const again = (port: number, traffic: Traffic, seconds: number): Promise<LoadResult> =>
    load({ port, connections, seconds, next: () => traffic(-1, port) });
  try {
    for (let round = 0; round <= rounds; round++) {
      // The first round only warms up.
      const seconds = round === 0 ? 1 : 2;
      const bare = await again(echo.port, webMessage, seconds);
      const message = await again(bot.port, webMessage, seconds);
      const click = await again(bot.port, webClick, seconds);
      if (round === 0) continue;
      all.bare.push(bare);
      all.message.push(message);
      all.click.push(click);
    }
  } finally {
    await echo.close();
  }
  await countsOf(bot);
  return { bare: middle(all.bare), message: middle(all.message), click: middle(all.click) };
}

/** The round with the median rate. */
export function middle(results: readonly LoadResult[]): LoadResult {
  const found = [...results].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(results.length / 2)];
  if (found === undefined) throw new RangeError("nothing was measured");
  return found;
}

/** Every message is another one and is answered before the next ones are sent: what waits in line is not the bot's memory. */
async function memoryOf(
  bot: DoorServer,
  traffic: Traffic,
  { early: earlyAfter, messages }: WholeOptions,
  tell: (line: string) => void,
): Promise<WholeResult["memory"]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const began = performance.now();
  let early = 0;
  let answers = 0;
  let errors = 0;
  tell(`${messages} messages`);
  for (let sent = 0; sent < messages; ) {
    const many = Math.min(batch, messages - sent, sent < earlyAfter ? earlyAfter - sent : batch);
    const statuses = await Promise.all(
      Array.from({ length: many }, (_, at) => ask(agent, bot.port, traffic(sent + at, bot.port))),
    );
    const refused = statuses.find((status) => status < 200 || status > 299);
    if (refused !== undefined) throw new Error(`a message was answered ${refused}`);
    sent += many;
    const late = performance.now() + patienceMs;
    while (answers + errors < sent) {
      const more = await countsOf(bot);
      answers += more.answers;
      errors += more.errors;
      if (performance.now() > late) throw new Error(`${answers} of ${sent} messages were answered`);
    }
    if (sent === earlyAfter) early = await bot.memory();
  }
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  const late = await bot.memory();
  return { early, late, earlyAfter, messages, perSecond: messages / took, answers, errors };
}

export function wholeTable(results: readonly WholeResult[]): string {
  return results.map((one) => `${tableOf(one)}\n${wordsOf(one)}`).join("\n\n");
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;

function tableOf({ door, flat, steady, memory, stallMs }: WholeResult): string {
  const growth = (memory.late - memory.early) / memory.early;
  const rate = (what: string, one: LoadResult, bare: LoadResult): string[] => {
    const ratio = one.perSecond / bare.perSecond;
    const figures = `${Math.round(one.perSecond)}/s, median ${ms(one.medianMs)}, P99 ${ms(one.p99Ms)} (${ratio.toFixed(2)} x)`;
    return [what, figures, `>= ${wholeAims.throughput} x`, judged(ratio >= wholeAims.throughput && one.bad === 0)];
  };
  return printTable({
    head: [`The ${door} door of the whole bot`, "measured", "aim", ""],
    rows: [
      ...(flat === undefined
        ? []
        : [
            ["bare echo bot of the framework", ...rate("", flat.bare, flat.bare).slice(1, 2), "", ""],
            rate("the same message again", flat.message, flat.bare),
            rate("the same click again", flat.click, flat.bare),
          ]),
      [
        `${perSecond} messages a second, 20 diagnoses running`,
        `median ${ms(steady.medianMs)}, P99 ${ms(steady.p99Ms)}`,
        `P99 < ${wholeAims.p99Ms} ms`,
        judged(steady.p99Ms < wholeAims.p99Ms && steady.bad === 0),
      ],
      [
        `memory after ${memory.earlyAfter} and ${memory.messages} messages`,
        `${megabytes(memory.early)}, ${megabytes(memory.late)}`,
        `+${wholeAims.growth * 100} % at most`,
        judged(growth <= wholeAims.growth),
      ],
      [
        "longest stall, 40 largest reports",
        ms(stallMs),
        `<= ${wholeAims.stallMs} ms`,
        judged(stallMs <= wholeAims.stallMs),
      ],
    ],
  });
}

/** What was answered: figures of a bot that refuses everybody would mean nothing. */
const wordsOf = ({ steady, memory }: WholeResult): string =>
  [
    `answered: ${memory.answers} of ${memory.messages} messages with the card that was asked for, ${memory.errors} with a complaint; ${Math.round(memory.perSecond)}/s in full`,
    `while 20 diagnoses ran: ${steady.counts.answers} cards posted for ${steady.requests} messages, ${steady.counts.errors} complaints, ${steady.counts.revisions} forms of reports, ${steady.counts.diagnoses} diagnoses complete`,
  ].join("\n");

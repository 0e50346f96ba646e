// Slack over HTTP: how fast a delivery is acknowledged, beside a bare Bolt echo bot on this machine in the same run.
import { createHmac } from "node:crypto";
import { botUser, FakeSlack, signingSecret, team } from "../test/fakes/slack/server.ts";
import { type LoadRequest, type LoadResult, load } from "./doors/load.ts";
import { type DoorServer, startDoor } from "./doors/server.ts";
import { middle } from "./doors/whole.ts";
import { judged, printTable } from "./table.ts";

export interface SlackDoorResult {
  /** The same delivery again and again, as fast as it is acknowledged. */
  readonly bare: LoadResult;
  readonly ours: LoadResult;
  /** 100 different messages a second from an account that nobody knows, while 20 diagnoses run: each is answered privately. */
  readonly steady: LoadResult;
}

export const slackAims = { throughput: 0.9, p99Ms: 100 } as const;
const connections = 16;
const rounds = 3;

export async function measureSlack(seconds: number, tell: (line: string) => void): Promise<SlackDoorResult> {
  const slack = new FakeSlack();
  await slack.listen();
  const doors: DoorServer[] = [];
  const door = async (bare: boolean): Promise<DoorServer> => {
    const made = await startDoor(new URL("./doors/slack-door.ts", import.meta.url), { bare, apiUrl: slack.apiUrl });
    doors.push(made);
    return made;
  };
  try {
    tell("slack: a bare Bolt bot, then ours");
    const [bareDoor, ourDoor] = [await door(true), await door(false)];
    const again = (): LoadRequest => mention(0);
    const flat = async (one: DoorServer): Promise<LoadResult> => {
      await load({ port: one.port, connections, seconds: 1, next: again });
      return await load({ port: one.port, connections, seconds, next: again });
    };
    const bares: LoadResult[] = [];
    const all: LoadResult[] = [];
    // In turns, so that whatever else the machine does meets both.
    for (let round = 0; round < rounds; round++) {
      bares.push(await flat(bareDoor));
      all.push(await flat(ourDoor));
    }
    const [bare, ours] = [middle(bares), middle(all)];
    tell("slack: 100 requests a second while 20 diagnoses run");
    await ourDoor.order("diagnose");
    const steady = await load({
      port: ourDoor.port,
      connections,
      seconds: seconds * 2,
      perSecond: 100,
      next: (n) => mention(n + 1),
    });
    return { bare, ours, steady };
  } finally {
    for (const one of doors) await one.close();
    await slack.close();
  }
}

/** The n-th message, signed now. */
function mention(n: number): LoadRequest {
  const event = {
    type: "app_mention",
    user: "U0NOBODY",
    team,
    text: `<@${botUser}> hello`,
    ts: `1700000000.${n + 1}`,
    channel: "C0OPS",
  };
  const body = JSON.stringify({
    type: "event_callback",
    team_id: team,
    api_app_id: "A0APP",
    event_id: `Ev${n}`,
    event_time: 1,
    event,
  });
  const at = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", signingSecret).update(`v0:${at}:${body}`).digest("hex");
  return {
    method: "POST",
    path: "/slack/events",
    headers: { "content-type": "application/json", "x-slack-request-timestamp": at, "x-slack-signature": `v0=${mac}` },
    body,
  };
}

export function slackTable({ bare, ours, steady }: SlackDoorResult): string {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const ratio = ours.perSecond / bare.perSecond;
  const row = (what: string, result: LoadResult, aim: string, met: boolean | undefined): string[] => [
    what,
    `${Math.round(result.perSecond)}/s`,
    ms(result.medianMs),
    ms(result.p99Ms),
    String(result.bad),
    aim,
    met === undefined ? "" : judged(met && result.bad === 0),
  ];
  return printTable({
    head: ["Slack over HTTP, acknowledgements", "rate", "median", "P99", "bad", "aim", ""],
    rows: [
      row("bare Bolt bot, as fast as it answers", bare, "", undefined),
      row(
        `our bot, the same (${ratio.toFixed(2)} x)`,
        ours,
        `>= ${slackAims.throughput} x`,
        ratio >= slackAims.throughput,
      ),
      row(
        "our bot, 100/s, 20 diagnoses running",
        steady,
        `P99 < ${slackAims.p99Ms} ms`,
        steady.p99Ms < slackAims.p99Ms,
      ),
    ],
  });
}

// How fast Webex's calls are acknowledged, beside a bare handler of the same framework in the same run; and while every event is also read from the API.
import { createHmac } from "node:crypto";
import { FakeWebex, fakeToken } from "../test/fakes/webex/server.ts";
import { type LoadRequest, type LoadResult, load } from "./doors/load.ts";
import { startDoor } from "./doors/server.ts";

export interface WebexResult {
  /** As fast as it answers: the bare handler, and the channel's door (signature, shape, repeated or not). */
  readonly bare: LoadResult;
  readonly door: LoadResult;
  /** 100 a second, each event new and read over the API (four calls). */
  readonly steady: LoadResult;
  /** How many of the steady ones came out as something said. */
  readonly delivered: number;
  readonly asked: number;
}

const secret = "a secret for measuring, long enough";
const script = new URL("doors/webex-door.ts", import.meta.url);
const seconds = 5;
const perSecond = 100;

const request = (id: string, roomId: string): LoadRequest => {
  const body = JSON.stringify({ resource: "messages", event: "created", data: { id, roomId } });
  const signature = createHmac("sha1", secret).update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-spark-signature": signature };
  return { method: "POST", path: "/webex/events", headers, body };
};

export async function measureWebex(tell: (line: string) => void): Promise<WebexResult> {
  const fake = await new FakeWebex().listen();
  try {
    const { world } = fake;
    const ada = world.person("Ada");
    const room = world.room(ada);
    const base = {
      roomId: room.id,
      roomType: "group",
      personId: ada.id,
      mentionedPeople: [world.bot.id],
      files: [],
    } as const;
    const messages = Array.from({ length: seconds * perSecond }, (_, index) =>
      world.add({ ...base, text: `q ${index}` }),
    );
    const first = messages[0]?.id ?? "";
    const options = { api: fake.api, token: fakeToken, secret, organisation: world.organisation };
    const repeated = request(first, room.id);
    const full = async (kind: "bare" | "webex"): Promise<LoadResult> => {
      tell(`webex: ${kind} as fast as it answers`);
      const door = await startDoor(script, { kind, ...options });
      const result = await load({ port: door.port, connections: 16, seconds, next: () => repeated });
      await door.close();
      return result;
    };
    const bare = await full("bare");
    const door = await full("webex");
    tell(`webex: ${perSecond} events a second, each read over the API`);
    const server = await startDoor(script, { kind: "webex", ...options });
    const next = (n: number): LoadRequest => request(messages[n]?.id ?? first, room.id);
    const steady = await load({ port: server.port, connections: 64, seconds, perSecond, next });
    let delivered = 0;
    for (let tries = 0; tries < 50 && delivered < messages.length; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      delivered = Number(await server.order("received"));
    }
    await server.close();
    return { bare, door, steady, delivered, asked: messages.length };
  } finally {
    await fake.close();
  }
}

export function webexTable({ bare, door, steady, delivered, asked }: WebexResult): string {
  const row = (name: string, one: LoadResult): string =>
    `${name.padEnd(34)} ${String(Math.round(one.perSecond)).padStart(8)}/s  median ${one.medianMs.toFixed(1)} ms  P99 ${one.p99Ms.toFixed(1)} ms  bad ${one.bad}`;
  return [
    "Webex’s calls, acknowledged",
    row("bare handler with its signature", bare),
    row("the bot’s door", door),
    `  ${(door.perSecond / bare.perSecond).toFixed(2)} x the bare handler`,
    row(`${perSecond}/s, each event read over the API`, steady),
    `  ${delivered} of ${asked} delivered`,
  ].join("\n");
}

// The outbox: order, the platform's rates, waiting when told to, the newest form of what waits, giving up in the end.
import { expect, it } from "vitest";
import { TeamsRefusal } from "../../../src/channels/teams/exchange.ts";
import { Outbox } from "../../../src/channels/teams/outbox.ts";
import { CertOpsError } from "../../../src/domain/errors.ts";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";

const setUp = () => {
  const clock = new ManualClock();
  const outbox = new Outbox({ clock, logger: silentLogger });
  const sent: string[] = [];
  const send = (name: string, edits?: string, conversation = "c") =>
    outbox.add(conversation, () => Promise.resolve(sent.push(name)), edits);
  return { clock, outbox, sent, send };
};

it("sends no more than seven in a second and eight in two into one conversation, and others are not held back", async () => {
  const { clock, sent, send } = setUp();
  const all = Array.from({ length: 20 }, (_, at) => send(`m${at}`));
  await clock.advance(0);
  expect(sent).toHaveLength(7);
  await send("elsewhere", undefined, "d");
  await clock.advance(1_000);
  expect(sent.filter((one) => one.startsWith("m"))).toHaveLength(8);
  await clock.advance(30_000);
  await Promise.all(all);
  expect(sent.filter((one) => one.startsWith("m"))).toEqual(Array.from({ length: 20 }, (_, at) => `m${at}`));
});

it.each([412, 429, 502, 504])("waits as long as it is told to after %i, and keeps the order", async (status) => {
  const { clock, outbox, sent, send } = setUp();
  let refusals = 2;
  const first = outbox.add("c", async () => {
    if (refusals-- > 0) throw new TeamsRefusal(status, "later", 5_000);
    sent.push("first");
    return await Promise.resolve();
  });
  const second = send("second");
  await clock.advance(4_000);
  expect(sent).toEqual([]);
  expect(outbox.state).toMatchObject({ waiting: 2, trouble: { status } });
  await clock.advance(7_000);
  await Promise.all([first, second]);
  expect(sent).toEqual(["first", "second"]);
  expect(outbox.state).toMatchObject({ waiting: 0, trouble: undefined });
});

it("sends only the newest of several changes of one message that wait, in the place of the oldest", async () => {
  const { clock, outbox, sent, send } = setUp();
  let away = true;
  const blocked = outbox.add("c", () => {
    if (away) return Promise.reject(new TeamsRefusal(0, "ECONNREFUSED"));
    sent.push("blocked");
    return Promise.resolve();
  });
  const changes = [send("one: 1", "one"), send("two: 1", "two"), send("one: 2", "one"), send("one: 3", "one")];
  await clock.advance(500);
  away = false;
  await clock.advance(10_000);
  await Promise.all([blocked, ...changes]);
  expect(sent).toEqual(["blocked", "one: 3", "two: 1"]);
});

it.each([400, 403, 404, 413])("does not try %i again", async (status) => {
  const { clock, outbox, sent, send } = setUp();
  const refused = outbox
    .add("c", () => Promise.reject(new TeamsRefusal(status, "no")))
    .catch((error: unknown) => error);
  const next = send("next");
  await clock.advance(0);
  expect(await refused).toBeInstanceOf(TeamsRefusal);
  await next;
  expect(sent).toEqual(["next"]);
});

it("gives up after half an hour with what to do, and takes no more than fits", async () => {
  const { clock, outbox } = setUp();
  const lost = outbox
    .add("c", () => Promise.reject(new TeamsRefusal(0, "ECONNREFUSED")))
    .catch((error: unknown) => error);
  const rest = Array.from({ length: 499 }, () => outbox.add("c", () => Promise.resolve()).catch(() => undefined));
  await expect(outbox.add("c", () => Promise.resolve())).rejects.toBeInstanceOf(CertOpsError);
  for (let minute = 0; minute < 40; minute++) await clock.advance(60_000);
  expect(await lost).toMatchObject({ code: "server-fault", retry: "later" });
  for (let hour = 0; hour < 2; hour++) await clock.advance(3_600_000);
  await Promise.all(rest);
});

it("tells whoever waits when the bot stops", async () => {
  const { clock, outbox } = setUp();
  const waiting = outbox
    .add("c", () => Promise.reject(new TeamsRefusal(0, "ECONNREFUSED")))
    .catch((error: unknown) => error);
  await clock.advance(100);
  outbox.close();
  expect(await waiting).toMatchObject({ name: "AbortError" });
  await expect(outbox.add("c", () => Promise.resolve())).rejects.toMatchObject({ name: "AbortError" });
});

// Ten edits a message: milestones at once, progress within what is left, and the last edit says where the card went on.
import { afterEach, describe, expect, it, vi } from "vitest";
import type { MessageRef, Place } from "../../../src/domain/chat.ts";
import { wordsOf } from "../../fakes/webex/world.ts";
import { card, mapMemory, type WebexPlace, webexPlace } from "./place.ts";

const patient = { timeout: 15_000 };
const en = { locale: "en" } as const;
let place: WebexPlace;
afterEach(() => place.close());

async function posted(memory = mapMemory()): Promise<{ readonly ref: MessageRef; readonly where: Place }> {
  place = await webexPlace({ memory });
  const room = place.fake.world.room();
  const where: Place = {
    platform: "webex",
    tenant: place.fake.world.organisation,
    conversation: room.id,
    scope: "channel",
  };
  return { ref: await place.running.channel.post(where, card("starting"), en), where };
}

const standing = (id: string) => place.fake.world.messages.get(id);

describe("edits", () => {
  it("of a milestone are written at once, whatever else was written before", async () => {
    const { ref } = await posted();
    await place.running.channel.edit(ref, card("running", 1), en);
    await place.running.channel.edit(ref, card("verifying", 2), en);
    expect(wordsOf(standing(ref.id)?.card)).toContain("verifying");
    expect(standing(ref.id)?.edits).toBe(2);
  });

  it("of progress alone wait, and the newest is written when its time has come", async () => {
    const { ref } = await posted();
    await place.running.channel.edit(ref, card("starting", 7), en);
    await place.running.channel.edit(ref, card("starting", 9), en);
    expect(standing(ref.id)?.edits).toBe(0);
    await place.clock.advance(3000);
    await vi.waitFor(() => expect(wordsOf(standing(ref.id)?.card)).toContain("9 %"), patient);
    expect(standing(ref.id)?.edits).toBe(1);
  });

  it("of a run that reports every second stay within ten, and its end is seen on the same card", async () => {
    const { ref } = await posted();
    let current = ref;
    for (let second = 1; second <= 290; second++) {
      current = await place.running.channel.edit(current, card("starting", second / 3), en);
      await place.clock.advance(1000);
    }
    current = await place.running.channel.edit(current, card("verified", 100), en);
    expect(current.id).toBe(ref.id);
    expect(standing(ref.id)?.edits).toBeLessThanOrEqual(9);
    expect(wordsOf(standing(ref.id)?.card)).toContain("verified");
  });

  it("beyond nine go on in a new message of the same thread; the old one says so with its tenth", async () => {
    const { ref } = await posted();
    let current = ref;
    for (let step = 1; step <= 10; step++)
      current = await place.running.channel.edit(current, card(`step ${step}`), en);
    expect(current.id).not.toBe(ref.id);
    expect(standing(ref.id)?.edits).toBe(10);
    expect(standing(ref.id)?.card).toBeUndefined();
    expect(standing(ref.id)?.text).toBe("This card was replaced by a newer one further down.");
    expect(wordsOf(standing(current.id)?.card)).toContain("step 10");
    expect(wordsOf(standing(current.id)?.card)).toContain("takes the place of an earlier card");
  });

  it("are counted over a restart", async () => {
    const memory = mapMemory();
    const { ref } = await posted(memory);
    for (let step = 1; step <= 9; step++) await place.running.channel.edit(ref, card(`step ${step}`), en);
    const { fake } = place;
    await place.running.close();
    await place.http.close();
    place = await webexPlace({ memory, fake });
    const current = await place.running.channel.edit(ref, card("after"), en);
    expect(current.id).not.toBe(ref.id);
    expect(standing(ref.id)?.edits).toBe(10);
  });

  it("that Webex counts otherwise than we do end in a new message as well", async () => {
    const { ref } = await posted();
    const message = standing(ref.id);
    if (message !== undefined) message.edits = 10;
    const current = await place.running.channel.edit(ref, card("verified"), en);
    expect(wordsOf(standing(current.id)?.card)).toContain("verified");
    expect(standing(ref.id), "no dead buttons stand").toBeUndefined();
  });
});

describe("where Webex edits no cards", () => {
  it("a new message takes the old one’s place, which goes; progress alone is shown rarely", async () => {
    const { ref } = await posted();
    place.fake.cardEdits = "refused";
    const second = await place.running.channel.edit(ref, card("running"), en);
    expect(second.id).not.toBe(ref.id);
    expect(standing(ref.id)).toBeUndefined();
    const before = place.fake.requests.length;
    const same = await place.running.channel.edit(second, card("running", 50), en);
    expect(same.id).toBe(second.id);
    expect(place.fake.requests.length).toBe(before);
    await place.clock.advance(600_000);
    const third = await place.running.channel.edit(second, card("running", 60), en);
    expect(third.id).not.toBe(second.id);
    expect(place.fake.world.posted()).toHaveLength(1);
  });
});

it("a card that somebody deleted is said again: an outcome must not get lost", async () => {
  const { ref } = await posted();
  place.fake.world.messages.delete(ref.id);
  const again = await place.running.channel.edit(ref, card("verified"), en);
  expect(wordsOf(standing(again.id)?.card)).toContain("verified");
});

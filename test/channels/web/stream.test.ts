// The event stream of the page: what a viewer is told never holds up everybody else.
import { expect, it } from "vitest";
import { Conversation } from "../../../src/channels/web/conversation.ts";
import { eventStream } from "../../../src/channels/web/stream.ts";
import { writerFor } from "../../../src/i18n/write.ts";
import { large } from "../../cards/large.ts";

const count = 6;

const conversation = (): Conversation => {
  const made = new Conversation();
  const card = large["large-report"];
  for (let n = 0; n < count; n++) {
    made.add({ at: "2026-03-01T08:00:00.000Z", from: { kind: "bot" }, ...(card === undefined ? {} : { card }) });
  }
  return made;
};

const view = (of: Conversation): ReadableStream<Uint8Array> | null =>
  eventStream({
    conversation: of,
    epoch: "e",
    user: "ada",
    writer: () => writerFor("en"),
    nameOf: (user) => user,
    lastEventId: null,
    onClose: () => undefined,
  }).body;

/** Reads the beginning and all messages as fast as they come; gives how many were whole cards. */
async function readAll(stream: ReadableStream<Uint8Array> | null): Promise<number> {
  const reader = stream?.getReader();
  let cards = 0;
  for (let n = 0; n <= count; n++) {
    const read = await reader?.read();
    if (Buffer.from(read?.value ?? []).includes('"card":')) cards++;
  }
  await reader?.cancel();
  return cards;
}

it("gives everybody else a turn between large cards that were drawn before, however fast a viewer reads", async () => {
  const shown = conversation();
  expect(await readAll(view(shown))).toBe(count);
  let turns = 0;
  let over = false;
  const turn = (): void => {
    turns++;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  expect(await readAll(view(shown))).toBe(count);
  over = true;
  expect(turns).toBeGreaterThanOrEqual(count);
});

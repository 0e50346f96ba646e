// A stopped service, started through the bot: proposed, approved by two, sent once, proved; on the practice cluster, over the wire.
import { expect, it } from "vitest";
import { Chat } from "./chat.ts";
import { registered, world } from "./world.ts";

const callManager = "Cisco CallManager";

it("a stopped Cisco CallManager is started through the bot by whoever asks to restart it, and the phones come back", async () => {
  const time = { pace: 1, clockScale: 60, labTime: true, risPerMinute: 10_000 } as const;
  const { lab, app } = await world({ nodes: 2, phones: 4, snapshot: false, ...time });
  const chat = await Chat.join(app);
  await lab.hands.stopService(callManager);
  await registered(lab, 0);
  await chat.command("alex", "/certops restart CallManager");
  const run = await chat.mend();
  expect(run.plan.title.values).toMatchObject({ service: callManager, nodes: "cucm-pub, cucm-sub1" });
  expect(run.plan.steps.map(({ command, impact }) => [command, impact])).toEqual([
    [`utils service start ${callManager}`, "medium"],
    [`utils service start ${callManager}`, "medium"],
  ]);
  expect(run.steps.map(({ state }) => state)).toEqual(["done", "done"]);
  await registered(lab, 4);
}, 120_000);

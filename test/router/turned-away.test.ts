// Who is turned away leaves a line in the audit log: strangers, people who want what their roles do not allow, and what cannot be read.
import { expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import type { Inbound } from "../../src/domain/chat.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { click, command, FakeChannel, prompt } from "./fakes.ts";

test("a stranger, a person without the right, a text too long and a command that is none are answered alone and recorded by their account", async () => {
  const settings = practiceConfig({ dataFolder: "" });
  const app = await createApp({ settings, clock: new ManualClock(), logger: silentLogger, memory: true });
  const channel = new FakeChannel();
  let receive: (inbound: Inbound) => Promise<void> = () => Promise.resolve();
  app.join((given) => {
    receive = given;
    return channel;
  });
  await app.open();
  await receive(click("approval.approve", undefined, { approval: "apr_x" }, { user: "mallory" }));
  await receive(prompt("the password is hunter2", { user: "mallory" }));
  await receive(command("/certops restart tftp", { user: "dana" }));
  await receive(command("/certops secrets hunter2", { user: "dana" }));
  await receive(prompt("x".repeat(100_001), { user: "dana" }));
  const lines = (await app.audit.list({ limit: 10 }))
    .toReversed()
    .map(({ kind, who, data }) => ({ kind, who, ...data }));
  await app.close();
  expect(channel.posted).toEqual([]);
  expect(channel.whispers).toHaveLength(5);
  const refusal = "not-allowed";
  expect(lines).toEqual([
    { kind: "vote-refused", who: "unknown", refusal, account: "web:practice:mallory", what: "approval.approve" },
    { kind: "asked", who: "unknown", refusal, account: "web:practice:mallory", what: "prompt" },
    { kind: "asked", who: "dana", refusal, account: "web:practice:dana", what: "command" },
    { kind: "asked", who: "dana", refusal: "not-found", account: "web:practice:dana", what: "command" },
    { kind: "asked", who: "dana", refusal: "bad-input", account: "web:practice:dana", what: "prompt" },
  ]);
});

// Slack under the suite that every channel passes: the real Bolt app by Socket Mode and over HTTP, against the fake Slack.
import type { ChannelRig, Shown } from "../../contracts/channel.ts";
import { channelContract } from "../../contracts/channel.ts";
import { memoryOf } from "../../fakes/memory.ts";
import { readable } from "../../fakes/slack/check-blocks.ts";
import { FakeSlack } from "../../fakes/slack/server.ts";
import { ada, buttonsOf, kim, labelOf, nodesOf, openSlack, place, textOf } from "./rig.ts";

async function open(mode: "socket" | "http"): Promise<ChannelRig> {
  const slack = new FakeSlack();
  await slack.listen();
  const memory = memoryOf();
  let now = await openSlack(mode, { fake: slack, memory });
  const { people } = now;
  return {
    get channel() {
      return now.bot.channel;
    },
    place,
    users: [ada, kim],
    get received() {
      return now.received;
    },
    async restart() {
      await now.close();
      now = await openSlack(mode, { fake: slack, memory });
    },
    write: (text, from) => people.mention(text, from),
    press: (message, action, from) =>
      people.press(message, labelOf(action), {
        ...from,
        reason: action.input === undefined ? undefined : from?.reason,
      }),
    async shown(user = ada) {
      return slack.messages
        .filter((one) => one.only === undefined || one.only === user)
        .map((one): Shown => {
          const all = nodesOf(one.blocks);
          const text = readable(one.blocks);
          const files = [...slack.files.values()].filter((file) => file.thread === one.ts);
          const markup = all.filter((node) => node.type === "mrkdwn").map((node) => String(node.text));
          const live = [...markup, one.text.replace(/^(?:<@U0KIM> )*/, "")].flatMap(
            (each) => each.match(/<[^>]*>/g) ?? [],
          );
          return {
            id: one.ts,
            text,
            buttons: buttonsOf(one.blocks).map((node) => textOf(node.text)),
            ...(one.only === undefined ? {} : { onlyFor: one.only }),
            files: files.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) })),
            mentions: all.filter((node) => node.type === "user").map((node) => String(node.user_id)),
            live: [...live, ...all.filter((node) => node.type === "link").map((node) => String(node.url))],
          };
        });
    },
    async forge() {
      if (mode === "socket") return;
      const body = JSON.stringify({
        type: "event_callback",
        event: { type: "app_mention", user: ada, text: "x", ts: "1.1", channel: "C0OPS" },
        team_id: "T0TEAM",
      });
      await slack.request(body, "application/json", { secret: "another secret" });
      await slack.request(body, "application/json", { at: Date.now() - 6 * 60_000 });
      await slack.request(body, "application/json", { headers: { "x-slack-signature": "v0=" } });
    },
    async garble() {
      await people.pressRaw({ action_id: "approve", value: "x" }, { channel: "C0OPS", ts: "1.1" });
      await people.pressRaw({ action_id: "certops:approval.approve:0", value: "{" }, { channel: "C0OPS", ts: "1.1" });
      await people.pressRaw(
        { action_id: "certops:approval.approve:0", value: '{"p":{"approval":7}}' },
        { channel: "C0OPS", ts: "1.1" },
      );
      await people.submit(
        { id: "V1", view: { type: "modal", callback_id: "certops-reason", private_metadata: "[]" } },
        {},
      );
      if (mode === "socket") {
        for (const socket of slack.connections)
          for (const text of ["", "{", "[]", "null", '{"type":"hello"}', '{"type":7}']) socket.send(text);
        return;
      }
      for (const body of ["", "{", "[]", "x".repeat(2_000_000)]) await slack.request(body, "application/json");
    },
    away: (away) => {
      slack.away = away;
    },
    limit: (calls) => slack.limit(calls),
    close: async () => {
      await now.close();
      await slack.close();
    },
  };
}

channelContract("Slack by Socket Mode", { awayToo: true }, () => open("socket"));
channelContract("Slack over HTTP", { awayToo: true }, () => open("http"));

// Teams under the suite that every channel passes: the real SDK against a server that enforces the platform's limits.

import { pageAction } from "../../../cards/render/pages.ts";
import { fileAction } from "../../../src/channels/teams/cards.ts";
import { type ChannelRig, channelContract, type Shown } from "../../contracts/channel.ts";
import { buttonFor, buttonsOf, cardIn, cardOf, type Node, nodes, wordsOf } from "../../fakes/teams/client.ts";
import { quickClock } from "../../fakes/teams/clock.ts";
import { FakeTeams, personalOf, type Stood } from "../../fakes/teams/server.ts";
import { ada, appId, guest, kim, memoryOf, secret, startRig } from "./harness.ts";

const accounts = [ada, kim];
const accountOf = (user: string | undefined) => accounts.find((one) => one.aadObjectId === user) ?? ada;
const turning = (node: Node): boolean =>
  node.verb === pageAction || node.verb === fileAction || String(node.title).startsWith("Get ");

/** What opens or loads something, or is read as Markdown; and any text beside the card but mentions. */
function live(activity: Node): string[] {
  const dangerous = ["TextBlock", "FactSet", "Action.OpenUrl", "Media", "Image"];
  const drawn = nodes(cardOf(activity)).filter((node) => dangerous.includes(String(node.type)));
  const text = String(activity.text ?? "").replaceAll(/<at>[^<>]*<\/at>(, )?/g, "");
  return [...drawn.map((node) => String(node.type)), ...(text === "" ? [] : [text])];
}

async function open(): Promise<ChannelRig> {
  const clock = quickClock();
  const teams = new FakeTeams(clock, { appId, secret });
  await teams.listen();
  teams.accounts.push(ada, kim, guest);
  const memory = memoryOf();
  let rig = await startRig({ teams, memory });
  let { client } = rig;
  const { where } = rig;
  const fetched = new Set<string>();

  /** Turns all pages, as a reader does. */
  const allWords = async (message: Stood, user: string | undefined): Promise<string> => {
    const from = accountOf(user);
    let card = cardOf(message.activity);
    let words = wordsOf(card);
    for (;;) {
      const next = nodes(card).find((node) => node.type === "Action.Execute" && node.title === "Next page");
      if (next === undefined) return words;
      card = cardIn((await client.press({ from, where }, message.id, next)).body);
      words += `\n${wordsOf(card)}`;
    }
  };

  /** Files in a channel are had by a button, in the personal chat, with consent. */
  const fetchFile = async (message: Stood, user: string | undefined): Promise<void> => {
    const button = buttonFor(cardOf(message.activity), fileAction);
    if (button === undefined || fetched.has(message.id)) return;
    fetched.add(message.id);
    const from = accountOf(user);
    await client.press({ from, where }, message.id, button);
    const personal = client.personal(from);
    for (const asked of teams.in(personal.id)) {
      const [attachment] = asked.activity.attachments as readonly Node[];
      if (attachment?.contentType !== "application/vnd.microsoft.teams.card.file.consent") continue;
      const content = attachment.content as Node;
      const uploadUrl = teams.store(new Uint8Array());
      const uploadInfo = { uploadUrl, contentUrl: uploadUrl, name: attachment.name, uniqueId: "u1", fileType: "txt" };
      const value = { type: "fileUpload", action: "accept", context: content.acceptContext, uploadInfo };
      await client.send(
        client.activity(
          { from, where: personal },
          { type: "invoke", name: "fileConsent/invoke", replyToId: asked.id, value },
        ),
      );
      await rig.running.idle();
    }
  };

  const filesOf = (activity: Node): Shown["files"] =>
    ((activity.attachments ?? []) as readonly Node[]).flatMap((one) => {
      if (one.contentType !== "application/vnd.microsoft.teams.card.file.info") return [];
      const id = String(one.contentUrl).split("/").at(-1) ?? "";
      return [{ name: String(one.name), text: new TextDecoder().decode(teams.stored.get(id)) }];
    });

  return {
    get channel() {
      return rig.channel;
    },
    place: rig.place,
    users: [ada.aadObjectId, kim.aadObjectId],
    get received() {
      return rig.received;
    },
    async restart() {
      await rig.close();
      rig = await startRig({ teams, memory });
      client = rig.client;
    },
    async write(text, from) {
      const sending = { from: accountOf(from?.user), where, ...(from?.key === undefined ? {} : { key: from.key }) };
      if (from?.files === undefined) {
        await client.write(sending, text);
        return;
      }
      const attachments = from.files.map((file) => ({
        contentType: "application/vnd.microsoft.teams.file.download.info",
        name: file.name,
        content: { downloadUrl: teams.store(file.bytes), uniqueId: "x", fileType: "pem" },
      }));
      await client.write({ ...sending, where: client.personal(sending.from) }, text, { attachments });
    },
    async press(message, action, from) {
      const stood = teams.messages.find((one) => one.id === message.id);
      const button = buttonFor(cardOf(stood?.activity ?? {}), action.action);
      if (button === undefined) throw new Error(`no button for ${action.action}`);
      const sending = { from: accountOf(from?.user), where, ...(from?.key === undefined ? {} : { key: from.key }) };
      const inputs = action.input === undefined ? {} : { [action.input.id]: from?.reason ?? "" };
      await client.press(sending, message.id, button, inputs);
    },
    async shown(user) {
      for (const message of teams.in(where.id)) await fetchFile(message, user);
      const mine = [...teams.in(where.id), ...teams.in(personalOf(accountOf(user).aadObjectId))];
      return await Promise.all(
        mine.map(async (message): Promise<Shown> => {
          const entities = (message.activity.entities ?? []) as readonly {
            readonly mentioned: { readonly id: string };
          }[];
          return {
            id: message.id,
            text: await allWords(message, user),
            // Buttons that turn pages and fetch files belong to the channel, not to the card.
            buttons: buttonsOf(
              (cardOf(message.activity)?.body as readonly Node[] | undefined)?.filter(
                (one) => one.type === "ActionSet",
              ),
            )
              .filter((node) => !turning(node) && nodes(cardOf(message.activity)).some((one) => one === node))
              .filter((node, _, all) => !all.some((other) => other !== node && nodes(other.card).includes(node)))
              .map((node) => String(node.title)),
            files: filesOf(message.activity),
            mentions: entities.map(
              ({ mentioned }) => teams.accounts.find((one) => one.id === mentioned.id)?.aadObjectId ?? "",
            ),
            live: live(message.activity),
          };
        }),
      );
    },
    async forge() {
      const body = client.activity({ from: ada, where }, { type: "message", text: "let me in" });
      for (const token of ["none", { key: "forger" }, { audience: "another-bot" }] as const)
        await client.send(body, token);
      await fetch(`${rig.url}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer not.a.token" },
        body: JSON.stringify(body),
      });
    },
    async garble() {
      for (const body of ["", "{", "null", "[]", "{}", '{"type":"message"}', '"x"']) await client.send(body);
      const press = (value: unknown) =>
        client.send(client.activity({ from: ada, where }, { type: "invoke", name: "adaptiveCard/action", value }));
      for (const value of [
        null,
        1,
        {},
        { action: {} },
        { action: { data: { certops: { action: "<x>", payload: {} } } } },
      ])
        await press(value);
      for (const type of ["invoke", "event", "typing", "messageReaction", "endOfConversation"]) {
        await client.send(client.activity({ from: ada, where }, { type, name: "task/fetch" }));
      }
      await client.flood(400_000);
    },
    away: (away) => {
      teams.away = away;
    },
    limit: (calls) => {
      teams.slow = calls;
    },
    close: async () => {
      await rig.close();
      await teams.close();
    },
  };
}

channelContract("Teams", { awayToo: true }, open);

// The web chat under the suite that every channel passes, over its own HTTP and event stream.
import type { WireMessage } from "../../../src/channels/web/page/shapes.ts";
import { type ChannelRig, channelContract, contractCard, type Shown } from "../../contracts/channel.ts";
import { openStream, startWeb, webPlace } from "./harness.ts";

type Node = { readonly [key: string]: unknown };

function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== "object" || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(nodes)];
}

/** What the page draws: text runs are never read as Markdown; only these could open or load something. */
function live(all: readonly Node[]): string[] {
  return all.flatMap((node) => {
    const url = node.url ?? node.iconUrl;
    const opens = typeof url === "string" && !url.startsWith("data:image/svg+xml");
    const markdown = node.type === "TextBlock" || node.type === "FactSet" || node.type === "Action.OpenUrl";
    return opens || markdown ? [String(url ?? node.type)] : [];
  });
}

async function open(): Promise<ChannelRig> {
  const { http, url, channel, inbound, post } = await startWeb();
  let count = 0;
  const key = (from: { key?: string } | undefined): string => `key-${from?.key ?? `${++count}`.padStart(8, "0")}`;
  const cookie = (user: string | undefined) => ({ cookie: `certops_person=${user ?? "ada"}` });

  const read = async (user: string): Promise<WireMessage[]> => {
    const end = `end ${++count}`;
    const actor = { platform: "web", tenant: webPlace.tenant, user, displayName: "" } as const;
    await channel.whisper(webPlace, actor, contractCard(end), { locale: "en" });
    const stream = await openStream(url, { person: user });
    const found: WireMessage[] = [];
    await stream.next();
    for (;;) {
      const { message } = await stream.next();
      if (message.summary === end) break;
      if (message.summary === undefined || !/^end \d+$/.test(message.summary)) found.push(message);
    }
    stream.close();
    return found.sort((a, b) => a.order - b.order);
  };

  return {
    channel,
    place: webPlace,
    users: ["ada", "kim"],
    received: inbound,
    async write(text, from) {
      if (from?.files === undefined) {
        await post("/api/messages", { text, key: key(from), locale: "en" }, cookie(from?.user));
        return;
      }
      const form = new FormData();
      form.set("text", text);
      form.set("key", key(from));
      form.set("locale", "en");
      for (const file of from.files) form.append("file", new File([new Uint8Array(file.bytes)], file.name));
      await fetch(`${url}/api/messages`, {
        method: "POST",
        headers: { origin: url, ...cookie(from.user) },
        body: form,
      });
    },
    async press(message, action, from) {
      const data = {
        certops: { action: action.action, payload: action.payload },
        ...(action.input === undefined ? {} : { [action.input.id]: from?.reason ?? "" }),
      };
      await post("/api/clicks", { message: message.id, data, key: key(from), locale: "en" }, cookie(from?.user));
    },
    async shown(user = "ada") {
      const messages = await read(user);
      return await Promise.all(
        messages.map(async (message): Promise<Shown> => {
          const all = nodes(message.card);
          const file = message.file;
          const text =
            file === undefined
              ? ""
              : await (await fetch(url + file.href, { headers: { origin: url, ...cookie(user) } })).text();
          return {
            id: message.id,
            text:
              message.text ??
              all
                .filter((node) => node.type === "TextRun")
                .map((node) => String(node.text))
                .join("\n"),
            buttons: all
              .filter((node) => node.type === "Action.Submit" || node.type === "Action.ShowCard")
              .map((node) => String(node.title)),
            ...(message.onlyYou ? { onlyFor: user } : {}),
            files: file === undefined ? [] : [{ name: file.name, text }],
            mentions: [],
            live: live(all),
          };
        }),
      );
    },
    async forge() {
      // Another site's page in the same browser: it has the cookie and not our origin.
      await post("/api/messages", { text: "x", key: "key-forged", locale: "en" }, { origin: "https://evil.example" });
      await post(
        "/api/clicks",
        { message: "m1", data: { certops: { action: "approval.approve", payload: {} } }, key: "key-forged" },
        { origin: "https://evil.example" },
      );
    },
    async garble() {
      for (const body of [null, [], {}, { text: 1 }, { text: "x", key: "a b" }, "x".repeat(70_000)]) {
        await post("/api/messages", body);
        await post("/api/clicks", body);
      }
      await post("/api/clicks", { message: "m1", data: { certops: { action: "<x>", payload: {} } }, key: "key-bad" });
      await post("/api/clicks", { message: {}, data: "x", key: "key-bad", locale: "en" });
    },
    close: () => http.close(),
  };
}

channelContract("web", { awayToo: false }, open);

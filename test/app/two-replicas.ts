// Two whole bots on one database and one fake cluster, each with a chat of its own; time runs faster than in life.
import { createApp } from "../../src/app.ts";
import { Secret, type Settings } from "../../src/config/settings.ts";
import type { Card } from "../../src/domain/card.ts";
import type { Channel, Inbound, MessageRef } from "../../src/domain/chat.ts";
import type { Person } from "../../src/domain/person.ts";
import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import type { Device } from "../fakes/device.ts";
import { deviceCluster } from "../fakes/device.ts";
import { policy, via } from "../fakes/policy.ts";
import { readySystems } from "../fakes/ready-device.ts";

const scale = 40;
const epoch = Date.now();
export const fastClock: Clock = {
  now: () => epoch + (Date.now() - epoch) * scale,
  sleep: (ms, signal) => systemClock.sleep(ms / scale, signal),
};

export interface Replica {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  /** What stands in this replica's chat: the newest card of each message it wrote. */
  readonly standing: Map<string, Card>;
  readonly whispers: Card[];
  /** Messages that this replica edited. */
  readonly edited: Set<string>;
  click(who: Person, action: string, payload: Readonly<Record<string, string>>): Promise<void>;
}

export async function openReplica(url: string, device: Device, dataFolder: string): Promise<Replica> {
  const settings: Settings = {
    practice: false,
    listen: { host: "127.0.0.1", port: 0 },
    dataFolder,
    logLevel: "error",
    timeZone: "UTC",
    locale: "en",
    clusters: [
      {
        cluster: deviceCluster,
        accounts: { monitor: { user: "monitor", password: new Secret("x") } },
        pins: { knownHosts: "", certificates: [] },
      },
    ],
    policy,
    web: { enabled: false },
    store: { kind: "postgres", url: new Secret(url) },
  };
  const app = await createApp({ settings, clock: fastClock, logger: silentLogger, link: () => readySystems(device) });
  const standing = new Map<string, Card>();
  const whispers: Card[] = [];
  const edited = new Set<string>();
  const channel: Channel = {
    platform: "web",
    post: async (place, card) => {
      const message: MessageRef = { place, id: newId("msg") };
      standing.set(message.id, card);
      return message;
    },
    edit: async (message, card) => {
      edited.add(message.id);
      standing.set(message.id, card);
      return message;
    },
    whisper: async (_place, _actor, card) => {
      whispers.push(card);
    },
  };
  let deliver: (inbound: Inbound) => Promise<void> = () => Promise.reject(new Error("not joined"));
  app.join((receive) => {
    deliver = receive;
    return channel;
  });
  await app.open();
  return {
    app,
    standing,
    whispers,
    edited,
    click: (who, action, payload) =>
      deliver({
        kind: "click",
        action,
        payload,
        place: { platform: "web", tenant: "t1", conversation: "c1", scope: "channel" },
        actor: via(who),
        locale: "en",
        dedupeKey: newId("click"),
        receivedAt: new Date().toISOString(),
        attachments: [],
      }),
  };
}

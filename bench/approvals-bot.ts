// The bot of the approvals bench: the whole app on a cluster that answers at once and tells when a command arrives.
import { createApp } from "../src/app.ts";
import { practiceConfig, practiceTenant } from "../src/config/practice.ts";
import { Secret, type Settings } from "../src/config/settings.ts";
import type { Channel, Inbound } from "../src/domain/chat.ts";
import type { ApprovalId } from "../src/domain/ids.ts";
import type { Person } from "../src/domain/person.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { newId } from "../src/kernel/ids.ts";
import { silentLogger } from "../src/kernel/logger.ts";
import type { StorePlace } from "../src/store/open.ts";
import { Device } from "../test/fakes/device.ts";
import { readySystems } from "../test/fakes/ready-device.ts";

export interface BenchBot {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  /** The moment (performance.now) in which the next command is at the cluster. */
  nextCommand(): Promise<number>;
  /** An approving click, as it comes from chat; resolves when it is answered. */
  click(who: Person, approval: ApprovalId): Promise<void>;
  /** Resolves when the approval's run is over. */
  over(approval: ApprovalId): Promise<void>;
  close(): Promise<void>;
}

export async function openBenchBot(place: StorePlace, dataFolder: string): Promise<BenchBot> {
  const device = new Device(systemClock, { phones: 1 });
  const arrivals: ((at: number) => void)[] = [];
  const push = device.arrived.push.bind(device.arrived);
  device.arrived.push = (...commands) => {
    for (const tell of arrivals.splice(0)) tell(performance.now());
    return push(...commands);
  };
  const settings: Settings = {
    ...practiceConfig({ dataFolder }),
    clusters: [
      {
        cluster: device.cluster,
        accounts: { monitor: { user: "monitor", password: new Secret("x") } },
        pins: { knownHosts: "", certificates: [] },
      },
    ],
    ...("url" in place ? { store: { kind: "postgres", url: new Secret(place.url) } } : {}),
  };
  const app = await createApp({
    settings,
    clock: systemClock,
    logger: silentLogger,
    memory: false,
    link: () => readySystems(device),
  });
  const channel: Channel = {
    platform: "web",
    post: async (where) => ({ place: where, id: newId("msg") }),
    edit: async (message) => message,
    whisper: () => Promise.resolve(),
  };
  let deliver: (inbound: Inbound) => Promise<void> = () => Promise.resolve();
  app.join((receive) => {
    deliver = receive;
    return channel;
  });
  const ended = new Set<string>();
  const waiting = new Map<string, () => void>();
  app.services.runs.onChange((run) => {
    if (run.state === "running" || run.state === "verifying") return;
    ended.add(run.approval);
    waiting.get(run.approval)?.();
  });
  await app.open();
  return {
    app,
    nextCommand: () => new Promise((resolve) => arrivals.push(resolve)),
    click: (who, approval) =>
      deliver({
        kind: "click",
        action: "approval.approve",
        payload: { approval },
        place: { platform: "web", tenant: practiceTenant, conversation: "bench", scope: "channel" },
        actor: { platform: "web", tenant: practiceTenant, user: who.id, displayName: who.name },
        locale: "en",
        dedupeKey: newId("click"),
        receivedAt: new Date().toISOString(),
        attachments: [],
      }),
    over: (approval) =>
      new Promise((resolve) => {
        if (ended.has(approval)) resolve();
        else waiting.set(approval, resolve);
      }),
    close: () => app.close(),
  };
}

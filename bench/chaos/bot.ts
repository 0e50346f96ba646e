// One bot in a process of its own: the whole app with a chat channel over the process's message pipe. It is there to be killed.
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { createApp } from "../../src/app.ts";
import { practiceConfig, practiceTenant } from "../../src/config/practice.ts";
import { Secret, type Settings } from "../../src/config/settings.ts";
import type { Channel, Inbound, MessageRef } from "../../src/domain/chat.ts";
import { approvalId, type ClusterId, personId } from "../../src/domain/ids.ts";
import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { createLogger } from "../../src/kernel/logger.ts";
import type { BotAnswer, BotOrder, BotRequest } from "./words.ts";

const order = JSON.parse(process.argv[2] ?? "{}") as BotOrder;

/** Waits are shorter than in life; every life of every replica reads the same time. */
const clock: Clock = {
  now: () => order.epoch + (Date.now() - order.epoch) * order.scale,
  sleep: (ms, signal) => systemClock.sleep(ms / order.scale, signal),
};

const settings: Settings = {
  ...practiceConfig({ dataFolder: order.dataFolder }),
  clusters: [practiceCluster(order.facts)],
  web: { enabled: false },
  ...(order.url === undefined ? {} : { store: { kind: "postgres", url: new Secret(order.url) } }),
};
const [cluster] = settings.clusters;
if (cluster === undefined) throw new Error("no cluster");
const pins = await practicePins({ hostKeys: async () => order.facts.hostKeys, pins: () => order.facts.pins });

let passed = 0;
const app = await createApp({
  settings,
  clock,
  logger: createLogger(process.env.CHAOS_LOG ?? "error"),
  pins: new Map<ClusterId, typeof pins>([[cluster.cluster.id, pins]]),
  memory: false,
  points: (name) => {
    if (order.point?.name !== name || ++passed !== order.point.time) return;
    // No clean-up, no flush: as a power cut would end it.
    process.kill(process.pid, "SIGKILL");
  },
});

const place = { platform: "web", tenant: practiceTenant, conversation: "chaos", scope: "channel" } as const;
const edits = new Map<string, number>();
const channel: Channel = {
  platform: "web",
  post: async (where) => ({ place: where, id: newId("msg") }) satisfies MessageRef,
  edit: async (message) => {
    edits.set(message.id, (edits.get(message.id) ?? 0) + 1);
    return message;
  },
  whisper: () => Promise.resolve(),
};
let deliver: (inbound: Inbound) => Promise<void> = () => Promise.resolve();
app.join((receive) => {
  deliver = receive;
  return channel;
});
await app.open();

const actor = (who: string) => ({ platform: "web", tenant: practiceTenant, user: who, displayName: who }) as const;
const click = (who: string, action: string, payload: Readonly<Record<string, string>>): Promise<void> =>
  deliver({
    kind: "click",
    action,
    payload,
    place,
    actor: actor(who),
    locale: "en",
    dedupeKey: newId("click"),
    receivedAt: new Date(clock.now()).toISOString(),
    attachments: [],
  });

async function perform(request: BotRequest): Promise<unknown> {
  const { approvals, runs, plans } = app.services;
  switch (request.do) {
    case "request": {
      const signal = AbortSignal.timeout(60_000);
      const { service, nodes } = request;
      const plan = await plans.restart({ cluster: cluster?.cluster.id ?? ("" as ClusterId), service, nodes, signal });
      const alex = app.services.policy().people.find((one) => one.id === "alex");
      if (alex === undefined) throw new Error("nobody asks");
      const { approval, refusal } = await approvals.request({ plan, by: alex, via: actor("alex"), reason: "chaos" });
      if (approval === undefined) throw new Error(`refused: ${refusal}`);
      await click("alex", "approval.show", { approval: approval.id });
      return { approval: approval.id };
    }
    case "vote": {
      await click(request.who, "approval.approve", { approval: request.approval });
      const approval = await approvals.get(approvalId(request.approval));
      // Only what the person saw is an acknowledged vote.
      return { counted: approval?.votes.some((vote) => vote.person === personId(request.who)) === true };
    }
    case "look": {
      const approval = await approvals.get(approvalId(request.approval));
      const run = approval?.run === undefined ? undefined : await runs.get(approval.run);
      return {
        approval: approval?.state,
        votes: approval?.votes.length ?? 0,
        run: run?.state,
        stopped: run?.stopped?.id,
        steps: run?.steps.map((step) => step.state) ?? [],
      };
    }
    case "verify": {
      const { ok, entries, fault } = await app.audit.verify();
      return { ok, entries, fault: fault?.what, leases: (await app.store.leases.held()).length };
    }
  }
}

const say = (answer: BotAnswer): void => void process.send?.(answer);
process.on("message", (raw) => {
  const request = raw as BotRequest;
  perform(request).then(
    (value) => say({ id: request.id, ok: true, value }),
    (error: unknown) =>
      say({ id: request.id, ok: false, error: error instanceof Error ? error.message : String(error) }),
  );
});
// Chaos that died leaves no bots behind.
process.on("disconnect", () => process.exit(0));
say({ id: 0, ok: true, value: "ready" });

// One bot of the LSC bench in a process of its own: the whole app over the real ports. It is there to be killed.
import { planDraft } from "../src/actions/plan.ts";
import { practiceCluster, practicePins } from "../src/app/practice.ts";
import { createApp } from "../src/app.ts";
import { practiceConfig, practiceTenant } from "../src/config/practice.ts";
import type { ClusterId } from "../src/domain/ids.ts";
import { say } from "../src/i18n/say.ts";
import { type Clock, systemClock } from "../src/kernel/clock.ts";
import { createLogger } from "../src/kernel/logger.ts";
import type { LscBotOrder, LscBotWord } from "./lsc-words.ts";

const order = JSON.parse(process.argv[2] ?? "{}") as LscBotOrder;

/** Every life of the bot reads the same, faster time. */
const clock: Clock = {
  now: () => order.epoch + (Date.now() - order.epoch) * order.scale,
  sleep: (ms, signal) => systemClock.sleep(ms / order.scale, signal),
};
const settings = {
  ...practiceConfig({ dataFolder: order.dataFolder }),
  clusters: [practiceCluster(order.facts)],
  web: { enabled: false },
};
const [cluster] = settings.clusters;
if (cluster === undefined) throw new Error("no cluster");
const { id } = cluster.cluster;
const pins = await practicePins({ hostKeys: async () => order.facts.hostKeys, pins: () => order.facts.pins });
const app = await createApp({
  settings,
  clock,
  logger: createLogger(process.env.BENCH_LOG ?? "error"),
  pins: new Map<ClusterId, typeof pins>([[id, pins]]),
  memory: false,
});
const { approvals, runs } = app.services;

async function begin(phones: readonly string[]): Promise<void> {
  const about = { cluster: id, title: say("scenario.secure.plan.existing", { phones: phones.length }) };
  const plan = planDraft({ ...about, phonesRegistered: phones.length, phonesKnown: phones.length }, [
    {
      change: {
        kind: "install-lsc",
        phones,
        batch: order.batch,
        by: "null-string",
        keyOrder: "RSA Only",
        keySize: 2048,
        batchSeconds: 900,
      },
    },
    { change: { kind: "wait-for-phones", phones, percent: 95, withinSeconds: 900 } },
  ]);
  const people = app.services.policy().people;
  const via = (user: string) => ({ platform: "web", tenant: practiceTenant, user, displayName: user }) as const;
  const [alex] = people;
  if (alex === undefined) throw new Error("nobody asks");
  const { approval, refusal } = await approvals.request({ plan, by: alex, via: via(alex.id), reason: "bench" });
  if (approval === undefined) throw new Error(`refused: ${refusal}`);
  for (const by of people.filter((one) => one.roles.includes("approver"))) {
    await approvals.decide({ id: approval.id, choice: "approve", by, via: via(by.id) });
  }
  const started = await runs.start({ approval: approval.id, by: alex });
  if (started.run === undefined) throw new Error(`not started: ${started.refusal}`);
}

async function look(): Promise<LscBotWord> {
  const [run] = await runs.list({ limit: 1 });
  const tally = run?.steps[0]?.tally;
  return {
    state: run?.state ?? "none",
    done: tally?.done ?? 0,
    waiting: tally?.waiting.length ?? 0,
    failed: tally?.failed.length ?? 0,
    offline: tally?.offline.length ?? 0,
    stopped: run?.stopped === undefined ? undefined : JSON.stringify(run.stopped),
  };
}

process.on("message", () => void look().then((word) => process.send?.(word)));
// A bench that died leaves no bots behind.
process.on("disconnect", () => process.exit(0));
await app.open();
if (order.phones !== undefined) await begin(order.phones);
process.send?.(await look());

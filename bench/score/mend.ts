// Tries a remedy for real: through the bot's approval and run where it has a plan, else by the hands that the runbook asks for.
import type { App } from "../../src/app.ts";
import type { Override, PlanDraft } from "../../src/domain/plan.ts";
import type { Remedy } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { besideThePlan, byHand } from "./by-hand.ts";
import { aftermath } from "./perform.ts";
import { planByHand } from "./plan-by-hand.ts";
import { quickly, type World } from "./world.ts";

/** The bot's own waits run so many times faster than life while its plan runs; its patience with the network stays real. */
const runScale = 150;
const patienceMs = 90_000;
const mostRounds = 4;

export interface Tried {
  readonly remedy: string;
  readonly said: Remedy["feasibility"];
  /** `run`: by the bot after approval; `hand`: as the runbook says. */
  readonly by: "run" | "hand";
  /** What a person at the phones, the login page or the app sees afterwards. */
  readonly well: boolean;
  readonly note: string;
}

export interface Mended {
  /** Asked of the cluster's devices, never of the bot. */
  readonly well: () => Promise<boolean>;
  /** It must still be so when the servers and the phones have been started anew: nobody may be left waiting for the next trouble. */
  readonly lasts: boolean;
}

/** Undefined when the checks before a change hold the plan back and nobody could do it by hand. */
export async function tryRemedy(
  world: World,
  app: App,
  remedy: Remedy,
  { well, lasts }: Mended,
): Promise<Tried | undefined> {
  const { id, feasibility: said, plan } = remedy;
  if (plan === undefined) await byHand(world, remedy);
  const note = plan === undefined ? "" : await planned(world, app, remedy, plan);
  if (note === undefined) return undefined;
  let came = false;
  // Phones try again by themselves every one or two minutes; what has not come back after some of these stays away.
  for (let round = 0; round < mostRounds && !came; round += 1) {
    // Whoever came up with another server's list while its own was restarting: it is morning, and it starts once more.
    if (round === mostRounds - 1) world.lab.hands.rebootPhones({ registered: true });
    await aftermath(world);
    came = await well();
  }
  if (came && lasts) {
    await servicesStartAnew(world);
    came = await well();
  }
  return { remedy: id, said, by: plan === undefined ? "hand" : "run", well: came, note };
}

/** The next maintenance: whatever was not taken up yet is taken up then. What people stopped stays stopped. */
async function servicesStartAnew(world: World): Promise<void> {
  const { hands, cluster } = world.lab;
  for (const service of ["Cisco Trust Verification Service", "Cisco Tftp"]) {
    const runs = cluster.nodes.filter((node) => node.powered && node.services.get(service)?.state === "started");
    world.pace(quickly);
    for (const { name } of runs) await hands.restartService(service, [name]);
  }
  await aftermath(world);
  world.pace(quickly);
  hands.rebootPhones();
  await aftermath(world);
}

/** What the checks before a change still hold back, people do themselves, step by step. */
async function planned(world: World, app: App, remedy: Remedy, plan: PlanDraft): Promise<string | undefined> {
  await besideThePlan(world, remedy, "before");
  await aftermath(world);
  const run = await approvedRun(world, app, plan);
  world.pace(quickly);
  if (run === undefined && !(await planByHand(world, plan))) return undefined;
  await besideThePlan(world, remedy, "after");
  return run === undefined ? "held back, done by hand" : outcome(run);
}

const outcome = (run: Run): string => [run.state, ...(run.stopped === undefined ? [] : [run.stopped.id])].join(": ");

/** Asked for by one, approved by those who may, run to its end. What the checks before a change hold back is overridden, as people can. */
async function approvedRun(world: World, app: App, draft: PlanDraft): Promise<Run | undefined> {
  const started = (await start(world, app, draft, [])) ?? (await start(world, app, draft, ["preflight"]));
  if (started === undefined) return undefined;
  const until = performance.now() + patienceMs;
  world.pace(runScale);
  for (;;) {
    const run = await app.services.runs.get(started);
    if (run?.endedAt !== undefined) return run;
    if (performance.now() > until) throw new Error(`the run did not end: ${run?.state}`);
    await systemClock.sleep(25);
  }
}

async function start(
  { people }: World,
  app: App,
  plan: PlanDraft,
  overrides: readonly Override[],
): Promise<Run["id"] | undefined> {
  const { services } = app;
  const [asker] = people;
  if (asker === undefined) throw new Error("nobody is in the policy");
  const via = (user: string) => ({ platform: "web", tenant: "practice", user, displayName: user }) as const;
  const wish = { plan, by: asker, via: via(asker.id), reason: "the score", overrides };
  const { approval, refusal } = await services.approvals.request(wish);
  if (approval === undefined) throw new Error(`not asked for: ${refusal}`);
  for (const by of people) {
    if ((await services.approvals.get(approval.id))?.state !== "pending") break;
    if (!services.can(by, "approve", plan.cluster)) continue;
    await services.approvals.decide({ id: approval.id, choice: "approve", by, via: via(by.id) });
  }
  const started = await services.runs.start({ approval: approval.id, by: asker });
  if (started.refusal === "preflight-failed") {
    await services.approvals.decide({ id: approval.id, choice: "withdraw", by: asker, via: via(asker.id) });
    return undefined;
  }
  if (started.run === undefined) throw new Error(`not started: ${started.refusal}`);
  return started.run.id;
}

// Before the first step: is the cluster in a state in which it may be changed, or was that set aside by the approvers?
import type { Plan } from "../domain/plan.ts";
import { obstacles, type Preflight } from "../domain/preflight.ts";
import type { Run } from "../domain/run.ts";
import type { Json } from "../domain/text.ts";
import { phrase } from "./phrases.ts";
import type { Stop } from "./prepare.ts";
import type { Session } from "./session.ts";

/** What was read longer ago is read again before the first step: the snapshot took long, or the bot was restarted. */
const freshMs = 120_000;

/** True when something stands in the way and nobody set it aside. */
export const isBlocked = (plan: Plan, preflight: Preflight): boolean =>
  plan.overrides?.includes("preflight") !== true && obstacles(preflight).length > 0;

/** For the audit log: what stood in the way, by item and node, and whether it was set aside. */
export const gateRecord = (plan: Plan, preflight: Preflight): { readonly [key: string]: Json } => ({
  obstacles: obstacles(preflight).map(({ item, node, verdict }) => `${item}@${node ?? "cluster"}: ${verdict}`),
  overridden: plan.overrides?.includes("preflight") === true,
  evidence: preflight.lines.flatMap((line) => line.evidence.map((one) => one.digest)),
});

/** Reads again what has grown old before anything was begun. Gives why the run must not begin. */
export async function fresh(session: Session, run: Run): Promise<Stop | undefined> {
  const { clock, preflight } = session.world;
  if (run.preflight === undefined || run.steps.some((step) => step.state !== "planned")) return undefined;
  if (clock.now() - Date.parse(run.preflight.at) <= freshMs) return undefined;
  const now = await preflight(run.plan, run.id, session.signal);
  if (now === undefined) return undefined;
  await session.edit((current) => ({ run: { ...current, preflight: now } }));
  const [first] = obstacles(now);
  if (first === undefined || !isBlocked(run.plan, now)) return undefined;
  await session.audit("preflight", gateRecord(run.plan, now));
  return { state: "drifted", why: phrase("preflight", { what: first.says }), evidence: first.evidence };
}

// What the tests of secure phones share: what an administrator does who tidies up after a CAPF renewal, and a plan voted on and run.
import { vi } from "vitest";
import type { PlanDraft } from "../../src/domain/plan.ts";
import type { Run } from "../../src/domain/run.ts";
import type { Lab } from "../../src/lab/index.ts";
import type { LabPhone, RegistrationStatus, TrustStore } from "../../src/lab/model.ts";
import type { World } from "./world.ts";

export const securePhones = (lab: Lab): readonly LabPhone[] =>
  lab.cluster.phones.filter((phone) => phone.securityProfile.includes("SIP Secure Profile"));

/** Renews CAPF; then deletes what is left of the former one, and restarts the call managers. */
export async function renewCapf(lab: Lab, stores: readonly TrustStore[] = ["CallManager-trust", "CAPF-trust"]) {
  const former = lab.cluster.publisher.own.get("CAPF")?.serial ?? "";
  await lab.hands.renew(["CAPF"]);
  await lab.cluster.phonesSettled();
  for (const store of stores) lab.hands.deleteCertificate(store, former);
  if (stores.includes("CallManager-trust")) await lab.hands.restartService("Cisco CallManager");
}

/** Resolves when exactly these many secure phones have the status, and all others are registered. */
export async function secureAre(lab: Lab, status: RegistrationStatus, count = securePhones(lab).length): Promise<void> {
  await vi.waitFor(
    () => {
      const secure = securePhones(lab);
      const here = secure.filter((phone) => phone.registration?.status === status).length;
      const plain = lab.cluster.phones.filter((phone) => !secure.includes(phone));
      if (here !== count || !plain.every((phone) => phone.registration?.status === "Registered"))
        throw new Error(`${here} secure phones are ${status}: ${JSON.stringify(lab.hands.status().phones)}`);
    },
    { timeout: 90_000, interval: 20 },
  );
}

/** Asked for by the first practice person, approved by the two who may, run to its end. */
export async function carryOut({ app }: World, plan: PlanDraft): Promise<Run> {
  const { services } = app;
  const [asker, ...voters] = services.policy().people;
  if (asker === undefined) throw new Error("nobody is in the policy");
  const via = (user: string) => ({ platform: "web", tenant: "practice", user, displayName: user }) as const;
  const wish = { plan, by: asker, via: via(asker.id), reason: "secure phones are silent" };
  const { approval, refusal } = await services.approvals.request(wish);
  if (approval === undefined) throw new Error(`refused: ${refusal}`);
  for (const by of voters) {
    if (!services.can(by, "approve", plan.cluster)) continue;
    await services.approvals.decide({ id: approval.id, choice: "approve", by, via: via(by.id) });
  }
  const started = await services.runs.start({ approval: approval.id, by: asker });
  const id = started.run?.id;
  if (id === undefined) throw new Error(`not started: ${started.refusal} ${JSON.stringify(started.preflight)}`);
  return await vi.waitFor(
    async () => {
      const run = await services.runs.get(id);
      if (run?.endedAt === undefined)
        throw new Error(JSON.stringify(run?.steps.map((step) => [step.state, step.note])));
      return run;
    },
    { timeout: 100_000, interval: 100 },
  );
}

// /certops policy <approval>: who could approve it, and why the others could not.
import { z } from "zod";
import { policyCard } from "../cards/policy-card.ts";
import { approvalId } from "../src/domain/ids.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { contextOf, noSuch } from "./common.ts";
import type { Services } from "./services.ts";

export const policy = defineCommand<Services, { id: string }>({
  name: "policy",
  summary: say("command.policy.summary"),
  usage: "policy <approval>",
  may: "ask",
  intent: "approvals",
  args: z.object({ id: z.string().max(40) }),
  positions: ["id"],
  phrases: { en: [], "zh-CN": [] },
  async *run({ id }, { person }, services) {
    const approval = await services.approvals.get(approvalId(id));
    if (approval === undefined || !services.can(person, "ask", approval.plan.cluster)) throw noSuch(id);
    const { plan, needed } = approval;
    const cluster = contextOf(services).clusterOf(plan.cluster);
    const people = services.guard.eligible(approval);
    const mayStart = services.guard.mayStart(plan);
    const subject = say("card.plan.title", { cluster: cluster.name, plan: plan.title });
    const { version } = services.policy();
    yield {
      card: policyCard({ subject, impact: plan.impact, needed, people, mayStart, version }),
      data: {
        kind: "policy",
        value: {
          approval: id,
          needed,
          people: people.map(({ person, why }) => ({ person: person.id, why: why ?? null })),
          mayStart,
        },
      },
    };
  },
});

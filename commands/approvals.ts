// /certops approvals [id]: what waits for a vote, or one request whole. Votes are buttons, never words.
import { z } from "zod";
import { approvalsCard } from "../cards/list-cards.ts";
import { approvalId } from "../src/domain/ids.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { approvalReply, contextOf, noSuch } from "./common.ts";
import type { Services } from "./services.ts";

export const approvals = defineCommand<Services, { id?: string | undefined }>({
  name: "approvals",
  summary: say("command.approvals.summary"),
  usage: "approvals [id]",
  may: "ask",
  intent: "approvals",
  args: z.object({ id: z.string().max(40).optional() }),
  positions: ["id"],
  phrases: {
    en: [
      "what do I have to approve",
      "requests waiting for a vote",

      "which approvals are pending",
      "what is waiting for approval",
      "show open approval requests",
      "is there anything I should approve",
      "who still has to approve",
      "approve it",
      "I approve the change",
      "pending requests",
      "has my request been approved yet",
      "withdraw my request",
    ],
    "zh-CN": [
      "等我批的有哪些",
      "还有哪些没批",
      "有哪些待审批的请求",
      "还有什么等待批准",
      "显示待批准的申请",
      "我的申请批准了吗",
      "谁还没有审批",
      "批准这个变更",
      "撤回我的申请",
      "审批列表",
    ],
  },
  async *run(args, { person }, services) {
    if (args.id !== undefined) {
      const approval = await services.approvals.get(approvalId(args.id));
      if (approval === undefined || !services.can(person, "ask", approval.plan.cluster)) throw noSuch(args.id);
      yield approvalReply(approval, services);
      return;
    }
    const open = await services.approvals.list({ open: true, limit: 50 });
    const visible = open.filter((approval) => services.can(person, "ask", approval.plan.cluster));
    yield { card: approvalsCard(visible, contextOf(services)), data: { kind: "approvals", value: visible } };
  },
});

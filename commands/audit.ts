// /certops audit [about] [all]: who requested, voted and ran what (with `all` who asked what, too), and whether the chain is whole.
import { z } from "zod";
import { auditCard } from "../cards/audit-card.ts";
import { clusterId } from "../src/domain/ids.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { contextOf } from "./common.ts";
import type { Services } from "./services.ts";

const everything = /^(?:all|every|everything|--all|全部|所有)$/i;

export const audit = defineCommand<Services, { about?: string | undefined; scope?: string | undefined }>({
  name: "audit",
  summary: say("command.audit.summary"),
  usage: "audit [approval, run or diagnosis id] [all]",
  may: "audit",
  intent: "audit",
  args: z.object({ about: z.string().max(40).optional(), scope: z.string().regex(everything).optional() }),
  positions: ["about", "scope"],
  phrases: {
    en: [
      "show the audit log",
      "who approved the last change",
      "who approved the restart of TFTP",
      "who voted for that change",
      "who restarted CallManager yesterday",
      "what did the bot do last night",
      "history of changes",
      "who ran what and when",
      "who did what yesterday",
      "export the audit trail",
      "is the audit chain intact",
      "which commands were sent to the publisher",
    ],
    "zh-CN": [
      "显示审计日志",
      "上次变更是谁批准的",
      "昨天谁重启了 CallManager",
      "昨晚机器人做了什么",
      "变更历史记录",
      "审计记录完整吗",
      "谁执行了哪些命令",
      "谁做了什么操作",
    ],
  },
  async *run(args, { person }, services) {
    const all = everything.test(args.about ?? "");
    const about = args.about === undefined || all ? {} : { about: args.about };
    // Whoever names a record wants all that happened to it.
    const changesOnly = !all && args.scope === undefined && args.about === undefined;
    const [entries, chain] = await Promise.all([
      services.audit.list({ ...about, ...(changesOnly ? { changesOnly } : {}), limit: 50 }),
      services.audit.verify(),
    ]);
    const visible = entries.filter(
      ({ cluster }) => cluster === undefined || services.can(person, "audit", clusterId(cluster)),
    );
    yield {
      card: auditCard({ entries: visible, chain, changesOnly }, contextOf(services)),
      data: { kind: "audit", value: { chain, entries: visible } },
    };
  },
});

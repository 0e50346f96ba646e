// /certops overview: what needs somebody now. It asks no node: certificates are those that were read last.
import { z } from "zod";
import { overviewCard } from "../cards/overview-card.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { contextOf } from "./common.ts";
import type { Services } from "./services.ts";

const mostShown = 10;

export const overview = defineCommand<Services, Record<string, never>>({
  name: "overview",
  summary: say("command.overview.summary"),
  usage: "overview",
  may: "ask",
  intent: "help",
  args: z.object({}).strict(),
  positions: [],
  // It is opened by a click or by its name; in words people ask for one of its parts.
  phrases: {
    en: [
      "overview",
      "overview of all clusters",
      "how are my clusters doing",
      "what needs attention right now",
      "health summary please",
      "give me the big picture",
      "where do we stand today",
      "what should I deal with first",
      "what is there to do today",
      "what first today",
      "dashboard",
    ],
    "zh-CN": ["概览", "总览一下", "各个集群现在整体怎么样", "现在有什么需要处理的", "汇总一下情况", "整体健康状况"],
  },
  async *run(_args, { person }, services) {
    const may = (cluster: Parameters<typeof services.can>[2]): boolean => services.can(person, "ask", cluster);
    const open = await services.approvals.list({ open: true, limit: 50 });
    const recent = await services.runs.list({ limit: 50 });
    const approvals = open.filter((one) => may(one.plan.cluster)).slice(0, mostShown);
    const runs = recent.filter((one) => one.endedAt === undefined && may(one.cluster)).slice(0, mostShown);
    const clusters = services.clusters
      .filter(({ id }) => may(id))
      .map(({ id, name }) => ({ id, name, certificates: services.certificates.latest?.(id) }));
    yield {
      card: overviewCard({ approvals, runs, clusters }, contextOf(services)),
      data: { kind: "overview", value: { approvals, runs } },
    };
  },
});

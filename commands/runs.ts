// /certops runs [id]: what was carried out lately, or one run with its steps and recovery curve.
import { z } from "zod";
import { runsCard } from "../cards/list-cards.ts";
import { runId } from "../src/domain/ids.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { contextOf, noSuch, runReply } from "./common.ts";
import type { Services } from "./services.ts";

export const runs = defineCommand<Services, { id?: string | undefined }>({
  name: "runs",
  summary: say("command.runs.summary"),
  usage: "runs [id]",
  may: "ask",
  intent: "approvals",
  args: z.object({ id: z.string().max(40).optional() }),
  positions: ["id"],
  phrases: {
    en: [
      "is the restart finished",
      "did the change complete",
      "how is the restart getting on",
      "is it still running",
      "has last night's change finished",
      "state of the run",

      "show the running change",
      "how far is the run",
      "what have you restarted lately",
      "list recent runs",
      "what is the progress of the restart run",
      "at which step is the change",
      "how is the running change doing",
    ],
    "zh-CN": [
      "重启做完了没",
      "变更跑完了吗",
      "昨晚的执行结束了吗",
      "现在跑到哪了",
      "变更执行到哪一步了",
      "显示最近的执行记录",
      "正在运行的变更进度",
      "变更做到哪一步",
      "现在的执行进度",
      "正在执行的变更怎么样了",
    ],
  },
  async *run(args, { person, signal }, services) {
    // Where a run wants a new backup, it is looked for now: the list should not ask for what was made an hour ago.
    const seen = services.clusters.filter((cluster) => services.can(person, "ask", cluster.id));
    await Promise.all(seen.map((cluster) => services.guard.backupsWanted(cluster.id, signal)));
    if (args.id !== undefined) {
      const run = await services.runs.get(runId(args.id));
      if (run === undefined || !services.can(person, "ask", run.cluster)) throw noSuch(args.id);
      yield runReply(run, services);
      return;
    }
    const recent = await services.runs.list({ limit: 20 });
    const visible = recent.filter((run) => services.can(person, "ask", run.cluster));
    yield { card: runsCard(visible, contextOf(services)), data: { kind: "runs", value: visible } };
  },
});

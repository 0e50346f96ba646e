// /certops snapshot [cluster]: remembers now what the cluster is, so that later changes can be explained.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import { snapshotCard } from "../cards/reference-cards.ts";
import { say } from "../src/i18n/say.ts";
import { newId } from "../src/kernel/ids.ts";
import { defineCommand } from "../src/router/command.ts";
import { clusterFor } from "./common.ts";
import type { Services } from "./services.ts";

export const snapshot = defineCommand<Services, { cluster?: string | undefined }>({
  name: "snapshot",
  summary: say("command.snapshot.summary"),
  usage: "snapshot [cluster]",
  may: "snapshot",
  intent: "certs",
  args: z.object({ cluster: z.string().optional() }),
  positions: ["cluster"],
  phrases: {
    en: [
      "save certs and trust lists before I touch anything",
      "record everything before the change",
      "store the present state",
      "snap the cluster",

      "take a snapshot of the cluster",
      "snapshot now before we renew",
      "remember the current state of the cluster",
      "keep a baseline before the change",
      "save the state of the cluster",
      "make a new snapshot please",
    ],
    "zh-CN": [
      "割接前先存一份",
      "变更前把证书和信任列表记录下来",
      "拍个快照",
      "留个底",
      "给集群拍个快照",
      "续订之前先做快照",
      "保存集群当前状态",
      "动手之前存个快照",
      "先保存现在的状态",
    ],
  },
  async *run(args, { person, signal }, services) {
    const cluster = clusterFor(services, person, "snapshot", args.cluster);
    const subject = `snapshot:${newId("ask")}`;
    const title = say("command.snapshot.taking", { cluster: cluster.name });
    yield {
      card: noticeCard({ title, text: say("command.snapshot.reading", { nodes: cluster.nodes.length }) }),
      subject,
    };
    const summary = await services.snapshots.take({ cluster: cluster.id, by: person, signal });
    yield { card: snapshotCard(summary), subject, data: { kind: "snapshot", value: summary } };
  },
});

// /certops trust [cluster]: the trust lists of every node. /certops trust diff <snapshot> <snapshot>: what changed in them.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import { trustCard, trustDiffCard } from "../cards/trust-card.ts";
import { type Text, verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { newId } from "../src/kernel/ids.ts";
import { defineCommand } from "../src/router/command.ts";
import { clusterFor, trouble } from "./common.ts";
import type { Services } from "./services.ts";

interface Args {
  what?: string | undefined;
  cluster?: string | undefined;
}

/** So many snapshots are offered when none is named. */
const offered = 10;

export const trust = defineCommand<Services, Args>({
  name: "trust",
  summary: say("command.trust.summary"),
  usage: "trust [cluster] | trust diff [<snapshot> <snapshot>] [cluster=<cluster>]",
  may: "ask",
  intent: "certs",
  args: z.object({ what: z.string().max(200).optional(), cluster: z.string().optional() }),
  positions: ["what...", "cluster"],
  phrases: {
    en: [
      "what changed in the trust lists since the last snapshot",
      "what is different since the last snapshot",
      "compare with the snapshot of before",
      "compare the trust lists of two snapshots",
      "difference between ITL and CTL contents",
      "dump the CTL",
      "who is in the trust list",

      "show the trust lists",
      "what is in the ITL and CTL",
      "who signs the ITL file",
      "which node serves which ITL version",
      "show the ITL records of every TFTP node",
      "is any trust list record stale",
      "which certificates does the CTL hold",
      "list the trust list signers",
    ],
    "zh-CN": [
      "对比快照之后信任列表的变化",
      "比较 ITL 和 CTL",
      "ITL 里都有谁",
      "CTL 谁签的",
      "查看信任列表",
      "ITL 和 CTL 里有什么",
      "ITL 文件由谁签名",
      "哪个节点提供哪个版本的 ITL",
      "显示每个 TFTP 节点的 ITL 记录",
      "信任列表里有没有过时的记录",
      "CTL 包含哪些证书",
    ],
  },
  async *run(args, { person, signal }, services) {
    const words = (args.what ?? "").split(/\s+/).filter((word) => word !== "");
    if (words[0]?.toLowerCase() === "diff") {
      const named = words.slice(1).find((word) => isCluster(word, services));
      const cluster = clusterFor(services, person, "ask", args.cluster ?? named);
      const snapshots = words.slice(1).filter((word) => word !== named);
      yield await diff(snapshots, cluster, services);
      return;
    }
    const cluster = clusterFor(
      services,
      person,
      "ask",
      args.cluster ?? (words.length === 0 ? undefined : words.join(" ")),
    );
    const subject = `trust:${newId("ask")}`;
    const title = say("command.trust.reading", { cluster: cluster.name });
    yield {
      card: noticeCard({ title, text: say("command.snapshot.reading", { nodes: cluster.nodes.length }) }),
      subject,
    };
    const report = await services.trust.report(cluster.id, signal);
    yield { card: trustCard(report), subject, data: { kind: "trust", value: report } };
  },
});

/** `trust diff snap_1a snap_2b hq`: a cluster's name among the words is no snapshot. */
const isCluster = (word: string, { clusters }: Services): boolean =>
  clusters.some(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(word.toLowerCase()));

async function diff(names: readonly string[], cluster: ReturnType<typeof clusterFor>, services: Services) {
  if (names.length > 2) {
    throw trouble("bad-input", "more than two snapshots", say("command.trust.two"), say("command.trust.how"));
  }
  const [first, second] = names;
  if (first !== undefined) {
    const value = await services.trust.diff(cluster.id, first, second);
    return { card: trustDiffCard(value), data: { kind: "trust-diff", value } as const };
  }
  const known = await services.snapshots.list(cluster.id, offered);
  return {
    card: noticeCard({
      title: say("command.trust.choose", { cluster: cluster.name }),
      text: known.length === 0 ? say("command.trust.no-snapshots") : say("command.trust.how"),
      lines: known.map((one): Text => verbatim(`${one.id}  ${one.takenAt.slice(0, 16).replace("T", " ")} UTC`)),
    }),
  };
}

// /certops impact [certificate...]: what renewing these certificates touches, restarts and endangers.
import { z } from "zod";
import { impactCard } from "../cards/impact-card.ts";
import type { CardAction } from "../src/domain/card.ts";
import { type Cluster, certificateUnits } from "../src/domain/cluster.ts";
import { verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { nearest } from "../src/kernel/nearest.ts";
import { own } from "../src/kernel/own.ts";
import { defineCommand } from "../src/router/command.ts";
import { clusterFor, trouble } from "./common.ts";
import type { Services } from "./services.ts";

interface Args {
  certificates?: string | undefined;
  cluster?: string | undefined;
  node?: string | undefined;
}

export const impact = defineCommand<Services, Args>({
  name: "impact",
  summary: say("command.impact.summary"),
  usage: "impact [certificate...] [cluster=<cluster>] [node=<node>]",
  may: "ask",
  intent: "impact",
  args: z.object({ certificates: z.string().optional(), cluster: z.string().optional(), node: z.string().optional() }),
  positions: ["certificates...", "cluster", "node"],
  phrases: {
    en: [
      "what happens if I renew the CallManager certificate",
      "business impact of renewing tomcat",
      "is it safe to regenerate TVS and CallManager together",
      "which services must be restarted after a CAPF renewal",
      "will phones reset when ITLRecovery is renewed",
      "what breaks if tomcat is regenerated",
      "how risky is the renewal of ipsec",
      "impact of the certificate change on phones",
      "what if we renew everything at once",
      "do phones restart when I upload a new callmanager certificate",
      "can I renew tomcat during business hours",
      "will a renewal of CAPF cause an outage",
      "what goes down while CallManager is renewed",
      "how long is the service down when tomcat is renewed",
      "may I renew ipsec in the daytime",
      "what happens when I restart tomcat",
      "what would a TFTP restart do to the phones",
      "should I be worried about renewing CAPF",
    ],
    "zh-CN": [
      "续订 CallManager 证书会有什么影响",
      "更新 tomcat 证书对业务的影响",
      "同时更新 TVS 和 CallManager 安全吗",
      "续订 CAPF 之后要重启哪些服务",
      "更新 ITLRecovery 会导致电话重启吗",
      "重新生成 tomcat 证书有什么风险",
      "如果全部证书一起更新会怎么样",
      "续订 CallManager 业务要停多久",
      "白天能不能更新 ipsec",
      "上班时间能续订 tomcat 吗",
      "重启 tomcat 会影响什么",
      "证书变更的影响级别",
    ],
  },
  async *run(args, { person, signal }, services) {
    const units = readUnits(args.certificates ?? "");
    const visible = services.clusters.filter((cluster) => services.can(person, "ask", cluster.id));
    const named = args.cluster !== undefined || args.node !== undefined || visible.length === 1;
    const cluster = named ? clusterFor(services, person, "ask", args.cluster).id : undefined;
    const table = await services.impact.table({ units, cluster, node: args.node, signal });
    const { rows, release = null, together = [] } = table;
    const card = impactCard(table);
    const actions = cluster === undefined ? visible.slice(0, 5).map((one) => ofCluster(one, units)) : card.actions;
    yield { card: { ...card, actions }, data: { kind: "impact", value: { ...table, rows, release, together } } };
  },
});

/** Other ways to write a unit. */
const nicknames: Readonly<Record<string, (typeof certificateUnits)[number]>> = {
  itl: "ITLRecovery",
  "itl-recovery": "ITLRecovery",
  ccm: "CallManager",
  "call-manager": "CallManager",
};

/** Nobody said of which cluster: its own numbers are one press away. */
const ofCluster = ({ id, name }: Cluster, units: readonly string[]): CardAction => ({
  action: "unclear.choose",
  label: verbatim(name),
  payload: { intent: "impact", cluster: id, ...(units.length === 0 ? {} : { certificates: units.join(" ") }) },
});

const everything = /^\s*(?:all|every|everything|全部|所有)(?:\s*(?:the\s+)?(?:cert(?:ificate)?s?|证书))?\s*$/i;

const unitNamed = (word: string) => {
  const wanted = word.toLowerCase();
  return certificateUnits.find((unit) => unit.toLowerCase() === wanted) ?? own(nicknames, wanted);
};

/** Unit names in CUCM's spelling, every one for “all”. Throws CertOpsError `not-found` with the nearest name. */
export function readUnits(text: string): string[] {
  if (everything.test(text)) return [...certificateUnits];
  const units = text
    .split(/[\s,;+&]+|\band\b/i)
    .filter((word) => word !== "" && !/^(?:and|certs?|certificates?)$/i.test(word))
    .map((word) => {
      const found = unitNamed(word);
      if (found !== undefined) return found;
      const behind = /-trust$/i.test(word) ? unitNamed(word.slice(0, -"-trust".length)) : undefined;
      if (behind !== undefined) throw trustStore(word.slice(0, 60), behind);
      const near = nearest(word, certificateUnits);
      const names = certificateUnits.join(", ");
      throw trouble(
        "not-found",
        "no such certificate unit",
        say("command.impact.unknown", { name: word.slice(0, 60) }),
        near === undefined ? say("command.impact.names", { names }) : say("command.impact.near", { near, names }),
      );
    });
  return [...new Set(units)];
}

/** `tomcat-trust` and the like: others’ certificates stand there, and none of them is renewed. */
const trustStore = (name: string, unit: string) =>
  trouble(
    "not-found",
    "a trust store, not a certificate",
    say("command.impact.trust-store", { name }),
    say("command.impact.trust-store.next", { unit }),
  );

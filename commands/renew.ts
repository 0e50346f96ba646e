// /certops renew [certificate...] [on <node>]: how it is done here: dangers, runbook and impact. It changes nothing.
import { z } from "zod";
import { renewalCard, renewalChoiceCard } from "../cards/renewal-card.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { clusterFor } from "./common.ts";
import { impact, readUnits } from "./impact.ts";
import type { Services } from "./services.ts";

interface Args {
  certificates?: string | undefined;
  node?: string | undefined;
  cluster?: string | undefined;
}

const usual = ["tomcat", "CallManager", "TVS", "CAPF", "ITLRecovery"] as const;

export const renew = defineCommand<Services, Args>({
  name: "renew",
  summary: say("command.renew.summary"),
  usage: "renew [certificate...] [node=<node>] [cluster=<cluster>]",
  may: "ask",
  intent: "renew",
  args: z.object({
    certificates: z.string().max(300).optional(),
    node: z.string().max(400).optional(),
    cluster: z.string().optional(),
  }),
  positions: ["certificates...", "node", "cluster"],
  phrases: {
    en: [
      "how do I renew the tomcat certificate",
      "renew the CallManager certificate",
      "I want to regenerate the TVS cert",
      "please renew CAPF",
      "steps to renew ITLRecovery",
      "what is the procedure to replace the tomcat certificate with a CA-signed one",
      "we plan to renew all certificates next weekend",
      "how to regenerate self-signed certificates in CUCM",
      "in which order should I renew the certificates",
      "generate a CSR for tomcat",
      "upload a new callmanager certificate",
      "the tomcat certificate expires soon, how do we replace it",
      "rotate the ipsec certificate",
      "best way to renew the certificates of the cluster",
      "let's renew tomcat",
      "renew all certificates now",
      "renew everything",
      "which order is right for renewing several certificates",
      "give me the runbook for TVS",
      "which restarts follow a renewal of CallManager",
      "our CA sent the signed tomcat certificate, how is it uploaded",
      "explain step by step how CAPF is renewed",
      "we will replace the tomcat certificate on Saturday",
    ],
    "zh-CN": [
      "怎么续订 tomcat 证书",
      "续订 CallManager 证书",
      "如何重新生成 TVS 证书",
      "我想更新 CAPF 证书",
      "续订 ITLRecovery 的步骤",
      "更换 tomcat 证书的流程",
      "我们打算周末续订所有证书",
      "证书应该按什么顺序续订",
      "帮我续订 ipsec 证书",
      "生成 tomcat 的 CSR",
      "证书快过期了怎么更换",
      "想重新生成 TVS 证书",
      "打算换掉 CallManager 证书",
      "给我 TVS 续订的操作手册",
      "讲一下更新 tomcat 证书的流程",
      "CAPF 证书分几步更新",
    ],
  },
  async *run({ certificates = "", node = "", cluster: named }, invocation, services) {
    const units = readUnits(certificates);
    const visible = services.clusters.filter((one) => services.can(invocation.person, "ask", one.id));
    const meant = named !== undefined || visible.length === 1;
    const cluster = meant ? clusterFor(services, invocation.person, "ask", named) : undefined;
    const where = cluster === undefined ? {} : { cluster: cluster.id };
    if (units.length === 0) {
      yield { card: renewalChoiceCard(usual, { ...where, ...(node === "" ? {} : { node }) }) };
      return;
    }
    const known = new Set(cluster?.nodes.map((one) => one.name.toLowerCase()));
    // A node that this cluster has not is none of a runbook's.
    const nodes = node.split(/[\s,]+/).filter((one) => known.has(one.toLowerCase()));
    const { signal } = invocation;
    const guide = await services.renewal.guide({ units, nodes, cluster: cluster?.id, signal });
    yield {
      card: renewalCard({ ...guide, nodes, ...where }),
      about: {
        ...where,
        certificates: guide.units.join(" "),
        ...(nodes.length === 0 ? {} : { node: nodes.join(" ") }),
      },
      data: { kind: "renewal", value: guide },
    };
    const [one, ...others] = nodes;
    const there = one === undefined || others.length > 0 ? {} : { node: one };
    const wish = { certificates: guide.units.join(" "), ...where, ...there };
    for await (const reply of impact.run(wish, invocation, services))
      yield { ...reply, about: { ...where, certificates: guide.units.join(" ") } };
  },
});

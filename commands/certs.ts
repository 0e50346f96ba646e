// /certops certs [cluster]: every certificate of every node by urgency, as the nodes answer.
import { z } from "zod";
import { type CertsCardOptions, certsCard } from "../cards/certs-card.ts";
import type { Reply } from "../src/domain/chat.ts";
import type { CertificateReport } from "../src/domain/inventory.ts";
import { say } from "../src/i18n/say.ts";
import { newId } from "../src/kernel/ids.ts";
import { type Click, defineCommand } from "../src/router/command.ts";
import { clusterFor } from "./common.ts";
import type { Services } from "./services.ts";

const reply = (report: CertificateReport, options: CertsCardOptions): Reply => ({
  card: certsCard(report, options),
  revision: report.revision,
  data: { kind: "certificates", value: report },
});

interface Args {
  cluster?: string | undefined;
  certificates?: string | undefined;
  node?: string | undefined;
}

export const certs = defineCommand<Services, Args>({
  name: "certs",
  summary: say("command.certs.summary"),
  usage: "certs [cluster] [certificates=<unit,…>] [node=<node,…>]",
  may: "ask",
  intent: "certs",
  args: z.object({
    cluster: z.string().optional(),
    certificates: z.string().max(300).optional(),
    node: z.string().max(400).optional(),
  }),
  positions: ["cluster"],
  phrases: {
    en: [
      "expiry dates",
      "is anything about to expire on the branch cluster",
      "certificates that die soon",

      "show all certificates",
      "list the certificates of the cluster",
      "which certificates expire soon",
      "when does the tomcat certificate expire",
      "is any certificate expired",
      "certificate status of all nodes",
      "what certs do we have",
      "check certificate validity and expiration dates",
      "show me the CallManager cert serial numbers",
      "how long are our certificates still valid",
      "certificate inventory",
      "expiring certs next month",
      "who issued the tomcat certificate",
      "which certificates are self-signed and which are signed by a CA",
      "is the CallManager certificate signed by our CA",
      "key size of the ipsec certificate",
      "is there any certificate I have to worry about",
      "who issued the CAPF certificate",
      "show the certificate of CAPF",
      "is the TVS certificate self-signed",
      "which nodes serve an old certificate",
      "does anything expire this year",
      "what expires next",
      "how many days does the CallManager certificate have left",
      "is a certificate going to run out soon",
    ],
    "zh-CN": [
      "到期时间",
      "快过期的有哪些",
      "查看所有证书",
      "列出集群的证书",
      "哪些证书快到期了",
      "tomcat 证书什么时候过期",
      "有没有证书已经过期",
      "证书有效期还有多久",
      "检查证书状态",
      "证书清单",
      "下个月到期的证书",
      "tomcat 是自签名还是 CA 签名",
      "CAPF 证书由谁签发",
      "CallManager 证书的序列号是多少",
      "tomcat 证书是谁颁发的",
      "有什么快要过期",
      "证书还剩几天",
      "哪个节点还在出示旧证书",
    ],
  },
  async *run(args, { person, signal }, services) {
    const cluster = clusterFor(services, person, "ask", args.cluster);
    const subject = `certs:${newId("ask")}`;
    for await (const report of services.certificates.inventory(cluster.id, signal)) {
      yield { ...reply(report, { only: namedIn(args) }), subject };
    }
  },
});

const namedIn = ({
  certificates = "",
  node = "",
}: Pick<Args, "certificates" | "node">): NonNullable<CertsCardOptions["only"]> => ({
  units: certificates
    .slice(0, 300)
    .split(/[\s,]+/)
    .filter((one) => one !== ""),
  nodes: node
    .slice(0, 400)
    .split(/[\s,]+/)
    .filter((one) => one !== ""),
});

/** Another page of what was read already; read again when the bot was restarted in between. */
export const certsPage: Click<Services> = {
  action: "certs.page",
  may: "ask",
  async *run(payload, { person, signal }, services) {
    const cluster = clusterFor(services, person, "ask", payload.cluster);
    const page = Number(payload.page);
    const options: CertsCardOptions = {
      store: payload.store === "trust" ? "trust" : "own",
      page: Number.isInteger(page) && page > 0 ? page : 1,
      only: namedIn(payload),
    };
    const known = services.certificates.latest?.(cluster.id);
    const turning = { inPlace: true, turns: "certs" } as const;
    if (known !== undefined) yield { ...reply(known, options), ...turning };
    else
      for await (const report of services.certificates.inventory(cluster.id, signal))
        yield { ...reply(report, options), ...turning };
  },
};

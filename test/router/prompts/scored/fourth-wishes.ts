// Set D, written by somebody who read neither the phrases nor the router: what people want to know, and to have done. Only counted.
import type { PromptGroup, Tongue } from "../group.ts";

/** A group of one prompt; its class has the name of what it wants, if nothing else is said. */
function one(wants: string, tongue: Tongue, prompt: string, more: Partial<PromptGroup> = {}): PromptGroup {
  return { class: wants, wants, ...more, prompts: { en: [], zh: [], mixed: [], [tongue]: [prompt] } };
}

export const fourthWishes: readonly PromptGroup[] = [
  {
    class: "which",
    wants: "certs",
    asks: "which",
    prompts: {
      en: ["which certs run out before christmas", "got a UC_CERT-4-CertValidLessThanMonth alarm, which one is it?"],
      zh: ["哪些证书三个月内到期？", "收到证书快过期的告警，是哪一张？"],
      mixed: ["wich certifcates expier next month"],
    },
  },
  {
    class: "certs",
    wants: "certs",
    prompts: {
      en: ["expiry dates pls", "auditor wants to know which of our certificates are self signed"],
      zh: ["列一下所有节点的证书"],
      mixed: [],
    },
  },
  one("certs", "en", "anything expired on cucm-sub2?", { args: { node: "cucm-sub2" } }),
  one("certs", "mixed", "cucm-sub1的cert list给我看一下", { args: { node: "cucm-sub1" } }),
  one("certs", "en", "list all certificates at Branch, CSV not needed", { args: { cluster: "branch" } }),
  one("certs", "en", "when does tomcat on br-sub1 expire", {
    class: "which",
    asks: "which",
    args: { certificates: "tomcat", node: "br-sub1" },
  }),
  one("certs", "zh", "HQ的tomcat证书什么时候过期", {
    class: "which",
    asks: "which",
    args: { certificates: "tomcat", cluster: "hq" },
  }),
  one("certs", "en", "is the callmanager cert CA-signed or self-signed?", {
    class: "which",
    asks: "which",
    args: { certificates: "CallManager" },
  }),
  one("certs", "en", "can you tell me the serial number of the CAPF cert on HQ", {
    args: { certificates: "CAPF", cluster: "hq" },
  }),
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: ["do all TFTP nodes serve the same ITL?"],
      zh: ["CTL和ITL现在是用哪张证书签名的？", "各节点上的ITL一致吗"],
      mixed: [],
    },
  },
  one("trust", "en", "which cert signs our ITL on hq, callmanager or itlrecovery", { args: { cluster: "hq" } }),
  {
    class: "LSCs",
    wants: "lscs",
    prompts: {
      en: [
        "how many phones still have an LSC from the old CAPF?",
        "need the list of phones with expired or missing LSCs for the security review",
      ],
      zh: ["哪些话机的LSC还是旧CAPF签发的"],
      mixed: ["给我一份LSC list"],
    },
  },
  one("certificate", "en", "ISE guy needs the CAPF certificate file, can you send the pem here"),
  one("certificate", "zh", "把CAPF证书导出给我，要传到ISE上"),
  one("impact", "en", "what breaks if I renew CallManager on a Tuesday afternoon?", {
    class: "what-if",
    asks: "what-if",
    args: { certificates: "CallManager" },
  }),
  one("impact", "en", "will phones reboot when tomcat is regenerated?", {
    class: "what-if",
    asks: "what-if",
    args: { certificates: "tomcat" },
  }),
  one("impact", "en", "Impact of replacing TVS and ITLRecovery in one go?", { class: "what-if" }),
  {
    class: "what-if",
    wants: "impact",
    args: { certificates: "CAPF" },
    prompts: {
      en: ["my boss asks how many users are affected if we do CAPF this weekend"],
      zh: [],
      mixed: ["renew CAPF会不会影响secure phone？"],
    },
  },
  one("impact", "en", "is it safe to renew tomcat during business hours at HQ", {
    class: "what-if",
    args: { certificates: "tomcat", cluster: "hq" },
  }),
  one("impact", "zh", "续订ITLRecovery证书会影响哪些业务？", {
    class: "what-if",
    args: { certificates: "ITLRecovery" },
  }),
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: ["would a TFTP restart on sub2 drop calls?"],
      zh: ["如果白天重启Tomcat，用户会被踢出来吗"],
      mixed: [],
    },
  },
  one("impact", "zh", "CallManager和TVS能一起续订吗？", { class: "what-if", or: ["renew"] }),
  {
    class: "how to renew",
    wants: "renew",
    asks: "how",
    args: { certificates: "tomcat" },
    prompts: {
      en: ["how do I renew the tomcat multi-SAN cert with SSO enabled?"],
      zh: [],
      mixed: ["tomcat cert怎么renew？CA签的"],
    },
  },
  one("renew", "en", "what's the right order to renew callmanager, tvs and capf", {
    class: "how to renew",
    or: ["impact"],
  }),
  {
    class: "how to renew",
    wants: "renew",
    args: { certificates: "ITLRecovery" },
    prompts: { en: ["runbook for ITLRecovery on 14 please"], zh: ["ITLRecovery要怎么换"], mixed: [] },
  },
  one("renew", "en", "step by step for CA signed callmanager renewal on hq", {
    class: "how to renew",
    args: { certificates: "CallManager", cluster: "hq" },
  }),
  {
    class: "how to renew",
    wants: "renew",
    args: { certificates: "CAPF" },
    prompts: { en: ["CAPF expires on friday, walk me through it"], zh: ["CAPF证书续订的步骤是什么"], mixed: [] },
  },
  one("renew", "en", "how to regenerate self signed ipsec cert on br-pub", {
    class: "how to renew",
    asks: "how",
    args: { certificates: "ipsec", node: "br-pub" },
  }),
  one("renew", "zh", "怎么更新CallManager证书才不会让话机掉线？", {
    class: "how to renew",
    asks: "how",
    args: { certificates: "CallManager" },
  }),
  one("renew", "zh", "TVS证书快到期了，应该怎么操作", {
    class: "how to renew",
    asks: "how",
    args: { certificates: "TVS" },
  }),
  one("renew", "en", "renew the TVS certificate on Branch", {
    asks: "do",
    args: { certificates: "TVS", cluster: "branch" },
  }),
  one("renew", "en", "please go ahead and regenerate capf at hq", {
    asks: "do",
    args: { certificates: "CAPF", cluster: "hq" },
  }),
  one("renew", "zh", "帮我把HQ的TVS证书续订了", { asks: "do", args: { certificates: "TVS", cluster: "hq" } }),
  one("renew", "mixed", "renw CallManager cert on HQ", {
    asks: "do",
    args: { certificates: "CallManager", cluster: "hq" },
  }),
  one("renew", "en", "I want to replace our expired tomcat certs tonight", { args: { certificates: "tomcat" } }),
  one("restart", "en", "tftp on cucm-sub1 hangs, restart it please", {
    asks: "do",
    args: { service: "Cisco Tftp", node: "cucm-sub1" },
  }),
  one("restart", "zh", "重启cucm-sub2上的TFTP服务", { asks: "do", args: { service: "Cisco Tftp", node: "cucm-sub2" } }),
  one("restart", "en", "bounce TVS on all HQ nodes", {
    asks: "do",
    args: { service: "Cisco Trust Verification Service", cluster: "hq" },
  }),
  one("restart", "en", "can you restart Cisco Tomcat on br-sub1 for me?", {
    asks: "do",
    args: { service: "Cisco Tomcat", node: "br-sub1" },
  }),
  one("restart", "zh", "请把Branch所有节点的Cisco Tomcat重启一下", {
    asks: "do",
    args: { service: "Cisco Tomcat", cluster: "branch" },
  }),
  one("restart", "en", "pls restart callmanager service on subscriber 2", {
    asks: "do",
    args: { service: "Cisco CallManager", node: "cucm-sub2" },
  }),
  one("restart", "en", "cycle HAProxy on cucm-pub", {
    asks: "do",
    args: { service: "Cisco HAProxy", node: "cucm-pub" },
  }),
  one("restart", "mixed", "restart一下HQ sub1的CTIManager", {
    asks: "do",
    args: { service: "Cisco CTIManager", node: "cucm-sub1" },
  }),
  one("restart", "en", "what's the command to restart tvs on the publisher", {
    class: "how to restart",
    asks: "how",
    args: { service: "Cisco Trust Verification Service" },
  }),
  one("restart", "zh", "怎样重启cucm-pub上的CAPF服务？", {
    class: "how to restart",
    asks: "how",
    args: { service: "Cisco Certificate Authority Proxy Function", node: "cucm-pub" },
  }),
  {
    class: "reset",
    wants: "reset",
    asks: "do",
    prompts: {
      en: ["reset all phones in device pool DP_Floor3", "restart SEP00562B043615"],
      zh: ["把HQ所有话机重置一遍"],
      mixed: ["reset下SEP001122AABBCC这台话机"],
    },
  },
  one("reset", "en", "how do I reset every phone at the branch without going there", { asks: "how" }),
  one("approvals", "en", "anything waiting for my approval?"),
  one("approvals", "zh", "有没有需要我审批的变更"),
  one("policy", "en", "am I allowed to restart services on Branch?", { or: ["approvals"] }),
  one("policy", "zh", "谁可以批准HQ上的重启？", { or: ["approvals"] }),
  one("runs", "en", "what did the bot change last night?", { or: ["audit"] }),
  one("runs", "en", "status of the change that is running", { or: ["approvals", "overview"] }),
  one("runs", "zh", "昨晚的变更执行到哪一步了", { or: ["approvals", "overview"] }),
  one("audit", "en", "show me the audit log for this week"),
  one("snapshot", "en", "take a snapshot of hq before I start", { args: { cluster: "hq" } }),
  one("snapshot", "zh", "续订之前先给Branch做个快照", { args: { cluster: "branch" } }),
  one("picture", "en", "draw me a timeline of certificate expiry"),
  one("picture", "mixed", "给我画个cert到期的timeline"),
  one("language", "en", "speak chinese please"),
  one("language", "zh", "以后用英文回答我"),
  one("help", "en", "hi bot, what sort of things can I ask you here?"),
  one("help", "zh", "这个机器人怎么用"),
  one("overview", "en", "what needs my attention today?", { or: ["certs", "approvals"] }),
];

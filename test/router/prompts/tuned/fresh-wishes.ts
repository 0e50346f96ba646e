// Fresh prompts (what people want to know or to have). Written before the understanding’s sources were read; this half was tuned on.
import type { PromptGroup } from "../group.ts";

export const freshWishes: readonly PromptGroup[] = [
  {
    class: "certs",
    wants: "certs",
    prompts: {
      en: ["expiry dates please", "what certs are about to die in the next 60 days", "is anything expired on HQ"],
      zh: ["看下总部CAPF证书还有多少天"],
      mixed: [],
    },
  },
  {
    class: "which",
    wants: "certs",
    asks: "which",
    prompts: {
      en: ["which cert is going to run out next?", "which ones expire this quarter on branch"],
      zh: ["哪几台节点的tomcat快到期"],
      mixed: ["哪个 cert 最先 expire"],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: ["has the trust list changed since the last snapshot"],
      zh: ["ITL里现在有哪些证书"],
      mixed: ["ITL signer 是谁"],
    },
  },
  {
    class: "snapshot",
    wants: "snapshot",
    prompts: {
      en: [
        "snapshot HQ",
        "record the current certs and trust lists before I touch anything",
        "take a baseline of branch",
      ],
      zh: [],
      mixed: ["snapshto hq pls"],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: {
      en: ["anything pending my approval?"],
      zh: [],
      mixed: ["pending 的审批有哪些"],
    },
  },
  {
    class: "runs",
    wants: "runs",
    prompts: {
      en: ["how is the restart coming along"],
      zh: ["刚才的重启跑到哪一步了"],
      mixed: [],
    },
  },
  {
    class: "audit",
    wants: "audit",
    prompts: {
      en: ["who restarted tftp yesterday", "show me the audit trail"],
      zh: ["查一下操作记录"],
      mixed: ["audit log 给我看看"],
    },
  },
  {
    class: "share and picture",
    wants: "share",
    or: ["unclear"],
    prompts: {
      en: ["share this diagnosis with the TAC engineer"],
      zh: [],
      mixed: ["share 一下这个诊断给同事"],
    },
  },
  {
    class: "share and picture",
    wants: "picture",
    prompts: {
      en: ["draw me the trust map of HQ", "show a timeline of certificate expiry as a picture"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "language",
    wants: "language",
    prompts: {
      en: [],
      zh: ["请用中文回答", "换成英文"],
      mixed: [],
    },
  },
  {
    class: "help",
    wants: "help",
    prompts: {
      en: ["list your commands"],
      zh: ["你能干什么", "怎么用这个机器人"],
      mixed: ["help 一下，有什么 command"],
    },
  },
  {
    class: "overview",
    wants: "overview",
    or: ["certs"],
    prompts: {
      en: ["give me the state of all clusters at a glance"],
      zh: ["所有集群整体情况怎么样"],
      mixed: ["来个 overview"],
    },
  },
  {
    class: "lscs",
    wants: "lscs",
    or: ["certs"],
    prompts: {
      en: [],
      zh: ["哪些话机的LSC快到期了", "列出LSC到期的电话"],
      mixed: ["LSC 快 expire 的 phone 有哪些"],
    },
  },
  {
    class: "hand-out",
    wants: "certificate",
    or: ["certs"],
    prompts: {
      en: [],
      zh: ["把CAPF证书发我，要导到ISE里"],
      mixed: ["给我 CAPF cert 的 PEM 文件"],
    },
  },
  {
    class: "renew",
    wants: "renew",
    prompts: {
      en: ["I want to regenerate CallManager.pem on sub1"],
      zh: ["续订HQ的tomcat证书", "我要更新CAPF证书", "重新生成sub2的CallManager证书"],
      mixed: ["renew 一下 tomcat", "帮我 regenerate CAPF on pub", "TVS cert 要 renew"],
    },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: ["what's the blast radius of a CAPF renewal"],
      zh: ["如果同时续CallManager和TVS会怎么样", "续CAPF话机会不会重启", "重新生成ITLRecovery有风险吗"],
      mixed: ["renew tomcat 会影响 SSO 吗", "what happns if i regenrate tvs"],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: ["how do I renew a CA-signed tomcat", "how to replace an expired TVS certificate"],
      zh: ["更新CallManager证书的正确步骤是什么"],
      mixed: [],
    },
  },
  {
    class: "how",
    wants: "restart",
    asks: "how",
    prompts: {
      en: ["how do I restart the TFTP service on a subscriber"],
      zh: ["TFTP服务如何重启"],
      mixed: [],
    },
  },
  {
    class: "do",
    wants: "restart",
    asks: "do",
    args: {
      service: "Cisco Tftp",
    },
    prompts: {
      en: ["pls restart Cisco Tftp at branch"],
      zh: [],
      mixed: ["restrat tftp on cucm-sub1"],
    },
  },
  {
    class: "do",
    wants: "reset",
    asks: "do",
    prompts: {
      en: [],
      zh: [],
      mixed: ["reset 所有 phones"],
    },
  },
];

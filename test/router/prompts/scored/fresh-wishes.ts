// Fresh prompts (what people want to know or to have). Written before the understanding’s sources were read; this half is only counted: nobody looks at what fails here.
import type { PromptGroup } from "../group.ts";

export const freshWishes: readonly PromptGroup[] = [
  {
    class: "certs",
    wants: "certs",
    prompts: {
      en: ["show cert list of branch", "how long is CAPF on cucm-pub still valid", "list every certificate on br-sub1"],
      zh: ["列出br-sub1上的所有证书", "有没有已经过期的证书？", "帮我查一下证书到期时间"],
      mixed: ["HQ 的 cert 什么时候 expire", "lst certs on bracnh", "callmanager cert 过期日期 please"],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: ["what's inside the ITL right now", "compare CTL and ITL of cucm-pub", "who signed the CTL file"],
      zh: ["CTL文件内容给我看看", "对比一下两次快照的信任列表"],
      mixed: ["show 一下 CTL 里面的 entry"],
    },
  },
  {
    class: "snapshot",
    wants: "snapshot",
    prompts: {
      en: [],
      zh: ["动手前先存一份现状", "给总部拍个快照"],
      mixed: ["take 一个 snapshot of branch"],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: {
      en: ["which change requests wait for approval"],
      zh: ["有哪些待审批的变更", "还有什么要我批的吗"],
      mixed: [],
    },
  },
  {
    class: "runs",
    wants: "runs",
    prompts: {
      en: ["did last night's run finish?", "status of the running change"],
      zh: ["昨晚的变更执行完了吗"],
      mixed: ["那个 run 现在什么 status"],
    },
  },
  {
    class: "audit",
    wants: "audit",
    prompts: {
      en: [],
      zh: ["昨天是谁重启的CallManager"],
      mixed: [],
    },
  },
  {
    class: "share and picture",
    wants: "share",
    or: ["unclear"],
    prompts: {
      en: [],
      zh: ["把这次诊断结果分享出去"],
      mixed: [],
    },
  },
  {
    class: "share and picture",
    wants: "picture",
    prompts: {
      en: [],
      zh: ["出一张证书到期时间线图"],
      mixed: [],
    },
  },
  {
    class: "overview",
    wants: "overview",
    or: ["certs"],
    prompts: {
      en: ["overview of everything"],
      zh: ["给我一个总览"],
      mixed: [],
    },
  },
  {
    class: "lscs",
    wants: "lscs",
    or: ["certs"],
    prompts: {
      en: ["which phones have an LSC that runs out soon", "list LSC expiry per phone"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "hand-out",
    wants: "certificate",
    or: ["certs"],
    prompts: {
      en: ["give me the CAPF root so that I can import it into ISE", "download the CAPF certificate as pem"],
      zh: ["导出CAPF根证书"],
      mixed: [],
    },
  },
  {
    class: "renew",
    wants: "renew",
    prompts: {
      en: [
        "renew tomcat on all nodes",
        "capf runs out in 5 days, let's renew it",
        "time to replace the TVS certs on HQ",
        "need to roll the ITLRecovery certificate",
        "runbook for tomcat multi-san renewal",
      ],
      zh: ["TVS证书要过期了，帮我续一下", "给个续订ipsec证书的步骤"],
      mixed: ["renw the calmanager cert on hq"],
    },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "what breaks if I renew CallManager?",
        "would regenerating TVS during business hours reset phones?",
        "can I renew callmanager and TVS in the same night?",
        "is it dangerous to regenerate ITLRecovery?",
        "will calls drop when I renew tomcat",
      ],
      zh: ["更新CallManager证书会有什么影响", "白天换tomcat证书用户会受影响吗"],
      mixed: ["CAPF renew 的 impact 是什么", "if 我换 callmanager cert，phones 会 reset 吗"],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: ["what is the right order for renewing callmanager and tvs certs"],
      zh: ["怎么更新tomcat证书", "CAPF证书到期了应该怎么续"],
      mixed: ["how 续订 CAPF"],
    },
  },
  {
    class: "how",
    wants: "restart",
    asks: "how",
    prompts: {
      en: ["what's the command to restart tomcat"],
      zh: [],
      mixed: ["怎么 restart Cisco Tftp"],
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
      en: ["bounce tftp on cucm-sub2"],
      zh: ["重启一下sub1的TFTP", "把branch的TFTP服务重启了"],
      mixed: ["restart 一下 tftp on sub2"],
    },
  },
  {
    class: "do",
    wants: "restart",
    asks: "do",
    args: {
      service: "Cisco CallManager",
      node: "cucm-sub1",
    },
    prompts: {
      en: ["restart the CallManager service on sub1"],
      zh: ["重启cucm-sub1的CallManager服务"],
      mixed: ["sub1 的 callmanager service 重启一下"],
    },
  },
  {
    class: "do",
    wants: "reset",
    asks: "do",
    prompts: {
      en: ["reset all phones in HQ", "reboot SEP001122334455 please"],
      zh: ["把总部的话机全部重置一下"],
      mixed: [],
    },
  },
];

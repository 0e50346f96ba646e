// Fresh prompts (what people want to know or to have). Written for the second cycle, before it began; this half was tuned on.
import type { PromptGroup } from "../group.ts";

export const secondWishes: readonly PromptGroup[] = [
  {
    class: "certs",
    wants: "certs",
    prompts: {
      en: ["any certs close to expiry?"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: [],
      zh: [],
      mixed: ["ITL 里有哪些 cert"],
    },
  },
  {
    class: "runs",
    wants: "runs",
    prompts: {
      en: ["is the TFTP restart done?", "where is the run at"],
      zh: ["重启完成了吗", "执行进度"],
      mixed: ["run 跑完了吗"],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: {
      en: ["does anybody have to approve something"],
      zh: ["待审批列表"],
      mixed: [],
    },
  },
  {
    class: "renew",
    wants: "renew",
    prompts: {
      en: ["ipsec is expired, renew it on br-pub", "please prepare the renewal of CAPF"],
      zh: ["准备续订br-pub的ipsec证书", "今晚把tomcat证书换了", "TVS快到期了，需要续订"],
      mixed: [],
    },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "does a TVS renewal reboot phones?",
        "which services are affected by a callmanager certificate renewal?",
        "what if we regenerate ipsec now",
      ],
      zh: ["中午续CAPF有没有风险", "续tomcat对Jabber有影响吗", "白天重启TFTP有影响吗"],
      mixed: [],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: ["steps for CallManager certificate renewal please", "in what order do I renew TVS and CallManager"],
      zh: ["TVS证书怎么续", "续订ITLRecovery的流程"],
      mixed: ["how to renw tomcat"],
    },
  },
  {
    class: "how",
    wants: "restart",
    asks: "how",
    prompts: {
      en: ["which command restarts TVS", "what do I type to restart the CallManager service"],
      zh: ["重启CallManager服务用什么命令", "如何重启sub1上的TFTP"],
      mixed: ["TVS 怎么 restart"],
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
      en: ["restart TFTP please, cucm-sub2", "can you restart tftp on br-sub1"],
      zh: ["TFTP重启一下，br-sub1的"],
      mixed: ["帮我 restart TFTP on sub1"],
    },
  },
  {
    class: "do",
    wants: "restart",
    asks: "do",
    args: {
      service: "Cisco Tomcat",
    },
    prompts: {
      en: ["tomcat on sub1 needs a restart, do it"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "do",
    wants: "reset",
    asks: "do",
    prompts: {
      en: ["reset every phone of the branch", "reset SEPA0B1C2D3E4F5"],
      zh: [],
      mixed: ["重置 SEPA0B1C2D3E4F5"],
    },
  },
];

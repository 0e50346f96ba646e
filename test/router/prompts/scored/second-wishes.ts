// Fresh prompts (what people want to know or to have). Written for the second cycle, before it began; this half is only counted: nobody looks at what fails here.
import type { PromptGroup } from "../group.ts";

export const secondWishes: readonly PromptGroup[] = [
  {
    class: "certs",
    wants: "certs",
    prompts: {
      en: ["when does TVS on sub2 run out", "expired certificates on branch?"],
      zh: ["还有几天CallManager证书到期", "branch有没有过期的证书"],
      mixed: ["CAPF cert 还剩几天"],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: ["print the CTL records", "which certificates are in the ITL on sub1"],
      zh: ["看下CTL里的条目"],
      mixed: [],
    },
  },
  {
    class: "approvals",
    wants: "approvals",
    prompts: {
      en: ["list open requests"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "renew",
    wants: "renew",
    prompts: {
      en: ["let's do the tomcat renewal tonight"],
      zh: [],
      mixed: ["今晚 renew CallManager cert"],
    },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "what's the risk of renewing CAPF at noon",
        "how bad is it to renew CallManager and ITLRecovery together",
        "do users notice when tomcat is renewed?",
        "is it OK to restart TFTP during the day?",
      ],
      zh: ["换TVS证书话机会重启吗", "同时换CallManager和ITLRecovery行不行"],
      mixed: ["TVS renew 会不会 reset phone", "what if 我 renew 了 ipsec"],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: ["how should I go about renewing CAPF", "what's the procedure for a new ITLRecovery"],
      zh: ["证书到期了tomcat怎么换"],
      mixed: ["CAPF renew 步骤"],
    },
  },
  {
    class: "how",
    wants: "restart",
    asks: "how",
    prompts: {
      en: ["how can I restart Tomcat on the publisher"],
      zh: ["tomcat怎么重启"],
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
      en: ["kick tftp on sub1"],
      zh: ["帮忙重启sub2上的TFTP服务"],
      mixed: [],
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
      en: ["restart tomcat on cucm-pub"],
      zh: ["把pub的tomcat重启掉"],
      mixed: ["restart 一下 sub1 tomcat"],
    },
  },
  {
    class: "do",
    wants: "restart",
    asks: "do",
    args: {
      service: "Cisco Trust Verification Service",
      node: "cucm-sub1",
    },
    prompts: {
      en: ["bounce TVS on cucm-sub1 now"],
      zh: ["重启sub1的TVS服务"],
      mixed: [],
    },
  },
  {
    class: "do",
    wants: "reset",
    asks: "do",
    prompts: {
      en: ["restart the phones in pool Lobby"],
      zh: ["把设备池 Lobby 的话机重置", "重启branch所有话机"],
      mixed: [],
    },
  },
];

// A wide probe in the words of many people, written before its failures were seen: wishes and questions. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeThirdWishesMore: readonly PromptGroup[] = [
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "would it be noticed if I did the tomcat renewal at 2 pm",
        "what are we in for if CAPF gets renewed",
        "is a callmanager renewal something I can do on a working day",
        "am I going to lose calls by restarting callmanager on sub1",
        "how would the phones react to a new TVS certificate",
        "please estimate the effect of renewing ITLRecovery",
      ],
      zh: ["话机对新的TVS证书会有什么反应", "工作日能续CallManager吗"],
      mixed: [],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: [
        "what’s the drill for renewing TVS",
        "I need instructions to replace the callmanager cert",
        "could you walk a newbie through the tomcat renewal",
        "tomcat’s expiring. What should I do first?",
        "how long-winded is it... anyway, how do I renew capf?",
      ],
      zh: ["新手求教，tomcat续订怎么做", "tomcat要过期了，先做什么"],
      mixed: [],
    },
  },
  {
    class: "do",
    wants: "renew",
    prompts: {
      en: ["Renew CallManager on HQ please", "we’ll be exchanging the tomcat certificates next Tuesday"],
      zh: ["下周二我们换tomcat证书"],
      mixed: [],
    },
  },
  {
    class: "do restart",
    wants: "restart",
    asks: "do",
    prompts: {
      en: ["can we get tftp restarted on cucm-sub2", "TVS restart on the publisher, please"],
      zh: ["请把cucm-sub2的TFTP重启"],
      mixed: [],
    },
  },
  {
    class: "how restart",
    wants: "restart",
    asks: "how",
    prompts: { en: ["I forgot how one restarts TVS"], zh: ["忘了TVS怎么重启"], mixed: [] },
  },
  {
    class: "reset",
    wants: "reset",
    prompts: { en: ["send a reset to all the phones"], zh: ["给所有话机发一次重置"], mixed: [] },
  },
  {
    class: "which",
    wants: "certs",
    asks: "which",
    prompts: {
      en: [
        "is any certificate expiring within the next two weeks?",
        "who’s the issuer of tomcat on cucm-pub",
        "list expired certificates on branch",
        "show me the callmanager certificate’s validity",
      ],
      zh: ["未来两周有证书到期吗"],
      mixed: [],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: { en: ["who signed our trust list"], zh: ["信任列表是谁签的名"], mixed: [] },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "what is the effect of renewing TVS on our phones",
        "can I safely restart tomcat at 10 am",
        "does a CAPF renewal interrupt phone calls",
      ],
      zh: ["更新TVS对话机有影响吗"],
      mixed: [],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: [
        "how do we renew the callmanager certificate without breaking phones",
        "what are the steps to renew ITLRecovery",
        "CAPF expires tomorrow, what do I do now",
      ],
      zh: ["CallManager证书怎么续才不会影响话机"],
      mixed: [],
    },
  },
  {
    class: "do",
    wants: "renew",
    prompts: { en: ["replace the tomcat certificate on cucm-sub1"], zh: ["更新cucm-sub1的tomcat证书"], mixed: [] },
  },
  {
    class: "do restart",
    wants: "restart",
    asks: "do",
    prompts: {
      en: ["please restart Cisco TFTP on cucm-pub", "bounce callmanager on branch’s subscriber br-sub1"],
      zh: ["重启cucm-pub上的Cisco Tftp"],
      mixed: [],
    },
  },
  {
    class: "how restart",
    wants: "restart",
    asks: "how",
    prompts: { en: ["how is TFTP restarted on a subscriber"], zh: [], mixed: [] },
  },
];

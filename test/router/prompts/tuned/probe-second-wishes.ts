// A wide probe in the words of many people, written before its failures were seen: wishes and questions. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeSecondWishes: readonly PromptGroup[] = [
  {
    class: "which",
    wants: "certs",
    asks: "which",
    prompts: {
      en: [
        "do me a favour and list the certs that die within 90 days",
        "is there a certificate I should worry about",
        "how fresh is the tomcat certificate",
        "what’s the expiration of callmanager-ecdsa on hq",
        "tell me which node has the oldest certificate",
        "are any of the self-signed ones about to lapse",
        "CUCM sent me a mail about an expiring cert, can you look which it is?",
        "do the subs carry the same tomcat cert as the publisher",
        "30 day expiry list",
        "did our ipsec cert already expire",
        "what certs do we have on br-pub",
        "until when can I relax about certificates",
      ],
      zh: ["三个月内要到期的证书列一下", "邮件告警说有证书快过期了，帮我看是哪张", "tomcat证书还剩多少天"],
      mixed: ["哪个node的cert最先到期"],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: [
        "has every tftp server the same itl?",
        "which cert was used to sign our ITL",
        "let me see the ctl",
        "are we mixed mode or not?",
        "what certificates would a phone find in its trust list",
      ],
      zh: ["ITL签名者是谁", "两台TFTP的信任列表一样吗"],
      mixed: [],
    },
  },
  {
    class: "LSCs",
    wants: "lscs",
    or: ["certs"],
    prompts: {
      en: ["who’s still got an lsc from the old capf", "do the conference phones have LSCs"],
      zh: ["还有多少话机在用老的LSC"],
      mixed: [],
    },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "if I pull the trigger on the CallManager renewal right now, what do users see?",
        "is it OK to touch TVS before lunch",
        "anything I should fear when renewing CAPF?",
        "will restarting Cisco Tomcat kick the agents out of finesse?",
        "how long are phones gone if callmanager is regenerated",
        "could I get away with renewing ipsec in production hours",
        "do I risk an outage with ITLRecovery",
        "does the tftp restart affect calls",
        "my boss asks what the tomcat renewal would do to our users",
        "can we renew all of them at once or will that kill the phones",
      ],
      zh: ["老板问换CallManager证书会不会断电话", "现在动TVS有没有危险", "重启CallManager服务影响正在进行的通话吗"],
      mixed: ["现在renew CAPF safe吗"],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: [
        "I’ve been asked to renew the tomcat cert, where do I begin",
        "could you list the steps for TVS renewal",
        "how does the renewal of callmanager work in detail",
        "what’s the recommended order to renew tvs, callmanager and itlrecovery",
        "need some guidance on replacing the capf cert",
        "ipsec expired overnight. how do I fix that",
        "tell me the process for a CA-signed tomcat",
        "capf ran out, what are my options",
      ],
      zh: ["tomcat证书明天到期，我该怎么做", "更新TVS具体要哪几步", "CAPF过期咋办"],
      mixed: ["tomcat快expire了，该怎么renew"],
    },
  },
  {
    class: "do",
    wants: "renew",
    prompts: {
      en: [
        "please go ahead and regenerate capf on hq",
        "I want a new tomcat certificate on all nodes",
        "let us renew CallManager this evening",
        "renew tvs at branch",
        "swap the tomcat cert on br-sub1",
      ],
      zh: ["今天把HQ的CAPF续了", "给我换掉sub1的tomcat证书"],
      mixed: [],
    },
  },
  {
    class: "do restart",
    wants: "restart",
    asks: "do",
    prompts: {
      en: [
        "tvs on hq needs bouncing",
        "would you kindly restart the TFTP service at Branch",
        "restart callmanager on br-sub1 pls",
        "fire up a restart of tomcat on the publisher of hq",
      ],
      zh: ["麻烦重启一下HQ发布方的TVS"],
      mixed: ["帮我bounce一下sub2的tftp"],
    },
  },
  {
    class: "how restart",
    wants: "restart",
    asks: "how",
    prompts: { en: ["what would be the way to restart TVS"], zh: ["怎样重启CAPF服务"], mixed: [] },
  },
  {
    class: "reset",
    wants: "reset",
    prompts: {
      en: ["have every phone at hq reset itself", "could you reset the handsets in pool Lobby"],
      zh: ["让所有电话重启一次"],
      mixed: [],
    },
  },
];

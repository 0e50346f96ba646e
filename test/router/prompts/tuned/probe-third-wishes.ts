// A wide probe in the words of many people, written before its failures were seen: wishes and questions. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeThirdWishes: readonly PromptGroup[] = [
  {
    class: "which",
    wants: "certs",
    asks: "which",
    prompts: {
      en: [
        "which ones run out before new year",
        "does anything expire over the holidays?",
        "who signed callmanager on br-pub",
        "pls list all tomcat certs with their end dates",
        "got a RTMT alert about cert expiry, details please",
        "is the capf certificate good for another year",
        "when was tvs last renewed",
        "are there leftovers from the old CA in the trust stores",
      ],
      zh: ["春节前有哪些证书到期", "br-pub的callmanager证书是谁签的"],
      mixed: [],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: [
        "has the ITL on the tftp servers picked up the new callmanager certificate",
        "give me the contents of the ctl file",
      ],
      zh: ["ITL里的签名证书是哪张"],
      mixed: [],
    },
  },
  {
    class: "LSCs",
    wants: "lscs",
    or: ["certs"],
    prompts: { en: ["show me handsets whose LSC is older than the CAPF"], zh: ["哪些话机的LSC比CAPF旧"], mixed: [] },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "our change board wants to know what a callmanager renewal means for users",
        "do agents lose calls if I bounce tomcat",
        "if we swap the CAPF certificate, do the phones care?",
        "would it be a disaster to regenerate ITLRecovery at noon",
        "what’s the damage if TVS gets regenerated",
        "are there any gotchas in renewing callmanager and tvs together",
      ],
      zh: ["变更委员会问换CallManager对用户有啥影响", "动一下ITLRecovery会不会出大事"],
      mixed: [],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: [
        "what’s involved in renewing the callmanager certificate",
        "give me the renewal procedure for capf",
        "tomcat is running out on friday, how should I go about it",
        "in what sequence do I regenerate tvs and itlrecovery",
      ],
      zh: ["续CallManager都涉及哪些操作步骤", "TVS周五到期，应该怎么操作"],
      mixed: [],
    },
  },
  {
    class: "do",
    wants: "renew",
    prompts: {
      en: ["we have approval to replace tomcat on hq tonight", "let me renew the capf now"],
      zh: ["现在来续TVS吧"],
      mixed: [],
    },
  },
  {
    class: "do restart",
    wants: "restart",
    asks: "do",
    prompts: {
      en: ["tftp on cucm-sub1 needs to be restarted please", "Restart the Trust Verification Service on br-sub1."],
      zh: ["请重启br-sub1上的信任验证服务"],
      mixed: [],
    },
  },
  {
    class: "how restart",
    wants: "restart",
    asks: "how",
    prompts: { en: ["explain how tomcat gets restarted"], zh: ["重启CTIManager的步骤"], mixed: [] },
  },
  {
    class: "reset",
    wants: "reset",
    prompts: { en: ["reset the whole lot of phones at branch"], zh: ["把branch的话机全部复位"], mixed: [] },
  },
  {
    class: "which",
    wants: "certs",
    asks: "which",
    prompts: {
      en: [
        "tell me the end-of-life date of every certificate",
        "which certificate is the most urgent",
        "is our tomcat cert public or internal",
        "cert dates for branch?",
        "are there any certificates on sub2 that ended already",
        "how many months does CAPF have left",
        "anything in the cert department I need to plan for this quarter",
      ],
      zh: ["最急的是哪张证书", "CAPF还有几个月"],
      mixed: ["branch的cert dates"],
    },
  },
  {
    class: "trust",
    wants: "trust",
    prompts: {
      en: ["what’s written in our CTL", "check whether the ITL files on the TFTP nodes are equal"],
      zh: ["CTL里写了什么"],
      mixed: [],
    },
  },
  {
    class: "LSCs",
    wants: "lscs",
    or: ["certs"],
    prompts: { en: ["phones with LSCs close to expiry?"], zh: ["LSC快到期的话机有哪些"], mixed: [] },
  },
];

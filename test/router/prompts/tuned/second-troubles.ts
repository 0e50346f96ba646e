// Fresh prompts (troubles of the scenarios). Written for the second cycle, before it began; this half was tuned on.
import type { PromptGroup } from "../group.ts";

export const secondTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "nothing but 'Registering' on the displays since I swapped the TVS cert",
        "came in at 7, no phone has a line, colleague redid the certs at night",
        "phones don't trust the new TVS, what do I do",
      ],
      zh: ["一早上来全楼电话没线，同事半夜弄过证书", "分公司的话机都不认新的签名配置"],
      mixed: ["phone 全部 offline，昨晚动过 TVS 证书", "phoens lost registraton after tvs change"],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: ["Entra says OK but Unified CM shows an error after login, tomcat is new"],
      zh: ["管理员都进不了CM管理页面，SSO报错"],
      mixed: ["SSO 又挂了，tomcat 是新的", "singel sign on to cucm brokn"],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "nobody outside the office can use Jabber, Expressway-C logs an unknown CA",
        "MRA logins time out since the CUCM tomcat was signed by a different CA",
      ],
      zh: ["出差的同事软电话登录不上，公司里面正常"],
      mixed: [],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "the switch blocks our IP phones, ISE doesn't like their LSC",
        "phones fall into the guest vlan since we regenerated CAPF",
      ],
      zh: ["交换机把话机口都关了，ISE不认LSC", "换了CAPF，话机掉进访客VLAN"],
      mixed: ["ISE 不认 phone 的新 LSC，port 都 block 了"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: ["TLS phones died after the CAPF change, CTL not updated"],
      zh: [],
      mixed: ["encrypted 的 phone 掉了，普通的 ok"],
    },
  },
];

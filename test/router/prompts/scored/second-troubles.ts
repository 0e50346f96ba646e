// Fresh prompts (troubles of the scenarios). Written for the second cycle, before it began; this half is only counted: nobody looks at what fails here.
import type { PromptGroup } from "../group.ts";

export const secondTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "who broke the phones? 400 of them vanished from RTMT after the ITL work",
        "all lobby phones are out, they refuse the signed config since CallManager was regenerated",
      ],
      zh: ["话机显示正在注册，换完TVS就这样", "RTMT上话机少了四百台，昨晚动过ITL"],
      mixed: [],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "admins get a SAML error at the CUCM login since the weekend",
        "I can't sign on to the CM Administration page through SSO any more",
        "single sign on broke, we uploaded a CA signed tomcat",
      ],
      zh: ["单点登录不行了，周末刚传了CA签的tomcat", "从IdP跳回CUCM就报SAML错"],
      mixed: [],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "remote workers lost their phones, on-site is okay",
        "exp-c won't connect to CUCM after its certificate changed",
      ],
      zh: ["外面的人Jabber都用不了，Expressway-C日志有unknown CA", "Expressway连不上CUCM，证书刚换"],
      mixed: ["在家 jabber 连不上，expressway 报 tls error"],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: ["after CAPF was rolled the phones fail authentication at the port"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: ["phones in encrypted mode won't register, the rest is fine"],
      zh: ["加密的话机都注册不了，不加密的没问题"],
      mixed: [],
    },
  },
];

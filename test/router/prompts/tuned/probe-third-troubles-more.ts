// A wide probe in the words of many people, written before its failures were seen: troubles. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeThirdTroublesMore: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "our telephones haven’t come back after the TVS work, what do we do",
        "phones complain that the trust list could not be updated",
        "since the callmanager cert expired and was replaced nobody’s desk phone is up",
        "8851 says unprovisioned and unregistered after the ITL change",
        "why did all handsets deregister at 22:10",
      ],
      zh: ["换完TVS，座机都没恢复"],
      mixed: [],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "can’t open the CUCM administration any more, okta says bad request",
        "our admins are stuck at the identity provider after the certificate change",
        "saml sso broke on both clusters",
      ],
      zh: ["登录CUCM时Okta报bad request"],
      mixed: [],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "jabber users outside the company network can’t get in since tomcat was signed by the new CA",
        "expressway says the CUCM certificate is not trusted",
        "remote workforce is without phones",
      ],
      zh: ["公司外面的Jabber用户都登不上"],
      mixed: [],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "phones no longer authenticate to ISE since CAPF was renewed",
        "switch ports of the phones stay unauthorized",
      ],
      zh: ["CAPF更新后话机在ISE认证失败"],
      mixed: [],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "encrypted phones won’t come online, the non secure ones work",
        "TLS registrations failing for secure phones after CAPF regeneration",
      ],
      zh: ["加密话机上线不了，非加密的正常"],
      mixed: [],
    },
  },
];

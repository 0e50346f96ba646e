// Set C, written before its author read the phrases or the router: troubles, and what small talk and strangers bring. This half is only counted.
import type { PromptGroup } from "../group.ts";

export const thirdTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "half our desk phones went dark after last night's callmanager + tvs cert regen, registrations keep dropping",
        "phnes wont regster since we regenrated callmanger cert",
        "all 7841s show 'Registration Rejected' this morning, we rolled the ITL",
        "phones reboot in a loop and never come back after the cert maintenance",
        "trust list update failed on every phone, what happened?",
        "registrations went from 3200 to 12 after the window, we did callmanager and tvs",
      ],
      zh: ["昨晚更新了CallManager和TVS证书，今天一早所有话机都掉线了"],
      mixed: ["phone全部unregistered了，昨天renew了CallManager cert", "话机注册不上, TVS昨天regen过"],
    },
  },
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    args: {
      cluster: "branch",
    },
    prompts: {
      en: ["handsets at branch stuck on registering, certs were replaced saturday"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "can't log into ccmadmin with sso anymore, the tomcat cert was swapped on friday",
        "ADFS keeps rejecting us after tomcat renewal, do we need to send them new metadata?",
        "users get redirected to the idp and then a white page, only on sub2",
        "self care portal: saml error after certifcate update",
      ],
      zh: ["tomcat证书续订后单点登录进不去了"],
      mixed: [],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "Jabber outside the office cannot connect since we renewed the expressway certs",
        "expressway c shows the cucm zone inactive: TLS negotiation failure",
      ],
      zh: ["Expressway证书换了之后移动远程接入全部失败"],
      mixed: ["MRA用户全部offline，CUCM换了新CA的证书", "jabber在外网登陆不了，expressway-c上tls error"],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "switch ports put the phones into the guest vlan since the capf renewal",
        "ISE rejects phones with EAP-TLS: unknown CA, the LSCs are new",
        "handsets fail network authentication after they got new lsc's",
        "phone ports flap between authorized and unauthorized, the new capf cert isn't on the radius yet",
      ],
      zh: ["ISE上看到话机认证被拒绝，LSC刚更新过"],
      mixed: [],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: ["padlock phones are down, everything non secure is fine", "encrypted phones lost since we regenerated capf"],
      zh: ["CAPF更新后，用安全配置文件的电话注册失败"],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/dot1x-failed",
    or: ["explain"],
    prompts: {
      en: ["%DOT1X-5-FAIL: Authentication failed for client (0024.1422.aabb) on Interface Gi1/0/12"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/sso-login-failed",
    or: ["explain"],
    prompts: {
      en: ["what does this mean: com.sun.identity.saml2.common.SAML2Exception: Failed to decrypt the secret key."],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/phones-unregistered",
    or: ["explain"],
    prompts: {
      en: ["phone console says 'Verification failed: ITLFile.tlv' and TVS connection failed, any idea?"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/mra-registration-failed",
    or: ["explain"],
    prompts: {
      en: [
        'Event="TLS Negotiation Error" Detail="self signed certificate in certificate chain" Dst-port="8443", jabber from outside no login',
      ],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "small talk",
    wants: "talk",
    or: ["help"],
    prompts: {
      en: ["thanks, that worked!", "see you tomorrow, I'm off to bed"],
      zh: [],
      mixed: ["ok谢谢"],
    },
  },
  {
    class: "other people's trouble",
    wants: "talk",
    prompts: {
      en: [
        "the printer on floor 3 is jammed again",
        "outlook keeps asking for my password",
        "why is the nexus core dropping bgp sessions",
      ],
      zh: ["会议室投影仪坏了谁来修一下", "公司网站的https证书过期了，浏览器报不安全", "邮箱满了发不出邮件"],
      mixed: ["vpn连不上，anyconnect报错"],
    },
  },
];

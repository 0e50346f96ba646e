// A wide probe in the words of many people, written before its failures were seen: troubles. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeSecondTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        'INC0048812: users in bldg 7 report phones showing "Registering" since 06:15. cert activity on CUCM last night.',
        "Dear team, kindly do the needful, our IP phones are not getting registered post certificate activity",
        "after swap of the callmanager pem i see only 12 of 480 phones in RISport",
        "so um the phones they all say unregistered and i have no clue why",
        "ALL PHONES DOWN!!! PLEASE HELP",
        "my 8865 won’t load, says trust list something",
        "guess who renewed TVS and CallManager together... yeah phones are history",
        "telephones at the warehouse quit working when the certificates were exchanged",
        "The doctors can’t be reached on their desk phones since the update of the certificates",
        "it seems that the handsets no longer believe the config file from TFTP",
        "phones went bye bye after the cert thing",
        "could the missing dial tone have to do with the TVS cert I replaced an hour ago?",
        "What is keeping my phones from registering?",
        "seems the ITL on the sets does not match what the tftp server hands out",
        "half the fleet didn’t make it through the regen",
      ],
      zh: [
        "医院这边座机都打不出去，凌晨做过证书更新",
        "话机屏幕停在注册中，拔电也没用",
        "CallManager和TVS一块儿换了，结果电话都不认",
      ],
      mixed: ["8841都在registering状态，cert昨晚换的"],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        'Hi, our admins get "access denied" from the IdP when opening the CUCM admin page',
        "since friday’s tomcat replacement the okta tile for cucm ends in an error",
        "I type my password at adfs, it accepts, then cucm shows an ugly java exception",
        "nobody from the voice team can enter the admin portal, saml says no",
        "is there a reason why single sign-on to ccmadmin broke after we imported the CA-signed tomcat",
        "SSO TEST FAILED on pub and both subs",
        "entra enterprise app for cucm throws AADSTS750054 or similar since new cert",
        "jabber won’t let people in, sso page just reloads, they’re in the office",
        "kindly check SSO login issue in CUCM",
        "login via our idp gives blank screen",
        "the federation trust between okta and call manager seems broken",
      ],
      zh: ["用SSO登ccmadmin，输完密码又回到登录页", "IdP管理员说CUCM的签名证书对不上，大家都登不了"],
      mixed: ["SSO登录loop，tomcat cert是CA签的新的"],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "everyone who’s not on site lost their jabber phone",
        "our consultants at customer sites can’t register jabber through the edge",
        "people with the kids at home can’t work, webex phone service is not connected; office folks fine",
        'Exp-C zone to UCM shows "TLS negotiation error"',
        "does expressway need our new CA? remote logins are failing",
        "softphone only works when I’m on the corporate LAN",
        "MRA: 0 active registrations since the CUCM tomcat renewal",
        "expressway dropped the trust to both subs",
        'since we changed the issuing CA, roaming users see "service unavailable" in Webex',
        "jabber at starbucks no, jabber at my desk yes",
      ],
      zh: ["不在公司的人Jabber都连不上，在公司的正常", "Expressway那边报证书校验失败，外部注册全没了"],
      mixed: ["home office的jabber全offline，expressway C报TLS error"],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "our security guys see tons of failed EAP-TLS from IP phones in ISE",
        "phones can’t get past the switch any more, LSC was reissued this week",
        "cat9k blocks voice devices after capf regen",
        "the handsets are stuck in the remediation vlan",
        "authentication of handsets against clearpass fails since yesterday’s CAPF exchange",
        "phones get link but the port never authorizes",
        "why is radius dropping our phones, is it the new CAPF root?",
      ],
      zh: ["ISE把电话都拒了，说证书链不可信", "网络准入不让电话上网，CAPF刚重签"],
      mixed: ["switch上phone的auth一直fail，LSC是新的"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "our secure endpoints stay dark, the unencrypted ones recovered",
        "phones with device security mode Encrypted are all unregistered",
        "trading floor has encrypted handsets and only those died",
        "tls phones can’t establish a session with callmanager since CAPF regen",
        "everything on 5061 is refused after we regenerated callmanager",
        "the ones with the padlock on the screen don’t register anymore",
      ],
      zh: ["交易大厅的加密话机掉了，普通的没事", "安全模式是加密的那批电话注册失败"],
      mixed: ["encrypted profile的话机都unregistered"],
    },
  },
];

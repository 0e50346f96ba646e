// Prompts to tune with: people who want to know or to have something, and people with a trouble told in odd ways.
import type { PromptGroup } from "../group.ts";

export const wishes: readonly PromptGroup[] = [
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "the IdP lets me in but ccmadmin bounces me back",
        "login via Okta ends in an error page on CUCM",
        "admins are stuck in a redirect loop at the SSO page",
        "self care sign-in says invalid SAML response",
        "tomcat got a multi-SAN cert, since then the federation is broken",
        "PingFederate works, Unified CM says it could not decrypt the assertion",
      ],
      zh: [
        "IdP 登录成功后 CUCM 报错",
        "自助门户单点登录提示断言无效",
        "用 Okta 登录 CUCM 一直跳转",
        "SAML 响应解密失败",
      ],
      mixed: ["SSO login 一直 error", "sso brokn after tomcat swap", "ADFS 通过了 but ccmadmin 报错"],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "Jabber hangs on connecting when people are at home, in the office it is fine",
        "phone services in the Webex app are unavailable from outside since we replaced tomcat",
        "Expressway no longer accepts the certificate of cucm-pub",
        "expressway edge users lost phone services yesterday",
        "our Expressway-C says certificate not trusted when talking to CUCM",
      ],
      zh: ["在家用 Jabber 一直显示正在连接", "外网用户的电话服务不可用，内网正常", "Expressway 说 CUCM 的证书不可信"],
      mixed: ["在家 jabber 连不上，office 没问题", "expressway dosent accept cucm cert", "MRA login fail 了"],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "ClearPass refuses the LSCs of our phones",
        "the voice VLAN ports are unauthorized after the CAPF change",
        "phones land in the guest vlan, NAC says unknown CA",
        "radius log: eap-tls alert unknown ca for SEP001122334455",
        "our switches put every handset into the fallback vlan since capf was reissued",
      ],
      zh: [
        "话机被交换机放进了访客 VLAN",
        "ClearPass 不认话机的 LSC",
        "CAPF 更新后语音端口都是未授权状态",
        "准入系统说话机证书的颁发者未知",
      ],
      mixed: ["dot1x 挂了，phones 进 guest vlan", "ISE 不认 LSC after capf", "radius rejcts phone lsc"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "the encrypted handsets are the only ones that stay offline",
        "TLS registration on 5061 fails for LSC phones, plain SIP ones are fine",
        "CAPF was renewed without updating the CTL file and now the secure phones hang",
      ],
      zh: ["启用加密的话机都掉了，非加密的正常", "忘了更新 CTL，安全话机注册不上"],
      mixed: ["secure profile phones 一直 registering", "5061 上 TLS phones 注册失败"],
    },
  },
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "600 phones went dark after we swapped TVS",
        "no dial tone anywhere in HQ since the certs were rolled",
        "handsets keep cycling registering, unregistered, registering",
        "phones won't pull their config, they distrust the new ITL",
        "phones on cucm-sub2 lost registration",
      ],
      zh: [
        "换完证书后总部的电话都没有拨号音",
        "话机反复注册又掉线",
        "sub2 上的话机没有一台在线",
        "全楼电话都用不了了，昨晚换的证书",
      ],
      mixed: ["phones 全挂 after TVS renew", "regen 完 ITL 话机不认了"],
    },
  },
  {
    class: "runs",
    wants: "runs",
    prompts: {
      en: [
        "what step is the change at",
        "how is the running change doing",
        "progress of the run please",
        "list the last runs",
      ],
      zh: ["变更做到哪一步了", "正在跑的变更怎么样了", "执行进度如何"],
      mixed: ["change 跑到哪一步了", "run progress?"],
    },
  },
  {
    class: "share and picture",
    wants: "share",
    prompts: {
      en: [
        "make me a bundle for Cisco TAC",
        "send this diagnosis to the vendor",
        "collect everything for the support case",
      ],
      zh: ["生成给 TAC 的资料包", "把结果整理好发给厂商"],
      mixed: ["给 TAC 打个包 please"],
    },
  },
  {
    class: "share and picture",
    wants: "picture",
    prompts: {
      en: ["draw a picture of who trusts whom", "I'd like the trust map as an image", "plot the expiry timeline"],
      zh: ["画一下信任图", "把证书到期时间画成图", "给我恢复曲线图"],
      mixed: ["画个 trust map"],
    },
  },
  {
    class: "certs",
    wants: "certs",
    prompts: {
      en: [
        "what expires next?",
        "is something going to expire this quarter",
        "how many days does tomcat have left on the publisher",
        "certificate lifetimes please",
      ],
      zh: ["有什么快失效的吗", "证书寿命一览", "Branch 的证书还剩多少天"],
      mixed: ["cert 剩几天", "expiring certs 给我看看"],
    },
  },
  {
    class: "CAPF's file",
    wants: "certificate",
    asks: "do",
    prompts: {
      en: [
        "can I have the CAPF certificate as a pem",
        "export capf cert for clearpass please",
        "download CAPF certificate from HQ",
        "I want the file of the CAPF certificate",
      ],
      zh: ["请把 CAPF 证书导出成文件", "下载 CAPF 证书", "我需要 CAPF 的证书文件"],
      mixed: ["把 capf cert 发我一份", "dowload capf certificate"],
    },
  },
  {
    class: "CAPF's file",
    wants: "certificate",
    args: { name: "CAPF-1cf8450f", cluster: "branch" },
    prompts: {
      en: ["download the certificate CAPF-1cf8450f of Branch as a file"],
      zh: ["下载 Branch 的证书文件 CAPF-1cf8450f"],
      mixed: [],
    },
  },
  {
    class: "LSCs",
    wants: "lscs",
    asks: "which",
    prompts: {
      en: [
        "which handsets have an LSC from the previous CAPF?",
        "show the LSC of each phone",
        "list of phones and their LSCs",
        "who signed the LSCs of our phones",
      ],
      zh: ["哪些话机的 LSC 还是旧的", "列出所有电话的 LSC", "看看每台话机 LSC 的签发者"],
      mixed: ["哪些 phones 还有 old LSC", "lsc 清单 of Branch"],
    },
  },
  {
    class: "snapshot",
    wants: "snapshot",
    prompts: {
      en: ["save the current state of Branch please", "keep a baseline before the maintenance", "make a snapshot"],
      zh: ["维护之前存个快照", "先把现在的状态保存下来"],
      mixed: ["做个 snapshot"],
    },
  },
  {
    class: "help",
    wants: "help",
    prompts: {
      en: [
        "what can I use you for?",
        "how do I talk to this bot",
        "I've never used you before",
        "what do you understand?",
      ],
      zh: ["你可以帮我什么", "我第一次用你", "该怎么跟你说", "你有什么本事"],
      mixed: ["how to 用你", "commands 有哪些"],
    },
  },
  {
    class: "renew",
    wants: "renew",
    prompts: {
      en: [
        "we are going to swap the tomcat cert on Saturday",
        "need a new CallManager certificate on sub1",
        "time to regenerate ipsec",
      ],
      zh: ["我打算把 CAPF 证书换成新的", "周六要换 tomcat 证书", "想重新生成 TVS"],
      mixed: ["想 regenerate CAPF", "renw tvs cert plz"],
    },
  },
  {
    class: "what-if",
    wants: "impact",
    asks: "what-if",
    prompts: {
      en: [
        "imagine I regenerate TVS now, what breaks",
        "who would notice a CallManager renewal",
        "does restarting tomcat log people out?",
        "would it hurt to renew CAPF during the day?",
        "suppose we renewed ITLRecovery, would phones reboot",
        "is restarting TFTP at lunch risky?",
      ],
      zh: [
        "假设我现在更新 TVS，会坏什么",
        "要是重启 CallManager，通话会断吗",
        "白天换 tomcat 证书有风险吗",
        "重启 tomcat 用户会不会掉线",
        "CAPF 和 CallManager 同时更新会出问题吗",
      ],
      mixed: ["如果 restart tomcat 会影响 users 吗", "renew ITLRecovery 会不会 reset phones", "waht if i renew capf"],
    },
  },
  {
    class: "how",
    wants: "renew",
    asks: "how",
    prompts: {
      en: [
        "how would you replace the TVS certificate?",
        "explain the CAPF renewal step by step",
        "which order is right for renewing all of them",
        "guide me through renewing tomcat",
      ],
      zh: ["CAPF 证书应该怎么换？", "续订 ITLRecovery 分几步", "讲一下更新 tomcat 的流程"],
      mixed: ["tomcat cert 怎么 renew", "how to renw callmanger"],
    },
  },
  {
    class: "how",
    wants: "restart",
    asks: "how",
    prompts: {
      en: ["how can I restart TVS on sub2", "steps to restart Cisco Tftp", "how does one bounce CallManager"],
      zh: ["CallManager 服务怎么重启？", "如何重启 tomcat 服务"],
      mixed: ["怎么 restart TVS"],
    },
  },
  {
    class: "do",
    wants: "restart",
    asks: "do",
    prompts: {
      en: [
        "bounce TVS on the publisher please",
        "could you restart Cisco Tomcat on cucm-sub1?",
        "I want tftp restarted on branch",
      ],
      zh: ["麻烦把 publisher 的 TVS 重启", "请重启 sub1 上的 CTIManager"],
      mixed: ["帮我 restart 一下 tomcat", "restrat callmanger on sub1"],
    },
  },
  {
    class: "do",
    wants: "reset",
    asks: "do",
    prompts: {
      en: ["reset all the phones please", "can you reset the handsets in device pool Roof"],
      zh: ["把全部话机重置一遍", "重启设备池 Hall 里的电话"],
      mixed: ["把 all phones reset"],
    },
  },
];

// Set C, written whole before its author read the phrases or the router: troubles, and what small talk and strangers bring.
import type { PromptGroup } from "../group.ts";

export const blindTroubles: readonly PromptGroup[] = [
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
      zh: [
        "昨晚更新了CallManager和TVS证书，今天一早所有话机都掉线了",
        "座机一直显示正在注册，重启也没用，上周末换过证书",
        "话机提示信任列表更新失败，怎么回事",
        "换完ITL以后电话全都注册不上来，求助",
      ],
      mixed: ["phone全部unregistered了，昨天renew了CallManager cert", "话机注册不上, TVS昨天regen过"],
    },
  },
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    args: { cluster: "branch" },
    prompts: {
      en: ["handsets at branch stuck on registering, certs were replaced saturday"],
      zh: ["branch集群的电话证书续订之后都没注册"],
      mixed: [],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "can't log into ccmadmin with sso anymore, the tomcat cert was swapped on friday",
        "Jabber login loops at the okta page after we put the new multi-san tomcat cert in",
        "ADFS keeps rejecting us after tomcat renewal, do we need to send them new metadata?",
        "users get redirected to the idp and then a white page, only on sub2",
        "self care portal: saml error after certifcate update",
      ],
      zh: [
        "tomcat证书续订后单点登录进不去了",
        "管理员登录页面跳到IdP之后就报错",
        "用户反映自助门户登不上，报SAML的错，上周换的证书",
        "换了多SAN证书以后SSO测试不通过",
      ],
      mixed: ["SSO登录fail，提示invalid status code in response", "更新tomcat之后adfs登陆报error"],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "Jabber outside the office cannot connect since we renewed the expressway certs",
        "MRA users all offline, internal users fine, tomcat was re-signed by a new CA",
        "webex app works in the lan but not from home after the cert renewal",
        "expressway c shows the cucm zone inactive: TLS negotiation failure",
        "home office phones wont come up over mra",
      ],
      zh: [
        "在家办公的同事Jabber连不上，公司内网正常",
        "Expressway证书换了之后移动远程接入全部失败",
        "远程用户没法通过expressway注册，内部没问题",
      ],
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
        "phones get no ip, mab fallback kicks in, dot1x fails on the access switches",
        "handsets fail network authentication after they got new lsc's",
        "phone ports flap between authorized and unauthorized, the new capf cert isn't on the radius yet",
      ],
      zh: ["CAPF重新生成后，交换机端口上的话机802.1X认证不通过", "ISE上看到话机认证被拒绝，LSC刚更新过", "电话过不了dot1x，端口被放进了访客VLAN"],
      mixed: ["ISE reject话机，说unknown CA，CAPF刚renew"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "phones with a secure profile don't register, the nonsecure ones do",
        "padlock phones are down, everything non secure is fine",
        "only the TLS phones are unregistered, cluster is mixed mode",
        "encrypted phones lost since we regenerated capf",
      ],
      zh: ["加密的话机都没注册，普通话机正常", "CAPF更新后，用安全配置文件的电话注册失败", "混合模式集群，只有带锁图标的电话掉线"],
      mixed: ["secure profile的phone注册不上，non-secure的ok"],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/dot1x-failed",
    or: ["explain"],
    prompts: {
      en: [
        "%DOT1X-5-FAIL: Authentication failed for client (0024.1422.aabb) on Interface Gi1/0/12",
        "radius says 12514 EAP-TLS failed SSL/TLS handshake because of an unknown CA in the client certificates chain",
      ],
      zh: [],
      mixed: ["交换机上一直刷 %DOT1X-5-FAIL: Authentication failed for client (0024.1422.aabb) 是话机的口"],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/sso-login-failed",
    or: ["explain"],
    prompts: {
      en: ["what does this mean: com.sun.identity.saml2.common.SAML2Exception: Failed to decrypt the secret key."],
      zh: ["登录时报 Error while processing SAML Response，什么原因"],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/phones-unregistered",
    or: ["explain"],
    prompts: {
      en: ["phone console says 'Verification failed: ITLFile.tlv' and TVS connection failed, any idea?"],
      zh: ["话机日志里有 TVS Error, unable to verify ITLFile.tlv"],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/mra-registration-failed",
    or: ["explain"],
    prompts: {
      en: ['Event="TLS Negotiation Error" Detail="self signed certificate in certificate chain" Dst-port="8443", jabber from outside no login'],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "small talk",
    wants: "talk",
    or: ["help"],
    prompts: {
      en: ["thanks, that worked!", "see you tomorrow, I'm off to bed", "lol nice one"],
      zh: ["辛苦了，晚安", "哈哈厉害"],
      mixed: ["ok谢谢"],
    },
  },
  {
    class: "other people's trouble",
    wants: "talk",
    prompts: {
      en: [
        "the printer on floor 3 is jammed again",
        "our vcenter certificate expired and all hosts disconnected",
        "outlook keeps asking for my password",
        "why is the nexus core dropping bgp sessions",
      ],
      zh: ["会议室投影仪坏了谁来修一下", "公司网站的https证书过期了，浏览器报不安全", "邮箱满了发不出邮件"],
      mixed: ["vpn连不上，anyconnect报错"],
    },
  },
  {
    class: "unclear",
    wants: "unclear",
    or: ["help", "overview"],
    prompts: {
      en: ["it's broken", "something is off since the weekend, help", "we have a problem"],
      zh: ["出问题了", "周末之后就不对劲了，帮忙看看"],
      mixed: [],
    },
  },
];

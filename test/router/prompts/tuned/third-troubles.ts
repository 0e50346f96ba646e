// Set C, written before its author read the phrases or the router: troubles, and what small talk and strangers bring. This half tunes.
import type { PromptGroup } from "../group.ts";

export const thirdTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [],
      zh: [
        "座机一直显示正在注册，重启也没用，上周末换过证书",
        "话机提示信任列表更新失败，怎么回事",
        "换完ITL以后电话全都注册不上来，求助",
      ],
      mixed: [],
    },
  },
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    args: {
      cluster: "branch",
    },
    prompts: {
      en: [],
      zh: ["branch集群的电话证书续订之后都没注册"],
      mixed: [],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: ["Jabber login loops at the okta page after we put the new multi-san tomcat cert in"],
      zh: [
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
        "MRA users all offline, internal users fine, tomcat was re-signed by a new CA",
        "webex app works in the lan but not from home after the cert renewal",
        "home office phones wont come up over mra",
      ],
      zh: ["在家办公的同事Jabber连不上，公司内网正常", "远程用户没法通过expressway注册，内部没问题"],
      mixed: [],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: ["phones get no ip, mab fallback kicks in, dot1x fails on the access switches"],
      zh: ["CAPF重新生成后，交换机端口上的话机802.1X认证不通过", "电话过不了dot1x，端口被放进了访客VLAN"],
      mixed: ["ISE reject话机，说unknown CA，CAPF刚renew"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "phones with a secure profile don't register, the nonsecure ones do",
        "only the TLS phones are unregistered, cluster is mixed mode",
      ],
      zh: ["加密的话机都没注册，普通话机正常", "混合模式集群，只有带锁图标的电话掉线"],
      mixed: ["secure profile的phone注册不上，non-secure的ok"],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/dot1x-failed",
    or: ["explain"],
    prompts: {
      en: [
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
      en: [],
      zh: ["登录时报 Error while processing SAML Response，什么原因"],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/phones-unregistered",
    or: ["explain"],
    prompts: {
      en: [],
      zh: ["话机日志里有 TVS Error, unable to verify ITLFile.tlv"],
      mixed: [],
    },
  },
  {
    class: "small talk",
    wants: "talk",
    or: ["help"],
    prompts: {
      en: ["lol nice one"],
      zh: ["辛苦了，晚安", "哈哈厉害"],
      mixed: [],
    },
  },
  {
    class: "other people's trouble",
    wants: "talk",
    prompts: {
      en: ["our vcenter certificate expired and all hosts disconnected"],
      zh: [],
      mixed: [],
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

// Fresh prompts (troubles of the scenarios). Written before the understanding’s sources were read; this half is only counted: nobody looks at what fails here.
import type { PromptGroup } from "../group.ts";

export const freshTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "we did CallManager.pem TVS and ITLRecovery last night in one window. this morning no dial tone anywhere",
        "the expired callmanager cert got replaced and now nothing registers",
        "desk phones not registering, users screaming, cert renewal at midnight",
      ],
      zh: [
        "昨晚割接换了CM证书，今天早上全公司电话都没注册",
        "7841 全部变成未注册，要一台台删ITL才能好",
        "RTMT 里看注册数从 900 掉到 0，凌晨更新过证书",
        "为什么续完证书话机就挂了",
      ],
      mixed: [
        "evry phone is unregisterd, we renwed the call manger cert",
        "HQ 的 8845 卡在 registering，是不是 ITL 的问题",
      ],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "can't get into CCMAdmin, after ADFS login I get 'Error while processing SAML response'",
        "Okta login for CUCM admin pages fails since Tuesday, tomcat cert was rolled",
        "nobody can sign in to Unified CM anymore. Recovery URL works though",
        "the admin page throws a saml thing. fix it pls",
        "Jabber SSO login loops against CUCM after the tomcat renewal",
      ],
      zh: [
        "换了tomcat证书之后管理页面单点登录报错",
        "ADFS跳回来就提示处理SAML响应出错",
        "SSO登不进去CUCM了，只能走恢复URL",
        "登录CCMAdmin提示无法解密密钥",
      ],
      mixed: ["tomcat renew 之后 SAML login 挂了"],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "remote Jabber users can't register, in the office it works. CUCM certs were renewed on Friday",
        "expressway-c shows 'TLS negotiation failed' towards cucm-sub1",
        "Jabber over Expressway: 'cannot communicate with the server'",
        "phones on MRA drop, the ones in the building are all happy",
        "the traversal zone is active but the CUCM servers are in status TLS error on the Exp-C",
      ],
      zh: ["Expressway-C上看到CUCM的TLS验证失败", "远程用户软电话离线，怀疑高速公路C不信任新的tomcat"],
      mixed: ["remote jabbr user cannot regsiter thru expresway"],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "phones don't get on the voice vlan any more, ISE says unknown CA, CAPF was regenerated",
        "desk phones lose network after reboot because 802.1X fails, LSC issued by the old CAPF",
        "RADIUS rejects all the phone certs since Monday",
        "802.1x auth fails for IP phones only, laptops on the same switch are fine",
      ],
      zh: [
        "电话连不上语音VLAN，交换机端口认证失败",
        "CAPF重新生成以后话机EAP-TLS被ISE拒绝",
        "ISE日志里一堆话机证书不受信任",
      ],
      mixed: ["ISE 拒绝 phone 的 LSC，CAPF 刚 renew"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "only phones with an encrypted security profile are down, non-secure ones are ok",
        "mixed mode cluster, secure phones refuse TLS on 5061/2443 since LSC expired",
        "phones with the secure profile can't register, LSC update pending",
        "why are exactly the encrypted phones offline?",
      ],
      zh: ["只有启用加密安全配置文件的话机掉线，普通话机正常"],
      mixed: ["encryptd phones only are down, mixd mode"],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "ERROR [http-nio-81-exec-22] cpi.sso.saml.sp.security.authentication - SAML2Exception: Failed to decrypt the secret key.",
      ],
      zh: ["日志里有 com.sun.identity.saml2.common.SAML2Exception: Failed to decrypt the secret key，啥意思"],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: ["12514 EAP-TLS failed SSL/TLS handshake because of an unknown CA in the client certificates chain"],
      zh: ["ISE报 12514 EAP-TLS failed SSL/TLS handshake because of an unknown CA，是话机"],
      mixed: [],
    },
  },
];

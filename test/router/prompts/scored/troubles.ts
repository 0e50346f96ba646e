// Scored prompts: people with a trouble. Written before the understanding was tuned for them; only counted, never tuned on.
import type { PromptGroup } from "../group.ts";

export const troubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "Since Saturday's change window our 8865s refuse to come back, we touched CallManager, TVS and ITLRecovery",
        "RTMT says 0 of 830 registered, certificates were swapped at 2am",
        "every desk phone in the building is dead, what happened after the cert rollover",
        "phones are looping through registering and then drop again, ITL problem?",
        "half the handsets at HQ have no line keys any more after the ITL was regenerated",
        "Why do my phones say Trust List Update Failed?",
        "helpdesk is flooded, nobody has a dial tone since you people renewed certificates",
        "phones not registering to cucm-sub1",
        "TVS was regenerated and now the endpoints reject the config file",
        "we did CallManager and TVS in one night and the phones won't talk to us anymore",
      ],
      zh: [
        "周六换完 CallManager 和 TVS 证书以后，8865 全都上不了线",
        "座机显示信任列表更新失败，怎么回事",
        "总部 830 台话机一台都没注册上来",
        "更新 ITLRecovery 之后电话反复重启就是注册不了",
        "用户投诉电话打不出去，昨晚刚重新生成过证书",
        "话机说 ITL 验证失败，请帮忙查一下",
        "cucm-sub1 上的电话全部离线了",
        "帮我看看为什么分机都没有注册",
      ],
      mixed: [
        "phoens wont regster after tvs renwal",
        "昨晚 renew 了 CallManager cert，phones 全部 unregistered，急",
        "8845 一直 registering 起不来 after ITL regen",
        "all phone's unregisterd sinse certficate chnage",
        "电话 reject 了新的 ITL file，怎么办",
        "hansets dead, ITL missmatch??",
      ],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "Nobody gets past the ADFS page into ccmadmin since the tomcat cert was replaced",
        "SAML: Failed to decrypt the secret key, showing up for all admins",
        "our single sign on to Unified CM gives an error page after login at Okta",
        "SSO to cucm-pub is busted, local recovery URL still works",
        "users get an invalid SAML response message on self care",
        "tomcat multi-server cert went in last night, now sso login loops",
        "IdP accepts my password, CUCM throws me out",
      ],
      zh: [
        "换了 Tomcat 多 SAN 证书之后单点登录进不了 CUCM",
        "管理员在 ADFS 登录成功，但 CUCM 报 SAML 错误",
        "SSO 登录总是失败，昨天还好好的",
        "登录自助门户提示无效的 SAML 响应",
        "身份提供商那边没问题，CUCM 这边登不进去",
        "为什么单点登录报解密失败",
      ],
      mixed: [
        "SSO 挂了 after tomcat renewal",
        "sngle sign-on dosnt work on ccmadmin",
        "tomcat cert 换完 SAML login error，admin 都进不去",
        "cant login via sso sinse tomact cert was replcaed",
      ],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "home workers' Jabber clients stay in 'connecting' since the CallManager renewal, inside the LAN all good",
        "Expressway-C complains about our cucm certificate: alert unknown ca",
        "MRA is down for everyone",
        "remote phones through the Expressway lost registration",
        "Webex app outside the office can't reach phone services after we changed tomcat",
        "collab-edge users cannot sign in to phone services, renewed certs yesterday",
        "traversal works but CUCM isn't trusted by Expressway any more",
      ],
      zh: [
        "居家办公的同事 Jabber 一直连不上，公司内网正常",
        "Expressway-C 不信任新的 CallManager 证书",
        "外网的 Webex 电话服务登录失败，证书昨天更新的",
        "MRA 全挂了，快帮忙看看",
        "移动远程访问的用户注册不了",
        "Expressway 日志里有 tlsv1 alert unknown ca",
      ],
      mixed: [
        "MRA users 都 register 不了，on-prem 正常",
        "expresway-c doesnt trust callmanger cert anymore",
        "jaber from home not conecting since renewl",
        "远程 Jabber 登录 failed after CallManager cert renew",
      ],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "ISE drops our phones with EAP-TLS failed since CAPF was regenerated",
        "wired 802.1X on the voice ports broke after the CAPF renewal",
        "phones sit in the guest VLAN, the radius server says unknown issuer",
        "LSC authentication against ClearPass stopped working yesterday",
        "the access switch shows Unauthorized for all IP phones, dot1x",
        "status message: 802.1X Authentication : Failed",
      ],
      zh: [
        "CAPF 重新生成之后，话机在交换机上 802.1X 认证通不过",
        "ISE 日志显示电话的 LSC 不受信任",
        "电话被扔到访客 VLAN，dot1x 失败",
        "RADIUS 拒绝了所有话机的 EAP-TLS",
        "有线准入认证失败，话机拿不到网络",
      ],
      mixed: [
        "dot1x fail 了 after CAPF regen，phones 没网络",
        "802.1x authetication faild on al phones",
        "ISE reject 话机 LSC，昨天 renew 了 CAPF",
        "eap tls errror phones radius capf",
      ],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "only the phones with an encrypted profile are offline, non-secure ones are happy",
        "mixed mode cluster, CAPF was renewed, secure endpoints keep showing Phone is registering",
        "we regenerated CAPF but forgot the CTL update, TLS phones don't come back",
        "phones using an LSC can't register on 5061 any more",
        "encrypted 8851s unregistered since the CAPF change",
        "secure phones fail TLS to CUCM after capf was reissued",
      ],
      zh: [
        "只有启用加密配置文件的话机掉线，普通的没事",
        "混合模式集群更新 CAPF 后，安全话机一直在注册",
        "CTL 里的 CAPF 证书还是旧的，加密电话上不来",
        "用 LSC 的电话无法通过 TLS 注册",
        "CAPF 换了以后安全配置文件的分机全部未注册",
      ],
      mixed: [
        "secure phones 注册不上 after CAPF renew，non-secure ok",
        "encryptd phones unregisterd sinse capf renewl",
        "TLS phones 都 offline 了，CTL 没 update",
        "mixed mode phnes with lsc stuck on registring",
      ],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "2026-01-10 06:06:31,274 ERROR [http-bio-443-exec-12] fappend.SamlLogger - SAML2Utils.Decrypter: Failed to decrypt the secret key. what is this?",
        "com.sun.identity.saml2.common.SAML2Exception: The assertion could not be decrypted",
      ],
      zh: ["登录后页面写着：Error while processing saml response. See Cisco Tomcat logs，请问什么原因"],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        'traffic_server[12877]: Event="Request Failed" Detail="SSL_connect: tlsv1 alert unknown ca" Dst-port="8443"',
      ],
      zh: ["Expressway 一直刷 SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca 这一行"],
      mixed: ["log 里都是 ssl3_read_bytes unknown ca，users 在家登不上"],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: ["0123 NOT Feb 17 11:01:25.041733 (349-349) PAE: -Rcvd EAP-FAILURE"],
      zh: ["话机日志：PAE: -Secure Connection Handshake in progress - status SSL_ERROR_WANT_READ，请分析"],
      mixed: [],
    },
  },
];

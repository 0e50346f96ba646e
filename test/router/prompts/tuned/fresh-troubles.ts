// Fresh prompts (troubles of the scenarios). Written before the understanding’s sources were read; this half was tuned on.
import type { PromptGroup } from "../group.ts";

export const freshTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "every 7841 on the third floor says Phone not registered, I regenerated the CM cert an hour ago",
        "registered count went from 1200 to 3 after maintenance window, certs were regenerated",
        "phones keep rebooting and never register, they log 'TFTP Error: no trust list installed'",
        "HELP whole call center down, phones reject the config file since the cert change",
        "handset shows X on all lines since cert work",
        "SEP00AABBCC1122 won't come back, ITL on the phone is from the old cluster cert",
        "why did my 8865s lose registration right after I restarted TVS and TFTP",
        "I have to delete the ITL on every phone by hand otherwise they don't register. what happened?",
        "half of the desk phones at HQ show 'Registering' for an hour, half are fine. renewed TVS on the pub yesterday",
      ],
      zh: [
        "座机屏幕上一直转圈显示正在注册，刚重新生成过TVS",
        "救命，一千多部话机全掉了，证书刚换完",
        "CallManager、TVS、ITLRecovery三张证书一起重新生成之后电话起不来了",
        "话机报信任列表更新失败，怎么搞的",
        "电话不认新的配置文件，验签不过",
      ],
      mixed: [
        "所有 phone 都 unregistered 了，昨天 regenerate 了 callmanager.pem",
        "fones not registring after itl regen",
        "TVS renew 完以后话机 register 不上",
      ],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "replaced tomcat with a CA signed multi san cert, now the SSO redirect ends in an error page",
        "SAML assertion can't be decrypted on the subscriber",
        "end users get an error on the self care portal when they log on through the IdP since we changed tomcat",
        "Invalid Status code in Response when logging into ccmadmin",
        "sso was working till we renewed tomcat, do I need to send new metadata to the IdP guys?",
      ],
      zh: [
        "IdP那边没动过，就换了个tomcat证书，现在单点登录用不了",
        "用户自助门户SSO登录失败，昨天续了Tomcat multi-san",
      ],
      mixed: [
        "SSO 登录报 Failed to decrypt the secret key",
        "cant login cucm wth SSO, samel error",
        "branch 的 ccmadmin 单点登录 fail，IdP 是 ADFS",
      ],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "MRA down since the callmanager cert is signed by our new CA",
        "home office people have no softphone since the tomcat change, expressway C doesn't trust it probably",
        "after uploading new Tomcat on CUCM the expressway refuses to talk to it",
        "people at home can't log in to Jabber anymore, cert renewal on cucm last night",
      ],
      zh: [
        "在家办公的Jabber全部登不上，公司内网没问题",
        "MRA终端注册不上，刚换了CallManager证书",
        "外网的话机通过Expressway注册失败",
        "Expressway 上刷新 CUCM 服务器报证书错误",
      ],
      mixed: [
        "MRA 用户 jabber 登不上 since cert renewal",
        "expresway c says tls verify faild for cucm",
        "Exp-C 不信任新的 callmanager CA，远程 phone 全挂",
      ],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "EAP-TLS of our IP phones is rejected since the CAPF renewal",
        "ISE live log full of 12514 for CP-8845 devices",
        "switchports with phones stuck in unauth after we renewed CAPF, 802.1x with LSC",
        "phones can't pass dot1x, their LSCs ran out last week",
      ],
      zh: ["话机802.1X认证不过，ISE提示未知CA，前天更新了CAPF", "LSC过期了，话机过不了dot1x"],
      mixed: [
        "dot1x 认证 fail for all ip phones 更新 CAPF 后",
        "802.1x on phnes failing after capf regen, ISE say unkown ca",
        "话机 EAP-TLS handshake failed unknown CA",
      ],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "encrypted endpoints unregister one after another, authenticated mode too, CAPF cert was renewed",
        "all our secure devices fail TLS handshake with CUCM; plain SIP on 5060 works",
      ],
      zh: [
        "混合模式集群，加密电话注册不上，CAPF换过",
        "安全模式的话机全部未注册，LSC过期了",
        "设备安全模式是Encrypted的电话TLS握手失败",
      ],
      mixed: ["secure phone 全部 unregistered，non-secure 没事", "加密 profile 的 phone 注册不了，LSC expired"],
    },
  },
];

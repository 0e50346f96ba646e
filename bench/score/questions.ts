// What people write when they ask: in both languages, hurried, complaining, half sentences; none of it is a phrase that the bot was taught.
import type { ScenarioName } from "./act.ts";
import type { Draw } from "./draw.ts";

const questions: Readonly<Record<ScenarioName, Readonly<Record<"en" | "zh-CN", readonly string[]>>>> = {
  "phones-unregistered": {
    en: [
      "our phones stopped registering after last night's certificate work, can you check HQ?",
      "Users report dead phones. We touched some CUCM certificates this week. What is going on?",
      "phones are not registering, is it the ITL?",
      "why are the desk phones unregistered?",
      "half of the handsets lost registration after the cert renewal",
      "somebody renewed certs and now the service desk says phones show Registering",
      "phones unregistered again!!",
      "hi, can you look why phones don't come up after we regenerated certificates",
    ],
    "zh-CN": [
      "昨晚换完证书以后话机都注册不上了，帮忙看一下",
      "电话注册不了，是不是 ITL 的问题？",
      "为什么很多座机没有注册？",
      "续订证书之后 phones 一直 unregistered",
      "用户反映电话都打不通，话机显示正在注册",
    ],
  },
  "secure-phones-unregistered": {
    en: [
      "our encrypted phones do not register since somebody renewed CAPF",
      "secure phones are down, the non secure ones work",
      "phones with the TLS profile stopped registering, what happened?",
      "only the phones in encrypted mode can't register, is the LSC bad?",
      "secure phones rejected after CAPF work last night",
    ],
    "zh-CN": [
      "CAPF 更新之后加密的电话注册不上",
      "用 TLS 安全配置文件的话机都掉线了，普通电话没事",
      "安全电话被拒绝注册，怎么回事？",
    ],
  },
  "sso-login-failed": {
    en: [
      "SSO login to CUCM is broken since the tomcat change",
      "admins get an error when they sign in with single sign-on",
      "single sign on fails on callmanager, what's wrong?",
      "SAML login gives an error since yesterday, can you check?",
      "nobody can log in through the IdP any more",
    ],
    "zh-CN": ["换了 Tomcat 证书后 SSO 登录失败", "管理员用单点登录进不去 CUCM 了", "SAML 登录一直报错，帮忙查一下"],
  },
  "mra-registration-failed": {
    en: [
      "MRA is broken, people at home can't register since certificates were changed",
      "Webex app over Expressway does not register any more",
      "Jabber users outside can't log in via MRA",
      "remote phones and apps lost registration through expressway after the renewal",
      "what is wrong with mobile and remote access?",
    ],
    "zh-CN": [
      "在家办公的人 Webex 注册不上，MRA 好像坏了",
      "更新证书之后 Expressway 远程注册失败",
      "外面的 Jabber 用户都登不上了",
    ],
  },
  "dot1x-failed": {
    en: [
      "phones fail 802.1X since CAPF was renewed",
      "dot1x authentication of the phones doesn't work any more",
      "the switch keeps the phones out, 802.1x failed on the display",
      "ISE refuses our phones after we changed CAPF",
      "802.1X: phones can't get on the network, EAP-TLS problem?",
    ],
    "zh-CN": [
      "CAPF 换了以后电话 802.1X 认证失败",
      "话机通过不了 dot1x 认证，端口起不来",
      "ISE 拒绝话机的证书，802.1x 失败",
    ],
  },
};

export function question(
  draw: Draw,
  about: ScenarioName,
): { readonly question: string; readonly locale: "en" | "zh-CN" } {
  const locale = draw.percent(65) ? "en" : "zh-CN";
  return { question: draw.one(questions[about][locale]), locale };
}

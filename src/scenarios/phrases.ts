// What people say when they have one of these troubles, in both languages; the router learns from these. One line, one way to say it.
import type { ScenarioId } from "../domain/report.ts";
import type { Locale } from "../domain/text.ts";

/** Scenarios are recognised before they can be diagnosed, so that an answer names the right trouble. */
export const scenarioPhrases: Readonly<Record<ScenarioId, Readonly<Record<Locale, readonly string[]>>>> = {
  "phones-unregistered": {
    en: [
      "phones won't register since we renewed CallManager and TVS",
      "phones do not register after certificate renewal",
      "all phones are unregistered",
      "phones unregistered after CallManager, TVS and ITLRecovery renewal",
      "every phone went silent after regenerating the certificates",
      "phones keep saying registering or trust list update failed",
      "phones stuck in unregistered after ITL renewal",
      "phones do not trust the cluster, ITL mismatch",
      "nobody can call, the handsets lost registration",
      "phones are down since last night's cert change",
      "verification of ITL failed, phones reject config file",
    ],
    "zh-CN": [
      "证书续订后电话无法注册",
      "更新 CallManager、TVS 和 ITL 证书后所有电话都未注册",
      "电话全部掉线 未注册",
      "续订证书后话机注册不上",
      "电话不信任 CUCM，ITL 不匹配",
      "话机显示 Trust List update failed",
      "重新生成证书之后电话都没有声音了 打不通",
      "电话处于 Unregistered 状态",
    ],
  },
  "sso-login-failed": {
    en: [
      "single sign-on does not work after Tomcat certificate renewal",
      "SSO login fails: Error while processing saml response",
      "Failed to decrypt the secret key",
      "cannot log in with SAML since we renewed tomcat",
      "the IdP login to CUCM is broken after the certificate change",
      "users cannot sign in with single sign-on",
    ],
    "zh-CN": [
      "续订 Tomcat 证书后单点登录不起作用",
      "SSO 登录失败 Error while processing saml response",
      "无法解密密钥 Failed to decrypt the secret key",
      "换了 tomcat 证书之后 SAML 登录不了",
      "单点登录报错",
    ],
  },
  "mra-registration-failed": {
    en: [
      "Webex app cannot register via Mobile and Remote Access",
      "MRA registration fails after certificate renewal",
      "remote users cannot register through Expressway",
      "Expressway-C logs show tlsv1 alert unknown ca",
      "Jabber from home does not log in since the CallManager certificate was renewed",
      "SSL routines ssl3_read_bytes tlsv1 alert unknown ca",
      "Expressway certificate verify failed towards CUCM",
    ],
    "zh-CN": [
      "证书续订后移动和远程访问注册失败",
      "Webex 应用无法通过 MRA 注册",
      "远程用户无法通过 Expressway 注册",
      "Expressway-C 日志显示 tlsv1 alert unknown ca",
      "在家办公的 Jabber 登录不上",
    ],
  },
  "dot1x-failed": {
    en: [
      "802.1X authentication failed on phones after CAPF renewal",
      "phones fail 802.1x authentication",
      "dot1x failed, switch ports dark since CAPF was regenerated",
      "phones do not authenticate with ASA after CAPF regeneration",
      "EAP-TLS fails, rcvd EAP-Failure on the phones",
      "ISE rejects the phones' LSC",
      "the LSCs expired and the phones cannot get into the network",
    ],
    "zh-CN": [
      "重新生成 CAPF 后 802.1x 身份验证失败",
      "电话 802.1X 认证失败",
      "电话不使用 ASA 进行身份验证",
      "交换机端口认证不通过 dot1x",
      "EAP-TLS 失败 rcvd EAP-Failure",
      "LSC 过期后电话连不上网络",
    ],
  },
  "secure-phones-unregistered": {
    en: [
      "phones with a TLS security profile do not register after CAPF renewal",
      "secure phones show Phone is registering",
      "encrypted phones are unregistered, non-secure phones are fine",
      "show ctl still has the old CAPF serial number",
      "phones in encrypted mode lost registration after CAPF was regenerated",
      "only phones with encrypted security profile are down",
    ],
    "zh-CN": [
      "启用 TLS 模式安全配置文件的电话未注册",
      "重新生成 CAPF 后安全电话显示 Phone is registering",
      "加密电话注册不上，非安全电话正常",
      "show ctl 显示旧的 CAPF 证书序列号",
      "安全配置文件 TLS 的话机无法注册",
    ],
  },
};

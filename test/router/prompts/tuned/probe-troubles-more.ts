// A wide probe in the words of many people, written before its failures were seen: troubles. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeTroublesMore: readonly PromptGroup[] = [
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "only the phones with the lock symbol are gone",
        "encrypted phones dead, plain ones alive",
        "secure sip phones don’t come up after the capf/callmanager renewal",
        "devices with a secure device profile can’t do TLS to callmanager",
        "mixed mode cluster: authenticated phones unregistered, non secure fine",
        "TLS handshake on 5061 fails for encrypted phones",
        "phones using port 5061 don’t register, 5060 ones do",
        "all the secure-profile handsets fell off",
        "we run mixed mode and the CTL is probably stale, encrypted sets won’t register",
        "crypto phones off, others on",
        "encrypted devices lose registration after callmanager renewal, how come",
        "the padlock phones are the ones that died",
        "ccm rejects the LSC of our secure phones after CAPF was regenerated",
        "phones in encrypted mode stay unregistered, the rest recovered",
        "Manager here. Only the secure phones are offline.",
      ],
      zh: [
        "只有加密话机上不来",
        "安全配置文件的话机全部掉线，其他的正常",
        "带锁的电话连不上，5061握手失败",
        "混合模式下加密终端注册不了",
      ],
      mixed: [
        "encrypted phone注册失败，普通的没事",
        "5061 TLS handshake失败，secure phone都掉了",
        "secure fones unregisterd, non secure ok",
      ],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/phones-unregistered",
    or: ["explain"],
    prompts: {
      en: [
        "phone console: ERR 14:01:22.104 SECD: -ERROR:verifySignature failed, ITLFile.tlv -- what’s that",
        'seeing "TFTP Error: File auth error" in the status messages of a 8845',
        "JAVA-sipio-neg: No CTL installed / ITL update failed -> phones unregistered",
      ],
      zh: ["状态消息里一直刷 Trust List Update Failed，怎么办"],
      mixed: ["status messages报 File Auth Error SEP0011223344AA.cnf.xml.sgn"],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/sso-login-failed",
    or: ["explain"],
    prompts: {
      en: [
        'browser shows "Error while processing SAML response" any idea?',
        'got "Invalid Status code in Response" at the login',
      ],
      zh: ["登录提示 Invalid Status code in Response，帮看看"],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/dot1x-failed",
    or: ["explain"],
    prompts: {
      en: [
        "%AUTHMGR-5-FAIL: Authorization failed for client (0011.2233.4455) on Interface Gi1/0/14 -- that’s a phone",
        "ISE live log 12514 EAP-TLS failed SSL/TLS handshake because of an unknown CA, endpoints are 8800 phones",
      ],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "pasted error lines",
    wants: "diagnose/mra-registration-failed",
    or: ["explain"],
    prompts: {
      en: ["edgeconfigprovisioning: Failed to connect to cucm - certificate verify failed, home jabber users affected"],
      zh: ["expressway日志 tls_verify failed，外面的jabber全登不上"],
      mixed: [],
    },
  },
];

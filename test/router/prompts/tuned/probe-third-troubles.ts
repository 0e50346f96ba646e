// A wide probe in the words of many people, written before its failures were seen: troubles. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeThirdTroubles: readonly PromptGroup[] = [
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "the whole call center sits idle, agents’ phones won’t register",
        "my boss is shouting because his telephone shows no lines since the cert update",
        "our 9861s boot to a registering screen and that’s it",
        "we exchanged all certificates at 2am and by 2:15 every phone had left the cluster",
        "ip phones fell over after callmanager.pem was redone",
        "sub2 lost its phones, sub1 still has them",
        "it’s 3 in the morning and I’ve got 2000 phones that won’t talk to cucm",
        "no one at the branch office has a working desk phone",
        'handset screens read "Phone not registered"',
        "what might cause phones to refuse the config after a TVS regen?",
        "hey, quick one: is there a chance the ITLRecovery regen stopped the phones from registering? they’re all out",
        "phone won’t authenticate the signed config, ITL is from before the change",
      ],
      zh: ["坐席的电话全都注册不了，呼叫中心停摆", "两点换完所有证书，两点一刻电话就全没了"],
      mixed: ["agents的话机全down了，ITL有问题吗"],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "I get bounced to Okta, log in, get bounced back, over and over",
        "logging on to the CUCM web pages via the corporate IdP is impossible",
        'all admins see "SAML assertion invalid"',
        "tomcat got a new key yesterday and today the single sign-on gives up",
        "users of the self care portal end up on an error page from the identity provider",
        "adfs event 364 whenever somebody opens ccmadmin",
        "the metadata at the IdP is probably the old one, login to cucm is refused",
        "can you look into why I can’t reach ccmadmin through sso",
      ],
      zh: ["打开ccmadmin跳到ADFS然后报错，回不来"],
      mixed: ["IdP那边元数据是旧的，SSO进不了ccmadmin"],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "remote agents have no phone service, those in the building do",
        "Jabber mobile on 5G can’t get in, on wifi at HQ it can",
        "the Expressway pair refuses to talk to CUCM since the new intermediate CA",
        "our home-based agents are unable to sign in to the phone service",
        'expressway c log: "SSL certificate problem: unable to get local issuer certificate" towards cucm',
        "outside jabber = dead, inside jabber = fine",
        "are remote registrations broken because we moved tomcat to the new CA? nobody outside has a line",
      ],
      zh: ["外地的坐席没有电话服务，楼里的都有"],
      mixed: ["Expressway不trust新CA，remote agents全掉"],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "phone ports flap between authenticating and held on the switch",
        "new LSC, new CAPF, and now Cisco ISE turns every handset away",
        "our access switches drop voice VLAN authorization for phones with renewed LSC",
        "telephones can’t pass port authentication since tuesday",
        'radius log full of "unknown CA" from handsets',
      ],
      zh: ["ISE日志里全是话机认证失败"],
      mixed: ["RADIUS不认话机的新LSC"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "the phones using encryption never returned, the others did",
        "CTL is old, all TLS-enabled phones are gone",
        "executives’ encrypted phones dead, everybody else can call",
        "authenticated-mode phones fail to register, CAPF was replaced",
      ],
      zh: ["老总们的加密话机都不行，其他人的正常"],
      mixed: [],
    },
  },
  {
    class: "phones-unregistered",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        'good morning, colleagues tell me their Cisco phones stay on "Registering" since the weekend',
        "40% of handsets gone from CUCM, what’s up with that",
        "phones can’t find their way back to call manager following our TVS and CallManager regen",
        "why won’t a single 7841 come alive after we swapped the certs",
        "phones rebooting in circles, ITL erased helps on one of them",
        "our lobby phones are stuck, they were in a box while we renewed the certs",
        "the maintenance is over but the telephones aren’t",
        "sites report no telephony, we regenerated TVS 20 min ago",
        "phones got the wrong ITL and don’t load config, help me out",
      ],
      zh: ["周末做完证书，周一一来话机全在注册中"],
      mixed: ["TVS换完phones找不到CallManager了"],
    },
  },
  {
    class: "sso-login-failed",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        'I can’t sign in to CUCM admin, IdP shows "signature validation failed"',
        "SSO to the CUCM portal stopped the minute we installed the new tomcat cert",
        'ccmadmin login ends with "An error occurred" on the ADFS side',
        "people cannot log on to self care using their company account",
        "our sso integration with ucm is toast",
        "jabber sso sign-in is failing on the office network",
      ],
      zh: ["公司账号登不进自助门户，IdP报签名错误"],
      mixed: ["ccmadmin的SSO登录一直redirect"],
    },
  },
  {
    class: "mra-registration-failed",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "softphones of everybody who works from home are offline",
        "since the re-issue by the new CA, VCS shows our UCM nodes as unreachable over TLS",
        "a colleague in Spain can’t get Jabber to register, I can in the office",
        'webex app says "disconnected from phone services", but only off premises',
        "edge users down",
      ],
      zh: ["西班牙的同事Jabber注册不上，我在办公室可以"],
      mixed: ["在家webex显示phone services disconnected"],
    },
  },
  {
    class: "dot1x-failed",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "ISE says it doesn’t know the issuer of our phones’ certificates",
        "after we regenerated capf, 802.1X is refusing newly enrolled phones",
        "our wired NAC boots the handsets off the voice vlan",
        "switch says auth failed for the phone MACs",
      ],
      zh: ["交换机提示话机的MAC认证失败"],
      mixed: ["NAC把phone踢出voice vlan"],
    },
  },
  {
    class: "secure-phones-unregistered",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "it’s just the handsets in encrypted mode that are unregistered",
        "secure trunk aside, our secured phones are down since the callmanager cert was replaced",
        "phones with a TLS security profile can’t connect, UDP/TCP ones can",
      ],
      zh: ["只有TLS配置文件的话机连不上"],
      mixed: [],
    },
  },
];

// Set D, written by somebody who read neither the phrases nor the router: what people write when something does not work. Only counted.
import type { PromptGroup } from "../group.ts";

export const fourthTroubles: readonly PromptGroup[] = [
  {
    class: "phones",
    wants: "diagnose/phones-unregistered",
    prompts: {
      en: [
        "all phones down after last night's cert change, need help asap",
        "we regenerated CallManager and TVS in the same window and now nothing registers",
        "NOC here - 1,240 endpoints dropped off around 02:10, change CHG0048812 was callmanager cert renewal",
        "half of building C shows unregistered in RTMT since the ITLRecovery regen",
        "Trust List update failed on every 8841 I look at",
        "phones not picking up new config, itl file status MisMatch on most of them",
        "renewed TVS, ITL and CallManager cause they were all expired, did I just brick my phones?",
        "did a utils itl reset localkey but the phones still wont come back",
        "Why does nobody in the call center have a dial tone since you people updated the certificates?",
        "TFTP service was restarted, TVS too, still 0 registered phones on cucm-sub2",
        "SEP00562B043615 and about 300 others reject the new config file, tvs cert was replaced on thursday",
        "customer's phones went dark after their admin clicked regenerate on everything. 12.5 non secure",
        "phones stuck on old ITL, can't get them back without walking to each one?",
        "rolled the CallManager cert on the publisher, subs look ok, but phones homed to sub1 won't re-register",
      ],
      zh: [
        "昨晚换完CallManager证书，今天早上所有话机都没注册上",
        "话机全部掉线，急！！",
        "TVS和ITLRecovery一起续订之后电话一直是未注册状态",
        "话机提示信任列表更新失败，重启也没用",
        "客服中心打不了电话了，听说昨天有人重新生成了证书",
        "三楼的话机ITL文件状态都是MisMatch，配置下发不下去",
      ],
      mixed: [
        "fones not registring after callmanger cert renewl",
        "大部分phone都unregistered了，昨晚renew了TVS",
        "phnoes wont regsiter sicne we chnaged itl cert pls hlep",
      ],
    },
  },
  {
    class: "phones",
    wants: "diagnose/phones-unregistered",
    or: ["diagnose/secure-phones-unregistered"],
    prompts: {
      en: [
        "Hi team, users on floor 3 say their desk phones just keep saying registering. Anything to do with Saturday's maintenance?",
      ],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "phones",
    wants: "diagnose/phones-unregistered",
    args: { cluster: "hq" },
    prompts: {
      en: ["phones at HQ unregistered, cert renewal yesterday"],
      zh: ["HQ集群RTMT上显示800多台话机Unregistered，之前动过ITL"],
      mixed: [],
    },
  },
  {
    class: "phones",
    wants: "diagnose/phones-unregistered",
    args: { cluster: "branch" },
    prompts: {
      en: ["Branch: 40 phones lost registration once we put the new callmanager certificate on br-pub"],
      zh: ["Branch的电话从证书更新后就注册不了"],
      mixed: [],
    },
  },
  {
    class: "single sign-on",
    wants: "diagnose/sso-login-failed",
    prompts: {
      en: [
        "Error while processing saml response when I open ccmadmin",
        "SSO broken after tomcat cert renewal, have to use the recovery URL",
        "nobody can log in to CUCM admin via ADFS since this morning, we replaced the tomcat multi-san on sunday",
        "self care portal login loops back to Okta and then errors out, tomcat was renewed on all nodes",
        "is it normal that single sign on fails on sub2 only? pub works",
        "Azure login to call manager page gives invalid status code in response",
        "SSO test fails in the wizard, 'The signing certificate does not match what's defined in the entity metadata'",
      ],
      zh: [
        "Tomcat证书续订以后单点登录就不行了",
        "登录CUCM管理页面报Error while processing saml response",
        "用ADFS登不上ccmadmin，只能走恢复URL",
        "重新导入了元数据，SSO还是失败",
        "换了多SAN证书后，用户说自助门户登录跳转到IdP再回来就报错",
      ],
      mixed: ["SSO login不了了，tomcat cert昨天换的", "singel sign on dosnt work afer tomcat certifcate renwal"],
    },
  },
  {
    class: "single sign-on",
    wants: "diagnose/sso-login-failed",
    args: { cluster: "hq" },
    prompts: {
      en: ["the IdP team says their side is fine but admins still get a SAML error at HQ"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "remote access",
    wants: "diagnose/mra-registration-failed",
    prompts: {
      en: [
        "MRA is down for everyone since we swapped the Expressway-C cert",
        "Webex app can't register phone services from outside, inside the office it works",
        "expressway-c log is full of tlsv1 alert unknown ca",
        "home office users lost softphone after the callmanager+tomcat renewal",
        "jabber over mra fails with 'unable to communicate with the server', vpn users ok",
        "traversal zone is up but remote phones don't register any more, new certs are from our own CA",
        "since the cert swap on expc01 no remote worker can make calls",
        "502 on port 6972 from exp-c to cucm-sub1, core server certificate verification failed",
        "Remote agents in Manila can't sign in to the Webex app (on-prem CUCM), started right after Friday's certificate upload",
        "do I need to upload the CA into callmanager-trust for MRA? softphones outside stopped registering after renewal",
      ],
      zh: [
        "在家办公的同事Webex注册不上，公司内网正常",
        "更新了Expressway-C证书之后MRA全挂了",
        "Jabber外网登录失败，日志里有unknown ca",
        "CallManager和Tomcat换成CA签名证书后，远程话机无法注册",
        "Expressway到CUCM的TLS握手失败，移动和远程访问用不了",
      ],
      mixed: [
        "MRA用户login fail，昨天换了exp-c的cert",
        "remote wrokers jaber not conecting thru expresway after cert chnage",
      ],
    },
  },
  {
    class: "802.1X",
    wants: "diagnose/dot1x-failed",
    prompts: {
      en: [
        "phones fail 802.1X after we regenerated CAPF",
        "ISE is rejecting the phones' LSCs, 12508 EAP-TLS handshake failed, since the capf renewal",
        "switchports go to guest vlan for every phone, dot1x auth failed, new CAPF on publisher",
        "PAE: -802.1X auth FAILED in the phone console",
        "network team here. ISE shows unknown CA for CAPF-0bc17206, did you guys change a cert?",
        "authentication on the ASA fails for the phones since CAPF was renewed",
      ],
      zh: [
        "CAPF证书重新生成后话机802.1x认证失败",
        "ISE上看到话机EAP-TLS被拒，说不信任签发LSC的CA",
        "交换机端口把电话都隔离了，dot1x不通过，昨天更新过CAPF",
        "网络组说话机证书的颁发者ISE不认识，是不是你们换了CAPF？",
      ],
      mixed: ["话机dot1x fail了，CAPF刚renew完, radius那边说unknown ca"],
    },
  },
  {
    class: "secure phones",
    wants: "diagnose/secure-phones-unregistered",
    prompts: {
      en: [
        "Phone is registering... forever, only the ones with encrypted profile, CAPF was regenerated",
        "secure phones don't come back after CAPF renewal, non-secure ones are ok",
        "mixed mode cluster, TLS profile phones down, show ctl still has the old CAPF serial",
        "if I switch the device security profile to non secure the 8845 registers, with TLS it doesn't",
        "we forgot utils ctl update CTLFile after the CAPF regen and the executive phones with TLS are gone",
        "LSC phones rejected by callmanager, the ones without security profile are happy",
      ],
      zh: [
        "CAPF续订后加密话机注册不了，非加密的没问题",
        "使用TLS安全配置文件的电话一直显示Phone is registering",
        "show ctl里还是旧的CAPF序列号，安全模式的话机全掉了",
      ],
      mixed: ["mixed mode下secure phone都down了 after CAPF regen"],
    },
  },
  {
    class: "secure phones",
    wants: "diagnose/secure-phones-unregistered",
    args: { cluster: "hq" },
    prompts: {
      en: ["encrypted phones on hq out since capf change"],
      zh: [],
      mixed: [],
    },
  },
  {
    class: "802.1X",
    wants: "diagnose/dot1x-failed",
    or: ["explain"],
    prompts: { en: ["12:14:11p 802.1X Authentication: Failed"], zh: [], mixed: [] },
  },
];

// What is none of the bot’s business: other products, other people’s logins, small talk without a word of ours.
import type { Notion } from "./lexicon-en.ts";
import { isCommon, type Notions } from "./notions.ts";

const has = (notions: ReadonlySet<Notion>, some: readonly Notion[]): boolean => some.some((one) => notions.has(one));

/** Notions that only make sense for CUCM and its neighbours. */
const own: readonly Notion[] = [
  "cert",
  "callmanager",
  "tvs",
  "itl",
  "trustlist",
  "ctl",
  "capf",
  "tomcat",
  "ipsec",
  "drs",
  "sso",
  "mra",
  "dot1x",
  "phone",
  "register",
  "unregistered",
  "lsc",
  "cucm",
  "tftp",
  "cti",
  "haproxy",
  "approve",
  "approval",
  "audit",
  "snapshot",
  "help",
  "language",
  "secure",
  "decrypt",
  "call",
  "bot",
  "progress",
  "share",
  "picture",
  "overview",
];

/** Everyday notions that are ours only together: "restart my computer" and "renew my licence" are not. */
const ownPairs: readonly (readonly [Notion, Notion])[] = [
  ["who", "past"],
  ["login", "not"],
  ["expire", "which"],
  ["expire", "all"],
  ["expire", "show"],
  ["expire", "not"],
  ["expire", "should"],
  ["expire", "want"],
  ["expire", "whatif"],
  ["renew", "together"],
  ["renew", "impact"],
  ["restart", "service"],
  ["restart", "impact"],
  ["restart", "past"],
  ["run", "show"],
  ["run", "which"],
  ["run", "restart"],
];

/** Notions that tie a text to CUCM even when other products are named. */
const anchors: readonly Notion[] = [
  "callmanager",
  "tvs",
  "itl",
  "trustlist",
  "ctl",
  "capf",
  "tomcat",
  "cucm",
  "mra",
  "lsc",
  "haproxy",
  "tftp",
];

/**
 * Nothing in it is about CUCM, its certificates or this bot. `cluster`: the one that it names; `ours`: as a whole it reads like
 * something of ours, though no word of it does.
 */
export function isElsewhere(read: Notions, cluster: string | null, ours: boolean): boolean {
  const { notions, spelt } = read;
  const paired = ownPairs.some(([one, other]) => notions.has(one) && notions.has(other));
  if (cluster === null && !ours && !has(notions, own) && !paired) return true;
  const systems = cluster === null && has(notions, ["sso", "login"]) && (namesSystem(spelt) || entersElsewhere(read));
  if (systems && !has(notions, ["cucm", "callmanager", "tomcat"])) return true;
  if (has(notions, anchors)) return false;
  // Laptops and visitors pass 802.1X too: a phone must be spoken of.
  return notions.has("foreign") && !(notions.has("dot1x") && notions.has("phone"));
}

/** "SSO to Smartsheet is broken": what people enter has a name that nobody here knows. */
function entersElsewhere({ spelt, others }: Notions): boolean {
  const entered =
    /\b(?:sso|single sign[- ]on|sign[- ]?(?:on|in)|log[- ]?(?:on|in)|saml) (?:to|for|into|at|on) (?:(?:our|the|my|their) )?([a-z][a-z0-9]{3,})\b/.exec(
      spelt,
    );
  const name = entered?.[1] ?? "";
  return (
    others.includes(name) && !isCommon(name) && !/cucm|ccm|cisco|admin|portal|page|user|uc|^self|^web|^site/.test(name)
  );
}

/** Systems of which the bot’s users speak as theirs. */
const ourSystems =
  /^(?:cucm|cisco|unified|phone|phones|voice|operating|the|our|this|that|whole|电话|语音|通信|通讯|统一|操作|管理|话机|整个|我们|这个|那个|本|集群|节点|总部|分部|分公司|公司|现在|今天|昨天|早上|用户|管理员|发布方|订阅方|服务器|思科|门户|自助门户)$/;

/** "the booking system", "OA 系统": single sign-on and logins of a system that has another name are not CUCM’s. */
function namesSystem(plain: string): boolean {
  const [, name = ""] =
    /([a-z][a-z0-9]+) (?:system|tool|platform|software|wiki|database)\b/.exec(plain) ??
    /([a-z][a-z0-9]+|[一-鿿]{1,2}) ?(?:系统|平台|软件|网站)/.exec(plain) ??
    /^(?:我们的?|公司的?)?([一-鿿]{2,3})的 ?(?:单点登录|sso|saml)/.exec(plain) ??
    [];
  return name !== "" && !ourSystems.test(name);
}

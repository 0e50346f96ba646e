// What is decided by rule, not by likeness: exact error lines, orders to get around the rules, questions, other people's trouble.
import type { ScenarioId } from "../../domain/report.ts";
import type { Notion } from "./lexicon-en.ts";
import type { Notions } from "./notions.ts";

/** Lines that only one trouble prints (Cisco documents 225746 and the samples of each system). */
const signatures: readonly (readonly [ScenarioId, RegExp])[] = [
  [
    "sso-login-failed",
    /error while processing saml response|failed to decrypt the secret key|com\.sun\.identity\.saml2|cpi\.sso\.saml|saml2exception/i,
  ],
  ["mra-registration-failed", /alert unknown ca|traffic_server\[|ssl3_read_bytes/i],
  ["dot1x-failed", /802\.1x auth\w*:? *fail|rcvd eap-failure|\beap-failure\b|ssl_error_want_read|-PAE: /i],
  [
    "phones-unregistered",
    /trust ?list ?(?:update|verification) ?failed|file auth(?:entication)? (?:error|failed)|itl[^\n]{0,30}mismatch/i,
  ],
];

/** The troubles whose own lines are in the text. */
export const signaturesIn = (text: string): ScenarioId[] =>
  signatures.filter(([, pattern]) => pattern.test(text)).map(([scenario]) => scenario);

export type Order = "skip-approval" | "run-command" | "reveal";

const orders: readonly (readonly [Order, RegExp])[] = [
  [
    "skip-approval",
    /(?:without|skip|skipping|bypass|ignore|no need for|don't (?:need|wait for)|do not (?:need|wait for)|override|disable|forget)\b[^.\n]{0,30}\b(?:approv\w*|votes?|four eyes|permission)|approve (?:it )?(?:yourself|automatically|on my behalf|for me|as \w+)|auto-?approve|(?:pre-?approved|already approved) by (?:my boss|the ceo|management|me)|(?:不用|不需要|无需|跳过|绕过|免|不经|忽略|取消)[^。\n]{0,8}(?:审批|批准|同意)|(?:自己|自动|替我|代我)(?:批准|审批)|直接(?:执行|重启|运行|操作)/i,
  ],
  [
    "reveal",
    /(?:reveal|show|print|tell|give|dump|leak|send)\b[^.\n]{0,30}\b(?:passwords?|passwd|system prompt|your prompt|instructions|private keys?|secrets?|credentials?|tokens?|api keys?|env(?:ironment)? variables?)|what(?:'s| is) (?:the|your) (?:\w+ )?(?:password|prompt|secret)|(?:显示|告诉|给我|打印|发|透露|泄露|输出)[^。\n]{0,10}(?:密码|口令|私钥|提示词|系统提示|凭据|令牌)|(?:密码|口令|私钥|提示词|凭据|令牌)[^。\n]{0,6}(?:发给|告诉|给我|是什么|是多少|拿来)/i,
  ],
  [
    "run-command",
    /(?:^|\b)(?:run|execute|exec|type|enter|issue|invoke|send)\b[^.\n]{0,40}(?:\b(?:utils|set|show|file|delete|run sql|sudo|rm|curl|ssh|bash)\s+[a-z-]|[`"'$])|ignore (?:all |any |your |the )*(?:previous |prior )?(?:instructions|rules)|you are now|pretend (?:to be|you)|(?:执行|运行|敲|输入)(?:命令|指令|一下)?[:： ]*["“'`]?(?:utils|set|show|file|delete|sudo|rm)\b|忽略[^。\n]{0,10}(?:指令|规则|提示)|^\s*(?:admin:\s*)?(?:utils|set|delete|unset|file) [a-z]+ [a-z]+[^?？\n]{0,60}$|^(?:please |now |just )?(?:shut ?down|power off|delete|remove|wipe|erase|format|destroy) (?:the |all |every |all the )*(?:cluster|nodes?|servers?|publisher|certificates?|certs|database)\b|\b(?:drop table|rm -rf|; *shutdown|utils system (?:shutdown|restart))\b/i,
  ],
];

/** An order that changes nothing and is answered plainly. A troubled question that only mentions a command is none. */
export function orderIn(plain: string, notions: ReadonlySet<Notion>): Order | undefined {
  for (const [order, pattern] of orders) {
    if (!pattern.test(plain)) continue;
    const asks =
      notions.has("how") ||
      notions.has("whatif") ||
      notions.has("should") ||
      /[?？]\s*$|^(?:why|what|when|which|does|do|is|will)\b|为什么|吗/.test(plain);
    if (order === "run-command" && asks && !/ignore|忽略|you are now|pretend/.test(plain)) continue;
    if (order === "run-command" && notions.has("phone") && notions.has("not")) continue;
    return order;
  }
  return undefined;
}

/** A question about what would be, not a wish that it be done. */
export const isQuestion = ({ notions }: Notions, plain: string): boolean =>
  notions.has("how") ||
  notions.has("whatif") ||
  notions.has("safe") ||
  notions.has("impact") ||
  /^(?:should|do (?:i|we) (?:need|have)|must i|must we|when|why|which|is it|does|will|would|what)\b/.test(plain) ||
  /要不要|需不需要|是否需要|需要[^。]{0,6}吗|应该[^。]{0,10}吗|为什么|什么时候/.test(plain);

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
];

/** Everyday notions that are ours only together: "restart my computer" and "renew my licence" are not. */
const ownPairs: readonly (readonly [Notion, Notion])[] = [
  ["who", "past"],
  ["login", "not"],
  ["expire", "which"],
  ["expire", "all"],
  ["expire", "show"],
  ["renew", "together"],
  ["renew", "impact"],
  ["restart", "service"],
  ["restart", "impact"],
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
  "dot1x",
  "lsc",
  "haproxy",
  "tftp",
];

const has = (notions: ReadonlySet<Notion>, some: readonly Notion[]): boolean => some.some((one) => notions.has(one));

/** Nothing in it is about CUCM, its certificates or this bot. */
export const isElsewhere = ({ notions }: Notions): boolean =>
  (!has(notions, own) && !ownPairs.some(([one, other]) => notions.has(one) && notions.has(other))) ||
  (notions.has("foreign") && !has(notions, anchors));

/** A trouble is told (a diagnosis can be meant); plain mention of a notion is not enough. */
export const tellsTrouble = ({ notions }: Notions): boolean => has(notions, ["not", "down", "unregistered", "why"]);

/** What a trouble can be about; a text without any of them does not say which trouble it is. */
const subjects: readonly Notion[] = [
  "phone",
  "register",
  "unregistered",
  "call",
  "sso",
  "login",
  "decrypt",
  "mra",
  "dot1x",
  "authenticate",
  "lsc",
  "secure",
  "itl",
  "trustlist",
  "ctl",
];

/** A wish or a question of its own: its words say what is wanted. */
const wishes: readonly Notion[] = [
  "restart",
  "reset",
  "expire",
  "impact",
  "whatif",
  "how",
  "safe",
  "approve",
  "approval",
  "audit",
  "snapshot",
  "help",
  "language",
  "served",
  "who",
  "which",
];

/** A trouble of ours is told, or mending is wished, without saying of what: only a person can choose. */
export function isVague({ notions, others }: Notions, plain: string, cluster: string | null): boolean {
  if (notions.has("foreign") || notions.has("greet") || has(notions, wishes) || plain.length > 160) return false;
  const troubled = has(notions, ["not", "down", "unregistered"]) || notions.has("fix");
  if (!troubled || (notions.has("well") && !notions.has("not"))) return false;
  const either =
    notions.has("phone") && has(notions, ["login", "sso"]) && /\bor\b|not sure|还是|或者|不确定/.test(plain);
  if (either) return true;
  if (has(notions, subjects)) return false;
  const ours = cluster !== null || has(notions, ["cert", "renew", "cucm", "callmanager", "tomcat", "tvs", "capf"]);
  return ours || (notions.has("fix") && others.length <= 3);
}

/** "what happens if I restart", "does a renewal affect", "can both be renewed at once". */
export function asksImpact(read: Notions, plain: string): boolean {
  const { notions } = read;
  if (notions.has("how")) return false;
  const wonders = notions.has("should") || notions.has("safe") || /^(?:can|could|may) (?!you)/.test(plain);
  if (notions.has("together") && wonders) return true;
  return (notions.has("whatif") || notions.has("impact")) && isQuestion(read, plain);
}

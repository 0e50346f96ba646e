// What is decided by rule, not by likeness: exact error lines, orders to get around the rules, questions, other people's trouble.
import type { ScenarioId } from "../../domain/report.ts";
import { type Notion, ordinary } from "./lexicon-en.ts";
import type { Notions } from "./notions.ts";
import { saysOnlyTrouble } from "./only-trouble.ts";

/** Lines that only one trouble prints (Cisco documents 225746 and the samples of each system). */
const signatures: readonly (readonly [ScenarioId, RegExp])[] = [
  [
    "sso-login-failed",
    /error while processing saml response|invalid status code in response|failed to decrypt the secret key|com\.sun\.identity\.saml2|cpi\.sso\.saml|saml2exception/i,
  ],
  ["mra-registration-failed", /alert unknown ca|traffic_server\[|ssl3_read_bytes/i],
  ["dot1x-failed", /802\.1x auth\w*:? *fail|rcvd eap-failure|\beap-failure\b|ssl_error_want_read|-PAE: /i],
  [
    "phones-unregistered",
    /trust ?list ?(?:update|verification) ?failed|file auth(?:entication)? (?:error|failed)|itl[^\n]{0,30}mismatch/i,
  ],
];

/** Other systems' logs print TLS alerts in the same words: these say whose log it is. */
const portLog = /\beap\b|eap-tls|radius|802\.1x|dot1x/i;

/** The troubles whose own lines are in the text. */
export const signaturesIn = (text: string): ScenarioId[] =>
  signatures
    .filter(([, pattern]) => pattern.test(text))
    .map(([scenario]) => (scenario === "mra-registration-failed" && portLog.test(text) ? "dot1x-failed" : scenario));

export type Order = "skip-approval" | "run-command" | "reveal";

const orders: readonly (readonly [Order, readonly RegExp[]])[] = [
  [
    "skip-approval",
    [
      /(?:without|skip|skipping|bypass|circumvent|disregard|ignore|no need for|don't (?:need|wait for)|do not (?:need|wait for)|override|disable|forget|never mind)\b[^.\n]{0,30}\b(?:approv\w*|votes?|voting|four eyes|permission)/,
      /\bno approvals?\b|\b(?:approvals?|votes?|voting)\b[^.\n]{0,12}\b(?:off|disabled|not needed|unnecessary|suspended|waived)\b/,
      /\b(?:approve|vote for|sign off)\b[^.\n]{0,30}\b(?:my own|yourself|automatically|on my behalf|for me|as \w+)\b|auto-?approve|approve everything/,
      /\bapprov\w*\b[^\n]{0,50}\b(?:override|bypass|skip|ignore|forget (?:it|them)|nonsense|stupid|cowards|overrated|unnecessary|nobody needs|who cares|afterwards)\b|\b(?:skip|bypass|ignore|forget|without) (?:the |that |this |your |all )*(?:four[- ]eyes|red tape|bureaucracy|formalities|sign-?offs?)\b/,
      /\bno time (?:for|to)\b[^.\n]{0,20}(?:vot|approv|sign)|\b(?:restart|reset|reboot|bounce|renew|regenerate)\b[^.?\n]{0,60}\b(?:without (?:asking|confirm\w*|permission|consent|anyone)|no questions asked|don't ask|do not ask|i(?:'ll)? take (?:full |the )?responsibility)\b[^?]*$/,
      /(?:pre-?approved|already approved) by (?:my boss|the ceo|management|me)/,
      /(?:不用|不需要|无需|甭|别|没时间|来不及|等不及|懒得|跳过|绕过|绕开|免|不经|不等|别等|忽略|无视|抛开|取消|别管|不管|别走|不走|省掉|skip)[^。\n]{0,8}(?:审批|批准|核准|同意|流程|投票|表决|approvals?)/,
      /(?:自己|自动|替我|代我|帮我)[^。\n]{0,8}(?:批准|核准|审批|批了|投票)|直接(?:执行|重启|运行|操作|重置| ?restart| ?reset)/,
    ],
  ],
  [
    "reveal",
    [
      /(?:reveal|show|print|tell|give|dump|leak|send|export|copy|mail|hand|display|disclose)\b[^.\n]{0,60}\b(?:pass?wo?r?ds?|passwd|system prompt|your prompt|instructions|private keys?|secrets?|credentials?|tokens?|api keys?|env(?:ironment)? variables?)\b/,
      /(?:what(?:'s| is| are| was)|where(?:'s| is| are)|i (?:need|want|forgot)|look up) (?:me )?(?:the|your|my|our) (?:[\w'-]+ ){0,4}(?:pass?wo?r?ds?|system prompt|prompt|secrets?|tokens?|private keys?|credentials?)\b(?! page)/,
      /(?:显示|告诉|给我|打印|发|透露|泄露|输出|导出|拿出|说出|交出)[^。\n]{0,12}(?:密码|口令|私钥|提示词|系统提示|凭据|令牌|pass?wo?r?d)/,
      /(?:密码|口令|私钥|提示词|凭据|令牌)[^。\n]{0,6}(?:发|告诉|给我|是什么|是多少|拿来|打印|导出|显示|交出)/,
    ],
  ],
  [
    "run-command",
    [
      /(?:^|\b)(?:run|execute|exec|type|enter|issue|invoke|send)\b[^.\n]{0,40}(?:\b(?:utils|set|show|file|delete|run sql|sudo|rm|curl|ssh|bash)\s+[a-z-]|[`"'$])/,
      /\b(?:ignor?e?|disregard|override|bypass|drop)\b[^.\n]{0,30}\b(?:instruct\w*|rules|guidelines|restrictions)\b|forget (?:all |any |your |the )*(?:instructions|rules)|you are (?:now|root)\b|from now on,? you(?:'re| are)\b|\b(?:unrestricted|jailbr[eo]ak\w*|do anything now|god mode|without (?:any )?(?:restrictions|limits|rules))\b|\bdeveloper mode\b|pretend (?:to be|you)|\b(?:act|behave) (?:as|like) (?:root|an? admin\w*|the admin\w*|a shell|a terminal)\b|\bsystem(?: message| prompt)?: /,
      /(?:执行|运行|敲|输入|跑)(?:命令|指令|一下)?[:： ]*["“'`]?(?:utils|set|show|file|delete|sudo|rm)\b|(?:忽略|无视|抛开|忘掉|忘记|别管|不管|ignore)[^。\n]{0,10}(?:指令|规则|规定|限制|提示|instructions?|rules?)|你(?:现在)?是(?:root|管理员)/,
      /^\s*(?:admin:\s*)?(?:utils|set|delete|unset|file) [a-z]+ [a-z]+[^?？\n]{0,60}$/,
      /^(?:please |now |just )?(?:shut ?down|power off|delete|remove|wipe|erase|format|destroy) (?:the |all |every |all the )*(?:cluster|nodes?|servers?|publisher|certificates?|certs|database)\b/,
      /(?:删除|删掉|清空|格式化|关闭|关掉)(?:所有|全部|整个)?(?:的)?(?:集群|节点|服务器|证书|数据库)/,
      /\b(?:drop table|rm -rf|; *shutdown|utils system (?:shutdown|restart))\b/,
    ],
  ],
];

/** An order that changes nothing and is answered plainly. A troubled question that only mentions a command is none. */
export const orderIn = (plain: string, { notions, spelt }: Notions): Order | undefined =>
  orderOf(plain, notions) ?? orderOf(spelt, notions);

function orderOf(plain: string, notions: ReadonlySet<Notion>): Order | undefined {
  for (const [order, patterns] of orders) {
    if (!patterns.some((pattern) => pattern.test(plain))) continue;
    const asks =
      notions.has("how") ||
      notions.has("whatif") ||
      notions.has("should") ||
      /[?？]\s*$|^(?:why|what|when|which|does|do|is|will)\b|为什么|吗/.test(plain);
    if (order === "run-command" && asks && !/ignore|disregard|忽略|无视|you are now|pretend/.test(plain)) continue;
    if (order === "run-command" && notions.has("phone") && notions.has("not")) continue;
    return order;
  }
  return undefined;
}

const changing = "(?:restart|re-start|bounc|reset|reboot|kick|cycl|recycl|reload|renew|regenerat|replac|swap|touch)";
/** "don’t restart it", "hold off on the reset", 先别重启. "Don’t forget to restart" is a wish all the same. */
const held = new RegExp(
  `\\b(?:don'?t|do not|dont|never|no need to|nobody|no one|not to|hold off(?: on)?|refrain from|avoid|instead of|without|stop) (?:\\w+ ){0,2}?${changing}|(?:别|不要|不用|不必|无需|不许|暂时不|不需要|先不)[^，。,!?]{0,6}(?:重启|重置|复位|续|换|restart|reset|renew)`,
);
/** "I already bounced TFTP", "tomcat was restarted at 5", 我重启过了. */
const over =
  /\b(?:i|we|they|he|she|somebody|someone)(?:'ve|'d| have| had)? (?:already |just |then )*(?:restarted|bounced|reset|rebooted|kicked|cycled|recycled|reloaded)\b|\b(?:was|were|has been|have been|had been|got|been) (?:already |just )*(?:restarted|bounced|rebooted|cycled|recycled|reloaded)\b|(?:已经|刚刚?|早就|我们?|是我|自己)[^，。,!?]{0,10}(?:重启|重置|复位)(?:过|完|好)?了|(?:重启|重置|复位)(?:过|完)了?(?![吗没么])/;

/** A change is spoken of that must not be, or that is over: nothing of it may become a proposal. */
export const wishesNone = (plain: string): boolean =>
  (held.test(plain) && !/\b(?:forget|hesitate|why don'?t|wait|if you don't)\b|忘/.test(plain)) ||
  (over.test(plain) && !/\bagain\b|\bplease\b|再|请/.test(plain));

/** A question about what would be, not a wish that it be done. */
export const isQuestion = ({ notions }: Notions, plain: string): boolean =>
  notions.has("how") ||
  notions.has("whatif") ||
  notions.has("safe") ||
  notions.has("impact") ||
  /^(?:should|do (?:i|we) (?:need|have)|must i|must we|when|why|which|is it|does|(?:will|would)(?! you (?:please |kindly )?(?:restart|re-start|bounce|reset|renew|regenerate|replace|swap|kick|cycle|give|do))|what)\b/.test(
    plain,
  ) ||
  /要不要|需不需要|是否需要|需要[^。]{0,6}吗|应该[^。]{0,10}吗|为什么|什么时候/.test(plain);

const has = (notions: ReadonlySet<Notion>, some: readonly Notion[]): boolean => some.some((one) => notions.has(one));

/** A trouble is told (a diagnosis can be meant); plain mention of a notion is not enough. */
export const tellsTrouble = ({ notions }: Notions): boolean => has(notions, ["not", "down", "unregistered", "why"]);

/** Whoever comes in that way has no trouble inside, whatever else is said of phones. */
export const throughExpressway = (plain: string): boolean =>
  /\b(?:through|over|via|behind|across|from)\s+(?:the\s+|our\s+)?(?:expressways?|exp-?[ce]|mra)\b|(?:通过|经过|经由?|走)\s*(?:expressway|mra)/.test(
    plain,
  );

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

/** Something is wrong, and no word says what. */
const tellsAnything = (notions: ReadonlySet<Notion>): boolean =>
  has(notions, ["not", "down", "odd"]) &&
  [...notions].every((notion) => saysNothing.has(notion)) &&
  !(notions.has("well") && !notions.has("odd"));
const saysNothing: ReadonlySet<Notion> = new Set<Notion>(
  "not down odd since past renew want help show all together it again fix should well cucm cert why greet".split(
    " ",
  ) as Notion[],
);

/** Whoever and whatever it is about goes by words that anything goes by. */
const namesNothing = (others: readonly string[]): boolean =>
  others.filter(
    (word) =>
      !ordinary.has(word.replace(/'s$/, "")) &&
      !/^(?:大家|用户|同事|系统|感觉|开始|周.|星期.|帮忙|麻烦|一下|我|我们|了|吧|呢|啊|吗|这|那|有|要|上|有点|所有|东西|查|的|就|从|在|快|完|看|人|们)+$/.test(
        word,
      ),
  ).length === 0;

/** A trouble of ours is told, or mending is wished, without saying of what: only a person can choose. */
export function isVague({ notions, others, spelt }: Notions, plain: string, cluster: string | null): boolean {
  if (!has(notions, subjects) && (saysOnlyTrouble(plain) || saysOnlyTrouble(spelt))) return true;
  if (notions.has("foreign") || notions.has("greet") || plain.length > 160) return false;
  if (tellsAnything(notions) && namesNothing(others)) return true;
  if (has(notions, wishes)) return false;
  const troubled = has(notions, ["not", "down", "unregistered"]) || notions.has("fix");
  if (!troubled || (notions.has("well") && !notions.has("not"))) return false;
  const either =
    notions.has("phone") && has(notions, ["login", "sso"]) && /\bor\b|not sure|还是|或者|不确定/.test(plain);
  if (either) return true;
  if (has(notions, subjects)) return false;
  const ours = cluster !== null || has(notions, ["cert", "renew", "cucm", "callmanager", "tomcat", "tvs", "capf"]);
  return ours || (notions.has("fix") && others.length <= 3);
}

/** 会重启吗, 有影响吗, 行不行: the question stands at the end. */
const asksChinese =
  /(?:会|影响|风险|有事|要紧|危险|中断).{0,8}[吗么嘛呢?？]+ *$|(?:行不行|好不好|可不可以|大不大|安不安全|会不会.{0,14})[?？。 ]*$/;

/** "what happens if I restart", "does a renewal affect", "can both be renewed at once", "does restarting it log people out". */
export function asksImpact(read: Notions, plain: string): boolean {
  const { notions } = read;
  if (notions.has("how") || notions.has("progress") || /\b(?:way|order|sequence|procedure|steps?)\b/.test(plain))
    return false;
  if (asksChinese.test(plain) && !/请|帮/.test(plain)) return true;
  const wonders = notions.has("should") || notions.has("safe") || /^(?:can|could|may) (?!you)/.test(plain);
  if (notions.has("together") && wonders) return true;
  if (/^(?:is|are|do|does|will|would|could|might|who would|who will)\b(?! (?:you|i need|we need))/.test(plain))
    return true;
  return (notions.has("whatif") || notions.has("impact") || notions.has("safe")) && isQuestion(read, plain);
}

// How something is asked: "which", "what if", "how do I" and "do it" are told apart, because only the last may propose a change.
import type { Asks, Intent } from "../command.ts";
import { isQuestion } from "./guards.ts";
import type { Notions } from "./notions.ts";

const how =
  /\bhow (?:do|does|can|could|should|would|shall|to|2|must|is|are)\b|\b(?:step[- ]by[- ]step|walk \w+ (?:\w+ )?through|how one|(?:the|what's the) drill|where (?:do|to|should) (?:i |we )?(?:begin|start)|guidance|involved in|what does it take|show me how|teach me|instructions? (?:for|to)|procedure|steps|guide|(?:right|correct|proper|best|recommended|safest) (?:way|order|sequence|procedure)|in (?:which|what) order|which order|(?:what|which)(?:'s| is| are)?(?: the)?(?: cli)? commands?|what (?:do|should) (?:i|we) (?:type|enter))\b|怎么(?!办|样|回事|了)|怎样(?!$)|哪几步|从哪里?开始|先做什么|如何|步骤|顺序|流程|分哪?几步|教程|请教|(?:什么|哪条|哪个|啥)命令|命令是什么|咋(?!办|样|回事|了)/;

export const asksHow = ({ notions }: Notions, plain: string): boolean =>
  (notions.has("how") && !/怎样[吗呢？?。]*$/.test(plain)) || how.test(plain);

/** "tomcat expires in 3 days, what now?", 快过期了怎么办: the way out is asked for, and that is the renewal’s. */
const asksWhatNow =
  /\b(?:what (?:now|next|then)|now what|what (?:do|does|should|shall|can|must|would|could|am|are) (?:i|we|one|you)\b.{0,20}\b(?:do|to do)|what(?:'s| is)? (?:there )?to (?:be done|do)|how (?:should|do|can|to|shall|could|would)\b|(?:proceed|handle|deal with|tackle|get out of))\b|怎么办|咋办|咋整|怎么搞|怎么弄|怎么处理|如何处理|怎么解决|做什么|做些什么|干什么|下一步|该咋/;

const commandsThatDo = new Set(["snapshot", "certificate", "share", "picture", "language"]);

export function asksOf(
  reading: {
    readonly intent: Intent;
    readonly command: string | null;
    readonly args: Readonly<Record<string, string>>;
  },
  read: Notions,
  plain: string,
): Asks {
  switch (reading.intent) {
    case "unknown":
      return "talk";
    case "diagnose":
      return "trouble";
    case "impact":
      return "what-if";
    case "renew":
    case "restart":
      if (asksHow(read, plain) || (reading.intent === "renew" && asksWhatNow.test(plain))) return "how";
      return isQuestion(read, plain) ? "what-if" : "do";
    case "certs":
      if (reading.args.install === "yes") return asksHow(read, plain) ? "how" : "do";
      return doesOrTells(reading.command);
    case "approvals":
    case "audit":
    case "help":
      return doesOrTells(reading.command);
  }
}

const doesOrTells = (command: string | null): Asks =>
  command !== null && commandsThatDo.has(command) ? "do" : "which";

/** A request that is repeated is meant as it was asked first, whatever form the words of the repetition have. */
export function asksAgain(request: {
  readonly intent: Intent;
  readonly command: string | null;
  readonly args: Readonly<Record<string, string>>;
}): Asks {
  const { intent, args, command } = request;
  if (intent === "restart" || intent === "renew") return args.how === "yes" ? "how" : "do";
  return asksOf({ intent, command, args }, { notions: new Set(), others: [], words: [], spelt: "" }, "");
}

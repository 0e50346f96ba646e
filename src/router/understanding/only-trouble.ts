// A trouble that is told without a word of what it is: "it’s broken", 出问题了. Only a person can choose then.

/** "it’s broken", 出问题了, "what now?": somebody is in trouble and says no more. */
const onlyTrouble = new RegExp(
  [
    "^(?:(?:hi|hey|help|pls|please|ok|so|well|um+|oh no|bot|urgent|guys|again|still|now|and)[ ,!.:]+)*",
    "(?:(?:it|that|this|there(?:'s| is| are)(?: an?| some)?|(?:i|we)(?: have|'ve)?(?: got| get| see)?(?: an?| some)?|some?thing|sth|smth|everything|nothing|stuff|things?|the (?:system|thing|whole thing|server))(?:'s| is| are| has| went| looks| seems| keeps)* *)?",
    "(?:(?:all|completely|totally|really|very|so|just|still|gone|got|be|somehow) +)*",
    "(?:broken?|wrong|fail(?:s|ed|ing)?|failure|down|dead|stuck|weird|errors?|problems?|issues?|trouble|what now|now what|what (?:do|shall|should) (?:i|we) do(?: now)?|sos",
    "|(?:not|isn't|doesn't|won't|stopped|no longer|nothing|does not|is not|will not) works?(?:ing)?)",
    "(?: (?:again|here|today|since (?:this|yesterday|last)[ a-z]*|since [a-z]+|any ?more|at all|please|pls|somewhere|badly))*[ !?.]*$",
  ].join(""),
);
const onlyTroubleChinese =
  /^(?:你好|喂|大家|各位|兄弟|又|现在|今天|早上|刚才|系统|好像|都|全|突然|怎么|它|这个|那个|有|出|又有|有个|有些|出现|有点|一直|还是|[ ，,！!。.])*(?:坏了?|坏掉了?|问题了?|故障了?|毛病了?|报错了?|出错了?|不行了?|不好使了?|不好用了?|用不了了?|不正常了?|异常了?|不对劲|失败了?|错误|毛病|error|fail(?:ed)?|down|issue|problem|挂了|崩了|救命|怎么办|咋办|咋整|怎么搞|怎么回事|救我)(?:啊|呀|了|吗|呢|吧|怎么办|咋办|求助|[ ，,！!？?。.])*$/;

/** `plain`: lower case, as of `plainText`. */
export const saysOnlyTrouble = (plain: string): boolean => onlyTrouble.test(plain) || onlyTroubleChinese.test(plain);

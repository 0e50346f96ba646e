// /certops language <en|zh-CN>: the language in which this person is answered, on every platform.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import type { Reply } from "../src/domain/chat.ts";
import { type Locale, verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { writerFor } from "../src/i18n/write.ts";
import { own } from "../src/kernel/own.ts";
import { type Click, defineCommand, type Invocation } from "../src/router/command.ts";
import { trouble } from "./common.ts";
import type { Services } from "./services.ts";

const words: Readonly<Record<string, Locale>> = {
  en: "en",
  english: "en",
  英文: "en",
  英语: "en",
  zh: "zh-CN",
  "zh-cn": "zh-CN",
  chinese: "zh-CN",
  中文: "zh-CN",
  简体中文: "zh-CN",
};

export const language = defineCommand<Services, { language?: string | undefined }>({
  name: "language",
  summary: say("command.language.summary"),
  usage: "language <en | zh-CN>",
  may: "ask",
  intent: "help",
  args: z.object({ language: z.string().optional() }),
  positions: ["language"],
  phrases: {
    en: ["speak English please", "switch to Chinese", "change the language to English"],
    "zh-CN": ["请说中文", "切换到英文", "把语言改成中文"],
  },
  async *run(args, invocation, services) {
    yield await choose(args.language ?? "", invocation, services);
  },
});

export const languageSet: Click<Services> = {
  action: "language.set",
  may: "ask",
  async *run(payload, invocation, services) {
    yield await choose(payload.locale ?? "", invocation, services);
  },
};

async function choose(word: string, { person }: Invocation, services: Services): Promise<Reply> {
  const locale = own(words, word.toLowerCase());
  if (locale === undefined) {
    throw trouble("bad-input", "no such language", say("command.language.which"), say("command.language.names"));
  }
  await services.languages.set(person, locale);
  // This answer is drawn in the language of before; it must be readable by whoever just changed it.
  const { write } = writerFor(locale);
  const card = noticeCard({
    title: verbatim(write(say("command.language.title"))),
    text: verbatim(write(say("command.language.done"))),
  });
  return { card, private: true };
}

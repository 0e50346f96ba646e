// /certops help: what this person may ask, with examples in their language.
import { z } from "zod";
import { helpCard } from "../cards/answer-cards.ts";
import { say } from "../src/i18n/say.ts";
import { writerFor } from "../src/i18n/write.ts";
import { type Command, defineCommand } from "../src/router/command.ts";
import type { Services } from "./services.ts";

/** `others`: every other command; help lists only what the person may run. */
export const createHelp = (others: readonly Command<Services, unknown>[]): Command<Services, Record<string, never>> => {
  const help: Command<Services, Record<string, never>> = defineCommand({
    name: "help",
    summary: say("command.help.summary"),
    usage: "help",
    may: "ask",
    intent: "help",
    args: z.object({}).strip() as z.ZodType<Record<string, never>>,
    positions: ["topic..."],
    phrases: {
      en: [
        "help",
        "what can you do",
        "how do you work",
        "which commands are there",
        "how do I use this bot",
        "what should I ask you",
        "show me the commands",
        "I need help with this bot",
        "getting started",
        "what sort of things can I ask",
        "what are you",
        "what are you good at",
        "how should I talk to you",
        "this is my first time with this bot",
      ],
      "zh-CN": [
        "帮助",
        "你能做什么",
        "怎么使用这个机器人",
        "有哪些命令",
        "你都会做些什么事",
        "你是谁",
        "我该怎么问你",
        "使用说明",
        "命令列表",
        "你可以帮我做什么",
        "我是新来的，怎么用",
      ],
    },
    async *run(_args, { person, locale }, services) {
      const { write } = writerFor(locale);
      yield {
        card: helpCard({
          commands: [...others, help].filter((command) => services.can(person, command.may)),
          examples: [1, 2, 3].map((number) => write(say(`command.help.example.${number as 1 | 2 | 3}`))),
          clusters: services.clusters
            .filter((cluster) => services.can(person, "ask", cluster.id))
            .map((cluster) => cluster.name),
        }),
        private: true,
      };
    },
  });
  return help;
};

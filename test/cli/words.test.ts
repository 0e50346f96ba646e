// The command line in the language of its environment: help, titles, and what it says to wrong words.
import type { Command } from "commander";
import { expect, test } from "vitest";
import type { Io } from "../../src/certops/io.ts";
import { localeOf } from "../../src/certops/line-words.ts";
import { createProgram } from "../../src/certops/program.ts";

interface Said extends Io {
  readonly lines: string[];
}

const ioIn = (language: string): Said => {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  return { lines, out: write, err: write, env: { LANG: language }, live: false, width: 100 };
};

const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
const chinese = /[\u4e00-\u9fff]/;

async function type(words: readonly string[], language: string): Promise<string> {
  const io = ioIn(language);
  const program = await createProgram(io, () => undefined, words);
  await expect(program.parseAsync([...words], { from: "user" })).rejects.toThrow();
  return io.lines.join("\n");
}

test("every command and every option is explained in Chinese where the environment is Chinese", async () => {
  const program = await createProgram(ioIn("zh_CN.UTF-8"), () => undefined, []);
  const commands = all(program);
  expect(commands.length).toBeGreaterThan(30);
  const english = commands.flatMap((command) =>
    [command.description(), ...command.options.map(({ description }) => description)].filter(
      (text) => !chinese.test(text) && text !== "postgres",
    ),
  );
  expect(english).toEqual([]);
  expect(program.helpInformation()).toMatch(/^用法：[\s\S]*选项：[\s\S]*命令：/);
});

test.each([
  [["impact", "--foo"], "There is no option --foo.", "没有选项 --foo。"],
  [["imapct"], "There is no command imapct. Did you mean impact?", "没有命令 imapct。 您是不是指 impact？"],
  [["runs", "a", "b"], "runs takes fewer words than that.", "runs 的参数过多。"],
  [["diagnose"], "The word <scenario> is missing.", "缺少参数 <scenario>。"],
  [
    ["request", "dia_1", "x", "--reason"],
    "The option --reason <text> needs a value.",
    "选项 --reason <text> 需要一个值。",
  ],
  [["manifest", "slack"], "The option --out <folder> must be given.", "必须提供选项 --out <folder>。"],
] as const)("%j is answered in both languages, with where the rest stands", async (words, english, inChinese) => {
  expect(await type(words, "C")).toBe(`${english}\nSee certops --help for what there is.`);
  expect(await type(words, "zh_CN.UTF-8")).toBe(`${inChinese}\n运行 certops --help 可查看所有命令。`);
});

test("the language is the environment’s, the bot’s own variable first", () => {
  expect(localeOf({ env: { LANG: "zh_CN.UTF-8" } })).toBe("zh-CN");
  expect(localeOf({ env: { LANG: "zh_CN.UTF-8", CERTOPS_LOCALE: "en" } })).toBe("en");
  expect(localeOf({ env: {} })).toBe("en");
});

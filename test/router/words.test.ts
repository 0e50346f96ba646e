// Typed commands: words, quotes, named arguments, nearest names, and text that means harm.

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CertOpsError } from "../../src/domain/errors.ts";
import { say } from "../../src/i18n/say.ts";
import { distance, nearest } from "../../src/kernel/nearest.ts";
import { cleanText, longestText } from "../../src/router/clean.ts";
import { type Command, defineCommand } from "../../src/router/command.ts";
import { parseCommand } from "../../src/router/parse.ts";
import { mapArguments, splitCommand } from "../../src/router/words.ts";

describe("splitting", () => {
  test.each([
    ["/certops certs HQ", "certs", ["HQ"], {}],
    ["certops certs", "certs", [], {}],
    ["CERTS hq", "certs", ["hq"], {}],
    ['restart "Cisco Tftp" cluster=HQ', "restart", ["Cisco Tftp"], { cluster: "HQ" }],
    ['audit about="a b"', "audit", [], { about: "a b" }],
    ["", "", [], {}],
  ])("%j is understood", (text, name, words, named) => {
    const split = splitCommand(text);
    expect([split.name, split.words, Object.fromEntries(split.named)]).toEqual([name, words, named]);
  });
});

describe("arguments", () => {
  test("a position with dots takes all remaining words, those after it can only be named", () => {
    const words = splitCommand("restart Cisco Tftp on cucm-sub1 cluster=hq");
    expect(mapArguments(words, ["what...", "cluster"])).toEqual({
      values: { what: "Cisco Tftp on cucm-sub1", cluster: "hq" },
      surplus: [],
    });
  });

  test("what fits nowhere is given back, not dropped", () => {
    expect(mapArguments(splitCommand("certs hq again colour=red"), ["cluster"]).surplus).toEqual([
      "colour=red",
      "again",
    ]);
  });
});

const certs: Command<object, { cluster?: string | undefined }> = defineCommand({
  name: "certs",
  summary: say("command.certs.summary"),
  usage: "certs [cluster]",
  may: "ask",
  intent: "certs",
  args: z.object({ cluster: z.string().max(10).optional() }),
  positions: ["cluster"],
  phrases: { en: [], "zh-CN": [] },
  async *run() {},
});

const complaint = (text: string): CertOpsError => {
  try {
    parseCommand(text, [certs]);
  } catch (error) {
    if (error instanceof CertOpsError) return error;
  }
  throw new Error(`${text} was not refused`);
};

describe("parsing", () => {
  test("a mistyped command names the nearest one and lists what is there", () => {
    const error = complaint("/certops cetrs hq");
    expect(error.code).toBe("not-found");
    expect(error.next.values).toEqual({ near: "/certops certs", names: "certs" });
  });

  test("a surplus word and a bad value are refused with how the command is written", () => {
    for (const text of ["certs hq please", `certs ${"x".repeat(11)}`]) {
      expect(complaint(text).next.values).toEqual({ usage: "/certops certs [cluster]" });
    }
  });
});

describe("cleaning", () => {
  test("terminal sequences, direction marks and zero-width characters go; line breaks stay", () => {
    expect(cleanText("\u001b[31mred\u001b[0m \u202eevil\u200b\u0007\r\nnext")).toBe("red evil\nnext");
  });

  test("full-width letters become plain ones", () => {
    expect(cleanText("ＳＳＯ 失败")).toBe("SSO 失败");
  });

  test("a text that is too long is refused politely with its length", () => {
    expect(() => cleanText("x".repeat(longestText + 1))).toThrow(CertOpsError);
    expect(cleanText("x".repeat(longestText))).toHaveLength(longestText);
  });
});

describe("nearest names", () => {
  test.each([
    ["certss", "certs"],
    ["tomcta", "tomcat"],
    ["diag", "diagnose"],
    ["HQ1", "hq"],
  ])("%s means %s", (word, meant) => {
    expect(nearest(word, ["certs", "tomcat", "diagnose", "hq"])).toBe(meant);
  });

  test("a word that is near nothing means nothing", () => {
    expect(nearest("xylophone", ["certs", "tomcat", "diagnose"])).toBeUndefined();
  });

  test("a swap of neighbours is one slip, and the count stops above its limit", () => {
    expect(distance("tfpt", "tftp")).toBe(1);
    expect(distance("aaaa", "bbbb", 2)).toBe(3);
    expect(distance("", "abc")).toBe(3);
  });
});

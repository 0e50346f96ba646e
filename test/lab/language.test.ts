// `certops lab` and its refusals in the reader’s language: on the command line, over the control socket, in the web page’s panel.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { practicePanel } from "../../src/app/practice.ts";
import { createProgram } from "../../src/certops/program.ts";
import { labRefusals } from "../../src/i18n/en/lab-refusals.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { labLines } from "../../src/lab/cli-start.ts";
import { askLab, type ControlServer, controlPath, serveControl } from "../../src/lab/control.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { isRefusalId, LabRefusal } from "../../src/lab/refusal.ts";
import { labWords, spoken } from "../../src/lab/words.ts";
import { openStream, startWeb } from "../channels/web/harness.ts";

const folder = mkdtempSync(join(tmpdir(), "certops-"));
const stateBefore = process.env.CERTOPS_STATE;
let lab: Lab;
let control: ControlServer;
beforeAll(async () => {
  process.env.CERTOPS_STATE = folder;
  lab = await startLab({ nodes: 2, phones: 0, seed: 23 });
  control = await serveControl({ cluster: lab.cluster });
});
afterAll(async () => {
  await control.close();
  await lab.close();
  if (stateBefore === undefined) delete process.env.CERTOPS_STATE;
  else process.env.CERTOPS_STATE = stateBefore;
  rmSync(folder, { recursive: true, force: true });
});

const chinese = /[\u4e00-\u9fff]/;
const inChinese = { LC_ALL: "zh_CN.UTF-8" };

const ioIn = (env: Readonly<Record<string, string>>) => {
  const [out, err]: [string[], string[]] = [[], []];
  return {
    io: { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text), env },
    out,
    err,
  };
};

async function certopsLab(env: Readonly<Record<string, string>>, ...words: string[]) {
  const { io, out, err } = ioIn(env);
  const typed = ["lab", ...words];
  const program = await createProgram({ ...io, live: false, width: 100 }, () => undefined, typed);
  process.exitCode = 0;
  const thrown: unknown = await program.parseAsync(typed, { from: "user" }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const code = Number(process.exitCode);
  process.exitCode = 0;
  return { out: out.join("\n"), err: err.join("\n"), code, thrown };
}

const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];

it("explains every command, option and argument in Chinese", async () => {
  const { io } = ioIn(inChinese);
  const program = await createProgram({ ...io, live: false, width: 100 }, () => undefined, ["lab"]);
  const commands = program.commands.filter((one) => one.name() === "lab").flatMap(all);
  expect(commands.length).toBeGreaterThan(35);
  const texts = commands.flatMap((one) => [
    one.description(),
    ...one.options.map(({ description }) => description),
    ...one.registeredArguments.map(({ description }) => description),
  ]);
  expect(texts.filter((text) => text !== "" && !chinese.test(text))).toEqual([]);
  const help = commands.find((one) => one.name() === "start")?.helpInformation();
  expect(help).toMatch(/^用法：[\s\S]*选项：[\s\S]*（默认值：200）[\s\S]*显示命令的帮助/);
});

it.each([
  ["network", "cucm-pub", "slow", "soon"],
  ["backups", "3", "soon"],
  ["set-time", "soon"],
  ["rollback", "soon"],
  ["set-time", "--scale", "soon"],
])("says in both languages what is wrong with the last word of %s %s %s", async (...words) => {
  const english = await certopsLab({}, ...words);
  expect(english.err).toMatch(/^soon is not valid here: must .*\.\nSee certops --help/);
  expect((await certopsLab(inChinese, ...words)).err).toMatch(
    /^soon 在此处无效：(必须是|格式应为).*。\n运行 certops --help/,
  );
});

it("prints the state, a refusal and “done” in Chinese; JSON keeps its names and its English", async () => {
  const status = await certopsLab(inChinese, "status");
  expect(status.out).toMatch(/^版本：15\.0[\s\S]*节点：\n {2}-\n {4}名称：cucm-pub\n {4}角色：发布服务器/);
  expect((await certopsLab(inChinese, "ntp", "cucm-sub1", "on")).out).toBe("完成");
  expect(await certopsLab(inChinese, "ntp", "nowhere", "on")).toMatchObject({
    out: "",
    err: "没有节点 nowhere：cucm-pub, cucm-sub1",
    code: 1,
  });
  const json = await certopsLab(inChinese, "ntp", "nowhere", "on", "--json");
  expect(JSON.parse(json.out)).toEqual({
    error: "there is no node nowhere: cucm-pub, cucm-sub1",
    say: { id: "lab.no.node", values: { node: "nowhere", choices: "cucm-pub, cucm-sub1" } },
  });
  expect((await certopsLab({}, "status")).out).toMatch(/^release: 15\.0[\s\S]*role: publisher\n/);
});

it("says in Chinese how the cluster is reached", async () => {
  const lines = await labLines(lab, control.path, labWords("zh-CN"));
  expect(lines[0]).toMatch(/^练习集群 .*：CUCM 15\.0.*，non-secure，0 部电话$/);
  expect(lines[1]).toContain("cucm-pub（发布服务器）");
  expect(lines.at(-1)).toBe("按 Ctrl-C 结束。");
  expect(lines.filter((line) => !chinese.test(line))).toEqual([]);
});

it("refuses to start in the language of LC_ALL", () => {
  const env = { ...process.env, ...inChinese, CERTOPS_LOCALE: undefined };
  const main = ["--disable-warning=ExperimentalWarning", "src/certops/main.ts", "lab", "start", "--mode", "chaos"];
  const { status, stderr } = spawnSync(process.execPath, main, { env, encoding: "utf8", timeout: 60_000 });
  expect([status, stderr]).toEqual([1, "--mode 必须是以下之一：non-secure, mixed\n"]);
});

it("has every refusal in both languages, the same by hand and by the writer of cards", () => {
  const ids = Object.keys(labRefusals).filter(isRefusalId);
  expect(ids.length).toBeGreaterThan(70);
  for (const id of ids) {
    const names = [...labRefusals[id].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const refusal = new LabRefusal(id, Object.fromEntries(names.map((name, at) => [name, at === 0 ? "SEP{x}" : 8443])));
    for (const locale of ["en", "zh-CN"] as const) {
      expect(spoken(refusal.say, labWords(locale))).toBe(writerFor(locale).write(refusal.say));
    }
    expect(refusal.message).toBe(writerFor("en").write(refusal.say));
    expect(writerFor("zh-CN").write(refusal.say)).toMatch(chinese);
  }
});

it("lets what CUCM prints stand, and the English of a lab that knows a refusal this one does not", async () => {
  const printed = LabRefusal.printed("Invalid value: upgradeFinishTime");
  expect(spoken(printed.say, labWords("zh-CN"))).toBe("Invalid value: upgradeFinishTime");
  const other = mkdtempSync(join(tmpdir(), "certops-"));
  const answers = [
    { ok: false, error: "no rain today", say: { id: "lab.no.rain", values: {} } },
    { ok: false, error: "no rain today", say: { id: "toString" } },
    { ok: false, error: "no rain today", say: "lab.no.node" },
    { ok: false, error: "no rain today" },
  ];
  const server = createServer((socket) => {
    socket.once("data", () => socket.end(`${JSON.stringify(answers.shift())}\n`));
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(controlPath(other), resolve));
  onTestFinished(() => {
    server.close();
    rmSync(other, { recursive: true, force: true });
  });
  while (answers.length > 0) {
    await expect(askLab({ do: "status" }, other)).rejects.toMatchObject({
      message: "no rain today",
      say: { verbatim: "no rain today" },
    });
  }
});

it("shows a refusal in the panel in Chinese to whoever reads Chinese", async () => {
  const { http, url, post } = await startWeb({ lab: practicePanel(lab) });
  onTestFinished(() => http.close());
  const streams = [await openStream(url, { locale: "zh-CN" }), await openStream(url)];
  onTestFinished(() => {
    for (const stream of streams) stream.close();
  });
  lab.hands.powerNode(lab.cluster.publisher.name, false);
  onTestFinished(() => lab.hands.powerNode(lab.cluster.publisher.name, true));
  const answer = await post("/api/lab", { kind: "restart-service", service: "Cisco Tftp", nodes: ["cucm-pub"] });
  expect(answer.status).toBe(409);
  const [zh, en] = await Promise.all(
    streams.map(async (stream) => {
      const events = [await stream.next(), await stream.next(), await stream.next()];
      return JSON.stringify(events.map(({ message }) => message));
    }),
  );
  expect(zh).toContain("练习集群拒绝了操作：cucm-pub 已关机。");
  expect(en).toContain("The practice cluster refused: cucm-pub is switched off.");
});

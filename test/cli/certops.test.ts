// The command line as programs and people meet it: words, JSON contracts, exit codes, a bot that runs and one that does not.
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type BotSocket, createBotSocket } from "../../src/certops/bot-socket.ts";
import { exitCodes } from "../../src/certops/io.ts";
import { requestSchema, socketPath } from "../../src/certops/wire.ts";
import type { Inbound } from "../../src/domain/chat.ts";
import { CertOpsError } from "../../src/domain/errors.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { cardOf } from "../router/fakes.ts";
import { certops, scratch } from "./fixture.ts";

const open: BotSocket[] = [];
afterEach(async () => {
  for (const socket of open.splice(0)) await socket.close();
});

async function bot(
  folder: string,
  receive: (inbound: Inbound, socket: BotSocket) => Promise<void>,
): Promise<BotSocket> {
  const socket = createBotSocket({
    tenant: "practice",
    defaultUser: "alex",
    logger: silentLogger,
    now: () => "2026-11-22T02:00:00Z",
    status: () => ({ clusters: ["hq"] }),
  });
  await socket.listen(socketPath(folder), (inbound) => receive(inbound, socket));
  open.push(socket);
  return socket;
}

test("help and version come from the binary itself", async () => {
  const help = await certops(["--help"]);
  expect(help.code).toBe(0);
  for (const word of ["start", "ask", "certs", "diagnose", "lab", "doctor", "trust-host", "audit", "policy"]) {
    expect(help.out).toContain(word);
  }
  expect((await certops(["--version"])).out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
});

test("a dry run prints exactly one JSON object with the documented keys, and needs no bot", async () => {
  const { code, out, err } = await certops([
    "ask",
    "--dry-run",
    "--json",
    "phones won't register since we renewed CallManager and TVS",
  ]);
  expect([code, err]).toEqual([0, ""]);
  expect(out.trim().split("\n")).toHaveLength(1);
  const understood = JSON.parse(out);
  expect(Object.keys(understood).slice(0, 3)).toEqual(["intent", "scenario", "confidence"]);
  expect(understood).toMatchObject({ intent: "diagnose", scenario: "phones-unregistered", cluster: null });
  expect(understood.confidence).toBeGreaterThan(0.5);
  expect(understood.confidence).toBeLessThanOrEqual(1);
});

test("a batch answers line by line, empty and refused lines too", async () => {
  const input = `SSO 登录失败\n\n${"x".repeat(100_001)}\r\nhello\n`;
  const { out } = await certops(["ask", "-", "--batch", "--dry-run", "--json"], { input });
  const answers = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(answers.map((one) => one.intent)).toEqual(["diagnose", "unknown", "unknown", "unknown"]);
  expect(answers[2].refused).toContain("100001");
});

test("words that make no sense end with code 2 and what is there", async () => {
  const typo = await certops(["certss"]);
  expect([typo.code, typo.err]).toEqual([exitCodes.usage, expect.stringContaining("Did you mean certs?")]);
  expect((await certops(["ask"])).code).toBe(exitCodes.usage);
  expect((await certops(["ask", "x", "--batch"])).code).toBe(exitCodes.usage);
});

test("without a bot, asking ends with code 3 and how to start one", async () => {
  const { code, err } = await certops(["certs"]);
  expect([code, err]).toEqual([exitCodes.noBot, expect.stringContaining("certops start")]);
});

test("a running bot is asked as a named person; later cards replace earlier ones", async () => {
  const folder = scratch();
  const seen: Inbound[] = [];
  await bot(folder, async (inbound, { channel }) => {
    seen.push(inbound);
    const message = await channel.post(inbound.place, cardOf("looking"), { locale: "en" });
    await channel.edit(message, cardOf("found"), { locale: "en", data: { kind: "diagnosis", value: { id: "dia_1" } } });
  });
  const { code, out } = await certops(["ask", "--json", "--as", "beatriz", "phones", "are", "down"], { folder });
  expect(code).toBe(0);
  expect(JSON.parse(out).replies).toEqual([
    { kind: "diagnosis", title: "found", summary: "found", value: { id: "dia_1" } },
  ]);
  expect(seen[0]).toMatchObject({
    kind: "prompt",
    text: "phones are down",
    actor: { platform: "terminal", user: "beatriz" },
  });

  await certops(["diagnose", "phones-unregistered", "HQ"], { folder });
  expect(seen[1]).toMatchObject({
    kind: "command",
    text: 'diagnose "phones-unregistered" "HQ"',
    actor: { user: "alex" },
  });

  await certops(["impact", "tomcat", "CAPF", "cluster=HQ", "node=cucm-sub1"], { folder });
  expect(seen[2]).toMatchObject({ text: 'impact "tomcat" "CAPF" cluster="HQ" node="cucm-sub1"' });
});

test("a file is printed as text when it is nothing else, and cannot act on the terminal", async () => {
  const folder = scratch();
  await bot(folder, async (inbound, { channel }) => {
    for (const [name, bytes] of [
      ["report.txt", new TextEncoder().encode("line\u001b[2J\u0007 two")],
      ["case.zip", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0xff])],
    ] as const)
      await channel.post(inbound.place, cardOf("here"), { locale: "en", file: { name, bytes } });
  });
  const { out } = await certops(["ask", "give me files"], { folder });
  expect(out).toContain("report.txt:\nline two");
  expect(out.split("\n")).toContain("case.zip");
  expect(out).not.toMatch(/(?![\n\t])\p{Cc}/u);
});

test("an error of the bot is an exit code that scripts can see", async () => {
  const folder = scratch();
  await bot(folder, async (inbound, { channel }) => {
    await channel.whisper(inbound.place, inbound.actor, cardOf("no"), {
      locale: "en",
      data: { kind: "error", value: { code: "not-allowed" } },
    });
  });
  expect((await certops(["certs"], { folder })).code).toBe(exitCodes.refused);
});

test("a bot that goes away in the middle of an answer is noticed", async () => {
  const folder = scratch();
  await bot(folder, async (_inbound, socket) => socket.close());
  expect((await certops(["certs"], { folder })).code).toBe(exitCodes.noBot);
});

test("the socket is its owner's alone, and a second bot is refused", async () => {
  const folder = scratch();
  await bot(folder, async () => undefined);
  expect(statSync(socketPath(folder)).mode & 0o777).toBe(0o600);
  await expect(bot(folder, async () => undefined)).rejects.toThrow(CertOpsError);
});

test("a socket file that a killed bot left behind is taken over", async () => {
  const folder = scratch();
  writeFileSync(socketPath(folder), "");
  await bot(folder, async () => undefined);
  expect(existsSync(socketPath(folder))).toBe(true);
  expect((await certops(["certs"], { folder })).code).toBe(0);
});

test("the socket's language has no word for voting", () => {
  const sender = { as: "alex", locale: "en" };
  expect(requestSchema.safeParse({ kind: "prompt", text: "x", ...sender }).success).toBe(true);
  for (const kind of ["click", "vote", "approve"]) {
    expect(requestSchema.safeParse({ kind, action: "approval.approve", ...sender }).success).toBe(false);
  }
});

test("long Chinese from standard input arrives whole, and too much of it is the bot’s to refuse", async () => {
  const folder = scratch();
  const seen: Inbound[] = [];
  await bot(folder, async (inbound) => void seen.push(inbound));
  const long = "证书电话注册不上".repeat(12_500);
  expect((await certops(["ask", "-"], { folder, input: long })).code).toBe(0);
  expect(seen[0]).toMatchObject({ kind: "prompt", text: long });
  expect((await certops(["ask", "-"], { folder, input: "证".repeat(300_000) })).code).toBe(0);
  expect(seen[1]?.kind === "prompt" ? seen[1].text.length : 0).toBe(200_000);
});

test("garbage on the socket is refused and the bot goes on", async () => {
  const folder = scratch();
  await bot(folder, async (inbound, { channel }) => {
    await channel.post(inbound.place, cardOf("still here"), { locale: "en" });
  });
  const { connect } = await import("node:net");
  for (const garbage of ["not json\n", "{}\n", `${"x".repeat(1_400_000)}`]) {
    await new Promise<void>((done) => {
      const socket = connect(socketPath(folder), () => socket.write(garbage));
      socket.on("error", () => undefined);
      socket.on("data", () => undefined);
      socket.on("close", () => done());
    });
  }
  expect((await certops(["certs"], { folder })).out).toContain("still here");
});

test("policy check prints the policy, or every problem with its line", async () => {
  const folder = scratch();
  expect((await certops(["policy", "check"], { folder })).out).toContain("practice policy: sound");
  writeFileSync(join(folder, "certops.yaml"), "clusters: { hq: { nmae: HQ } }\npeople: {}\nroles: {}\n");
  const { code, err } = await certops(["policy", "check"], { folder });
  expect(code).toBe(exitCodes.found);
  expect(err).toMatch(/certops\.yaml:1:\d+ {2}clusters\.hq\.nmae {2}There is no such setting\. Did you mean “name”\?/);
});

test("doctor names the next step for what is missing, in JSON too", async () => {
  const { code, out } = await certops(["doctor", "--json"]);
  expect(code).toBe(0);
  const results: { what: string; next?: string }[] = JSON.parse(out).results;
  expect(results.find(({ what }) => what === "running bot")?.next).toBe("certops start");
});

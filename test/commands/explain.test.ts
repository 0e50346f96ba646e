// Pastes and files in chat: a card that says what they are, and a button that makes them evidence of a diagnosis.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textCard } from "../../cards/render/text.ts";
import { answer, clicks, commands } from "../../commands/index.ts";
import type { Card, CardAction } from "../../src/domain/card.ts";
import type { Reply } from "../../src/domain/chat.ts";
import type { Report } from "../../src/domain/report.ts";
import { looksPasted } from "../../src/explain/looks-pasted.ts";
import { writerFor } from "../../src/i18n/write.ts";
import type { Invocation } from "../../src/router/command.ts";
import { parseCommand } from "../../src/router/parse.ts";
import { logLines } from "../explain/log-lines.ts";
import { world } from "../scenarios/world.ts";
import { fakeServices } from "./services-fake.ts";

const session = readFileSync(new URL("../fixtures/explain/session.txt", import.meta.url), "utf8");
const [person] = fakeServices().services.policy().people;
if (person === undefined) throw new Error("nobody is there");

const invocation = (text: string, more: Partial<Invocation> = {}): Invocation => ({
  person,
  actor: { platform: "web", tenant: "t", user: "u", displayName: "Alex" },
  place: { platform: "web", tenant: "t", conversation: "c", scope: "channel" },
  locale: "en",
  text,
  attachments: [],
  signal: AbortSignal.timeout(60_000),
  ...more,
});
const nothing = {
  intent: "unknown",
  scenario: null,
  confidence: 0,
  command: null,
  cluster: null,
  args: {},
  asks: "talk",
  alternatives: [],
} as const;

async function all(replies: AsyncIterable<Reply>): Promise<Reply[]> {
  const found: Reply[] = [];
  for await (const reply of replies) found.push(reply);
  return found;
}
const drawn = (card: Card | undefined, locale: "en" | "zh-CN" = "en"): string =>
  card === undefined ? "" : textCard(card, { writer: writerFor(locale), width: 200, full: true });
const button = (card: Card | undefined, action: string): CardAction => {
  const found = card?.actions.find((one) => one.action === action);
  if (found === undefined) throw new Error(`no button ${action}`);
  return found;
};
const click = (action: string) => {
  const found = clicks.find((one) => one.action === action);
  if (found === undefined) throw new Error(`no click ${action}`);
  return found;
};

describe("a paste", () => {
  it("is explained, in both languages, with a button for each diagnosis it points to", async () => {
    const [reply, ...rest] = await all(answer(nothing, invocation(session), fakeServices().services));
    expect(rest).toEqual([]);
    expect(reply?.data).toMatchObject({ kind: "explanation", value: { kind: "session" } });
    expect(drawn(reply?.card)).toContain("still names an older certificate of CallManager");
    expect(drawn(reply?.card, "zh-CN")).toContain("仍列出 CallManager 的旧证书");
    for (const action of reply?.card.actions ?? []) {
      expect(JSON.stringify(action.payload).length).toBeLessThan(1800);
    }
    expect(reply?.card.actions.map(({ payload }) => payload.scenario)).toEqual([
      "secure-phones-unregistered",
      "phones-unregistered",
    ]);
  });

  it("after /certops explain keeps its line breaks, quotes and equal signs", () => {
    const { command, args } = parseCommand(`/certops explain ${session}`, commands);
    expect(command.name).toBe("explain");
    expect(args).toEqual({ text: session });
  });

  it("is told from a question, also from one that quotes a line", () => {
    expect(looksPasted(session)).toBe(true);
    expect(looksPasted(`what is this?\n\`\`\`\n${logLines["drf.certificate-refused"]}\n\`\`\``)).toBe(true);
    for (const question of [
      "why do the phones not register?",
      `what does "${logLines["phone.lsc-refused"]}" mean?`,
      "we ran utils itl reset localkey and now nothing works\nwhat can we do?",
      "restart Cisco Tftp on cucm-sub1",
    ]) {
      expect(looksPasted(question), question).toBe(false);
    }
  });

  it("becomes evidence of the diagnosis, marked as pasted, and takes no part in its conclusion", async () => {
    const { app } = await world({ phones: 2 });
    const [own] = app.services.policy().people;
    if (own === undefined) throw new Error("nobody is there");
    const text = `${logLines["phone.list-refused"]}\n${logLines["phone.list-refused"]}\n`;
    const [reply] = await all(answer(nothing, invocation(text, { person: own }), app.services));
    const { payload } = button(reply?.card, "explain.diagnose");
    const replies = await all(click("explain.diagnose").run(payload, invocation("", { person: own }), app.services));
    const report = replies.map(({ data }) => data).findLast((data) => data?.kind === "diagnosis")?.value as Report;
    expect(report.scenario).toBe("phones-unregistered");
    expect(report.findings.find(({ check }) => check === "pasted")).toMatchObject({
      code: "pasted.phone.list-refused",
      evidence: [{ system: "paste", source: "log:1", excerpt: expect.stringContaining("Trust List update failed") }],
    });
    expect(report.cause?.certainty).toBe("healthy");
    expect(report.cause?.because.some((id) => id.startsWith("pasted:"))).toBe(false);
  });

  it("forged in a button is refused, or shown as nothing more than a paste", async () => {
    const { services } = fakeServices();
    const run = (payload: Record<string, string>) =>
      all(click("explain.diagnose").run(payload, invocation(""), services));
    const good = { scenario: "phones-unregistered", kind: "log" };
    for (const bad of [
      { ...good, found: "{" },
      { ...good, found: '[{"c":"x"}]' },
      { ...good, scenario: "evil", found: "[]" },
      { found: "[]" },
    ]) {
      await expect(run(bad)).rejects.toMatchObject({ code: "not-found" });
    }
  });
});

describe("a locked file", () => {
  const p12 = {
    name: "a.p12",
    bytes: new Uint8Array(readFileSync(new URL("../fixtures/trust/sample.p12", import.meta.url))),
  };

  it("asks for its password on the web page only, opens once, for the sender alone", async () => {
    const { app } = await world({ phones: 2 });
    const [own, other] = app.services.policy().people;
    if (own === undefined || other === undefined) throw new Error("too few people");
    const asked = invocation("", { person: own, attachments: [p12] });
    const [reply] = await all(answer(nothing, asked, app.services));
    const open = button(reply?.card, "explain.open");
    expect(open.input).toMatchObject({ id: "password", secret: true });
    const run = (password: string, by = own) =>
      all(click("explain.open").run({ ...open.payload, password }, invocation("", { person: by }), app.services));
    await expect(run("sesame", other)).rejects.toMatchObject({ code: "not-found" });
    const [wrong] = await run("guess");
    expect(drawn(wrong?.card)).toContain("does not open it");
    const [opened] = await run("sesame");
    expect(opened?.data).toMatchObject({
      kind: "explanation",
      value: { kind: "certificate", facts: { commonName: "sample" } },
    });
    expect(JSON.stringify(opened)).not.toContain("sesame");
    await expect(run("sesame")).rejects.toMatchObject({ code: "not-found" });

    const place = { platform: "slack", tenant: "t", conversation: "c", scope: "channel" } as const;
    const [elsewhere] = await all(answer(nothing, { ...asked, place }, app.services));
    expect(elsewhere?.card.actions).toEqual([]);
    expect(drawn(elsewhere?.card)).toContain("never asked for in a channel");
  });
});

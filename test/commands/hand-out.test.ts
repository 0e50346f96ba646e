// CAPF's certificate and the LSCs as files, from a practice cluster over the wire: what a runbook's step needs in the hand.
import { X509Certificate } from "node:crypto";
import { expect, it, vi } from "vitest";
import { reportCard } from "../../cards/report-card.ts";
import { contextOf } from "../../commands/common.ts";
import { answer, clicks, commands, teachings } from "../../commands/index.ts";
import type { Reply } from "../../src/domain/chat.ts";
import type { HandedLscs } from "../../src/domain/hand-out.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Invocation } from "../../src/router/command.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { personOf } from "../scenarios/pasted-world.ts";
import { type World, world } from "../scenarios/world.ts";

const said = (made: World): Invocation => ({
  person: personOf(made),
  actor: { platform: "web", tenant: "t", user: "u", displayName: "Alex" },
  place: { platform: "web", tenant: "t", conversation: "c", scope: "channel" },
  locale: "en",
  text: "",
  attachments: [],
  signal: AbortSignal.timeout(60_000),
});

async function pressed(made: World, report: Report, action: string): Promise<Reply[]> {
  const found = reportCard(report, contextOf(made.app.services)).actions.filter((one) => one.action === action);
  const click = clicks.find((one) => one.action === action);
  const replies: Reply[] = [];
  for (const { payload } of found) {
    for await (const reply of click?.run(payload, said(made), made.app.services) ?? []) replies.push(reply);
  }
  return replies;
}

async function asked(made: World, name: string, args: Readonly<Record<string, string>>): Promise<Reply> {
  const command = commands.find((one) => one.name === name);
  for await (const reply of command?.run(args, said(made), made.app.services) ?? []) return reply;
  throw new Error(`no reply to ${name}`);
}

const understand = createUnderstanding(teachings(scenarioPhrases));

async function askedInWords(made: World, text: string): Promise<Reply> {
  for await (const reply of answer(understand(text), { ...said(made), text }, made.app.services)) return reply;
  throw new Error(`no reply to ${text}`);
}

const textOf = ({ file }: Reply): string => Buffer.from(file?.bytes ?? []).toString("utf8");

it("hands out both CAPF certificates as PEM with their fingerprints, and every phone by its LSC", {
  timeout: 60_000,
}, async () => {
  const made = await world({ nodes: 1, phones: 70, snapshot: false, authenticationServer: "ise" });
  const { lab } = made;
  const own = () => lab.cluster.publisher.own.get("CAPF")?.pem ?? "";
  const before = new X509Certificate(own());
  await lab.hands.renew(["CAPF"]);
  await lab.cluster.phonesSettled();
  lab.hands.dot1x.installLsc({ first: 3 });
  await lab.cluster.phonesSettled();
  lab.hands.dot1x.distrust(before.serialNumber.toLowerCase().replace(/^0+/, ""));
  await lab.hands.dot1x.reauthenticate();
  await vi.waitFor(() => expect(lab.hands.status().phones.UnRegistered).toBe(70), { timeout: 15_000, interval: 20 });

  const report = await made.verdict("dot1x-failed");
  const [present, former] = await pressed(made, report, "certificate.file");
  if (present === undefined || former === undefined) throw new Error(JSON.stringify(report.offers));
  expect(new X509Certificate(textOf(present)).fingerprint256).toBe(new X509Certificate(own()).fingerprint256);
  expect(new X509Certificate(textOf(former)).fingerprint256).toBe(before.fingerprint256);
  expect(JSON.stringify(present.card)).toContain(new X509Certificate(own()).fingerprint256);
  expect(present.file?.name).toMatch(/^CAPF-[0-9a-f]{8}\.pem$/);
  expect([present.card.tone, former.card.tone]).toEqual(["good", "warning"]);

  const [list] = await pressed(made, report, "lscs.file");
  const { phones } = (list?.data?.value ?? { phones: [] }) as HandedLscs;
  expect(phones).toHaveLength(70);
  expect(phones.map(({ state }) => state)).toEqual(phones.map((_, index) => (index < 67 ? "former" : "current")));
  const lines = textOf(list ?? present)
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(71);
  expect(lines[1]).toMatch(/^"SEP[0-9A-F]{12}","former","CAPF-[0-9a-f]{8}","\d{4}-/);
  expect(JSON.stringify(list?.card)).toContain('"count":7');

  expect(textOf(await asked(made, "certificate", { name: "hq" }))).toBe(textOf(present));
  expect(textOf(await asked(made, "certificate", { name: "capf", cluster: "hq" }))).toBe(textOf(present));

  const formerName = former.file?.name.replace(".pem", "") ?? "";
  expect(textOf(await askedInWords(made, `download the certificate ${formerName} as a file`))).toBe(textOf(former));
  expect(textOf(await askedInWords(made, "把 CAPF 证书发给我"))).toBe(textOf(present));
  expect((await askedInWords(made, "which phones still have an LSC of the old CAPF?")).data?.kind).toBe("lscs");
  await expect(asked(made, "certificate", { name: "CAPF-00000000" })).rejects.toMatchObject({ code: "not-found" });
});

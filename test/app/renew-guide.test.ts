// The renewal guide end to end: asked in words in both languages, on a practice cluster with single sign-on and remote access, for every
// certificate, with the red warning for what must not go together, and nothing changed by asking.
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer } from "../../commands/index.ts";
import type { Card } from "../../src/domain/card.ts";
import { certificateUnits } from "../../src/domain/cluster.ts";
import type { Locale } from "../../src/domain/text.ts";
import { wordsOf } from "../router/thread-world.ts";
import { type World, world } from "../scenarios/world.ts";

const closers: (() => Promise<void>)[] = [];
let made: World;
beforeAll(async () => {
  const atEnd = (close: () => Promise<void>): void => void closers.push(close);
  made = await world({ nodes: 2, phones: 4, expressways: 1, sso: {}, snapshot: false, atEnd });
}, 60_000);
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
});

/** As the desk asks: understood by the app’s own understanding, answered by its own services. */
async function asked(text: string, locale: Locale): Promise<readonly Card[]> {
  const { app } = made;
  const [person] = app.services.policy().people;
  const [identity] = person?.identities ?? [];
  if (person === undefined || identity === undefined) throw new Error("nobody");
  const { platform, tenant, user } = identity;
  const invocation = {
    ...{ person, locale, text, attachments: [], signal: AbortSignal.timeout(60_000) },
    actor: { platform, tenant, user, displayName: person.name },
    place: { platform, tenant, conversation: "voice", scope: "direct" as const },
  };
  const cards: Card[] = [];
  for await (const { card } of answer(app.understand(text), invocation, app.services)) cards.push(card);
  return cards;
}
const certificatesNow = () =>
  made.lab.cluster.nodes.map(({ own }) => [...own.values()].map(({ serial }) => String(serial)).join());

/** Half of them are asked in each language, and each answer is read in both: RisPort takes fifteen questions a minute. */
test.each(certificateUnits.map((unit, at) => [unit, at % 2 === 0] as const))(
  "%s: runbook and impact of this cluster, in both languages, and nothing is changed by asking",
  async (unit, english) => {
    const before = certificatesNow();
    const text = english ? `how do I renew the ${unit} certificate?` : `怎么续订 ${unit} 证书？`;
    const [guide, impact, ...more] = await asked(text, english ? "en" : "zh-CN");
    expect(more).toEqual([]);
    for (const [locale, runbook] of [
      ["en", "Runbook"],
      ["zh-CN", "操作手册"],
    ] as const) {
      const words = wordsOf(guide, locale);
      expect(words).toContain(runbook);
      expect(words).toContain(`set cert regen ${unit}`);
      expect(wordsOf(impact, locale)).toContain(unit);
    }
    // One certificate alone endangers nothing.
    expect(guide?.tone).toBe("neutral");
    expect(guide?.actions.every(({ action }) => action === "unclear.choose")).toBe(true);
    expect(certificatesNow()).toEqual(before);
    if (unit !== "tomcat") return;
    // What stands on this cluster is counted, and leads to its troubles.
    expect(guide?.actions.map(({ payload }) => payload.scenario)).toEqual([
      "sso-login-failed",
      "mra-registration-failed",
    ]);
    expect(wordsOf(guide)).toContain("Disable SAML SSO on all nodes");
    expect(wordsOf(guide, "zh-CN")).toContain("运行 SSO 测试，直到成功");
    expect(wordsOf(impact)).toContain("Single sign-on is on");
    expect(wordsOf(impact)).toMatch(/1 Expressway-C peer/);
  },
);

test.each([
  ["renew tvs and itlrecovery together tonight", "en", "Do not renew ITLRecovery + TVS together"],
  ["今晚把 TVS 和 ITLRecovery 一起续订了", "zh-CN", "不要同时续订 ITLRecovery + TVS"],
  ["we renew CallManager, TVS and ITLRecovery in one go", "en", "Never renew CallManager + TVS + ITLRecovery together"],
] as const)("%s: the red warning stands before everything else", async (text, locale, warning) => {
  const [card] = await asked(text, locale);
  expect(card?.tone).toBe("danger");
  expect(card?.body[0]).toMatchObject({ tone: "danger", strong: true });
  expect(wordsOf(card, locale)).toContain(warning);
});

// The impact table as the bot makes it: units that endanger each other are never named without the warning.
import { expect, test } from "vitest";
import { impactCard } from "../../cards/reference-cards.ts";
import { textCard } from "../../cards/render/text.ts";
import { impactTable } from "../../src/app/impact.ts";
import { writerFor } from "../../src/i18n/write.ts";

const { signal } = new AbortController();

test.each([
  [["CallManager", "TVS"], /Never renew CallManager \+ TVS together/],
  [["TVS", "ITLRecovery"], /Do not renew ITLRecovery \+ TVS together/],
  [["CallManager", "TVS", "ITLRecovery"], /Never renew CallManager \+ TVS \+ ITLRecovery together/],
  [["CallManager", "CAPF"], /one trust-list certificate at a time/],
])("%j carry the warning and are of high impact", async (units, warning) => {
  const { rows, ...more } = await impactTable(units, undefined, signal);
  const text = textCard(impactCard(rows, more), { writer: writerFor("en"), width: 400 });
  expect(text).toMatch(warning);
  expect(text).toContain("High impact");
});

test("one unit, and units that do not touch each other, carry none", async () => {
  for (const units of [["TVS"], ["tomcat", "ipsec"], []]) {
    expect((await impactTable(units, undefined, signal)).together).toBeUndefined();
  }
});

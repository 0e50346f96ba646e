// What operators read: metrics of what the bot did, readiness with reasons; nothing of it for whoever has no token.
import { afterEach, expect, it } from "vitest";
import { type Bot, startBot } from "../../src/app/bot.ts";
import { Metrics, type MetricsInit } from "../../src/app/metrics.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import { type MetricsSettings, Secret } from "../../src/config/settings.ts";
import type { Channel } from "../../src/domain/chat.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";

let bot: Bot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

async function botWith(metrics: MetricsSettings): Promise<string> {
  const settings = practiceConfig({ dataFolder: "unused" });
  bot = await startBot({
    settings: { ...settings, listen: { host: "127.0.0.1", port: 0 }, metrics },
    logger: silentLogger,
    lab: { nodes: 2, phones: 4, seed: 7, pace: 50 },
    memory: true,
  });
  return bot.metricsUrl ?? "";
}

/** The value of one series, whatever the order of its labels. */
const seriesOf = (text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined => {
  const line = text
    .split("\n")
    .find(
      (one) =>
        new RegExp(`^${name}[{ ]`).test(one) &&
        Object.entries(labels).every(([label, value]) => one.includes(`${label}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
};

it("metrics tell the days to expiry, what was asked, which checks ran, and whether the loop stalls", async () => {
  const url = await botWith({ host: "127.0.0.1", port: 0 });
  const web = bot?.url ?? "";
  await expect
    .poll(async () => seriesOf(await (await fetch(`${url}/metrics`)).text(), "certops_snapshot_age_seconds"))
    .toBeDefined();
  await fetch(`${web}/api/messages`, {
    method: "POST",
    headers: { origin: web, "content-type": "application/json" },
    body: JSON.stringify({ text: "phones do not register since the renewal", key: "12345678" }),
  });
  await expect
    .poll(async () => seriesOf(await (await fetch(`${url}/metrics`)).text(), "certops_diagnoses_total"), {
      timeout: 30_000,
    })
    .toBe(1);
  const text = await (await fetch(`${url}/metrics`)).text();
  const days = seriesOf(text, "certops_certificate_days", { unit: "ITLRecovery" });
  expect(days).toBeGreaterThan(300);
  expect(seriesOf(text, "certops_events_total", { kind: "understood" })).toBe(1);
  expect(seriesOf(text, "certops_checks_total", { check: "registrations", outcome: "done" })).toBe(1);
  expect(seriesOf(text, "certops_findings_total", { verdict: "ok" })).toBeGreaterThan(0);
  expect(seriesOf(text, "certops_platform_calls_total", { platform: "web", call: "post" })).toBeGreaterThan(0);
  expect(seriesOf(text, "certops_approvals_open", { state: "pending" })).toBe(0);
  expect(seriesOf(text, "nodejs_eventloop_lag_p99_seconds")).toBeDefined();
  // Series may grow with clusters and code, never with people, phones or what they write.
  expect(text).not.toMatch(/alex|SEP[0-9A-F]{12}|phones do not register/i);
});

it("whoever has no token reads no metrics, however the header is written", async () => {
  const url = await botWith({ host: "127.0.0.1", port: 0, token: new Secret("s3cret-t0ken") });
  const asks = (authorization?: string) =>
    fetch(`${url}/metrics`, { headers: authorization === undefined ? {} : { authorization } });
  for (const wrong of [undefined, "", "Bearer", "Bearer s3cret", "Basic s3cret-t0ken"])
    expect([wrong, (await asks(wrong)).status]).toEqual([wrong, 401]);
  expect((await asks("Bearer s3cret-t0ken")).status).toBe(200);
});

it("readiness fails with the store and says so, to operators alone", async () => {
  const url = await botWith({ host: "127.0.0.1", port: 0 });
  expect(await (await fetch(`${url}/readyz`)).text()).toBe("ready\n");
  await bot?.app.store.close();
  const answer = await fetch(`${url}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([503, { error: "not-ready", missing: ["store"] }]);
  const outside = await fetch(`${bot?.url}/readyz`);
  expect([outside.status, await outside.json()]).toEqual([503, { error: "not-ready" }]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

it("what a platform's door refused is counted by reason, whoever sent it and whatever it said", async () => {
  const metrics = new Metrics({ version: "1", clusters: [], store: fakeStore(), clock: systemClock });
  const channel = { platform: "slack" } as Channel;
  const refused = new Map([
    ["signature", 4],
    ["an attacker’s own words {}", 1],
  ]);
  metrics.watch([
    {
      channel,
      refused,
      open: async () => undefined,
      close: async () => undefined,
      health: () => ({ ok: false, detail: { id: "x" } }),
    },
  ]);
  const { body } = await metrics.text();
  expect(seriesOf(body, "certops_platform_refused", { platform: "slack", reason: "signature" })).toBe(4);
  expect(seriesOf(body, "certops_platform_refused", { platform: "slack", reason: "other" })).toBe(1);
  expect(seriesOf(body, "certops_platform_up", { platform: "slack" })).toBe(0);
  expect(body).not.toContain("attacker");
});

const fakeStore = (): MetricsInit["store"] => {
  const none = async (): Promise<never[]> => [];
  return { snapshots: {}, approvals: { list: none }, runs: { unfinished: none } } as unknown as MetricsInit["store"];
};

// The check of the Expressway-C log: public logs give the findings that the practice cluster’s own logs give, by code, port and direction.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckContext } from "../../src/checks/check.ts";
import { expresswayLogCheck } from "../../src/checks/expressway-log/check.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { Once } from "../../src/kernel/once.ts";
import { TrafficLog } from "../../src/lab/expressway/log.ts";
import { fetchFrom, type Target } from "../../src/lab/expressway/traffic-server.ts";
import type { DiagnosticLog } from "../../src/systems/expressway-ports.ts";
import { Device, deviceCluster } from "../fakes/device.ts";
import { expresswayTwins, ownText, samplesThere, sampleTexts } from "../fakes/log-twins.ts";

const root = resolve(import.meta.dirname, "../..");
const samples = resolve(root, "../shared/samples");
const there = existsSync(samples);

async function found(log: Partial<DiagnosticLog>): Promise<readonly Finding[]> {
  const clock = new ManualClock();
  const systems = new Device(clock).systems();
  const peer = { name: nodeName("expc1"), address: "192.0.2.41", port: 443, group: "Expressway-C" };
  const evidence = { system: "Expressway-C", at: "", source: "", excerpt: "", digest: "" } as const;
  const value = { state: "collected", text: "", cut: false, ...log } as const;
  const findings: Finding[] = [];
  const context: CheckContext = {
    systems: {
      ...systems,
      cluster: { ...deviceCluster, expressways: [peer] },
      expressway: { ...systems.expressway, diagnosticLog: async () => ({ value, evidence }) },
    },
    readings: new Once(),
    history: async () => [],
    clock,
    signal: new AbortController().signal,
    emit: (one) => findings.push(one),
    answered: () => undefined,
  };
  await expresswayLogCheck.run(context);
  return findings;
}

const said = async (text: string) =>
  (await found({ text })).map(({ code, title }) => {
    const { ports, reason } = "values" in title ? (title.values ?? {}) : {};
    return [code, ports, reason].filter((one) => one !== undefined).join(" ");
  });

const read = (name: string): string => readFileSync(join(samples, name), "utf8");

describe("the log of an Expressway-C", () => {
  it.skipIf(!there).each([
    ["logs/expressway-ats-unknown-ca--1.txt", ["exlog.cucm-refused 6972 tlsv1 alert unknown ca"]],
    [
      "logs/expressway-ats-connect-8443-success-and-fail--1.txt",
      ["exlog.expressway-refused 6972 self signed certificate"],
    ],
    [
      "logs/expressway-ats-connect-8443-success-and-fail--1.reflowed.txt",
      ["exlog.expressway-refused 6972 self signed certificate"],
    ],
    ["logs/expressway-tvcs-tls-handshake-ok--1.txt", ["exlog.clean"]],
  ])(
    `of the public sample %s gives its finding${there ? "" : " (skipped: the samples are not at hand)"}`,
    async (name, expected) => {
      expect(await said(read(name))).toEqual(expected);
    },
  );

  it.skipIf(!there)(
    `tells all three refusals of one sample apart${there ? "" : " (skipped: the samples are not at hand)"}`,
    async () => {
      const codes = (await found({ text: read("api/expressway/06-traffic-server.log") })).map(({ code }) => code);
      expect(codes).toEqual(["exlog.cucm-refused", "exlog.expressway-refused", "exlog.name-missing"]);
      const sip = (await found({ text: read("logs/expressway-tvcs-tls-negotiation-error--1.txt") })).map(
        ({ code }) => code,
      );
      expect(sip).toEqual(["exlog.sip-refused"]);
    },
  );

  const codesOf = async (text: string) => (await found({ text })).map(({ code }) => code);
  const twins = Object.entries(expresswayTwins);

  it.each(twins)("of our own gives the findings of the live log (%s)", async (_break, twin) => {
    expect(await codesOf(ownText(twin))).toEqual(twin.codes);
  });

  it.skipIf(!samplesThere).each(twins)(
    `of the public samples gives the findings of the live log (%s)${samplesThere ? "" : " (skipped: the samples are not at hand)"}`,
    async (_break, twin) => {
      for (const text of sampleTexts(twin)) expect(await codesOf(text)).toEqual(twin.codes);
    },
  );

  it("of the practice cluster gives the same codes and words for a port that does not answer, and for none", async () => {
    const log = new TrafficLog("expc1", () => Date.parse("2026-11-22T03:00:00Z"));
    const target: Target = { serverName: "cucm-pub", address: "127.0.0.1", port: 1, standardPort: 6972 };
    expect(await fetchFrom(target, "/", { trusted: [], chainPem: "", keyPem: "", now: 0 }, log)).toBeUndefined();
    expect(await said(log.lines.join("\n"))).toEqual(["exlog.clean"]);
    expect((await found({ state: "none" })).map(({ code, next }) => [code, next?.id])).toEqual([
      ["exlog.none", "mra.log.none.next"],
    ]);
    expect((await found({ cut: true })).map(({ code, verdict }) => [code, verdict])).toEqual([
      ["exlog.cut", "unknown"],
    ]);
  });
});

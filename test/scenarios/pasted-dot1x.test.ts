// A dropped list of trusted CAs and a pasted phone log in the 802.1X diagnosis: weighed beside what the bot reads, never ground for a plan.

import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import forge from "node-forge";
import { expect, it, vi } from "vitest";
import type { Report } from "../../src/domain/report.ts";
import type { Lab } from "../../src/lab/index.ts";
import { tar } from "../fakes/archives.ts";
import { button, pasted, press, weighed } from "./pasted-world.ts";
import { codes, remedy, type World, world } from "./world.ts";

const scenario = "dot1x-failed";
const capfPem = (lab: Lab): string => lab.cluster.publisher.own.get("CAPF")?.pem ?? "";
const registered = (lab: Lab, count: number): Promise<void> =>
  vi.waitFor(() => expect(lab.hands.status().phones.Registered).toBe(count), { timeout: 15_000, interval: 20 });

/** PKCS#7 of certificates alone, as Windows exports a list. */
function pkcs7(...pem: readonly string[]): Uint8Array {
  const made = forge.pkcs7.createSignedData();
  for (const one of pem) made.addCertificate(one);
  made.sign();
  return new Uint8Array(Buffer.from(forge.asn1.toDer(made.toAsn1()).getBytes(), "binary"));
}

/** Nobody configured an authentication server; CAPF is renewed, two of six phones get new LSCs, and the switch asks them all again. */
async function twoOut(): Promise<World & { readonly before: string }> {
  const made = await world({ nodes: 1, phones: 6, snapshot: false });
  const { lab } = made;
  await lab.hands.dot1x.alreadySetUp(90 * 86_400_000);
  const before = capfPem(lab);
  await lab.hands.renew(["CAPF"]);
  await lab.cluster.phonesSettled();
  lab.hands.dot1x.installLsc({ first: 2 });
  await lab.cluster.phonesSettled();
  await lab.hands.dot1x.reauthenticate();
  await registered(lab, 4);
  return { ...made, before };
}

const last = (report: Report) => [report.cause?.certainty, report.cause?.code];

it("takes dropped CAs as whom the server trusts: PEM, PKCS#7 or DER, with the name of who dropped them", {
  timeout: 60_000,
}, async () => {
  const made = await twoOut();
  const { lab, before } = made;

  const asking = await made.verdict(scenario);
  expect(last(asking)).toEqual(["unknown", "not-explained"]);
  const none = asking.findings.find(({ code }) => code === "dot1x.none");
  expect([none?.title.id, none?.next?.id]).toEqual(["dot1x.none", "dot1x.none.next"]);
  expect(asking.cause?.missing?.map(({ next }) => next?.id)).toContain("dot1x.none.next");

  const files: readonly (readonly [string, string | Uint8Array])[] = [
    ["ise.pem", `${before}\n${lab.caPem}`],
    ["ise.p7b", pkcs7(before, lab.caPem)],
    ["capf.cer", new Uint8Array(new X509Certificate(before).raw)],
  ];
  for (const [name, bytes] of files) {
    const report = await pasted(made, scenario, bytes, name);
    expect([name, ...last(report)]).toEqual([name, "proved", "present-not-trusted"]);
    expect(report.cause?.statement.values).toMatchObject({ servers: name, out: 2, lost: 2 });
    expect(report.cause?.because).toContain("pasted:weighed");
    expect(weighed(report)).toMatchObject({
      code: "pasted.counts",
      title: { values: { by: "Alex Kim", source: name } },
      evidence: [{ system: "paste", source: `alex: ${name}` }],
    });
    expect(remedy(report, "dot1x-add-capf")?.feasibility).toBe("works");
    expect(remedy(report, "dot1x-reissue")?.reason.id).toBe("scenario.dot1x.reason.reissue-first");
  }

  const both = await pasted(made, scenario, `${before}\n${capfPem(lab)}`);
  expect(weighed(both)).toMatchObject({ code: "pasted.fine", verdict: "ok" });
  expect(last(both)).toEqual(["unknown", "not-explained"]);

  // The phone's log comes on top of the list; a new list takes the place of the old one.
  await pasted(made, scenario, `${before}\n${lab.caPem}`, "ise.pem");
  const log = readFileSync("test/fixtures/dot1x/console-failed.txt", "utf8");
  const told = await pasted(made, scenario, log.replaceAll("\n", "\r\n"), `prt-${lab.cluster.phones[0]?.name}.log`);
  expect(last(told)).toEqual(["proved", "present-not-trusted"]);
  expect(weighed(told)?.evidence.map(({ source }) => source)).toEqual([
    `alex: prt-${lab.cluster.phones[0]?.name}.log`,
    "alex: ise.pem",
  ]);
  expect(told.questions?.map(({ id }) => id)).toEqual(["dot1x-bypass"]);
});

it("takes a phone’s log like the answer about it: failed, only a handshake, or of a phone that is not here", {
  timeout: 60_000,
}, async () => {
  const made = await world({ nodes: 1, phones: 3, snapshot: false, authenticationServer: "ise" });
  const { lab } = made;
  const former = lab.cluster.publisher.own.get("CAPF")?.serial ?? "";
  await lab.hands.renew(["CAPF"]);
  await lab.cluster.phonesSettled();
  lab.hands.dot1x.trust(capfPem(lab));
  lab.hands.dot1x.distrust(former);
  await lab.hands.dot1x.reauthenticate();
  await registered(lab, 0);
  expect(last(await made.verdict(scenario))).toEqual(["likely", "former-not-trusted"]);

  const failed = readFileSync("test/fixtures/dot1x/console-failed.txt", "utf8");
  const waiting = failed
    .split("\n")
    .slice(0, 5)
    .join("\n")
    .replace(/^\+\+.*$/m, "");
  const status = readFileSync("test/fixtures/dot1x/status-messages.txt", "utf8");
  for (const [text, certainty, code] of [
    [failed, "proved", "pasted.failed"],
    [status, "proved", "pasted.failed"],
    [waiting, "likely", "pasted.handshake"],
    [`${failed}\n9 NOT Feb 17 11:02:00.000000 SECD: -name SEPFFFFFFFFFFFF\n`, "likely", "pasted.stranger"],
  ] as const) {
    const report = await pasted(made, scenario, text);
    expect([code, report.cause?.certainty, weighed(report)?.code]).toEqual([code, certainty, code]);
    expect(report.cause?.because.includes("pasted:weighed")).toBe(code === "pasted.failed");
  }

  // A problem report is an archive, and a console log of days is large.
  const filler = "2100 NOT Mar 03 07:12:40.000000 (351-351) SECD: -nothing to see here\n".repeat(16_000);
  expect(filler.length).toBeGreaterThan(1024 * 1024);
  const phone = lab.cluster.phones[0]?.name;
  const report = tar([
    { path: "messages", content: Buffer.from("nothing\n") },
    { path: `${phone}/console.log`, content: Buffer.from(failed) },
  ]);
  for (const [name, bytes] of [
    [`prt-${phone}.log`, new Uint8Array(Buffer.from(filler + failed))],
    [`prt-${phone}.tar.gz`, new Uint8Array(gzipSync(report))],
  ] as const) {
    const dropped = await pasted(made, scenario, bytes, name);
    expect([name, ...last(dropped), weighed(dropped)?.code]).toEqual([
      name,
      "proved",
      "former-not-trusted",
      "pasted.failed",
    ]);
    expect(weighed(dropped)?.evidence.map(({ source }) => source)).toEqual([`alex: ${name}`]);
  }

  // What the bot reads itself comes before a file; names of servers are those of the configuration.
  const stale = await pasted(made, scenario, capfPem(lab));
  expect(weighed(stale)).toMatchObject({ code: "pasted.own" });
  const payload = await button(made, scenario, capfPem(lab));
  expect(JSON.parse(payload.facts ?? "")).toMatchObject({ authorities: { server: "ise-1" } });
  await expect(
    press(made, { ...payload, facts: (payload.facts ?? "").replace("ise-1", "ise-9") }),
  ).rejects.toMatchObject({ code: "not-found" });
  expect(codes(stale)).not.toContain("dot1x.none");
});

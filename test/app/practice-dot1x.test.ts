// 802.1X in practice mode: a newcomer breaks it with the panel and the console, the bot says what it was, and the hands mend it.
import { expect, it, vi } from "vitest";
import { practicePanel } from "../../src/app/practice.ts";
import { readLabAction } from "../../src/channels/web/lab-panel.ts";
import { type PanelDot1xVerb, panelDot1xVerbs } from "../../src/channels/web/lab-verbs.ts";
import type { Report } from "../../src/domain/report.ts";
import { performLabRequest } from "../../src/lab/control-requests.ts";
import { remedy, type World, world } from "../scenarios/world.ts";

const scenario = "dot1x-failed";
const cause = ({ cause: found }: Report) => [found?.certainty, found?.code];

function handsOf({ lab }: World) {
  const panel = practicePanel(lab);
  return {
    act: (verb: PanelDot1xVerb, count = 100) => panel.act({ kind: "dot1x", verb, count }),
    renew: () => panel.act({ kind: "renew", units: ["CAPF"], nodes: [] }),
    hours: (hours: number) => panel.act({ kind: "move-time", hours }),
    console: (request: object) => performLabRequest(lab.cluster, { do: "dot1x", ...request }),
    registered: (count: number) =>
      vi.waitFor(() => expect(lab.hands.status().phones.Registered).toBe(count), { timeout: 15_000, interval: 20 }),
  };
}

it("is broken and mended in every way that the panel and the console offer, and each time the bot finds what it was", {
  timeout: 120_000,
}, async () => {
  const made = await world({ nodes: 1, phones: 6, snapshot: false, authenticationServer: "ise" });
  const { lab } = made;
  const { act, renew, hours, console, registered } = handsOf(made);
  const former = Date.parse(lab.cluster.publisher.own.get("CAPF")?.notAfter ?? "");
  await renew();
  await lab.cluster.phonesSettled();

  // The wrong certificate is imported; two phones get new LSCs.
  await act("trust-wrong");
  await act("install-lsc", 2);
  await lab.cluster.phonesSettled();
  await act("reauthenticate");
  await registered(4);
  expect(await console({ verb: "status" })).toMatchObject({ ports: { dot1x: 4, closed: 2 } });
  expect(cause(await made.verdict(scenario))).toEqual(["proved", "present-not-trusted"]);
  await act("trust");
  await registered(6);

  // The server answers without the voice VLAN: accepted, and out all the same.
  await act("voice-off", 2);
  await registered(4);
  expect(await console({ verb: "status" })).toMatchObject({ ports: { dot1x: 4, "data-vlan": 2 } });
  const asked = await made.verdict(scenario);
  expect(cause(asked)).toEqual(["unknown", "not-explained"]);
  const [by] = made.app.services.policy().people;
  if (by === undefined) throw new Error("nobody");
  const word = { id: asked.id, question: "dot1x-server", option: "accepted", by, signal: AbortSignal.timeout(20_000) };
  let told = asked;
  for await (const next of made.app.services.diagnosis.answer(word)) told = next;
  expect(cause(told)).toEqual(["likely", "let-in"]);
  expect(remedy(told, "dot1x-port")?.runbook.map(({ id }) => id)).toContain("vlan");
  await act("voice-on", 2);
  await registered(6);

  // Years pass: the former CAPF’s certificate is over on the server, the phones’ LSCs of it are not.
  await hours(Math.ceil((former - lab.cluster.clock.now()) / 3_600_000) + 1);
  await act("reauthenticate");
  await registered(2);
  const over = await made.verdict(scenario);
  expect(cause(over)).toEqual(["proved", "authority-expired"]);
  expect(over.findings.map(({ code }) => code)).toContain("dot1x.issuer-expired");
  expect(over.remedies.map(({ id }) => id)).toEqual(["dot1x-reissue"]);

  await act("bypass");
  await registered(6);
  expect(await console({ verb: "distrust" })).toEqual({ removed: 1 });
  expect(await console({ verb: "install-lsc" })).toEqual({ phones: 6 });
  await lab.cluster.phonesSettled();
  await act("end-bypass");
  await registered(6);
  await act("server-off");
  await act("reauthenticate");
  await registered(0);
  await act("server-on");
  await registered(6);
});

it("refuses what nobody behind the console could do, in a sentence", async () => {
  const { lab } = await world({ nodes: 1, phones: 1, snapshot: false });
  const request = (more: object) => performLabRequest(lab.cluster, { do: "dot1x", ...more });
  for (const wrong of [
    { verb: "bypass" },
    { verb: "trust", value: "nonsense" },
    { verb: "voice-vlan" },
    { verb: "power", value: "maybe" },
    { verb: "reboot" },
    {},
  ]) {
    await expect(request(wrong)).rejects.toThrow(/no phone|no certificate|say on or off|must be/);
  }
  await expect(practicePanel(lab).act({ kind: "dot1x", verb: "bypass", count: 1 })).rejects.toMatchObject({
    code: "bad-input",
  });
});

it("takes only the panel’s own words from a browser", () => {
  for (const verb of panelDot1xVerbs) {
    expect(readLabAction({ kind: "dot1x", verb, count: 3 })).toEqual({ kind: "dot1x", verb, count: 3 });
  }
  for (const wrong of [
    { verb: "power", count: 1 },
    { verb: "bypass", count: 0 },
    { verb: "bypass", count: 1.5 },
    { verb: "bypass", count: "1" },
    { count: 1 },
  ]) {
    expect(readLabAction({ kind: "dot1x", ...wrong })).toBeUndefined();
  }
});

// What 802.1X's facts come to without a cluster: dropped lists for several servers, authorities that are over.
import { expect, it } from "vitest";
import { authoritiesIn } from "../../commands/trusted-cas.ts";
import type { Explanation } from "../../src/domain/explanation.ts";
import { personId } from "../../src/domain/ids.ts";
import { type Pasted, withEarlier } from "../../src/domain/pasted.ts";
import { say } from "../../src/i18n/say.ts";
import { dot1xFailed } from "../../src/scenarios/dot1x-failed.ts";
import type { ConclusionInput } from "../../src/scenarios/scenario.ts";
import type { Certificate } from "../../src/trust/types.ts";
import { at } from "../cards/samples.ts";
import { former, input, phones, present, trustOf } from "../cards/samples-dot1x.ts";

const mark = (one: Certificate) => ({
  commonName: one.commonName,
  sha256: one.sha256.slice(0, 16),
  until: one.notAfter.slice(0, 10),
});

const list = (server: string, certificates: readonly Certificate[], minute = 1, more = 0): Pasted => ({
  by: personId("alex"),
  name: "Alex",
  at: at(minute),
  source: `${server || "cas"}.pem`,
  facts: { authorities: { server, held: certificates.map(mark), more } },
});

const unread = ({ servers, ...trust }: ReturnType<typeof trustOf>, ...names: readonly string[]) => ({
  ...trust,
  servers: names.flatMap((name) =>
    servers.map(({ server }) => ({
      server: { ...server, name: name as typeof server.name },
      authorities: undefined,
      present: false,
      maker: false,
      refused: [],
    })),
  ),
});

const conclude = (given: ConclusionInput, pasted?: Pasted) =>
  dot1xFailed.conclude(pasted === undefined ? given : { ...given, pasted });

const nobody = { ...trustOf([], []), servers: [] };

it("asks for each server whose list is not known by its name, and no longer once somebody dropped it", () => {
  const given = input(unread(trustOf([], []), "ise-1", "ise-2"), phones.slice(1));
  const wanted = (pasted?: Pasted) =>
    (conclude(given, pasted).cause.missing ?? []).map(({ text }) => text.values?.server);
  expect(wanted()).toEqual(["ise-1", "ise-2"]);
  const first = list("ise-1", [present, former]);
  expect(wanted(first)).toEqual(["ise-2"]);
  const second = withEarlier(list("ise-2", [present], 2), [first]);
  const { cause, weighed, remedies } = conclude(given, second);
  expect(cause).toMatchObject({ certainty: "proved", code: "former-not-trusted", because: ["pasted:weighed"] });
  expect(cause.statement.values?.servers).toBe("ise-2");
  expect(cause.missing).toBeUndefined();
  expect(weighed?.evidence.map(({ source }) => source)).toEqual(["alex: ise-2.pem (ise-2)", "alex: ise-1.pem (ise-1)"]);
  expect(remedies.every(({ plan }) => plan === undefined)).toBe(true);
});

it("keeps one list a server and one phone log for a night, the newest of each", () => {
  const lists = [list("ise-1", [former], 5), list("ise-1", [present], 4), list("ise-2", [former], 3)];
  const phone: Pasted = { ...list("", [], 2), facts: { phone: { outcome: "failed", phone: "" } } };
  const old = { ...list("ise-3", [former]), at: "2026-11-21T14:00:00.000Z" };
  const all = withEarlier(list("ise-2", [present], 6), [...lists, phone, old]);
  expect(all.earlier?.map(({ at: when }) => when)).toEqual([at(5), at(2)]);
  expect(withEarlier(all, [all]).earlier).toEqual(all.earlier);
  const login: Pasted = { ...phone, facts: { login: { outcome: "sso.signed-in", at: "" } } };
  expect(withEarlier(login, lists)).toBe(login);
});

it("makes no plan of a dropped list, whatever it says: somebody could have made it up to lock phones out", () => {
  const none = { id: "n", check: "dot1x-trust", code: "dot1x.none", verdict: "unknown", evidence: [] } as const;
  const findings = [{ ...none, title: say("dot1x.none"), next: say("dot1x.none.next") }];
  const { cause, remedies } = conclude({ ...input(nobody, []), findings }, list("", [present, former]));
  expect([cause.certainty, cause.code]).toEqual(["unknown", "all-in"]);
  expect(remedies.map(({ id, feasibility, reason, plan }) => [id, feasibility, reason.id, plan])).toEqual([
    ["dot1x-reissue", "depends", "scenario.dot1x.reason.reissue-dropped", undefined],
  ]);
});

it("lets a dropped list hold a plan back that the servers it could read would allow", () => {
  const read = trustOf([present, former], []);
  const given = input({ ...read, servers: [...read.servers, ...unread(read, "ise-2").servers] }, []);
  expect(conclude(given).remedies[0]?.plan).toBeDefined();
  const held = conclude(given, list("ise-2", [former])).remedies;
  expect(held.map(({ id }) => id)).toEqual(["dot1x-add-capf", "dot1x-reissue"]);
  expect(held[1]?.plan).toBeUndefined();
  expect(held[0]?.runbook.map(({ id }) => id)).toContain("add-ise-2");
});

it("waits for no phone that cannot come: not for those that RisPort70 does not know, for half of those that may be off, then for who came", () => {
  const given = input(trustOf([present, former], []), phones.slice(6, 9));
  const { registrations } = given.facts;
  if (registrations?.phones === undefined) throw new Error("no registrations");
  const absent = phones[9] ?? "";
  const seen = registrations.phones.map((one) => (one.name === absent ? { ...one, status: "absent" as const } : one));
  const plan = dot1xFailed
    .conclude({
      ...given,
      answers: new Map([["dot1x-server", "unknown-ca"]]),
      facts: {
        ...given.facts,
        registrations: { ...registrations, phones: seen },
        "dot1x-trust": trustOf(
          [present, former],
          [{ name: former.commonName, phones: phones.slice(6, 9), held: true }],
        ),
      },
    })
    .remedies.find(({ id }) => id === "dot1x-reissue")?.plan;
  const waits = (plan?.steps ?? []).flatMap(({ change }) => (change.kind === "wait-for-phones" ? [change] : []));
  const inside = phones.slice(1, 6);
  const out = phones.slice(6, 9);
  expect(
    waits.map(({ phones: some, percent, settleSeconds, ofSeen }) => [some, percent, settleSeconds, ofSeen]),
  ).toEqual([
    // Whoever comes later than the new LSCs would keep the old one and be out again: until nobody more comes.
    [out, 50, 180, undefined],
    [[...inside, ...out], 95, undefined, true],
    [[...inside, ...out], 95, undefined, true],
  ]);
  const asked = plan?.steps.flatMap(({ change }) => (change.kind === "install-lsc" ? change.phones : []));
  expect(asked).toEqual(phones.slice(1));
});

it("calls it likely while nothing that the cluster shows agrees with the list", () => {
  const { cause } = conclude(input(nobody, phones), list("", [present]));
  expect(cause).toMatchObject({ certainty: "likely", code: "former-not-trusted" });
  const later = conclude(input(nobody, []), list("", [present]));
  expect(later.cause).toMatchObject({ certainty: "likely", code: "refused-later" });
});

it("does not call a phone locked out while as many of its kind are in: it may have no power", () => {
  const trust = trustOf([present], [{ name: former.commonName, phones: phones.slice(1), held: true }]);
  const { cause, remedies } = conclude(input(trust, phones.slice(1, 5)));
  expect(cause).toMatchObject({
    certainty: "likely",
    code: "refused-later",
    statement: { id: "scenario.dot1x.cause.refused-later.some-out", values: { out: 4, later: 5 } },
    qualifications: [{ id: "scenario.dot1x.prove.status" }, { id: "scenario.dot1x.prove.server" }],
  });
  expect(remedies.map(({ id }) => id)).toEqual(["dot1x-restore-former", "dot1x-reissue"]);
  // Most are out, or somebody saw one fail: then it is why.
  expect(conclude(input(trust, phones.slice(1, 7))).cause.code).toBe("former-not-trusted");
  const seen = { ...input(trust, phones.slice(1, 5)), answers: new Map([["dot1x-status", "failed"]]) };
  expect(conclude(seen).cause.code).toBe("former-not-trusted");
});

it("says of an authority that is over that it is over, and does not offer to put it back", () => {
  const refused = [{ name: former.commonName, phones: phones.slice(1), held: true, expired: true as const }];
  const read = conclude(input(trustOf([present, former], refused), phones.slice(1)));
  expect(read.cause).toMatchObject({ certainty: "proved", code: "authority-expired" });
  expect(read.remedies.map(({ id }) => id)).toEqual(["dot1x-reissue"]);
  const over = { ...former, notAfter: "2026-11-01T00:00:00.000Z" };
  const dropped = conclude(input(nobody, phones.slice(1)), list("", [present, over]));
  expect(dropped.cause).toMatchObject({ certainty: "proved", code: "authority-expired" });
});

it("reads authorities out of a file: CAPF before all others, no more than a button carries, no chain of a web server", () => {
  const row = (commonName: string, ca = true) => ({
    ...present,
    der: undefined,
    commonName,
    subject: `CN=${commonName}`,
    ca,
    selfSigned: ca,
  });
  const file = (rows: readonly object[]): Explanation => ({
    kind: "certificate",
    facts: JSON.parse(JSON.stringify({ certificates: rows })),
    findings: [],
  });
  const many = Array.from({ length: 150 }, (_, index) => row(`Some Public Authority ${index}`));
  const read = authoritiesIn(file([...many, row("Cisco Manufacturing CA SHA2"), row("CAPF-0bc17206")]));
  expect(read?.held.slice(0, 2).map(({ commonName }) => commonName)).toEqual([
    "CAPF-0bc17206",
    "Cisco Manufacturing CA SHA2",
  ]);
  expect((read?.held.length ?? 0) + (read?.more ?? 0)).toBe(152);
  expect(JSON.stringify(read).length).toBeLessThan(1200);
  expect(authoritiesIn(file([row("cucm-pub.example", false), row("Some CA")]))).toBeUndefined();
  expect(authoritiesIn(file([]))).toBeUndefined();
});

it("holds against “the bypass ended” whoever is in though the server would refuse them", () => {
  const refused = [{ name: former.commonName, phones: phones.slice(1), held: false }];
  const said = (lost: readonly string[], option: string) =>
    dot1xFailed.conclude({
      ...input(trustOf([present], refused), lost),
      answers: new Map([["dot1x-bypass", option]]),
    });
  const doubted = said([], "ended").revised;
  expect(doubted).toMatchObject([{ code: "dot1x.bypass-doubted", verdict: "warning" }]);
  expect(doubted?.[0]?.title.values).toEqual({ phones: 9 });
  expect([said([], "on").revised, said(phones.slice(1), "ended").revised]).toEqual([undefined, undefined]);
});

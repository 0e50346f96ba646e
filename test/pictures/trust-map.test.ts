// The trust map: who trusts whom by the findings, and how it is drawn for one node and for twenty.
import { describe, expect, it } from "vitest";
import { trustLinks } from "../../src/pictures/trust-links.ts";
import { trustMap } from "../../src/pictures/trust-map.ts";
import { finished } from "../cards/samples.ts";
import { chinese, diagnosis, english, said } from "./samples.ts";

const nodes = Array.from({ length: 20 }, (_, index) => (index === 0 ? "cucm-pub" : `cucm-sub${index}`));
const three = nodes.slice(0, 3);
const phones = { kind: "phones" } as const;
const names = (report: Parameters<typeof trustMap>[0]) =>
  trustMap(report, { writer: english })?.shapes.flatMap((one) => (one.kind === "path" && one.name ? [one.name] : [])) ??
  [];
const texts = (report: Parameters<typeof trustMap>[0], writer = english): string =>
  trustMap(report, { writer })
    ?.shapes.flatMap((one) => (one.kind === "text" ? [one.text] : []))
    .join("\n") ?? "";

describe("the links of a diagnosis", () => {
  it("take the gravest of what was found between two systems, and say why", () => {
    const links = trustLinks(
      diagnosis([
        said("itl.current", "ok", "cucm-pub", "signed"),
        said("served.not-restarted", "warning", "cucm-pub", "an older one on the port"),
        said("tvs.does-not-vouch", "problem", "cucm-pub", "TVS does not vouch"),
      ]),
    );
    expect(links).toMatchObject([{ from: phones, to: { kind: "node", name: "cucm-pub" }, state: "broken" }]);
    expect(links[0]?.reasons.map(({ values }) => values?.text)).toEqual([
      "TVS does not vouch",
      "an older one on the port",
    ]);
  });

  it("are broken for phones that lost their trust anchor, though each list is valid by itself", () => {
    const lists = three.map((node) => said("itl.current", "ok", node, "signed"));
    expect(trustLinks(diagnosis(lists)).map(({ state }) => state)).toEqual(["ok", "ok", "ok"]);
    const cause = finished.cause && { ...finished.cause, code: "trust-anchor-lost", certainty: "proved" as const };
    const lost = trustLinks(diagnosis(lists, cause === undefined ? {} : { cause }));
    expect(lost.map(({ state }) => state)).toEqual(["broken", "broken", "broken"]);
  });

  it("go both ways between Expressway-C and CUCM, and between CUCM and the identity provider", () => {
    const mra = trustLinks(
      diagnosis(
        [said("door.trusted", "ok", "cucm-pub", "well"), said("client.not-trusted", "problem", "exp-c1", "refused")],
        { scenario: "mra-registration-failed" },
      ),
    );
    expect(mra).toMatchObject([
      { from: { kind: "expressway" }, to: { kind: "node", name: "cucm-pub" }, state: "ok" },
      { from: { kind: "node" }, to: { kind: "expressway", name: "exp-c1" }, state: "broken" },
    ]);
    const sso = trustLinks(
      diagnosis([
        said("sso.metadata-older", "problem", "cucm-pub", "older"),
        said("sso.signing-mismatch", "problem", "cucm-pub", "signed by another"),
      ]),
    );
    expect(sso.map(({ from, to }) => [from.kind, to.kind])).toEqual([
      ["idp", "node"],
      ["node", "idp"],
    ]);
  });

  it("are unknown, never in order, where a node did not answer", () => {
    const links = trustLinks(diagnosis([said("read.node-unreachable", "unknown", "cucm-sub1", "no answer")]));
    expect(links).toMatchObject([{ from: phones, to: { name: "cucm-sub1" }, state: "unknown" }]);
  });

  it("are none when nothing speaks of trust, and then there is no map", () => {
    const silent = diagnosis([said("clock.synchronised", "ok", "cucm-pub", "NTP")]);
    expect(trustLinks(silent)).toEqual([]);
    expect(trustMap(silent, { writer: english })).toBeUndefined();
  });
});

describe("the trust map", () => {
  it("draws a broken link as such, with its number and its reason, in both languages", () => {
    const report = diagnosis([
      said("itl.current", "ok", "cucm-pub", "signed"),
      said("tvs.does-not-vouch", "problem", "cucm-sub1", "TVS says no"),
    ]);
    expect(names(report).toSorted()).toEqual(["link-broken", "link-ok"]);
    expect(texts(report)).toContain("Phones → cucm-sub1: TVS says no");
    expect(texts(report, chinese)).toContain("电话 → cucm-sub1：TVS says no");
    const alt = trustMap(report, { writer: english })?.alt ?? "";
    expect(alt).toContain("2 links: 1 broken, 0 with a warning, 0 not known, 1 in order.");
    expect(alt).toContain("TVS says no");
    expect(trustMap(report, { writer: chinese })?.alt).toContain("1 条断开");
  });

  it("shows each broken node of twenty by name and puts those in order into one box", () => {
    const report = diagnosis(
      nodes.map((node, index) =>
        index % 9 === 4 ? said("itl.damaged", "problem", node, "damaged") : said("itl.current", "ok", node, "signed"),
      ),
    );
    expect(texts(report)).toContain("cucm-sub4");
    expect(texts(report)).toContain("cucm-sub13");
    expect(texts(report)).toContain("15 more nodes");
    expect(names(report).filter((name) => name === "link-broken")).toHaveLength(2);
  });

  it("stays within a phone’s width and lets no two boxes overlap, with twenty broken nodes", () => {
    const picture = trustMap(diagnosis(nodes.map((node) => said("itl.damaged", "problem", node, `${node} damaged`))), {
      writer: english,
    });
    expect(picture?.width).toBe(390);
    const boxes = picture?.shapes.filter((one) => one.kind === "box") ?? [];
    expect(boxes).toHaveLength(21);
    for (const box of boxes) expect(box.x + box.width).toBeLessThanOrEqual(390);
    const right = boxes.filter(({ x }) => x > 200).toSorted((a, b) => a.y - b.y);
    for (const [index, box] of right.slice(1).entries())
      expect(box.y).toBeGreaterThanOrEqual((right[index]?.y ?? 0) + box.height);
    const first = picture?.shapes.find((one) => one.kind === "text" && one.text === "cucm-pub");
    const second = picture?.shapes.find((one) => one.kind === "text" && one.text === "cucm-sub1");
    expect(first?.kind === "text" && second?.kind === "text" && first.y < second.y).toBe(true);
  });
});

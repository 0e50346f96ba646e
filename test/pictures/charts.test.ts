// The recovery curve and the expiry timeline: what stands on them, small, large and odd.
import { describe, expect, it } from "vitest";
import type { Picture } from "../../src/pictures/picture.ts";
import { recoveryPicture } from "../../src/pictures/recovery.ts";
import { timelinePicture } from "../../src/pictures/timeline.ts";
import { at } from "../cards/samples.ts";
import { certificate, chinese, english, inventory, large, run, zone } from "./samples.ts";

const textsOf = (picture: Picture | undefined): string =>
  picture?.shapes.flatMap((one) => (one.kind === "text" ? [one.text] : [])).join("\n") ?? "";
const within = (picture: Picture | undefined): void => {
  expect(JSON.stringify(picture)).not.toMatch(/null|NaN|Infinity/);
  for (const shape of picture?.shapes ?? []) {
    if (shape.kind === "path") continue;
    expect(shape.x).toBeGreaterThanOrEqual(0);
    expect(shape.x).toBeLessThanOrEqual(390);
    expect(shape.y).toBeLessThanOrEqual(picture?.height ?? 0);
  }
};

describe("the recovery curve", () => {
  const options = { writer: english, zone, clusterName: "HQ" };

  it("marks each step that began, in the ink of how it ended, and lists them", () => {
    const picture = recoveryPicture(run, options);
    const marks = picture?.shapes.flatMap((one) =>
      one.kind === "path" && one.name?.startsWith("step-") ? [[one.name, one.stroke]] : [],
    );
    expect(marks).toEqual([
      ["step-1", "good"],
      ["step-2", "danger"],
      ["step-3", "accent"],
    ]);
    expect(textsOf(picture)).toContain("utils service restart Cisco Tftp");
    expect(textsOf(picture)).toContain("15:05");
    within(picture);
  });

  it("says the same in words, in both languages", () => {
    expect(recoveryPicture(run, options)?.alt).toContain("824 of 830");
    expect(recoveryPicture(run, options)?.alt).toContain("9 at the lowest");
    expect(recoveryPicture(run, { ...options, writer: chinese })?.alt).toContain("830 部中的 824 部");
  });

  it("does not exist before the first count, and stands with one point, no phones known, or a run of days", () => {
    expect(recoveryPicture({ ...run, curve: [] }, options)).toBeUndefined();
    within(recoveryPicture({ ...run, curve: [{ at: at(3), registered: 0 }], steps: [] }, options));
    within(recoveryPicture({ ...run, plan: { ...run.plan, phonesKnown: 0 } }, options));
    const long = Array.from({ length: 20_000 }, (_, index) => ({
      at: new Date(Date.parse(at(3)) + index * 20_000).toISOString(),
      registered: index % 900,
    }));
    const picture = recoveryPicture({ ...run, curve: long }, options);
    within(picture);
    expect(JSON.stringify(picture).length).toBeLessThan(100_000);
  });

  it("leaves out what is no time", () => {
    const curve = [{ at: "yesterday", registered: 5 }, ...run.curve];
    expect(recoveryPicture({ ...run, curve }, options)?.shapes).toEqual(recoveryPicture(run, options)?.shapes);
  });
});

describe("the expiry timeline", () => {
  it("shows what is over in red, what is close in amber, and names the first", () => {
    const report = inventory([
      certificate("tomcat", "own", "cucm-pub", -3),
      certificate("TVS", "own", "cucm-pub", 12),
      certificate("CallManager", "own", "cucm-pub", 300),
      certificate("ITLRecovery", "own", "cucm-pub", 7000),
    ]);
    const picture = timelinePicture(report, { writer: english });
    const inks = picture?.shapes.flatMap((one) => (one.kind === "dot" && one.x > 100 ? [one.fill] : []));
    expect(inks).toEqual(["danger", "warning", "accent", "good"]);
    expect(textsOf(picture)).toContain("expired 3 days ago");
    expect(picture?.alt).toContain("4 certificates: 1 expired, 1 within 30 days, 1 within a year, 1 later");
    expect(timelinePicture(report, { writer: chinese })?.alt).toContain("1 个已过期");
    within(picture);
  });

  it("counts four hundred certificates without losing one", () => {
    const picture = timelinePicture(large, { writer: english });
    expect(large.certificates).toHaveLength(400);
    const onLanes = picture?.shapes.filter((one) => one.kind === "dot" && one.x > 100) ?? [];
    const numbers = picture?.shapes.flatMap((one) =>
      one.kind === "text" && one.at === "middle" && one.ink === "ground" ? [Number(one.text)] : [],
    );
    const alone = onLanes.length - (numbers?.length ?? 0);
    expect((numbers ?? []).reduce((sum, one) => sum + one, 0) + alone).toBe(400);
    expect(picture?.height).toBeLessThan(1000);
    within(picture);
  });

  it("is not drawn without certificates, and survives times that are none and years that are absurd", () => {
    expect(timelinePicture(inventory([]), { writer: english })).toBeUndefined();
    const odd = [
      { ...certificate("tomcat", "own", "n", 1), notAfter: "never" },
      certificate("TVS", "own", "n", 3_000_000),
      certificate("ipsec", "own", "n", -700_000),
    ];
    const picture = timelinePicture(inventory(odd), { writer: english });
    within(picture);
    expect(picture?.alt).toContain("2 certificates");
  });

  it("names nodes that did not answer", () => {
    const report = { ...inventory([certificate("TVS", "own", "n", 5)]), unreachable: large.unreachable };
    const [node] = [{ node: certificate("x", "own", "cucm-sub9", 1).node, reason: { id: "card.plain" } }];
    expect(textsOf(timelinePicture({ ...report, unreachable: [node] }, { writer: english }))).toContain(
      "Not read: cucm-sub9",
    );
  });
});

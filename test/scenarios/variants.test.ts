// The matrix of silent phones: releases, what was renewed and restarted; causes, verdicts, and remedies that are really tried.
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/domain/report.ts";
import type { Lab } from "../../src/lab/index.ts";
import { carryOut as throughBot } from "./secure-world.ts";
import { byHand, carryOut, type Variant, variants } from "./variants.ts";
import { registered, remedy, type World, world } from "./world.ts";

const phones = 4;

/** All phones registered, each holding what its own TFTP server serves. */
function followed(lab: Lab): boolean {
  const { status } = lab.hands;
  return (
    status().phones.Registered === phones &&
    lab.cluster.phones.every((phone) => {
      const served = status().nodes.find(({ name }) => name === phone.home)?.lists;
      return phone.held.itl === served?.itl && phone.held.ctl === served?.ctl;
    })
  );
}

async function attempt(made: World, report: Report, id: string, bot: boolean): Promise<void> {
  const { lab } = made;
  const proposed = remedy(report, id);
  const works = proposed?.feasibility === "works";
  if (bot && proposed?.plan !== undefined) {
    const run = await throughBot(made, proposed.plan);
    expect([run.state, run.stopped, run.verification?.lines.filter(({ ok }) => !ok)]).toEqual([
      "verified",
      undefined,
      [],
    ]);
  } else if (proposed?.plan !== undefined) await carryOut(lab, proposed.plan, () => registered(lab, phones));
  else await byHand(lab, id);
  if (works) await registered(lab, phones);
  await lab.cluster.phonesSettled();
  expect({ id, followed: followed(lab) }).toEqual({ id, followed: works });
}

const title = ({ options, what }: Variant): string => `${options.release} ${what}`;

describe.each(variants.map((variant) => ({ title: title(variant), variant })))(
  "silent phones: $title",
  ({ variant }) => {
    it("names the cause, judges remedies, and they do what was said", async () => {
      const bot = variant.bot === true;
      // The bot waits for what it changed: it lives in the cluster's time, sixty times faster than ours.
      const speed = bot
        ? ({ nodes: 3, clockScale: 60, pace: 1, labTime: true, risPerMinute: 10_000 } as const)
        : undefined;
      const made = await world({ nodes: 2, phones, pace: 400, ...speed, ...variant.options });
      const { lab, verdict } = made;
      await variant.hands(lab);
      await lab.cluster.phonesSettled();
      await registered(lab, variant.registered);
      const report = await verdict();
      expect(report.cause?.code).toBe(variant.cause);
      const verdicts = Object.fromEntries(
        Object.keys(variant.verdicts ?? {}).map((id) => [id, remedy(report, id)?.feasibility]),
      );
      expect(verdicts).toEqual(variant.verdicts ?? {});
      if (variant.first !== undefined) expect(report.remedies[0]?.id).toBe(variant.first);
      if (variant.cause === "phones-registered") expect(report.remedies).toEqual([]);
      for (const id of variant.tried ?? []) await attempt(made, report, id, bot);
    }, 120_000);
  },
);

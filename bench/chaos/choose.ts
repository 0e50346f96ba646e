// What befalls the bots of each trial: drawn from the seed, so that a trial can be had again.
import type { Torment, TrialPlan } from "./trial.ts";
import { chaosPoints } from "./words.ts";

export type Chance = (below: number) => number;

/** Mulberry32: small, and the same on every machine. */
export function random(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below;
  };
}

/** A plan takes a few seconds from its request to its end: blows fall within. */
const spanMs = 6_000;
/** Longer than the heartbeat allows: the run is taken over while its owner stands still. */
const longFreezeMs = { least: 13_000, more: 8_000 };

/** A kill at every named point, and nothing else. */
export const atEachPoint = (store: "embedded" | "postgres" | "both"): TrialPlan[] =>
  chaosPoints.map((name, index) => {
    const where = store === "both" ? (index % 2 === 0 ? "embedded" : "postgres") : store;
    return { number: index + 1, store: where, torments: [], point: { name, time: 1 } };
  });

/** Every third trial dies at a named point (all of them in turn), the others at random instants; some are frozen. */
export function choose(number: number, store: "embedded" | "postgres" | "both", chance: Chance): TrialPlan {
  const where = store === "both" ? (number % 2 === 0 ? "postgres" : "embedded") : store;
  const bots = where === "postgres" ? 2 : 1;
  const someBot = (): number => Math.floor(chance(bots));
  const kill = (): Torment => ({ at: Math.round(chance(spanMs)), bot: someBot(), kind: "kill" });
  if (number % 3 === 0) {
    const name =
      chaosPoints[Math.floor((number / 3 - 1) / (store === "both" ? 2 : 1)) % chaosPoints.length] ?? "verified";
    // Points of a step are passed once for each of the two nodes.
    const time = /^(step|fence|command|answer|observed|vote)/.test(name) ? 1 + Math.floor(chance(2)) : 1;
    return { number, store: where, torments: chance(3) < 1 ? [kill()] : [], point: { name, time } };
  }
  const torments = Array.from({ length: 1 + Math.floor(chance(3)) }, kill);
  if (chance(4) < 1) {
    const forMs =
      where === "postgres"
        ? Math.round(longFreezeMs.least + chance(longFreezeMs.more))
        : Math.round(200 + chance(1_500));
    torments.push({ at: Math.round(chance(spanMs)), bot: someBot(), kind: "freeze", forMs });
  }
  return { number, store: where, torments: torments.sort((a, b) => a.at - b.at) };
}

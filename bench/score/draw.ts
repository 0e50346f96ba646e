// Drawing lots from a seed: small helpers for everything that makes stories.
import { random } from "../chaos/choose.ts";

export class Draw {
  readonly #chance: (below: number) => number;

  constructor(seed: number) {
    this.#chance = random(seed);
    // The first numbers of neighbouring seeds resemble each other.
    for (let round = 0; round < 5; round += 1) this.#chance(1);
  }

  /** True in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.#chance(100) < share;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#chance(most - least + 1));
  }

  one<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.#chance(from.length))];
    if (found === undefined) throw new Error("nothing to draw from");
    return found;
  }

  /** Some of them, each with the given chance in percent, in their order. */
  some<T>(from: readonly T[], share: number): T[] {
    return from.filter(() => this.percent(share));
  }

  shuffled<T>(from: readonly T[]): T[] {
    return from
      .map((value) => ({ value, at: this.#chance(1) }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  }
}

// Numbers that follow from the seed alone, so that two practice clusters with one seed differ in nothing but their keys.
import { createHash } from "node:crypto";

/** 32 bytes that depend on the seed and on what they are for. */
export function seededBytes(seed: number, ...purpose: readonly (string | number)[]): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([seed, ...purpose]))
    .digest();
}

/** A number in [0, 1). */
export const seededFraction = (seed: number, ...purpose: readonly (string | number)[]): number =>
  seededBytes(seed, ...purpose).readUInt32BE(0) / 2 ** 32;

/** A number in [from, to). */
export const seededBetween = (
  from: number,
  to: number,
  seed: number,
  ...purpose: readonly (string | number)[]
): number => from + (to - from) * seededFraction(seed, ...purpose);

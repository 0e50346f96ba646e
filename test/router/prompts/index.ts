// The prompts by what they are for: tuned with, or only counted. The split is fixed: no prompt changes sides.
import { createHash } from "node:crypto";
import { fourthHard } from "./scored/fourth-hard.ts";
import { fourthTroubles } from "./scored/fourth-troubles.ts";
import { fourthWishes } from "./scored/fourth-wishes.ts";
import { freshHard } from "./scored/fresh-hard.ts";
import { freshTroubles } from "./scored/fresh-troubles.ts";
import { freshWishes } from "./scored/fresh-wishes.ts";
import { hard } from "./scored/hard.ts";
import { secondHard } from "./scored/second-hard.ts";
import { secondTroubles } from "./scored/second-troubles.ts";
import { secondWishes } from "./scored/second-wishes.ts";
import { thirdThreads } from "./scored/third-threads.ts";
import { thirdTroubles } from "./scored/third-troubles.ts";
import { thirdWishes } from "./scored/third-wishes.ts";
import { troubles } from "./scored/troubles.ts";
import { wishes } from "./scored/wishes.ts";
import { freshHard as tunedFreshHard } from "./tuned/fresh-hard.ts";
import { freshTroubles as tunedFreshTroubles } from "./tuned/fresh-troubles.ts";
import { freshWishes as tunedFreshWishes } from "./tuned/fresh-wishes.ts";
import { hard as tunedHard } from "./tuned/hard.ts";
import { probe, probeSecond, probeThird } from "./tuned/probes.ts";
import { secondHard as tunedSecondHard } from "./tuned/second-hard.ts";
import { secondTroubles as tunedSecondTroubles } from "./tuned/second-troubles.ts";
import { secondWishes as tunedSecondWishes } from "./tuned/second-wishes.ts";
import { thirdThreads as tunedThirdThreads } from "./tuned/third-threads.ts";
import { thirdTroubles as tunedThirdTroubles } from "./tuned/third-troubles.ts";
import { thirdWishes as tunedThirdWishes } from "./tuned/third-wishes.ts";
import { wishes as tunedWishes } from "./tuned/wishes.ts";

export const scored = [...troubles, ...wishes, ...hard];
export const tuned = [...tunedWishes, ...tunedHard];

/** Written blind, before the understanding’s sources were read, and split by `sideOf`: the one half tunes, the other scores. */
export const fresh = {
  tuned: [...tunedFreshTroubles, ...tunedFreshWishes, ...tunedFreshHard],
  scored: [...freshTroubles, ...freshWishes, ...freshHard],
};

/** Others of the same author, written before the second cycle of tuning, when the lexicons had been read. */
export const second = {
  tuned: [...tunedSecondTroubles, ...tunedSecondWishes, ...tunedSecondHard],
  scored: [...secondTroubles, ...secondWishes, ...secondHard],
};

/** Set C: written blind again, by a third author, when the first two sets had long been tuned on. */
export const third = {
  tuned: [...tunedThirdTroubles, ...tunedThirdWishes, ...tunedThirdThreads],
  scored: [...thirdTroubles, ...thirdWishes, ...thirdThreads],
};

/** Written to find what is weak, each before its failures were seen; all of them tune. */
export const probes = [...probe, ...probeSecond, ...probeThird];

/** Set D: written blind by a fourth author; none of it tunes. */
export const fourth = [...fourthTroubles, ...fourthWishes, ...fourthHard];

/** The side of a fresh prompt: by its text alone, so that nobody chooses. */
export function sideOf(text: string): keyof typeof fresh {
  return (createHash("sha256").update(text).digest()[0] ?? 0) % 2 === 0 ? "tuned" : "scored";
}

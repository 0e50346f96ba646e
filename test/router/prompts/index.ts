// The prompts by what they are for: tuned with, or only counted. The split is fixed: no prompt changes sides.
import { hard } from "./scored/hard.ts";
import { troubles } from "./scored/troubles.ts";
import { wishes } from "./scored/wishes.ts";
import { hard as tunedHard } from "./tuned/hard.ts";
import { wishes as tunedWishes } from "./tuned/wishes.ts";

export const scored = [...troubles, ...wishes, ...hard];
export const tuned = [...tunedWishes, ...tunedHard];

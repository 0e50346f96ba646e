// A wide probe in the words of many people, written before its failures were seen: wishes and questions. It tunes.
import type { PromptGroup } from "../group.ts";

export const probeThirdWishesLast: readonly PromptGroup[] = [
  { class: "reset", wants: "reset", prompts: { en: ["reset all the phones of branch"], zh: [], mixed: [] } },
];

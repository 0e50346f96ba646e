// The probes of many people’s words, by when they were written.

import { probeOthers } from "./probe-others.ts";
import { probeOthersLast } from "./probe-others-last.ts";
import { probeOthersMore } from "./probe-others-more.ts";
import { probeSecondOthers } from "./probe-second-others.ts";
import { probeSecondOthersMore } from "./probe-second-others-more.ts";
import { probeSecondTroubles } from "./probe-second-troubles.ts";
import { probeSecondWishes } from "./probe-second-wishes.ts";
import { probeThirdOthers } from "./probe-third-others.ts";
import { probeThirdOthersLast } from "./probe-third-others-last.ts";
import { probeThirdOthersMore } from "./probe-third-others-more.ts";
import { probeThirdOthersundefined } from "./probe-third-othersundefined.ts";
import { probeThirdTroubles } from "./probe-third-troubles.ts";
import { probeThirdTroublesMore } from "./probe-third-troubles-more.ts";
import { probeThirdWishes } from "./probe-third-wishes.ts";
import { probeThirdWishesLast } from "./probe-third-wishes-last.ts";
import { probeThirdWishesMore } from "./probe-third-wishes-more.ts";
import { probeTroubles } from "./probe-troubles.ts";
import { probeTroublesMore } from "./probe-troubles-more.ts";
import { probeWishes } from "./probe-wishes.ts";
import { probeWishesMore } from "./probe-wishes-more.ts";

export const probe = [
  ...probeTroubles,
  ...probeTroublesMore,
  ...probeWishes,
  ...probeWishesMore,
  ...probeOthers,
  ...probeOthersMore,
  ...probeOthersLast,
];
export const probeSecond = [
  ...probeSecondTroubles,
  ...probeSecondWishes,
  ...probeSecondOthers,
  ...probeSecondOthersMore,
];
export const probeThird = [
  ...probeThirdTroubles,
  ...probeThirdTroublesMore,
  ...probeThirdWishes,
  ...probeThirdWishesMore,
  ...probeThirdWishesLast,
  ...probeThirdOthers,
  ...probeThirdOthersMore,
  ...probeThirdOthersLast,
  ...probeThirdOthersundefined,
];

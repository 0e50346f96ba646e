// From what is likely to what is meant: rules that no likeness may overrule, over the classifier’s readings.
import type { ScenarioId } from "../../domain/report.ts";
import type { Intent } from "../command.ts";
import { sureFrom } from "../verdict.ts";
import { isElsewhere } from "./elsewhere.ts";
import { findService, findUnits } from "./entities.ts";
import { asksImpact, isVague, type Order, tellsTrouble, throughExpressway, wishesNone } from "./guards.ts";
import type { Notions } from "./notions.ts";
import { saysOnlyTrouble } from "./only-trouble.ts";
import { pointedWish } from "./references.ts";

export interface Reading {
  readonly intent: Intent;
  readonly scenario: ScenarioId | null;
  readonly command: string | null;
  readonly confidence: number;
}

export const unknown = (confidence: number): Reading => ({
  intent: "unknown",
  scenario: null,
  command: null,
  confidence,
});

/** Rules that no likeness may overrule. */
export function settle(
  weighed: readonly Reading[],
  notions: Notions,
  plain: string,
  known: {
    readonly signatures: readonly ScenarioId[];
    readonly order: Order | undefined;
    readonly cluster: string | null;
  },
): readonly Reading[] {
  const { signatures, order, cluster } = known;
  const { readings, vague } = apart(weighed);
  const [best] = readings;
  if (best === undefined) return [];
  if (signatures.length === 1) {
    const own = readings.find(({ scenario }) => scenario === signatures[0]) ?? best;
    const others = readings.filter((reading) => reading !== own);
    return [{ ...own, confidence: Math.max(own.confidence, 0.9) }, ...others];
  }
  if (signatures.length > 1) return readings;
  if (order !== undefined) {
    // What is left of an order is at most a wish that goes its usual way: a proposal, or the list of requests.
    const restart = notions.notions.has("restart") && findService(plain, notions) !== undefined;
    if (restart && order !== "reveal")
      return [{ intent: "restart", scenario: null, command: "restart", confidence: 0.8 }];
    return order === "skip-approval" && best.intent === "approvals" ? [best] : [unknown(0.9)];
  }
  const pointed = pointedWish(plain, notions);
  if ((pointed === "restart" || best.intent === "restart") && wishesNone(plain)) return [unknown(0.9)];
  if (pointed !== undefined)
    return [{ intent: pointed, scenario: null, command: pointed, confidence: 0.85 }, ...readings.slice(0, 2)];
  if (installsLscs(notions))
    return [{ intent: "certs", scenario: null, command: "lscs", confidence: 0.85 }, ...readings.slice(0, 2)];
  // Its rule stands back where the whole is plainly something else.
  const plainlyElse =
    best.intent !== "diagnose" &&
    best.confidence >= (best.intent === "unknown" ? 0.93 : 0.8) &&
    !saysOnlyTrouble(plain);
  if (!plainlyElse && isVague(notions, plain, cluster)) return doubtful(troublesOf(readings));
  const sayingNothing = vague >= sureFrom;
  if (isElsewhere(notions, cluster, sayingNothing || readsOurs(best))) return [unknown(0.95)];
  if (sayingNothing) return doubtful(troublesOf(readings));
  const plainly = plainWish(notions, plain);
  if (plainly !== undefined && overrules(plainly, best, notions))
    return [{ intent: plainly, scenario: null, command: plainly, confidence: 0.8 }, ...readings.slice(0, 2)];
  // A diagnosis needs a trouble: "phones register fine" and "our phones" are none.
  const told = tellsTrouble(notions) || (best.confidence >= 0.7 && !notions.notions.has("well"));
  const wonders = namesChange(notions) && asksImpact(notions, plain);
  if (best.intent === "diagnose" && !told && !wonders) return doubtful(readings);
  // Whoever tells that phones with LSCs are out does not ask for their list.
  if (best.command === "lscs" && tellsTrouble(notions) && !asksForList(notions, plain))
    return doubtful(readings.filter(({ command }) => command !== "lscs"));
  const remote = readings.find(({ scenario }) => scenario === "mra-registration-failed");
  if (best.scenario === "phones-unregistered" && remote !== undefined && throughExpressway(plain))
    return [{ ...remote, confidence: best.confidence }, ...readings.filter((reading) => reading !== remote)];
  if ((wonders && !told) || (wishesChange(best, notions) && asksImpact(notions, plain))) {
    const others = readings.filter((reading) => reading.intent !== "impact");
    const confidence = Math.max(best.confidence, 0.7);
    return [{ intent: "impact", scenario: null, command: "impact", confidence }, ...others];
  }
  return readings;
}

/** A trouble without a scenario is one that says not of what: it is no reading of its own, it only leads to buttons. */
function apart(weighed: readonly Reading[]): { readonly readings: readonly Reading[]; readonly vague: number } {
  const vague = weighed.find(({ intent, scenario }) => intent === "diagnose" && scenario === null)?.confidence ?? 0;
  const rest = weighed.filter(({ intent, scenario }) => intent !== "diagnose" || scenario !== null);
  // What is said of the others is said among themselves, as long as something is left to say.
  const left = Math.max(1 - vague, 0.2);
  return { vague, readings: rest.map((reading) => ({ ...reading, confidence: reading.confidence / left })) };
}

/** Sure enough to stand without a word of ours: nothing but a question, never a change. */
const readsOurs = ({ intent, confidence }: Reading): boolean =>
  confidence >= sureFrom && intent !== "unknown" && intent !== "restart" && intent !== "renew";

/** A sure reading stands, unless it is of something that is not spoken of. */
const overrules = (plainly: "restart" | "renew", { confidence, command }: Reading, { notions }: Notions): boolean => {
  if (command === "reset") return false;
  return (
    confidence < 0.7 ||
    command === "help" ||
    (command === "impact" && confidence < 0.8) ||
    (plainly === "restart" && command === "renew" && !notions.has("renew"))
  );
};

const asksForList = ({ notions }: Notions, plain: string): boolean =>
  notions.has("which") ||
  notions.has("show") ||
  notions.has("who") ||
  notions.has("old") ||
  /^(?:any|are|do|does|how many|is)\b|有没有|多少|吗[?？ ]*$/.test(plain);

/** A service and its restart, a certificate and how to do it: whatever else is said, that is what is wished. */
function plainWish(read: Notions, plain: string): "restart" | "renew" | undefined {
  const { notions } = read;
  // "without breaking phones" is how, no trouble.
  if (notions.has("how") && notions.has("renew") && !tellsSince(read) && findUnits(plain, read).length > 0)
    return "renew";
  const more = ["not", "down", "unregistered", "since", "past", "who", "why", "progress", "approval", "audit"] as const;
  if (more.some((one) => notions.has(one)) || asksImpact(read, plain)) return undefined;
  if (notions.has("restart")) return findService(plain, read) === undefined ? undefined : "restart";
  return notions.has("how") && findUnits(plain, read).length > 0 ? "renew" : undefined;
}

const tellsSince = ({ notions }: Notions): boolean =>
  (["down", "unregistered", "since", "past", "who"] as const).some((one) => notions.has(one));

/** New LSCs are wished, or how they are got; nobody asks who has one, and nothing is out. */
export function installsLscs(read: Notions): boolean {
  const { notions } = read;
  const installs = notions.has("install") || (!notions.has("show") && (notions.has("renew") || notions.has("how")));
  if (!notions.has("lsc") || !installs) return false;
  const others = ["since", "which", "who", "howlong", "expire", "capf", "dot1x", "old", "whatif", "impact"] as const;
  return !tellsTrouble(read) && !others.some((one) => notions.has(one));
}

/** A renewal or a restart that is not over. */
const namesChange = ({ notions }: Notions): boolean =>
  (notions.has("renew") || notions.has("restart")) && !notions.has("since") && notions.has("whatif");

/** A renewal or a restart is spoken of, and nothing else is meant more. */
const wishesChange = ({ intent, confidence }: Reading, { notions }: Notions): boolean =>
  intent === "restart" ||
  intent === "renew" ||
  ((notions.has("renew") || notions.has("restart")) &&
    !notions.has("since") &&
    !notions.has("unregistered") &&
    (intent === "impact" || intent === "audit" || intent === "unknown" || confidence < 0.55));

const troublesOf = (readings: readonly Reading[]): readonly Reading[] =>
  readings.filter(({ intent }) => intent === "diagnose");

/** So unsure that buttons are shown. */
const doubtful = ([best = unknown(0.4), ...rest]: readonly Reading[]): readonly Reading[] => [
  { ...best, confidence: Math.min(best.confidence, 0.4) },
  ...rest,
];

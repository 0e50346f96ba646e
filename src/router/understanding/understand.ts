// How a text is understood: rules for what must be exact, a trained classifier for the rest; in-process, in milliseconds.
import { setImmediate } from "node:timers/promises";
import type { ScenarioId } from "../../domain/report.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Intent, Teaching, Understanding } from "../command.ts";
import { sureFrom } from "../verdict.ts";
import { asksAgain, asksOf } from "./asks.ts";
import { isElsewhere } from "./elsewhere.ts";
import {
  capfNamed,
  findCluster,
  findNodes,
  findPhones,
  findService,
  findUnits,
  type KnownCluster,
  pictureIn,
} from "./entities.ts";
import { featuresOf } from "./features.ts";
import {
  asksImpact,
  isQuestion,
  isVague,
  type Order,
  orderIn,
  signaturesIn,
  tellsChange,
  tellsTrouble,
  throughExpressway,
} from "./guards.ts";
import { type Example, type Model, train } from "./model.ts";
import { type Notions, plainText, readNotions } from "./notions.ts";
import { pointedWish, type References, referencesIn, withThread } from "./references.ts";

/** `thread`: what was spoken of where the text stands. */
export type Understand = (text: string, thread?: Thread) => Understanding;

/**
 * `learn` prepares for the first text in turns of a few milliseconds, once for all who wait for it. A text that does not wait for
 * it is understood all the same, and learns what is left in one go.
 */
export type LearningUnderstand = Understand & { readonly learn: () => Promise<void> };

interface Reading {
  readonly intent: Intent;
  readonly scenario: ScenarioId | null;
  readonly command: string | null;
  readonly confidence: number;
}

/** Learns from the given phrases; `clusters` are recognised by id, name and node names. */
export function createUnderstanding(
  teachings: readonly Teaching[],
  clusters: () => readonly KnownCluster[] = () => [],
): LearningUnderstand {
  const meanings = new Map<string, Omit<Reading, "confidence">>();
  let model: Model | undefined;

  function* lessons(): Generator<undefined, Model> {
    const examples: Example[] = [];
    for (const { intent, scenario, command, phrases } of teachings) {
      const label = `${intent}/${scenario ?? ""}/${command ?? ""}`;
      meanings.set(label, { intent, scenario, command });
      for (const phrase of [...phrases.en, ...phrases["zh-CN"]]) {
        examples.push({ label, features: featuresOf(readNotions(plainText(phrase))) });
      }
      yield undefined;
    }
    return yield* train(examples);
  }
  // One course for all: a text that comes in between finishes what was begun.
  const course = lessons();
  /** Goes on for so many milliseconds; gives the model once it has been learnt. */
  const study = (most: number): Model | undefined => {
    const until = performance.now() + most;
    while (model === undefined && performance.now() < until) {
      const lesson = course.next();
      if (lesson.done !== true) continue;
      // A generator that threw once ends with nothing: better a bug that is seen than a loop.
      if (lesson.value === undefined) throw new Error("the understanding learnt nothing");
      model = lesson.value;
    }
    return model;
  };

  const understand: Understand = (text, thread) => {
    const model = study(Number.POSITIVE_INFINITY);
    if (model === undefined) throw new Error("the understanding learnt nothing");
    const plain = plainText(text);
    const notions = readNotions(plain);
    const found = signaturesIn(text);
    const readings = weigh(model, meanings, notions, found);
    const order = orderIn(plain, notions);
    const known = clusters();
    const cluster = findCluster(plain, known);
    const settled = settle(readings, notions, plain, { signatures: found, order, cluster });
    const [best = unknown(1)] = settled;
    const args = argumentsOf(plain, notions, known, { cluster: cluster ?? thread?.cluster ?? null, order });
    const { intent, scenario, command, confidence } = best;
    const alternatives = othersOf(settled);
    const said = { intent, scenario, confidence: round(confidence), command, cluster, args, alternatives };
    const references = referencesIn(plain, notions);
    const whole = found.length > 0 || order !== undefined ? said : withThread(said, references, thread, notions);
    const follows = references.again || references.instead;
    const asks = follows && whole !== said ? asksAgain(whole) : asksOf(whole, notions, plain);
    return { ...whole, asks, ...(pointsNowhere(whole, references) ? nowhere : {}) };
  };
  const learnAll = async (): Promise<void> => {
    while (study(turnMs) === undefined) await setImmediate();
  };
  let learning: Promise<void> | undefined;
  const learn = (): Promise<void> => {
    learning ??= learnAll();
    return learning;
  };
  return Object.assign(understand, { learn });
}

/** So long others wait at most while phrases are learnt. */
const turnMs = 10;

/** "do the same there", when there is nothing that it could be. */
const pointsNowhere = ({ intent, args }: Pick<Understanding, "intent" | "args">, { it, there }: References): boolean =>
  intent === "unknown" && args.order === undefined && there && it;
const nowhere = { missing: "request" } as const;

const keyOf = ({ intent, scenario }: Reading): string => `${intent}/${scenario ?? ""}`;

/** The readings for buttons: two at least when it is not clear, none when nothing of ours is meant. */
function othersOf([best, ...rest]: readonly Reading[]): Understanding["alternatives"] {
  if (best === undefined || (best.intent === "unknown" && best.confidence >= sureFrom)) return [];
  const wanted = best.intent === "unknown" ? 2 : 1;
  // Several commands answer one intent: one button for it is enough.
  const seen = new Set([keyOf(best)]);
  return rest
    .filter((reading) => reading.intent !== "unknown" && !seen.has(keyOf(reading)) && seen.add(keyOf(reading)))
    .filter((reading, at) => reading.confidence >= 0.05 || (best.confidence < sureFrom && at < wanted))
    .slice(0, 3)
    .map(({ intent, scenario, confidence }) => ({ intent, scenario, confidence: round(confidence) }));
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const unknown = (confidence: number): Reading => ({ intent: "unknown", scenario: null, command: null, confidence });

/** All readings, the likeliest first; a trouble's own error line outweighs everything else that was said. */
function weigh(
  model: Model,
  meanings: ReadonlyMap<string, Omit<Reading, "confidence">>,
  notions: Notions,
  signatures: readonly ScenarioId[],
): Reading[] {
  const likely = model.probabilities(featuresOf(notions));
  const readings = [...meanings].map(([label, meaning]): Reading => {
    const boost = meaning.scenario !== null && signatures.includes(meaning.scenario) ? 20 : 1;
    return { ...meaning, confidence: (likely.get(label) ?? 0) * boost + (boost > 1 ? 0.5 : 0) };
  });
  const sum = readings.reduce((total, reading) => total + reading.confidence, 0);
  return readings
    .map((reading) => ({ ...reading, confidence: reading.confidence / sum }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** Rules that no likeness may overrule. */
function settle(
  readings: readonly Reading[],
  notions: Notions,
  plain: string,
  known: {
    readonly signatures: readonly ScenarioId[];
    readonly order: Order | undefined;
    readonly cluster: string | null;
  },
): readonly Reading[] {
  const { signatures, order, cluster } = known;
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
  if (pointed !== undefined)
    return [{ intent: pointed, scenario: null, command: pointed, confidence: 0.85 }, ...readings.slice(0, 2)];
  if (isVague(notions, plain, cluster)) return doubtful(readings.filter(({ intent }) => intent === "diagnose"));
  if (isElsewhere(notions, cluster)) return [unknown(0.95)];
  const plainly = plainWish(notions, plain);
  if (plainly !== undefined && overrules(plainly, best, notions))
    return [{ intent: plainly, scenario: null, command: plainly, confidence: 0.8 }, ...readings.slice(0, 2)];
  // A diagnosis needs a trouble: "phones register fine" and "our phones" are none.
  const told = tellsTrouble(notions) || (best.confidence >= 0.8 && tellsChange(notions));
  const wonders = namesChange(notions) && asksImpact(notions, plain);
  if (best.intent === "diagnose" && !told && !wonders) return doubtful(readings);
  // Whoever tells that phones with LSCs are out does not ask for their list.
  if (best.command === "lscs" && tellsTrouble(notions) && !asksForList(notions))
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

/** A sure reading stands, unless it is of something that is not spoken of. */
const overrules = (plainly: "restart" | "renew", { confidence, command }: Reading, { notions }: Notions): boolean => {
  if (command === "reset") return false;
  return (
    confidence < 0.7 || command === "help" || (plainly === "restart" && command === "renew" && !notions.has("renew"))
  );
};

const asksForList = ({ notions }: Notions): boolean =>
  notions.has("which") || notions.has("show") || notions.has("who") || notions.has("old");

/** A service and its restart, a certificate and how to do it: whatever else is said, that is what is wished. */
function plainWish(read: Notions, plain: string): "restart" | "renew" | undefined {
  const { notions } = read;
  const more = ["not", "down", "unregistered", "since", "past", "who", "why", "progress", "approval", "audit"] as const;
  if (more.some((one) => notions.has(one)) || asksImpact(read, plain)) return undefined;
  if (notions.has("restart")) return findService(plain, read) === undefined ? undefined : "restart";
  return notions.has("how") && findUnits(plain, read).length > 0 ? "renew" : undefined;
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

/** So unsure that buttons are shown. */
const doubtful = ([best = unknown(0.4), ...rest]: readonly Reading[]): readonly Reading[] => [
  { ...best, confidence: Math.min(best.confidence, 0.4) },
  ...rest,
];

function argumentsOf(
  plain: string,
  notions: Notions,
  clusters: readonly KnownCluster[],
  known: { readonly cluster: string | null; readonly order: string | undefined },
): Record<string, string> {
  const units = findUnits(plain, notions);
  const service = findService(plain, notions);
  const { order } = known;
  const nodes = findNodes(plain, clusters, known.cluster);
  const phones = findPhones(plain);
  const name = capfNamed(plain);
  const gently = phones !== undefined && notions.notions.has("restart") && !notions.notions.has("reset");
  const wantsChinese = /chinese|mandarin|中文|汉语|普通话/.test(plain);
  return {
    ...(units.length === 0 ? {} : { certificates: units.join(" ") }),
    ...(service === undefined ? {} : { service }),
    ...(nodes.length === 0 ? {} : { node: nodes.join(" ") }),
    ...(phones === undefined ? {} : { phones }),
    ...(name === undefined ? {} : { name }),
    ...(gently ? { gently: "yes" } : {}),
    ...(notions.notions.has("language") ? { language: wantsChinese ? "zh-CN" : "en" } : {}),
    ...(pictureIn(plain) === undefined ? {} : { picture: pictureIn(plain) ?? "" }),
    ...(isQuestion(notions, plain) ? { form: "question" } : {}),
    ...(order === undefined ? {} : { order }),
  };
}

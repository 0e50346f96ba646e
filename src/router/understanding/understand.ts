// How a text is understood: rules for what must be exact, a trained classifier for the rest; in-process, in milliseconds.
import { setImmediate } from "node:timers/promises";
import type { ScenarioId } from "../../domain/report.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Teaching, Understanding } from "../command.ts";
import { sureFrom } from "../verdict.ts";
import { asksAgain, asksOf } from "./asks.ts";
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
import { isQuestion, orderIn, signaturesIn } from "./guards.ts";
import { type Example, type Model, train } from "./model.ts";
import { endsOf, type Notions, plainText, readNotions } from "./notions.ts";
import { type References, referencesIn, withThread } from "./references.ts";
import { installsLscs, type Reading, settle, unknown } from "./settle.ts";

/** `thread`: what was spoken of where the text stands. */
export type Understand = (text: string, thread?: Thread) => Understanding;

/**
 * `learn` prepares for the first text in turns of a few milliseconds, once for all who wait for it. A text that does not wait for
 * it is understood all the same, and learns what is left in one go.
 */
export type LearningUnderstand = Understand & { readonly learn: () => Promise<void> };

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
        if (examples.length % atOnce === 0) yield undefined;
      }
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
    const args = argumentsOf(plain, endsOf(text), notions, known, {
      cluster: cluster ?? thread?.cluster ?? null,
      order,
    });
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

/** So many phrases are read between two looks at the clock: a millisecond or two. */
const atOnce = 10;

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

function argumentsOf(
  plain: string,
  written: string,
  notions: Notions,
  clusters: readonly KnownCluster[],
  known: { readonly cluster: string | null; readonly order: string | undefined },
): Record<string, string> {
  const units = findUnits(plain, notions);
  const service = findService(plain, notions);
  const { order } = known;
  const nodes = findNodes(plain, clusters, known.cluster);
  const phones = findPhones(written);
  const name = capfNamed(plain);
  const gently = phones !== undefined && notions.notions.has("restart") && !notions.notions.has("reset");
  const installs = installsLscs(notions);
  const ofRestart = service !== undefined && notions.notions.has("restart") && !notions.notions.has("renew");
  const wantsChinese = /chinese|mandarin|中文|汉语|普通话/.test(plain);
  return {
    ...(units.length === 0 ? {} : { certificates: units.join(" ") }),
    ...(service === undefined ? {} : { service }),
    ...(nodes.length === 0 ? {} : { node: nodes.join(" ") }),
    ...(phones === undefined ? {} : { phones }),
    ...(name === undefined ? {} : { name }),
    ...(gently ? { gently: "yes" } : {}),
    ...(installs ? { install: "yes" } : {}),
    ...(ofRestart ? { of: "restart" } : {}),
    ...(notions.notions.has("language") ? { language: wantsChinese ? "zh-CN" : "en" } : {}),
    ...(pictureIn(plain) === undefined ? {} : { picture: pictureIn(plain) ?? "" }),
    ...(isQuestion(notions, plain) ? { form: "question" } : {}),
    ...(order === undefined ? {} : { order }),
  };
}

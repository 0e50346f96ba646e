// How a text is understood: rules for what must be exact, a trained classifier for the rest; in-process, in milliseconds.
import type { ScenarioId } from "../../domain/report.ts";
import type { Intent, Teaching, Understanding } from "../command.ts";
import { findCluster, findNodes, findPhones, findService, findUnits, type KnownCluster } from "./entities.ts";
import { featuresOf } from "./features.ts";
import { isElsewhere, isQuestion, type Order, orderIn, signaturesIn, tellsTrouble } from "./guards.ts";
import { type Example, type Model, train } from "./model.ts";
import { type Notions, plainText, readNotions } from "./notions.ts";

export type Understand = (text: string) => Understanding;

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
): Understand {
  const meanings = new Map<string, Omit<Reading, "confidence">>();
  let model: Model | undefined;

  const learn = (): Model => {
    const examples: Example[] = [];
    for (const { intent, scenario, command, phrases } of teachings) {
      const label = `${intent}/${scenario ?? ""}/${command ?? ""}`;
      meanings.set(label, { intent, scenario, command });
      for (const phrase of [...phrases.en, ...phrases["zh-CN"]]) {
        examples.push({ label, features: featuresOf(readNotions(plainText(phrase))) });
      }
    }
    return train(examples);
  };

  return (text) => {
    model ??= learn();
    const plain = plainText(text);
    const notions = readNotions(plain);
    const found = signaturesIn(text);
    const readings = weigh(model, meanings, notions, found);
    const order = orderIn(plain, notions.notions);
    const known = clusters();
    const [best = unknown(1), ...rest] = settle(readings, notions, plain, found, order);
    return {
      intent: best.intent,
      scenario: best.scenario,
      confidence: round(best.confidence),
      command: best.command,
      cluster: findCluster(plain, known),
      args: argumentsOf(plain, notions, known, order),
      alternatives: rest
        .filter((reading) => reading.intent !== "unknown" && reading.confidence >= 0.05)
        .slice(0, 3)
        .map(({ intent, scenario, confidence }) => ({ intent, scenario, confidence: round(confidence) })),
    };
  };
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
  signatures: readonly ScenarioId[],
  order: Order | undefined,
): readonly Reading[] {
  if (signatures.length > 0) return readings;
  if (isElsewhere(notions)) return [unknown(0.95)];
  const [best] = readings;
  if (best === undefined) return [];
  if (order !== undefined) {
    // What is left of an order is at most a wish that goes its usual way: a proposal, or the list of requests.
    const restart = notions.notions.has("restart") && findService(plain, notions) !== undefined;
    if (restart && order !== "reveal")
      return [{ intent: "restart", scenario: null, command: "restart", confidence: 0.8 }];
    return order === "skip-approval" && best.intent === "approvals" ? [best] : [unknown(0.9)];
  }
  // A diagnosis needs a trouble: "phones register fine" and "our phones" are none.
  if (best.intent === "diagnose" && !tellsTrouble(notions))
    return [{ ...best, confidence: Math.min(best.confidence, 0.4) }, ...readings.slice(1)];
  if ((best.intent === "restart" || best.intent === "renew") && asksImpact(notions, plain)) {
    const others = readings.filter((reading) => reading.intent !== "impact");
    return [{ intent: "impact", scenario: null, command: "impact", confidence: best.confidence }, ...others];
  }
  return readings;
}

/** "what happens if I restart", "does a renewal affect", "can both be renewed at once". */
function asksImpact(read: Notions, plain: string): boolean {
  const { notions } = read;
  if (notions.has("how")) return false;
  const wonders = notions.has("should") || notions.has("safe") || /^(?:can|could|may) (?!you)/.test(plain);
  if (notions.has("together") && wonders) return true;
  return (notions.has("whatif") || notions.has("impact")) && isQuestion(read, plain);
}

function argumentsOf(
  plain: string,
  notions: Notions,
  clusters: readonly KnownCluster[],
  order: string | undefined,
): Record<string, string> {
  const units = findUnits(plain, notions);
  const service = findService(plain, notions);
  const nodes = findNodes(plain, clusters);
  const phones = findPhones(plain);
  const gently = phones !== undefined && notions.notions.has("restart") && !notions.notions.has("reset");
  const wantsChinese = /chinese|mandarin|中文|汉语|普通话/.test(plain);
  return {
    ...(units.length === 0 ? {} : { certificates: units.join(" ") }),
    ...(service === undefined ? {} : { service }),
    ...(nodes.length === 0 ? {} : { node: nodes.join(" ") }),
    ...(phones === undefined ? {} : { phones }),
    ...(gently ? { gently: "yes" } : {}),
    ...(notions.notions.has("language") ? { language: wantsChinese ? "zh-CN" : "en" } : {}),
    ...(isQuestion(notions, plain) ? { form: "question" } : {}),
    ...(order === undefined ? {} : { order }),
  };
}

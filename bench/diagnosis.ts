// From question to complete diagnosis, beside the longest chain on one node and beside asking one node after another.
import { linkCluster } from "../src/app/cluster-link.ts";
import { publisherOf } from "../src/domain/cluster.ts";
import type { NodeName } from "../src/domain/ids.ts";
import { type Answer, askWholeBot } from "./ask.ts";
import { oneAfterAnother, type Spread, spread } from "./stats.ts";
import { type Asked, chainOf, watched } from "./watch.ts";
import { type Distant, distantCluster } from "./world.ts";

export interface DiagnosisOptions {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly phones: number;
  readonly networkDelayMs: number;
  readonly cliDelayMs: number;
  /** Measures every subscriber alone, instead of some. */
  readonly everyNode: boolean;
}

/** All times in milliseconds. */
export interface DiagnosisResult {
  readonly nodes: number;
  readonly complete: Spread;
  readonly firstFinding: Spread;
  /** The node with the longest chain, measured alone. */
  readonly criticalNode: string;
  readonly criticalPath: Spread;
  /** Median of `complete` over median of `criticalPath`. */
  readonly ratio: number;
  readonly oneAfterAnother: number;
  /** How many nodes were measured alone for `oneAfterAnother`. */
  readonly measuredAlone: number;
  readonly questions: number;
  readonly cause: string;
}

/** A chain alone differs little from run to run, and the whole bench is to end within five minutes. */
const mostChainRuns = 2;
/** Enough to see that subscribers are alike. */
const someSubscribers = 3;

export async function measureDiagnosis(
  options: DiagnosisOptions,
  tell: (line: string) => void,
): Promise<DiagnosisResult[]> {
  const results: DiagnosisResult[] = [];
  for (const nodes of options.sizes) {
    tell(`diagnosis: ${nodes} nodes`);
    const { phones, networkDelayMs, cliDelayMs } = options;
    const distant = await distantCluster({ nodes, phones, networkDelayMs, cliDelayMs, pace: 200 });
    try {
      results.push(await measureSize(distant, nodes, options));
    } finally {
      await distant.close();
    }
  }
  return results;
}

async function measureSize(distant: Distant, nodes: number, options: DiagnosisOptions): Promise<DiagnosisResult> {
  const answers: Answer[] = [];
  let asked: Asked[] = [];
  for (let run = 0; run < options.runs; run += 1) {
    asked = [];
    const app = await distant.newApp((...given) => watched(linkCluster(...given), (one) => asked.push(one)));
    const answer = await askWholeBot(app);
    const { nodesAnswered, findings, cause } = answer.report;
    const unread = findings.find((finding) => finding.verdict === "unknown");
    if (nodesAnswered !== nodes || unread !== undefined || cause?.certainty !== "proved") {
      throw new Error(`not a complete diagnosis: ${nodesAnswered} of ${nodes} nodes, ${unread?.code}, ${cause?.code}`);
    }
    answers.push(answer);
  }

  const publisher = publisherOf(distant.cluster).name;
  const others = [...new Set(asked.map((one) => one.node))].filter((node) => node !== publisher);
  const some = options.everyNode ? others : others.slice(0, someSubscribers);
  const alone = new Map<NodeName, number[]>();
  const chainRuns = Math.min(options.runs, mostChainRuns);
  for (const node of [...Array<NodeName>(chainRuns).fill(publisher), ...some]) {
    const systems = await distant.newSystems();
    const ms = await chainOf(
      asked.filter((one) => one.node === node),
      systems,
    );
    await systems.close();
    alone.set(node, [...(alone.get(node) ?? []), ms]);
  }
  const spreads = [...alone].map(([node, values]) => ({ node, chain: spread(values) }));
  const longest = spreads.reduce((a, b) => (b.chain.median > a.chain.median ? b : a));
  const complete = spread(answers.map((one) => one.completeMs));
  const ofPublisher = spreads.find((one) => one.node === publisher)?.chain.median ?? 0;
  const ofOthers = spreads.filter((one) => one.node !== publisher).map((one) => one.chain.median);
  return {
    nodes,
    complete,
    firstFinding: spread(answers.map((one) => one.firstFindingMs)),
    criticalNode: longest.node,
    criticalPath: longest.chain,
    ratio: complete.median / longest.chain.median,
    oneAfterAnother: oneAfterAnother(ofPublisher, ofOthers, nodes - 1),
    measuredAlone: spreads.length,
    questions: asked.length,
    cause: answers[0]?.report.cause?.code ?? "",
  };
}

// One story from beginning to end: the cluster, what was done, the question, the card, the remedies tried, the verdict.
import type { Remedy, Report } from "../../src/domain/report.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { judge, type Outcome } from "./accept.ts";
import type { ScenarioName, Story } from "./act.ts";
import { Asker } from "./ask.ts";
import { expectedOf } from "./expected.ts";
import type { Expected, Fault } from "./fault.ts";
import { type Mended, type Tried, tryRemedy } from "./mend.ts";
import { failing, felt } from "./observe.ts";
import { perform } from "./perform.ts";
import { type World, worldFor } from "./world.ts";

export interface Result {
  readonly id: string;
  readonly about: ScenarioName;
  readonly healthy: boolean;
  readonly outcome: Outcome;
  readonly expected: Expected;
  /** What the card said: certainty and code, and in words. */
  readonly said: string;
  readonly statement: string;
  readonly askedBack: boolean;
  readonly completeMs: number;
  /** What people saw before anything was mended contradicts the rule over the acts: the bench is wrong, not the bot. */
  readonly disputed: boolean;
  readonly tried: readonly Tried[];
  /** A bug anywhere: nothing was measured. */
  readonly broken?: string;
}

export interface How {
  /** How many remedies of each kind are tried at most. */
  readonly works: number;
  readonly cannot: number;
}

/** `tell`: takes what a person wants to see of one case. */
export async function runStory(story: Story, how: How, tell?: (line: string) => void): Promise<Result> {
  const expected = expectedOf(story);
  const { id, about } = story;
  const common = { id, about, healthy: expected.causes.length === 0, expected };
  try {
    const { report, ...told } = await toTheCard(story, expected, how, tell);
    return { ...common, outcome: judge(report, about, expected), ...saidIn(report), ...told };
  } catch (error) {
    const broken = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { said: "", statement: "", askedBack: false, completeMs: 0, disputed: false, tried: [] };
    return { ...common, outcome: "unknown", ...nothing, broken };
  }
}

function saidIn(report: Report | undefined): Pick<Result, "said" | "statement"> {
  const { cause } = report ?? {};
  if (cause === undefined) return { said: "no diagnosis", statement: "" };
  return { said: `${cause.certainty} ${cause.code}`, statement: writerFor("en").write(cause.statement) };
}

async function toTheCard(
  story: Story,
  expected: Expected,
  how: How,
  tell?: (line: string) => void,
): Promise<{ report: Report | undefined } & Pick<Result, "askedBack" | "completeMs" | "disputed" | "tried">> {
  const first = await told(story);
  const { world, asker, app } = first;
  try {
    const { report, completeMs, askedBack, said } = await asker.ask(story.question);
    if (tell !== undefined) for (const line of details(report, said)) tell(line);
    const disputed = (await felt(world, story.about)) !== expected.felt;
    const [bug] = world.bugs;
    if (bug !== undefined) throw new Error(`a bug of the bot: ${bug}`);
    const wanted = toTry(report, how);
    const tried: Tried[] = [];
    for (const [index, remedy] of wanted.entries()) {
      // The first is tried where it was offered; every other one on a cluster of its own, made anew and diagnosed again.
      const where = index === 0 ? { world, app, remedy } : await again(story, remedy);
      try {
        const done = await tryRemedy(where.world, where.app, where.remedy, await mended(where.world, story, expected));
        if (done !== undefined) tried.push(done);
      } finally {
        if (index > 0) await where.world.close();
      }
    }
    return { report, completeMs, askedBack, disputed, tried };
  } finally {
    await world.close();
  }
}

/** Of one trouble nothing must be left; of two at once, the remedy of one brings back some and leaves the others. */
async function mended(world: World, { about }: Story, expected: Expected): Promise<Mended> {
  const several = expected.behind === true || new Set([...expected.causes, ...expected.shown]).size > 1;
  const before = await failing(world, about);
  const well = async (): Promise<boolean> => {
    const after = await failing(world, about);
    // A page shows the first trouble only: where it shows the next one, or nothing, the first is mended. Nobody else may be shut out by it.
    const were = new Set(before.map(who));
    const moved = before.some((one) => !after.includes(one)) && after.every((one) => were.has(who(one)));
    return after.length === 0 || (several && moved);
  };
  // A server that nobody reaches is no second trouble there, only a reason to leave open what comes.
  const { causes, behind } = expected;
  const lists = causes.some((fault) => ofLists.has(fault));
  return {
    well,
    lasts: behind !== true && lists && causes.every((fault) => ofLists.has(fault) || fault === "server-dead"),
  };
}

/** Troubles of the trust lists themselves: a remedy that leaves the next list refused has mended nothing. */
const ofLists: ReadonlySet<Fault> = new Set([
  "phones-locked-out",
  "phones-locked-out-later",
  "renewal-held-by-old-tvs",
  "lists-not-rebuilt",
  "list-too-large",
]);

/** A node stands with what its page says, a phone or an app alone. */
const who = (failing: string): string => failing.split(":")[0] ?? failing;

async function told(story: Story) {
  const world = await worldFor(story);
  try {
    await perform(world, story);
    if (!world.looked) await world.snapshot();
    const app = await world.bot();
    return { world, app, asker: await Asker.open(app, world, story) };
  } catch (error) {
    await world.close();
    throw error;
  }
}

async function again(
  story: Story,
  wanted: Remedy,
): Promise<{ world: World; app: Awaited<ReturnType<World["bot"]>>; remedy: Remedy }> {
  const { world, app, asker } = await told(story);
  const { report } = await asker.ask(story.question);
  const remedy = report?.remedies.find(({ id }) => id === wanted.id);
  if (remedy !== undefined) return { world, app, remedy };
  await world.close();
  throw new Error(`the second card did not offer ${wanted.id}`);
}

/** Done by the same hands: one of them is enough. */
const alike: Readonly<Record<string, string>> = { "factory-reset": "delete-lists" };

/** They prove something and mend nothing. */
const onlyProve: ReadonlySet<string> = new Set(["trace", "trial", "collect-log"]);
/** Nobody can be asked to do these by hand when the card says that they cannot work. */
const onlyByBot: ReadonlySet<string> = new Set(["lsc-existing", "lsc-detour", "dot1x-reissue", "finish-renewal"]);

function toTry(report: Report | undefined, { works, cannot }: How): readonly Remedy[] {
  const remedies = (report?.remedies ?? []).filter(
    ({ id, feasibility }) =>
      alike[id] === undefined && !onlyProve.has(id) && (feasibility === "works" || !onlyByBot.has(id)),
  );
  const said = (feasibility: Remedy["feasibility"], most: number): Remedy[] =>
    remedies.filter((one) => one.feasibility === feasibility && one.id !== "drs-restore").slice(0, most);
  return [...said("works", works), ...said("cannot-work", cannot)];
}

function details(report: Report | undefined, said: readonly string[]): readonly string[] {
  const { write } = writerFor("en");
  const lines = (report?.findings ?? [])
    .filter(({ verdict }) => verdict !== "ok")
    .map(({ verdict, code, node, title }) => `  ${verdict} ${code} ${node ?? ""}: ${write(title)}`);
  const remedies = (report?.remedies ?? []).map(
    ({ id, feasibility, reason, plan }) =>
      `  ${feasibility} ${id}${plan === undefined ? "" : " (plan)"}: ${write(reason)}`,
  );
  const missing = (report?.cause?.missing ?? []).map(({ text }) => `  missing: ${write(text)}`);
  return [...said, ...lines, ...missing, ...remedies];
}

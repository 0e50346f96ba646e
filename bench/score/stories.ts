// The stories of one seed: so many clusters with trouble for each scenario, and some where all is well.
import { type Act, type ScenarioName, type Story, type Surroundings, scenarioNames } from "./act.ts";
import { Draw } from "./draw.ts";
import { expectedOf } from "./expected.ts";
import type { Expected } from "./fault.ts";
import { mraActs, mraCluster } from "./mra-stories.ts";
import { phonesActs, phonesCluster } from "./phones-stories.ts";
import { question } from "./questions.ts";
import { dot1xActs, dot1xCluster, secureActs, secureCluster } from "./secure-stories.ts";
import { ssoStory } from "./sso-stories.ts";

/** A story that turns out to be another kind than wanted is drawn again, so often at most. */
const mostDraws = 400;

type Bare = Pick<Story, "cluster" | "acts" | "sso">;

const both = (shape: (draw: Draw) => Surroundings, acts: (draw: Draw, cluster: Surroundings) => readonly Act[]) => {
  return (draw: Draw): Bare => {
    const cluster = shape(draw);
    return { cluster, acts: acts(draw, cluster) };
  };
};

const makers: Readonly<Record<ScenarioName, (draw: Draw) => Bare>> = {
  "phones-unregistered": both(phonesCluster, phonesActs),
  "secure-phones-unregistered": both(secureCluster, secureActs),
  "sso-login-failed": ssoStory,
  "mra-registration-failed": both(mraCluster, mraActs),
  "dot1x-failed": both(dot1xCluster, dot1xActs),
};

/** Nobody restarts, starts or stops a service of a node that is switched off. */
function possible(acts: readonly Act[]): readonly Act[] {
  const dead = new Set<number>();
  return acts.filter((act) => {
    if (act.do === "node-power" && !act.on) dead.add(act.node);
    if (act.do !== "restart" && act.do !== "start" && act.do !== "stop") return true;
    return !(act.nodes ?? []).some((node) => dead.has(node));
  });
}

/** `trouble`: something must be found. Without: all is well, whatever was done. */
function draw(id: string, about: ScenarioName, seed: number, trouble: boolean): Story {
  const maker = makers[about];
  for (let attempt = 0; attempt < mostDraws; attempt += 1) {
    const lots = new Draw(seed * 1009 + attempt);
    const drawn = maker(lots);
    const bare = { ...drawn, acts: possible(drawn.acts) };
    const story: Story = { id, about, seed: seed % 100_000, known: true, ...bare, ...question(lots, about) };
    const expected = expectedOf(story);
    if (trouble !== expected.causes.length > 0) continue;
    return { ...story, known: knows(lots, expected) };
  }
  throw new Error(`no story could be drawn for ${id}`);
}

/** One bot in ten was installed only after the trouble began: it has no snapshot from before. */
const knows = (lots: Draw, { felt }: Expected): boolean => !(felt && lots.percent(10));

export interface Wish {
  readonly seed: number;
  /** Clusters with trouble, over all scenarios. */
  readonly count: number;
  /** Clusters where all is well. */
  readonly healthy: number;
  readonly only?: ScenarioName;
}

/** Ids say which scenario and which number: the same seed makes the same stories. */
export function stories({ seed, count, healthy, only }: Wish): Story[] {
  const names = only === undefined ? scenarioNames : [only];
  const made = (kind: string, how: number, trouble: boolean): Story[] =>
    Array.from({ length: how }, (_, index) => {
      const about = names[index % names.length];
      if (about === undefined) throw new Error("there is no scenario");
      const number = Math.floor(index / names.length) + 1;
      const id = `${kind}${about.split("-")[0]}-${String(number).padStart(3, "0")}`;
      const salt = scenarioNames.indexOf(about) * 7_919 + number * 31 + (trouble ? 0 : 500_009);
      return draw(id, about, seed * 1_000_003 + salt, trouble);
    });
  return [...made("", count, true), ...made("well-", healthy, false)];
}

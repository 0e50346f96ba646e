// Counts how prompts are understood: per tongue and class, with what became of each that was taken wrongly.
import type { Thread } from "../../../src/domain/thread.ts";
import type { Understanding } from "../../../src/router/command.ts";
import type { KnownCluster } from "../../../src/router/understanding/entities.ts";
import { verdictOf } from "../../../src/router/verdict.ts";
import { type PromptGroup, type Tongue, threads } from "./group.ts";

/** The clusters of which the prompts speak. */
export const clusters: readonly KnownCluster[] = [
  { id: "hq", name: "HQ", nodes: ["cucm-pub", "cucm-sub1", "cucm-sub2"], publisher: "cucm-pub" },
  { id: "branch", name: "Branch", nodes: ["br-pub", "br-sub1"], publisher: "br-pub" },
];

/** What becomes of a text, in the words of `PromptGroup.wants`. */
export function outcomeOf(understood: Understanding): string {
  const { intent, scenario, command, args } = understood;
  if (args.order !== undefined) return "refused";
  const verdict = verdictOf(understood);
  if (verdict === "decline") return "talk";
  if (verdict !== "act") return "unclear";
  if (intent === "diagnose") return `diagnose/${scenario ?? ""}`;
  if (intent === "renew" || intent === "impact") return intent;
  if (intent === "restart")
    return args.service === undefined && (args.phones !== undefined || command === "reset") ? "reset" : "restart";
  return command ?? intent;
}

export interface Judged {
  readonly group: PromptGroup;
  readonly tongue: Tongue;
  readonly text: string;
  readonly got: string;
  readonly right: boolean;
  /** Milliseconds of processor time. */
  readonly ms: number;
}

type Understand = (text: string, thread?: Thread) => Understanding;

export function judge(groups: readonly PromptGroup[], understand: Understand): Judged[] {
  return groups.flatMap((group) =>
    (Object.keys(group.prompts) as Tongue[]).flatMap((tongue) =>
      group.prompts[tongue].map((text): Judged => {
        const thread = group.thread === undefined ? undefined : threads[group.thread];
        const before = process.cpuUsage();
        const understood = understand(text, thread);
        const { user, system } = process.cpuUsage(before);
        const wrong = wrongOf(group, understood);
        return {
          group,
          tongue,
          text,
          got: wrong ?? group.wants,
          right: wrong === undefined,
          ms: (user + system) / 1000,
        };
      }),
    ),
  );
}

/** What was taken wrongly; undefined when nothing was. */
function wrongOf({ wants, or = [], asks, args = {} }: PromptGroup, understood: Understanding): string | undefined {
  const outcome = outcomeOf(understood);
  if (or.includes(outcome)) return undefined;
  if (outcome !== wants) return outcome;
  if (asks !== undefined && understood.asks !== asks) return `${outcome}, asked as ${understood.asks}`;
  for (const [key, value] of Object.entries(args)) {
    const got = key === "cluster" ? understood.cluster : understood.args[key];
    if (got !== value) return `${outcome}, ${key} ${got ?? "not understood"}`;
  }
  return undefined;
}

/** Right and all, by any key. */
export function shares(
  judged: readonly Judged[],
  key: (one: Judged) => string,
): ReadonlyMap<string, { readonly right: number; readonly all: number }> {
  const counts = new Map<string, { right: number; all: number }>();
  for (const one of judged) {
    const name = key(one);
    const count = counts.get(name) ?? { right: 0, all: 0 };
    count.all += 1;
    if (one.right) count.right += 1;
    counts.set(name, count);
  }
  return counts;
}

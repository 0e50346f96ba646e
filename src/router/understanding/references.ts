// "it", "there", "again", "what about sub2?": what a text leaves to its thread, and what the thread makes of it.
import { scenarioIds } from "../../domain/report.ts";
import type { Thread } from "../../domain/thread.ts";
import { intents, type Understanding } from "../command.ts";
import { findUnits } from "./entities.ts";
import type { Notion } from "./lexicon-en.ts";
import type { Notions } from "./notions.ts";

export interface References {
  readonly it: boolean;
  readonly there: boolean;
  /** Nothing is wished but that the last request be repeated. */
  readonly again: boolean;
  /** The last request is meant for something else that is named here. */
  readonly instead: boolean;
}

/** Words that may stand beside "again" without being a wish of their own. */
const light: ReadonlySet<Notion> = new Set<Notion>([
  "again",
  "it",
  "there",
  "show",
  "run",
  "want",
  "not",
  "down",
  "why",
  "which",
  "bot",
  "should",
  "since",
  "all",
  "past",
  "together",
  "greet",
  "cucm",
  "well",
  "how",
  "fix",
]);
/** What "what about …?" may be about. */
const names: ReadonlySet<Notion> = new Set<Notion>([
  "cert",
  "tvs",
  "capf",
  "itl",
  "ctl",
  "tomcat",
  "callmanager",
  "ipsec",
  "tftp",
  "cti",
  "haproxy",
  "cucm",
  "service",
  "restart",
]);

/** "is it safe to …", "all of them at once": nothing is referred to. */
const empty =
  /\b(?:all|both|each|any|some|one) of (?:them|it|those|these)\b|\b(?:is|was|isn't|would|will) it (?:be )?(?:safe|ok|okay|fine|dangerous|risky|wise|possible|bad|time|true)\b(?: to\b)?/g;
const about =
  /^(?:(?:ok|okay|and|so|then|now|but|also)[ ,]+)*(?:what|how) about\b|^(?:ok |okay )?and (?:for |on |in |at )?|^(?:the )?same (?:thing )?(?:for|on|with|in|at)\b|\b(?:too|as well)[ .!?]*$|^那.{0,24}呢|^.{0,24}呢[ ?？。]*$|^.{0,24}也.{0,20}$|^also\b|^换(?:成|到)/;
const longest = 80;

export function referencesIn(plain: string, read: Notions): References {
  const { notions, others } = read;
  const rest = plain.replaceAll(empty, " ");
  const it = notions.has("it") && /\b(?:it|that|this|them|those|same|these)\b|[一-鿿]/.test(rest);
  const short = plain.length <= longest;
  const content = [...notions].filter((notion) => !light.has(notion));
  // A few words that are known to nobody do not make a wish; many do.
  const again = notions.has("again") && short && content.length === 0 && others.length <= 6;
  const instead =
    short &&
    !again &&
    about.test(plain) &&
    content.every((notion) => names.has(notion) || (notion === "renew" && /^换(?:成|到)/.test(plain)));
  return { it: it || misspeltIt(rest), there: notions.has("there"), again, instead };
}

/** Words of a wish that leaves its object to the thread: "restart it", "what if we renew that one". */
const pointing: ReadonlySet<Notion> = new Set<Notion>([
  ...light,
  "restart",
  "renew",
  "service",
  "cert",
  "impact",
  "whatif",
  "safe",
  "phone",
  "call",
  "reset",
  "old",
]);

/** What is wished of something that only the thread can name; undefined when the text names it, or wishes something else. */
export function pointedWish(plain: string, { notions, others }: Notions): "restart" | "renew" | "impact" | undefined {
  const points = notions.has("it") || notions.has("there") || /^(?:那|就)/.test(plain);
  if (!points || plain.length > longest || others.length > 5) return undefined;
  if ([...notions].some((notion) => !pointing.has(notion))) return undefined;
  const wish = notions.has("restart") ? "restart" : notions.has("renew") ? "renew" : undefined;
  const wonders = (["whatif", "impact", "safe"] as const).some((one) => notions.has(one));
  // Who tells a trouble since a renewal wishes no other.
  if (wish === "renew" && (notions.has("down") || notions.has("unregistered"))) return undefined;
  // "what would that break?": whatever the thread was about to do.
  if (wish === undefined) return wonders && !notions.has("not") && !notions.has("down") ? "impact" : undefined;
  if (notions.has("how")) return wish;
  return wonders || /^(?:is|are|do|does|will|would|could)\b(?! you)/.test(plain) ? "impact" : wish;
}

const misspeltIt = (plain: string): boolean => /\b(?:itt|taht|thta)\b/.test(plain);

type Open = Omit<Understanding, "asks">;

/** The understanding with what the thread adds. What neither names is `missing`; nothing is guessed. */
export function withThread(understood: Open, references: References, thread: Thread | undefined, read: Notions): Open {
  const { intent } = understood;
  if (references.again) return repeated(understood, thread, {});
  if (references.instead) {
    const named = namedIn(understood, read);
    if (Object.keys(named).length > 0 || intent === "unknown" || understood.confidence < 0.75)
      return repeated(understood, thread, named);
  }
  const placed = inCluster(understood, thread);
  if (intent === "restart") return restarted(placed, references, thread);
  // "all of them at once, or will that …": all are meant, none is missing.
  const several = read.notions.has("together") && thread?.certificates === undefined;
  if ((intent === "impact" || intent === "renew") && !several) return certified(placed, references, thread);
  return placed;
}

/** The cluster of the thread, where none is named. */
function inCluster(understood: Open, thread: Thread | undefined): Open {
  if (understood.cluster !== null || thread?.cluster === undefined || understood.intent === "unknown")
    return understood;
  return { ...understood, cluster: thread.cluster };
}

function repeated(understood: Open, thread: Thread | undefined, named: Readonly<Record<string, string>>): Open {
  const { last } = thread ?? {};
  if (last === undefined) return lacking(understood, "request");
  const cluster = named.cluster ?? last.args.cluster ?? thread?.cluster ?? null;
  // A node of one cluster is none of another.
  const moved = named.cluster !== undefined && named.cluster !== last.args.cluster;
  const { scenario, cluster: _, node, ...rest } = last.args;
  const intent = intentOf(last.intent);
  const kept = { ...rest, ...(node === undefined || moved ? {} : { node }) };
  const { cluster: __, ...others } = named;
  return {
    ...understood,
    intent,
    command: last.command,
    scenario: scenarioOf(scenario),
    cluster,
    confidence: 0.9,
    args: { ...kept, ...others },
    alternatives: [],
  };
}

/** What a short "what about …?" names, as values of the last request. */
function namedIn({ args, cluster }: Open, read: Notions): Record<string, string> {
  const units = findUnits("", read).join(" ");
  return {
    ...(cluster === null ? {} : { cluster }),
    ...(args.node === undefined ? {} : { node: args.node }),
    ...(args.service === undefined ? {} : { service: args.service }),
    ...(units === "" ? {} : { certificates: units }),
  };
}

function restarted(understood: Open, { it, there }: References, thread: Thread | undefined): Open {
  const { args, cluster } = understood;
  if (args.phones !== undefined || understood.command === "reset") return understood;
  const same = thread !== undefined && (cluster === null || thread.cluster === undefined || thread.cluster === cluster);
  if (args.service === undefined) {
    const { service, node } = same ? thread : {};
    if (service === undefined || service.includes(",")) return lacking(understood, "service");
    // "it" was spoken of on certain nodes: those are meant unless others are named.
    const where = args.node ?? node;
    return { ...understood, args: { ...args, service, ...(where === undefined ? {} : { node: where }) } };
  }
  if (!there || args.node !== undefined || it) return understood;
  if (!same || thread.node === undefined) return lacking(understood, "node");
  return { ...understood, args: { ...args, node: thread.node } };
}

function certified(understood: Open, { it, there }: References, thread: Thread | undefined): Open {
  const { args } = understood;
  const node = args.node === undefined && (there || it) ? thread?.node : undefined;
  const placed = node === undefined ? understood : { ...understood, args: { ...args, node } };
  if (args.certificates !== undefined || args.service !== undefined || !it) return placed;
  if (thread?.certificates !== undefined)
    return { ...placed, args: { ...placed.args, certificates: thread.certificates } };
  if (understood.intent === "impact" && thread?.service !== undefined && !thread.service.includes(","))
    return { ...placed, args: { ...placed.args, service: thread.service, of: "restart" } };
  return lacking(understood, "certificate");
}

const lacking = (understood: Open, missing: NonNullable<Understanding["missing"]>): Open => ({
  ...understood,
  missing,
});

const intentOf = (name: string): Understanding["intent"] => intents.find((one) => one === name) ?? "unknown";
const scenarioOf = (name: string | undefined): Understanding["scenario"] =>
  scenarioIds.find((one) => one === name) ?? null;

// The plan behind `/certops reset phones …`: the explicit list of phones, resolved now, and the wait until they are back.
import { CertOpsError } from "../domain/errors.ts";
import type { Change, PlanDraft } from "../domain/plan.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { nearest } from "../kernel/nearest.ts";
import type { ConfiguredPhone } from "../systems/ports.ts";
import type { ActionContext } from "./action.ts";
import { deskPhones, isRegistered, readPhones } from "./phones.ts";
import { planDraft, type Wanted } from "./plan.ts";

/** Phones are reset in batches so that TFTP and the network bear it. */
const batch = 50;
const backPercent = 95;
const backWithinSeconds = 900;

export type WhichPhones =
  | { readonly kind: "all" }
  /** Device pool, or Cisco Unified CM group; any case. */
  | { readonly kind: "pool" | "group"; readonly name: string }
  | { readonly kind: "names"; readonly names: readonly string[] };

export interface PhonesWish {
  readonly which: WhichPhones;
  /** Only registers them anew. */
  readonly restart: boolean;
}

/**
 * Reads which phones are meant and which of them are registered. Those that are not stay in the plan: they are counted and
 * named as a power cycle by hand. Throws CertOpsError `not-found` (with what there is) when none is meant or none registered.
 */
export async function planPhones(wish: PhonesWish, context: ActionContext): Promise<PlanDraft> {
  const { systems, signal } = context;
  const { value: configured } = await systems.soap.phones({ signal });
  const { phones, title } = await chosen(wish, configured, context);
  const all = deskPhones(configured).map((phone) => phone.name);
  const read = await readPhones([...new Set([...all, ...phones])], context);
  const registered = phones.filter((name) => isRegistered(read.of.get(name)));
  if (registered.length === 0) {
    throw notFound(
      "none of the phones is registered",
      say("phones.none-registered", { count: phones.length }),
      say("phones.none-registered.next"),
    );
  }
  const change: Change = { kind: "reset-phones", phones, batch, ...(wish.restart ? { restart: true } : {}) };
  const wanted: readonly Wanted[] = [
    { change },
    {
      change: { kind: "wait-for-phones", phones: registered, percent: backPercent, withinSeconds: backWithinSeconds },
    },
  ];
  const phonesRegistered = all.filter((name) => isRegistered(read.of.get(name))).length;
  return planDraft({ cluster: systems.cluster.id, title, phonesRegistered, phonesKnown: all.length }, wanted);
}

interface Chosen {
  readonly phones: readonly string[];
  readonly title: Phrase;
}

async function chosen(
  { which, restart }: PhonesWish,
  configured: readonly ConfiguredPhone[],
  context: ActionContext,
): Promise<Chosen> {
  const how = restart ? "restart" : "reset";
  // An app takes up nothing by a reset that it would not at its next start: only who names it means it.
  const desk = deskPhones(configured);
  if (which.kind === "names") {
    const phones = which.names.map((name) => phoneNamed(name, configured));
    return { phones: [...new Set(phones)], title: say(`phones.plan.${how}.names`, { count: phones.length }) };
  }
  if (which.kind === "all") {
    return { phones: desk.map((phone) => phone.name), title: say(`phones.plan.${how}.all`) };
  }
  const pools = await poolsMeant(which, configured, context);
  const phones = desk.filter((phone) => pools.pools.has(phone.devicePool)).map((phone) => phone.name);
  if (phones.length === 0) {
    const message = `no phones in ${which.kind} ${pools.name}`;
    throw notFound(message, say("phones.empty", { name: pools.name }), say("phones.empty.next"));
  }
  return { phones, title: say(`phones.plan.${how}.${which.kind}`, { name: pools.name }) };
}

/** The pool, or every pool of the group, in CUCM's spelling. */
async function poolsMeant(
  which: Extract<WhichPhones, { kind: "pool" | "group" }>,
  configured: readonly ConfiguredPhone[],
  { systems, signal }: ActionContext,
): Promise<{ readonly name: string; readonly pools: ReadonlySet<string> }> {
  if (which.kind === "pool") {
    const name = among(which.name, [...new Set(configured.map((phone) => phone.devicePool))], "pool");
    return { name, pools: new Set([name]) };
  }
  const { value: pools } = await systems.soap.security.pools({ signal });
  const name = among(which.name, [...new Set(pools.map((pool) => pool.group))], "group");
  return { name, pools: new Set(pools.filter((pool) => pool.group === name).map((pool) => pool.name)) };
}

function phoneNamed(typed: string, configured: readonly ConfiguredPhone[]): string {
  const found = configured.find((phone) => phone.name.toLowerCase() === typed.toLowerCase());
  if (found !== undefined) return found.name;
  const what = say("phones.unknown", { name: typed.slice(0, 60) });
  throw notFound("no such phone", what, say("soap.no-phone.next"));
}

function among(typed: string, names: readonly string[], kind: "pool" | "group"): string {
  const found = names.find((name) => name.toLowerCase() === typed.trim().toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(typed, names);
  const values = { names: names.slice(0, 20).join(", ") };
  throw notFound(
    `no such ${kind}`,
    say(`phones.unknown-${kind}`, { name: typed.slice(0, 60) }),
    near === undefined ? say("phones.there-are", values) : say("phones.near", { ...values, near }),
  );
}

const notFound = (message: string, words: Phrase, next: Phrase): CertOpsError =>
  new CertOpsError({ code: "not-found", message, say: words, next, retry: "never" });

// What a paste showed travels in its button and comes back as evidence of the diagnosis. Nothing of it is kept meanwhile,
// so any replica can answer the click, after a restart too. It is as untrusted as the paste was, and marked as pasted.
import { z } from "zod";
import { type ExplainedFinding, type Explanation, explanationKinds } from "../src/domain/explanation.ts";
import type { Finding } from "../src/domain/finding.ts";
import {
  type Pasted,
  type PastedFacts,
  pastedOutcomes,
  pastedPhoneOutcomes,
  pastedRefusalKinds,
} from "../src/domain/pasted.ts";
import type { Person } from "../src/domain/person.ts";
import { type ScenarioId, scenarioIds } from "../src/domain/report.ts";
import type { Phrase } from "../src/domain/text.ts";
import { en, type MessageId } from "../src/i18n/catalogue.ts";
import { say } from "../src/i18n/say.ts";
import { sha256 } from "../src/kernel/ids.ts";

/** A platform carries some 2,000 characters in a button (Slack), its names included. */
const longest = 1200;

const value = z.union([z.string().max(200), z.number(), z.object({ date: z.string().max(40) })]);
const shape = z.array(
  z.object({
    c: z.string().max(60),
    v: z.enum(["problem", "warning"]),
    l: z.number().int().nullable(),
    t: z.string().max(200),
    f: z.string().max(120).optional(),
    w: z.record(z.string(), value).optional(),
  }),
);
type Carried = z.infer<typeof shape>[number];

/** As a log may say it and nothing besides: a forged button carries no more than a forged paste. */
const factsShape = z.object({
  login: z
    .object({
      outcome: z.enum(pastedOutcomes),
      at: z.string().regex(/^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3})?$/),
      serial: z
        .string()
        .regex(/^[1-9a-f][0-9a-f]{0,49}$/)
        .optional(),
    })
    .optional(),
  refusals: z
    .array(
      z.object({
        kind: z.enum(pastedRefusalKinds),
        at: z.string().regex(/^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}(?:[+-]\d\d:\d\d|Z))?$/),
        server: z.string().regex(/^[\w.:-]{0,100}$/),
      }),
    )
    .max(6)
    .optional(),
  authorities: z
    .object({
      server: z.string().max(64),
      held: z
        .array(
          z.object({
            commonName: z.string().max(100),
            sha256: z.string().regex(/^[0-9a-f]{16}$/),
            until: z.string().regex(/^\d{4}-\d\d-\d\d$/),
          }),
        )
        .max(60),
      more: z.number().int().min(0).max(10_000),
    })
    .optional(),
  phone: z
    .object({ outcome: z.enum(pastedPhoneOutcomes), phone: z.string().regex(/^(?:SEP[0-9A-F]{12})?$/) })
    .optional(),
});

export interface Paste {
  readonly scenario: ScenarioId;
  readonly kind: string;
  readonly name?: string;
  readonly found: readonly Carried[];
  readonly facts: PastedFacts;
}

/** Button values for each scenario that the findings point to; as many findings as fit. */
export function writePasted(
  explained: Explanation,
  name: string | undefined,
): (scenario: ScenarioId) => Readonly<Record<string, string>> {
  return (scenario) => {
    const found: Carried[] = [];
    const weigh = JSON.stringify(factsFor(scenario, explained.facts, name));
    const pointing = explained.findings.filter((one) => one.verdict === "problem" || one.verdict === "warning");
    const first = pointing.filter((one) => one.scenario === scenario);
    for (const one of [...first, ...pointing.filter((other) => !first.includes(other))]) {
      const next = carried(one);
      if (next === undefined) continue;
      if (ascii([...found, next]).length + weigh.length > longest) break;
      found.push(next);
    }
    const called = name === undefined ? {} : { name: name.slice(0, 80) };
    return {
      scenario,
      kind: explained.kind,
      ...called,
      found: ascii(found),
      ...(weigh === "{}" ? {} : { facts: weigh }),
    };
  };
}

/** What the scenario can weigh, the newest first to stay; a third of the room at most. */
function factsFor(scenario: ScenarioId, facts: Explanation["facts"], name: string | undefined): PastedFacts {
  const given = factsShape.safeParse({ login: facts.login, refusals: facts.refusals, phone: facts.dot1x });
  if (!given.success) return {};
  const { login, refusals = [], phone } = plainFacts(given.data);
  if (scenario === "sso-login-failed") return login === undefined ? {} : { login };
  if (scenario === "dot1x-failed" && phone !== undefined) {
    // A problem report is called like its phone.
    const called = /SEP[0-9A-F]{12}/.exec((name ?? "").toUpperCase())?.[0] ?? "";
    return { phone: phone.phone === "" ? { ...phone, phone: called } : phone };
  }
  if (scenario !== "mra-registration-failed") return {};
  let kept = refusals;
  while (JSON.stringify(kept).length > longest / 3) kept = kept.slice(1);
  return kept.length === 0 ? {} : { refusals: kept };
}

/** Optional members that are absent, not undefined. */
function plainFacts({ login, refusals, authorities, phone }: z.infer<typeof factsShape>): PastedFacts {
  const plain = (): PastedFacts => {
    if (login === undefined) return {};
    const { outcome, at, serial } = login;
    return { login: { outcome, at, ...(serial === undefined ? {} : { serial }) } };
  };
  return {
    ...plain(),
    ...(refusals === undefined ? {} : { refusals }),
    ...(authorities === undefined ? {} : { authorities }),
    ...(phone === undefined ? {} : { phone }),
  };
}

/** JSON in plain ASCII: what cleans a payload on its way back then finds nothing to change in it. */
export const ascii = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

function carried({ code, verdict, evidence, means }: ExplainedFinding): Carried | undefined {
  if (verdict !== "problem" && verdict !== "warning") return undefined;
  const [line] = evidence;
  const values = Object.entries(means.values ?? {}).filter(([, one]) => value.safeParse(one).success);
  return {
    c: code,
    v: verdict,
    l: line?.line ?? null,
    t: (line?.text ?? "").slice(0, 180),
    ...(line?.file === undefined ? {} : { f: line.file.slice(-120) }),
    ...(values.length === 0 ? {} : { w: z.record(z.string(), value).parse(Object.fromEntries(values)) }),
  };
}

/** Undefined for anything that none of our buttons carries. */
export function readPasted(payload: Readonly<Record<string, string>>): Paste | undefined {
  const scenario = scenarioIds.find((one) => one === payload.scenario);
  const kind = explanationKinds.find((one) => one === payload.kind);
  if (scenario === undefined || kind === undefined) return undefined;
  const found = shape.safeParse(parsed(payload.found ?? ""));
  const facts = factsShape.safeParse(parsed(payload.facts ?? "{}"));
  if (!found.success || found.data.length > 20 || !facts.success) return undefined;
  return {
    scenario,
    kind,
    ...(payload.name === undefined ? {} : { name: payload.name.slice(0, 80) }),
    found: found.data,
    facts: plainFacts(facts.data),
  };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a diagnosis weighs; undefined when the paste holds nothing that it could. */
export function pastedToWeigh({ kind, name, facts }: Paste, by: Person, now: string): Pasted | undefined {
  if (Object.values(facts).every((one) => one === undefined)) return undefined;
  return { by: by.id, name: by.name, at: now, source: name ?? kind, facts };
}

/** Findings of the check `pasted`: shown beside what the bot reads itself, never counted among it; facts are weighed apart. */
export function pastedFindings({ kind, name, found }: Paste, now: string): Finding[] {
  return found.flatMap(({ c, v, l, t, f, w }): Finding[] => {
    const means = message(`explain.${c}.means`, w);
    const next = message(`explain.${c}.next`, w);
    if (means === undefined) return [];
    const place = [name ?? kind, f, l === null ? undefined : String(l)].filter((part) => part !== undefined).join(":");
    return [
      {
        id: `pasted:${c}`,
        check: "pasted",
        code: `pasted.${c}`,
        verdict: v,
        title: say("explain.pasted.title", { means }),
        ...(next === undefined ? {} : { next }),
        evidence: [{ system: "paste", at: now, source: place, excerpt: t, digest: sha256(t) }],
      },
    ];
  });
}

const isMessage = (id: string): id is MessageId => Object.hasOwn(en, id);

function message(id: string, values: Carried["w"]): Phrase | undefined {
  return isMessage(id) ? say(id, values ?? {}) : undefined;
}

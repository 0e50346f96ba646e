// A run, live: each step with its state, the phones coming back, and in the end what was proved and what was not.
import type { Card, CardAction, CardBlock, CardListItem, Tone } from "../src/domain/card.ts";
import { watchedPhones } from "../src/domain/change.ts";
import type { PlanStep } from "../src/domain/plan.ts";
import {
  curveTotal,
  owedRestores,
  type Run,
  type RunState,
  type StepRecord,
  type StepState,
  type Verification,
} from "../src/domain/run.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { auditHeadBlocks } from "./audit-head-card.ts";
import type { CardContext } from "./context.ts";
import { duration, waiting, where } from "./plan-card.ts";
import { preflightBlocks } from "./preflight-blocks.ts";
import { tallyBlocks } from "./tally-blocks.ts";
import { evidenceBlocks, list, section, text, verbatim } from "./words.ts";

const stateTone: Readonly<Record<RunState, Tone>> = {
  running: "accent",
  verifying: "accent",
  verified: "good",
  degraded: "warning",
  failed: "danger",
  aborted: "warning",
  drifted: "warning",
};

/** The card of a run; the same subject `run:<id>` from the first step to the verification. */
export function runCard(run: Run, context: CardContext): Card {
  const cluster = context.clusterOf(run.cluster);
  const title = say("card.plan.title", { cluster: cluster.name, plan: run.plan.title });
  const state = say(`card.run.state.${run.state}`);
  const done = run.steps.filter((step) => step.state === "done").length;
  return {
    title,
    subtitle: say(cluster.practice ? "card.run.subtitle-practice" : "card.run.subtitle", {
      by: context.nameOf(run.startedBy),
      at: { time: run.startedAt },
      digest: run.plan.digest.slice(0, 12),
    }),
    badge: { text: state, tone: stateTone[run.state] },
    tone: stateTone[run.state],
    body: [
      ...verdict(run),
      ...(run.wish === undefined || run.endedAt !== undefined
        ? []
        : [
            text(say(`card.run.wish.${run.wish.kind}`, { by: context.nameOf(run.wish.by) }), {
              tone: "warning",
              strong: true,
            }),
          ]),
      ...owed(run),
      ...backup(run),
      {
        kind: "progress",
        label: say("card.run.progress", { done, total: run.steps.length }),
        done,
        total: run.steps.length,
        tone: stateTone[run.state],
      },
      list(
        run.plan.steps.map((step) => stepItem(step, recordOf(run, step))),
        true,
      ),
      ...tallyBlocks(run),
      ...(run.until === undefined || run.endedAt !== undefined
        ? []
        : [text(say("card.run.until", { until: { time: run.until } }), { subtle: true })]),
      ...(run.curve.length === 0 ? [] : [curve(run)]),
      ...(run.verification === undefined ? [] : verification(run.verification)),
      ...preflightBlocks(run.preflight, run.plan.overrides?.includes("preflight") === true),
      ...evidence(run),
      ...(run.auditHead === undefined ? [] : auditHeadBlocks(run.auditHead)),
    ],
    actions: actions(run),
    summary: say("card.run.summary", { title, state, done, total: run.steps.length }),
  };
}

/** What a run that ended says first: what was done, what was not, and why. */
function verdict(run: Run): CardBlock[] {
  if (run.state === "running" || run.state === "verifying") return [];
  const counts = {
    done: run.steps.filter((step) => step.state === "done").length,
    notDone: run.steps.filter((step) => step.state === "planned" || step.state === "skipped").length,
    failed: run.steps.filter((step) => step.state === "failed").length,
    uncertain: run.steps.filter((step) => step.state === "uncertain" || step.state === "started").length,
  };
  // “Verified” must not be read as “trust proved”: the first line says which of the two it is.
  const unproved = run.state === "verified" && run.verification?.trust === "not-proved";
  return [
    text(say(unproved ? "card.run.verdict.verified-unproved" : `card.run.verdict.${run.state}`), {
      strong: true,
      tone: stateTone[run.state],
    }),
    ...(run.stopped === undefined ? [] : [text(run.stopped)]),
    ...(run.state === "verified" ? [] : [text(say("card.run.counts", counts))]),
  ];
}

/** Every target that is still changed: named until what puts it back is proved. */
function owed(run: Run): CardBlock[] {
  // While the plan itself still goes on, nothing is owed yet.
  if (run.restoring === undefined && run.endedAt === undefined) return [];
  const steps = owedRestores(run);
  return [
    ...(run.restoring === undefined ? [] : [text(say("card.run.restoring"), { tone: "warning", strong: true })]),
    ...(steps.length === 0
      ? []
      : [
          text(say("card.run.owed"), { tone: "danger", strong: true }),
          list(
            steps.map((step) => ({
              text: say("card.run.owed-step", { target: where(step.change), step: step.number, command: step.command }),
              mark: "warning" as const,
            })),
          ),
        ]),
  ];
}

function backup({ backup }: Run): CardBlock[] {
  if (backup === undefined) return [];
  if (backup.seen === undefined) return [text(say("card.run.backup-wanted"), { tone: "warning", strong: true })];
  const { file, at } = backup.seen;
  return [text(say("card.run.backup-seen", { file, at: { time: at } }), { subtle: true })];
}

const recordOf = (run: Run, step: PlanStep): StepRecord =>
  run.steps.find((record) => record.number === step.number) ?? { number: step.number, state: "planned", evidence: [] };

const marks: Readonly<Record<StepState, NonNullable<CardListItem["mark"]>>> = {
  planned: "waiting",
  started: "running",
  done: "done",
  failed: "problem",
  uncertain: "unknown",
  skipped: "waiting",
};

function stepItem(step: PlanStep, record: StepRecord): CardListItem {
  const node = "node" in step.change ? step.change.node : "";
  const when = stepTime(step, record);
  const line = node === "" ? when : say("card.run.step.on", { node, when });
  return {
    text: waiting(step.change) ?? verbatim(step.command),
    detail: record.note === undefined ? line : say("card.run.step.note", { line, note: record.note }),
    mark: marks[record.state],
    ...(record.state === "failed" ? { tone: "danger" as const } : {}),
    ...(record.state === "uncertain" ? { tone: "warning" as const } : {}),
  };
}

function stepTime(step: PlanStep, record: StepRecord): Phrase {
  const state = say(`card.run.step.${record.state}`);
  if (record.state === "skipped") return state;
  if (record.startedAt === undefined)
    return say("card.run.step.estimate", { state, duration: duration(step.estimateSeconds) });
  if (record.endedAt === undefined) return say("card.run.step.since", { state, at: { time: record.startedAt } });
  const took = (Date.parse(record.endedAt) - Date.parse(record.startedAt)) / 1000;
  return say("card.run.step.took", { state, at: { time: record.startedAt }, duration: duration(Math.max(0, took)) });
}

function curve(run: Run): CardBlock {
  const total = curveTotal(run.plan);
  const last = run.curve.at(-1);
  const label = watchedPhones(run.plan.steps).length > 0 ? "card.run.curve-plan" : "card.run.curve";
  return {
    kind: "curve",
    label: say(label, { registered: last?.registered ?? 0, total }),
    total,
    points: run.curve.map((point) => ({ at: point.at, value: point.registered })),
  };
}

const trustTone: Readonly<Record<Verification["trust"], Tone>> = {
  proved: "good",
  "not-proved": "warning",
  disproved: "danger",
};

function verification(found: Verification): CardBlock[] {
  const { before, after, known } = found.phonesBack;
  return [
    { kind: "divider" },
    text(say("card.run.phones-back", { before, after, known }), {
      strong: true,
      tone: after >= known ? "good" : "warning",
    }),
    text(say(`card.run.trust.${found.trust}`), { strong: true, tone: trustTone[found.trust] }),
    ...(found.trust === "proved" ? [] : [text(say(`card.run.trust.${found.trust}.next`))]),
    list(
      found.lines.map((line) => ({
        text: line.text,
        mark: line.ok === "unknown" ? ("unknown" as const) : line.ok ? ("ok" as const) : ("problem" as const),
      })),
    ),
  ];
}

function evidence(run: Run): CardBlock[] {
  const all = [
    ...run.steps.flatMap((step) => step.evidence),
    ...(run.verification?.lines ?? []).flatMap((line) => line.evidence),
  ];
  return all.length === 0
    ? []
    : [section("evidence", say("card.report.evidence", { count: all.length }), evidenceBlocks(all))];
}

function actions(run: Run): CardAction[] {
  const payload = { run: run.id };
  const again: CardAction[] =
    run.plan.diagnosis === undefined
      ? []
      : [{ action: "diagnosis.again", label: say("card.button.again"), payload: { diagnosis: run.plan.diagnosis } }];
  const share: CardAction = { action: "run.share", label: say("card.button.share"), payload };
  const picture: CardAction = { action: "run.picture", label: say("picture.button.recovery"), payload };
  if (run.endedAt !== undefined) return [...again, share, ...(run.curve.length === 0 ? [] : [picture])];
  if (run.state !== "running") return [];
  const abort: CardAction = {
    action: "run.abort",
    label: say("card.button.abort"),
    payload,
    style: "danger",
    confirm: say("card.run.confirm-abort"),
  };
  // What puts things back is not paused and not aborted.
  if (run.wish?.kind === "abort" || run.restoring !== undefined) return settling(run);
  const paused = run.wish?.kind === "pause";
  const other: CardAction = paused
    ? { action: "run.resume", label: say("card.button.resume"), payload, style: "primary" }
    : { action: "run.pause", label: say("card.button.pause"), payload };
  return [...settling(run), other, abort];
}

/** A step whose outcome the bot could not see: a person looks at the node and says which it was. */
function settling(run: Run): CardAction[] {
  const uncertain = run.steps.find((step) => step.state === "uncertain");
  if (uncertain === undefined) return [];
  const step = uncertain.number;
  return (["done", "not-done"] as const).map((outcome) => ({
    action: "run.settle",
    label: say(`card.button.step-${outcome}`, { step }),
    payload: { run: run.id, step: String(step), outcome },
    confirm: say(`card.run.confirm-${outcome}`, { step }),
  }));
}

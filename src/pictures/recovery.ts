// The recovery curve: phones registered over the time of a run, with its steps marked.
import { scaleLinear, scaleUtc } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { curveTotal, type Run, type StepRecord } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { Writer } from "../i18n/write.ts";
import { Column, cut, oneLine } from "./lettering.ts";
import { edge, type Ink, type Picture, pictureWidth, plain, type Shape, small } from "./picture.ts";

export interface RecoveryOptions {
  readonly writer: Writer;
  /** IANA time zone of the times on it. */
  readonly zone: string;
  readonly clusterName: string;
}

const plotHeight = 200;
const left = 44;
const right = pictureWidth - edge;
/** More steps than these are not listed; the rest is counted. */
const mostSteps = 14;
/** More points than the picture has pixels across show nothing more; first and last are kept. */
const mostPoints = 700;

const inkOf: Readonly<Record<StepRecord["state"], Ink>> = {
  planned: "muted",
  skipped: "muted",
  started: "accent",
  uncertain: "warning",
  failed: "danger",
  done: "good",
};

/** Undefined before the first phones were counted: there is no curve yet. */
export function recoveryPicture(run: Run, { writer, zone, clusterName }: RecoveryOptions): Picture | undefined {
  const points = thinned(
    run.curve
      .map((point) => ({ at: Date.parse(point.at), registered: point.registered }))
      .filter((point) => Number.isFinite(point.at) && Number.isFinite(point.registered)),
  );
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { write } = writer;
  const known = curveTotal(run.plan);
  const low = Math.min(...points.map((point) => point.registered));
  const begun = run.steps.filter((step) => step.startedAt !== undefined);
  const start = Math.min(first.at, ...begun.map((step) => Date.parse(step.startedAt ?? "")));
  const end = Math.max(
    last.at,
    start + 60_000,
    ...begun.map((step) => Date.parse(step.endedAt ?? step.startedAt ?? "")),
  );

  const title = write(say("picture.recovery.title", { cluster: clusterName }));
  const column = new Column();
  column.title(title, write(run.plan.title));
  const top = column.y + 44;
  const bottom = top + plotHeight;
  const x = scaleUtc([start, end], [left, right]);
  const y = scaleLinear([0, Math.max(1, known, ...points.map((point) => point.registered))], [bottom, top]);

  const shapes: Shape[] = [...column.shapes];
  for (const tick of y.ticks(4).filter(Number.isInteger)) {
    shapes.push({ kind: "path", d: `M${left} ${r(y(tick))}H${right}`, stroke: "line" });
    shapes.push({
      kind: "text",
      x: left - 6,
      y: y(tick) + 4,
      text: String(tick),
      size: small,
      ink: "muted",
      at: "end",
    });
  }
  shapes.push(...timeAxis(x, bottom, zone));
  const shape = points.map(({ at, registered }): [number, number] => [x(at), y(registered)]);
  // What was counted last holds until the end of the picture: nothing was counted since.
  const filled = area<[number, number]>()
    .x(([at]) => r(at))
    .y0(r(bottom))
    .y1(([, value]) => r(value))
    .curve(curveStepAfter);
  const drawn = line<[number, number]>()
    .x(([at]) => r(at))
    .y(([, value]) => r(value))
    .curve(curveStepAfter);
  shapes.push({ kind: "path", d: filled(shape) ?? "", fill: "wash-good", name: "registered-area" });
  shapes.push({ kind: "path", d: `M${left} ${r(y(known))}H${right}`, stroke: "muted", dashed: true, width: 1.5 });
  shapes.push({ kind: "path", d: drawn(shape) ?? "", stroke: "good", width: 2.5, name: "registered" });
  shapes.push(...stepMarks(begun, x, top, bottom));
  shapes.push({ kind: "dot", x: x(last.at), y: y(last.registered), r: 4.5, fill: "good" });
  const lastLine = write(say("picture.recovery.last", { registered: last.registered, known }));

  column.y = bottom + 26;
  column.shapes.length = 0;
  column.write(lastLine, { strong: true, ink: last.registered >= known ? "good" : "text" });
  for (const step of run.plan.steps.slice(0, mostSteps)) {
    const record = run.steps.find((one) => one.number === step.number);
    const state = record?.state ?? "planned";
    const y0 = column.y;
    column.write(step.command, { indent: 26, most: 2, gap: 0 });
    column.write(stepTime(record, writer), { indent: 26, size: small, ink: inkOf[state], gap: 6 });
    column.shapes.push(...badge(edge + 9, y0 + 10, step.number, inkOf[state]));
  }
  if (run.plan.steps.length > mostSteps) {
    column.write(write(say("picture.more", { count: run.plan.steps.length - mostSteps })), { ink: "muted" });
  }
  const alt = write(
    say("picture.recovery.alt", {
      title,
      from: { time: new Date(first.at).toISOString() },
      first: first.registered,
      low,
      last: last.registered,
      to: { time: new Date(last.at).toISOString() },
      known,
      steps: run.steps.filter((step) => step.state === "done").length,
      all: run.plan.steps.length,
      state: say(`card.run.state.${run.state}`),
    }),
  );
  return {
    name: `recovery-${run.id.replaceAll(/[^A-Za-z0-9-]/g, "-").toLowerCase()}`,
    title,
    alt: oneLine(alt),
    width: pictureWidth,
    height: Math.ceil(column.y + edge),
    shapes: [...shapes, ...column.shapes],
  };
}

function timeAxis(x: ReturnType<typeof scaleUtc<number>>, bottom: number, zone: string): Shape[] {
  const [from = new Date(0), to = new Date(0)] = x.domain();
  const seconds = to.getTime() - from.getTime() < 5 * 60_000;
  const days = to.getTime() - from.getTime() > 86_400_000;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    ...(days ? ({ day: "2-digit", month: "2-digit" } as const) : {}),
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? ({ second: "2-digit" } as const) : {}),
  });
  const shapes: Shape[] = [{ kind: "path", d: `M${left} ${r(bottom)}H${right}`, stroke: "muted" }];
  let free = 0;
  for (const tick of x.ticks(days ? 2 : 4)) {
    const at = x(tick);
    shapes.push({ kind: "path", d: `M${r(at)} ${r(bottom)}v4`, stroke: "muted" });
    const text = format.format(tick).replace(",", "");
    const half = text.length * 3.6;
    if (at - half < free || at + half > pictureWidth - 4) continue;
    free = at + half + 6;
    shapes.push({ kind: "text", x: at, y: bottom + 17, text, size: small, ink: "muted", at: "middle" });
  }
  return shapes;
}

/** A numbered line where each step began; numbers that would lie on each other stand higher and lower by turns. */
function stepMarks(steps: readonly StepRecord[], x: (at: number) => number, top: number, bottom: number): Shape[] {
  let before = Number.NEGATIVE_INFINITY;
  let raised = false;
  return steps.slice(0, mostSteps).flatMap((step) => {
    const at = x(Date.parse(step.startedAt ?? ""));
    raised = at - before < 20 && !raised;
    before = at;
    const head = top - (raised ? 31 : 12);
    const stroke = inkOf[step.state];
    return [
      { kind: "path", d: `M${r(at)} ${r(head)}V${r(bottom)}`, stroke, dashed: true, name: `step-${step.number}` },
      ...badge(Math.min(at, right - 9), head, step.number, stroke),
    ] satisfies Shape[];
  });
}

const badge = (x: number, y: number, number: number, ink: Ink): Shape[] => [
  { kind: "dot", x, y, r: 9, fill: ink },
  { kind: "text", x, y: y + 4.5, text: String(number), size: plain, ink: "ground", at: "middle", strong: true },
];

function stepTime(record: StepRecord | undefined, { write }: Writer): string {
  const state = say(`card.run.step.${record?.state ?? "planned"}`);
  if (record?.startedAt === undefined) return write(state);
  if (record.endedAt === undefined) return write(say("card.run.step.since", { state, at: { time: record.startedAt } }));
  const seconds = Math.max(0, Math.round((Date.parse(record.endedAt) - Date.parse(record.startedAt)) / 1000));
  return cut(write(say("picture.recovery.step", { state, at: { time: record.startedAt }, seconds })), 330, small);
}

function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= mostPoints) return points;
  const step = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}

const r = (value: number): number => Math.round(value * 10) / 10;

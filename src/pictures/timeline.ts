// The expiry timeline: every certificate of an inventory by the time it is over, near times wide, the first ones by name.
import { scaleLinear, scaleSymlog } from "d3-scale";
import type { CertificateReport, InventoryCertificate } from "../domain/inventory.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { Writer } from "../i18n/write.ts";
import { Column, cut, oneLine, widthOf } from "./lettering.ts";
import { edge, type Ink, type Picture, pictureWidth, type Shape, small } from "./picture.ts";

export interface TimelineOptions {
  readonly writer: Writer;
}

const day = 86_400_000;
const left = 156;
const right = pictureWidth - edge - 8;
/** Of a bubble; what falls into one bubble's width is counted in it. */
const bubble = 8;
const laneHeight = 24;
const mostNamed = 8;
/** Lanes of stores nobody has are not there; a device that invents unit names does not make the picture endless. */
const mostLanes = 24;
/** From 30 days before the end Cisco's own alarm warns (see certs-card.ts). */
const soonDays = 30;
const axisDays = [-365, -30, 0, 30, 90, 365, 730, 1825, 3650, 7300];

/** What the picture needs of an inventory; a snapshot has as much. */
export interface Expiries extends Pick<CertificateReport, "cluster" | "clusterName" | "at" | "unreachable"> {
  readonly certificates: readonly Pick<InventoryCertificate, "node" | "unit" | "store" | "notAfter">[];
}

interface Dated {
  readonly one: Expiries["certificates"][number];
  readonly days: number;
}

/** Own certificates and trust stores; undefined when there are none. */
export function timelinePicture(report: Expiries, { writer }: TimelineOptions): Picture | undefined {
  const { write } = writer;
  const dated = report.certificates
    .map((one): Dated => ({ one, days: (Date.parse(one.notAfter) - Date.parse(report.at)) / day }))
    .filter(({ days }) => Number.isFinite(days))
    .sort((a, b) => a.days - b.days);
  const [first, last] = [dated[0], dated.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const title = write(say("picture.timeline.title", { cluster: report.clusterName }));
  const column = new Column();
  column.title(title, write(say("picture.timeline.under", { count: dated.length, at: { moment: report.at } })));

  const lanes = lanesOf(dated);
  const from = Math.min(0, Math.max(first.days, -3650));
  const to = Math.max(soonDays * 3, Math.min(last.days, 36_500));
  // Near zero days are nearly even, far away they are logarithmic: 30 days and 20 years are both seen.
  const x = scaleSymlog([from, to], [left + (from < 0 ? bubble : 0), right]).constant(60);
  const top = column.y + 20;
  const rowOf = scaleLinear([0, 1], [top + laneHeight / 2, top + laneHeight * 1.5]);
  const bottom = rowOf(lanes.length - 0.5);
  const shapes: Shape[] = [...column.shapes];
  shapes.push(...axis(x, from, to, top, bottom, writer));
  lanes.forEach((lane, index) => {
    const y = rowOf(index);
    shapes.push({ kind: "path", d: `M${edge} ${r(y + laneHeight / 2)}H${right + 8}`, stroke: "line", width: 0.5 });
    const unit = cut(lane.unit, left - edge - 14, small);
    shapes.push({
      kind: "text",
      x: edge,
      y: y + 4,
      text: unit,
      size: small,
      ink: lane.store === "own" ? "text" : "muted",
    });
    shapes.push(...bubbles(lane.all, x, y, from, to));
  });

  column.shapes.length = 0;
  column.y = bottom + 4;
  column.write(write(say("picture.timeline.axis")), { size: small, ink: "muted", gap: 8 });
  column.write(write(say("picture.timeline.first")), { strong: true });
  const named = together(dated);
  for (const { unit, nodes, days, notAfter } of named.slice(0, mostNamed)) {
    const [node = "", ...others] = nodes;
    const text =
      others.length === 0
        ? say("picture.timeline.line", { unit, node })
        : say("picture.timeline.line-many", { unit, node, more: others.length });
    const y = column.y;
    column.write(write(text), { indent: 16, most: 1, gap: 0 });
    column.write(write(leftOf(days, notAfter)), { indent: 16, size: small, ink: inkOf(days), gap: 5 });
    column.shapes.push({ kind: "dot", x: edge + 5, y: y + 10, r: 5, fill: inkOf(days) });
  }
  if (named.length > mostNamed) {
    column.write(write(say("picture.more", { count: named.length - mostNamed })), { ink: "muted", indent: 16 });
  }
  if (report.unreachable.length > 0) {
    const nodes = report.unreachable.map(({ node }) => node).join(", ");
    column.write(write(say("picture.timeline.unread", { nodes })), { ink: "danger" });
  }
  const count = (test: (days: number) => boolean): number => dated.filter(({ days }) => test(days)).length;
  const alt = write(
    say("picture.timeline.alt-first", {
      alt: say("picture.timeline.alt", {
        title,
        count: dated.length,
        expired: count((days) => days < 0),
        soon: count((days) => days >= 0 && days <= soonDays),
        year: count((days) => days > soonDays && days <= 365),
        later: count((days) => days > 365),
      }),
      unit: first.one.unit,
      node: first.one.node,
      when: leftOf(first.days, first.one.notAfter),
    }),
  );
  return {
    name: `timeline-${report.cluster.replaceAll(/[^A-Za-z0-9-]/g, "-").toLowerCase()}`,
    title,
    alt: oneLine(alt),
    width: pictureWidth,
    height: Math.ceil(column.y + edge),
    shapes: [...shapes, ...column.shapes],
  };
}

interface Lane {
  readonly unit: string;
  readonly store: "own" | "trust";
  readonly all: readonly Dated[];
}

/** Own certificates above, trust stores below; in each, the unit that is over first stands first. */
function lanesOf(dated: readonly Dated[]): readonly Lane[] {
  const lanes = new Map<string, { unit: string; store: "own" | "trust"; all: Dated[] }>();
  for (const each of dated) {
    const key = `${each.one.store} ${each.one.unit}`;
    const lane = lanes.get(key) ?? { unit: each.one.unit, store: each.one.store, all: [] };
    lanes.set(key, lane);
    lane.all.push(each);
  }
  return [...lanes.values()]
    .sort((a, b) => Number(a.store === "trust") - Number(b.store === "trust"))
    .slice(0, mostLanes);
}

/** What lies within one bubble of each other is one bubble with its number. */
function bubbles(
  all: readonly Dated[],
  x: (days: number) => number,
  y: number,
  from: number,
  to: number,
): readonly Shape[] {
  const groups: { at: number; worst: number; count: number }[] = [];
  for (const { days } of all) {
    const at = x(Math.min(to, Math.max(from, days)));
    const group = groups.at(-1);
    if (group !== undefined && at - group.at < 2 * bubble + 2) group.count += 1;
    else groups.push({ at, worst: days, count: 1 });
  }
  return groups.flatMap(({ at, worst, count }): Shape[] => [
    { kind: "dot", x: at, y, r: count === 1 ? 5.5 : bubble + 1, fill: inkOf(worst) },
    ...(count === 1
      ? []
      : [
          {
            kind: "text",
            x: at,
            y: y + 3.5,
            text: count > 99 ? "99+" : String(count),
            size: count > 99 ? 8 : 10,
            ink: "ground",
            at: "middle",
            strong: true,
          } as const,
        ]),
  ]);
}

function axis(
  x: (days: number) => number,
  from: number,
  to: number,
  top: number,
  bottom: number,
  { write }: Writer,
): Shape[] {
  const label = (days: number): Phrase =>
    days === 0
      ? say("picture.timeline.today")
      : Math.abs(days) < 365
        ? say("picture.timeline.days", { days: days < 0 ? `−${-days}` : days })
        : say("picture.timeline.years", { years: days < 0 ? `−${-days / 365}` : days / 365 });
  const shapes: Shape[] = [];
  const taken: { from: number; to: number }[] = [];
  // Today is always labelled; the others where there is room.
  const ticks = axisDays.filter((days) => days >= from && days <= to);
  for (const days of [0, ...ticks.filter((one) => one !== 0)]) {
    const at = x(days);
    const text = write(label(days));
    const half = widthOf(text, small) / 2 + 3;
    const stroke: Ink = days === 0 ? "accent" : "line";
    shapes.push({ kind: "path", d: `M${r(at)} ${r(top - 2)}V${r(bottom)}`, stroke, width: days === 0 ? 1.5 : 1 });
    if (taken.some((one) => at + half > one.from && at - half < one.to) || at + half > pictureWidth) continue;
    taken.push({ from: at - half, to: at + half });
    shapes.push({
      kind: "text",
      x: at,
      y: top - 8,
      text,
      size: small,
      ink: days === 0 ? "accent" : "muted",
      at: "middle",
    });
  }
  return shapes;
}

/** Certificates of one unit that are over at the same moment, on several nodes, are one line. */
function together(
  dated: readonly Dated[],
): readonly { unit: string; nodes: readonly string[]; days: number; notAfter: string }[] {
  const found = new Map<string, { unit: string; nodes: string[]; days: number; notAfter: string }>();
  for (const { one, days } of dated) {
    const key = `${one.unit} ${Math.floor(days)}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { unit: one.unit, nodes: [one.node], days, notAfter: one.notAfter });
    else known.nodes.push(one.node);
  }
  return [...found.values()];
}

const leftOf = (days: number, notAfter: string): Phrase =>
  days < 0
    ? say("picture.timeline.over", { days: Math.floor(-days), date: { date: notAfter } })
    : say("picture.timeline.left", { days: Math.floor(days), date: { date: notAfter } });

const inkOf = (days: number): Ink =>
  days < 0 ? "danger" : days <= soonDays ? "warning" : days <= 365 ? "accent" : "good";

const r = (value: number): number => Math.round(value * 10) / 10;

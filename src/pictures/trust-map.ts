// The trust map: systems, an arrow from who must trust to whose certificate it is, broken ones red and numbered with their reason.
import dagre from "@dagrejs/dagre";
import type { Report } from "../domain/report.ts";
import { say } from "../i18n/say.ts";
import type { Writer } from "../i18n/write.ts";
import { Column, cut, oneLine } from "./lettering.ts";
import { edge, type Ink, type Picture, pictureWidth, plain, type Shape, small } from "./picture.ts";
import { type LinkState, type TrustLink, type TrustSystem, trustLinks } from "./trust-links.ts";

export interface TrustMapOptions {
  readonly writer: Writer;
}

const boxWidth = 132;
const boxHeight = 42;
/** So many systems in order (or not looked at) are drawn by name; the others are one box. */
const mostPlain = 4;
const mostReasons = 12;
/** So many boxes with trouble are drawn; the reasons count the rest. */
const mostBoxes = 40;

const looks: Readonly<Record<LinkState, { ink: Ink; width: number; dashed?: true }>> = {
  broken: { ink: "danger", width: 2.5 },
  warned: { ink: "warning", width: 2 },
  unknown: { ink: "muted", width: 1.5, dashed: true },
  ok: { ink: "good", width: 1.5 },
};

interface Drawn {
  readonly link: TrustLink;
  /** Number of its reason below the map. */
  readonly number?: number;
}

/** Undefined when the diagnosis says nothing about trust. */
export function trustMap(report: Report, { writer }: TrustMapOptions): Picture | undefined {
  const { write } = writer;
  const all = trustLinks(report);
  if (all.length === 0) return undefined;
  const title = write(say("picture.map.title", { cluster: report.clusterName }));
  const column = new Column();
  column.title(title, write(say(`card.scenario.${report.scenario}`)));

  const reasons = new Map<string, { number: number; links: TrustLink[]; state: LinkState }>();
  const numbered = folded(all).map((link): Drawn => {
    const [why] = link.reasons;
    if (why === undefined || link.state === "ok" || link.state === "unknown") return { link };
    const text = write(why);
    const known = reasons.get(text) ?? { number: reasons.size + 1, links: [], state: link.state };
    reasons.set(text, known);
    known.links.push(link);
    return { link, number: known.number };
  });
  const map = laidOut(numbered, column.y + 6, writer);
  column.y = map.bottom + 14;
  const shapes: Shape[] = [...map.shapes, ...column.shapes];
  column.shapes.length = 0;
  column.write(write(say("picture.map.arrow")), { size: small, ink: "muted" });
  legend(column, new Set(numbered.map(({ link }) => link.state)), writer);

  const broken = all.filter(({ state }) => state === "broken").length;
  if (broken === 0) column.write(write(say("picture.map.whole")), { strong: true });
  const lines = [...reasons].map(([text, { number, links, state }]) => ({
    number,
    state,
    text: reasonLine(text, links, writer),
  }));
  for (const { number, state, text } of lines.slice(0, mostReasons)) {
    const y = column.y;
    column.write(text, { indent: 26, most: 7, gap: 7 });
    column.shapes.push(...badge(edge + 9, y + 10, number, looks[state].ink));
  }
  if (lines.length > mostReasons) {
    column.write(write(say("picture.more", { count: lines.length - mostReasons })), { ink: "muted", indent: 26 });
  }
  const unknown = all.filter(({ state }) => state === "unknown").length;
  if (unknown > 0) column.write(write(say("picture.map.some-unknown", { count: unknown })), { ink: "muted" });

  const alt = say("picture.map.alt", {
    title,
    links: all.length,
    broken,
    warned: all.filter(({ state }) => state === "warned").length,
    unknown,
    ok: all.filter(({ state }) => state === "ok").length,
  });
  const [first] = lines;
  return {
    name: `trust-map-${report.id.replaceAll(/[^A-Za-z0-9-]/g, "-").toLowerCase()}`,
    title,
    alt: oneLine(write(first === undefined ? alt : say("picture.map.alt-reason", { alt, reason: first.text }))),
    width: pictureWidth,
    height: Math.ceil(column.y + edge),
    shapes: [...shapes, ...column.shapes],
  };
}

/** Nodes whose links are all in order, or all not looked at, become one box when there are many of them. */
function folded(links: readonly TrustLink[]): readonly TrustLink[] {
  const named = [
    ...new Set(
      links
        .flatMap(({ from, to }) => [from, to])
        .flatMap((one) => (one.kind === "node" && one.name !== undefined ? [one.name] : [])),
    ),
  ];
  const touching = (name: string): readonly TrustLink[] =>
    links.filter(({ from, to }) => [from, to].some((one) => one.kind === "node" && one.name === name));
  const away = new Map<string, TrustSystem>();
  for (const state of ["ok", "unknown", "warned", "broken"] as const) {
    const quiet = named.filter((name) => touching(name).every((link) => link.state === state));
    const most = state === "ok" || state === "unknown" ? mostPlain : mostBoxes;
    if (quiet.length <= most) continue;
    const many = { count: quiet.length - most + 1, state };
    for (const name of quiet.slice(most - 1)) away.set(name, { kind: "node", many });
  }
  const moved = (one: TrustSystem): TrustSystem =>
    one.kind === "node" && one.name !== undefined ? (away.get(one.name) ?? one) : one;
  const kept = new Map<string, TrustLink>();
  for (const link of links) {
    const [from, to] = [moved(link.from), moved(link.to)];
    const key = JSON.stringify([from, to]);
    if (!kept.has(key)) kept.set(key, { ...link, from, to });
  }
  return [...kept.values()];
}

const keyOf = (one: TrustSystem): string => JSON.stringify(one);

/** Two columns by dagre: who stands outside left, the cluster’s nodes right, ordered so that few lines cross. */
function laidOut(drawn: readonly Drawn[], top: number, writer: Writer): { shapes: readonly Shape[]; bottom: number } {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 12, ranksep: pictureWidth - 2 * edge - 2 * boxWidth });
  graph.setDefaultEdgeLabel(() => ({}));
  const systems = new Map<string, TrustSystem>();
  for (const { link } of drawn) for (const one of [link.from, link.to]) systems.set(keyOf(one), one);
  for (const key of systems.keys()) graph.setNode(key, { width: boxWidth, height: boxHeight });
  for (const { link } of drawn) {
    const ends = [link.from, link.to].toSorted((a, b) => Number(a.kind === "node") - Number(b.kind === "node"));
    const [a, b] = ends.map(keyOf);
    if (a !== undefined && b !== undefined) graph.setEdge(a, b);
  }
  dagre.layout(graph);
  // dagre lays the first one lowest; people look for the publisher at the top.
  const height = graph.graph().height ?? 0;
  const placeOf = (one: TrustSystem): { x: number; y: number } => {
    const { y } = graph.node(keyOf(one)) as { y: number };
    return { x: one.kind === "node" ? pictureWidth - edge - boxWidth : edge, y: top + height - y };
  };
  const pairs = new Set(drawn.map(({ link }) => `${keyOf(link.from)}|${keyOf(link.to)}`));
  const shapes: Shape[] = [];
  const badges: Shape[] = [];
  // Those in order first: a broken one is never hidden beneath them.
  for (const { link, number } of drawn.toSorted((a, b) => looks[a.link.state].width - looks[b.link.state].width)) {
    const both = pairs.has(`${keyOf(link.to)}|${keyOf(link.from)}`);
    const { path, head, middle } = arrow(placeOf(link.from), placeOf(link.to), both);
    const { ink, width, dashed } = looks[link.state];
    shapes.push({
      kind: "path",
      d: path,
      stroke: ink,
      width,
      name: `link-${link.state}`,
      ...(dashed ? { dashed } : {}),
    });
    shapes.push({ kind: "path", d: head, fill: ink });
    if (number !== undefined) badges.push(...badge(middle.x, middle.y, number, ink));
  }
  let bottom = top;
  for (const one of systems.values()) {
    const { x, y } = placeOf(one);
    bottom = Math.max(bottom, y + boxHeight / 2);
    const states = drawn.filter(
      ({ link }) =>
        link.from === one || link.to === one || keyOf(link.from) === keyOf(one) || keyOf(link.to) === keyOf(one),
    );
    const worst = (["broken", "warned"] as const).find((state) => states.some(({ link }) => link.state === state));
    shapes.push({
      kind: "box",
      x,
      y: y - boxHeight / 2,
      width: boxWidth,
      height: boxHeight,
      round: 7,
      fill: "raised",
      stroke: worst === undefined ? "line" : looks[worst].ink,
    });
    const [name, under] = namesOf(one, writer);
    const put = (text: string, size: number, dy: number, ink: Ink): void => {
      shapes.push({
        kind: "text",
        x: x + boxWidth / 2,
        y: y + dy,
        text: cut(text, boxWidth - 12, size),
        size,
        ink,
        at: "middle",
      });
    };
    put(name, plain, under === undefined ? 5 : -2, "text");
    if (under !== undefined) put(under, small - 1, 14, "muted");
  }
  return { shapes: [...shapes, ...badges], bottom };
}

const unders = {
  ok: "picture.map.well.under",
  unknown: "picture.map.unknown.under",
  warned: "picture.map.warned",
  broken: "picture.map.broken",
} as const;

/** What stands in a box: what it is called, and what it is. */
function namesOf(one: TrustSystem, { write }: Writer): readonly [string, string?] {
  if (one.many !== undefined) {
    const { count, state } = one.many;
    return [write(say("picture.map.well", { count })), write(say(unders[state]))];
  }
  const kind = write(say(one.kind === "node" ? "picture.map.cucm" : `picture.map.${one.kind}`));
  return one.name === undefined ? [kind] : [oneLine(one.name), kind];
}

/** From the edge of one column to the edge of the other; two directions between the same boxes lie side by side. */
function arrow(
  from: { x: number; y: number },
  to: { x: number; y: number },
  both: boolean,
): { path: string; head: string; middle: { x: number; y: number } } {
  const rightwards = from.x < to.x;
  const shift = both ? (rightwards ? -8 : 8) : 0;
  const [ax, bx] = rightwards ? [from.x + boxWidth, to.x - 1] : [from.x, to.x + boxWidth + 1];
  const [ay, by] = [from.y + shift, to.y + shift];
  const tip = rightwards ? -8 : 8;
  const bend = (bx + tip - ax) / 2;
  const path = `M${r(ax)} ${r(ay)}C${r(ax + bend)} ${r(ay)} ${r(ax + bend)} ${r(by)} ${r(bx + tip)} ${r(by)}`;
  const head = `M${r(bx)} ${r(by)}l${tip} -5v10Z`;
  // Near the node: that end is its own, the other may be everybody’s.
  const t = rightwards ? 0.85 : 0.15;
  const u = 1 - t;
  const y = u ** 3 * ay + 3 * u * u * t * ay + 3 * u * t * t * by + t ** 3 * by;
  const x = u ** 3 * ax + 3 * u * u * t * (ax + bend) + 3 * u * t * t * (ax + bend) + t ** 3 * (bx + tip);
  return { path, head, middle: { x, y } };
}

function legend(column: Column, states: ReadonlySet<LinkState>, { write }: Writer): void {
  const words = { ok: "holds", broken: "broken", warned: "warned", unknown: "unknown" } as const;
  column.y += 2;
  let x = edge;
  for (const state of ["broken", "warned", "unknown", "ok"] as const) {
    if (!states.has(state)) continue;
    const { ink, width, dashed } = looks[state];
    column.shapes.push({
      kind: "path",
      d: `M${r(x)} ${r(column.y + 8)}h18`,
      stroke: ink,
      width,
      ...(dashed ? { dashed } : {}),
    });
    column.shapes.push({
      kind: "text",
      x: x + 23,
      y: column.y + 12,
      text: write(say(`picture.map.${words[state]}`)),
      size: small,
      ink,
    });
    x += 90;
  }
  column.y += 26;
}

function reasonLine(text: string, links: readonly TrustLink[], writer: Writer): string {
  const ends = (side: "from" | "to"): string => {
    const names = [...new Set(links.map((link) => namesOf(link[side], writer)[0]))];
    return names.length > 3 ? `${names.slice(0, 2).join(", ")} +${names.length - 2}` : names.join(", ");
  };
  return writer.write(say("picture.map.reason", { from: ends("from"), to: ends("to"), reason: text }));
}

const badge = (x: number, y: number, number: number, ink: Ink): Shape[] => [
  { kind: "dot", x, y, r: 9, fill: ink },
  { kind: "text", x, y: y + 4.5, text: String(number), size: plain, ink: "ground", at: "middle", strong: true },
];

const r = (value: number): number => Math.round(value * 10) / 10;

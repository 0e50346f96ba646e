// Phones registered over time: as a picture for the web, as one line of blocks where pictures are not drawn.
import type { CardBlock } from "../../src/domain/card.ts";

export type Curve = Extract<CardBlock, { kind: "curve" }>;

const width = 480;
const height = 96;
const edge = 4;
/** Enough for a 480 px picture; longer recordings are thinned, first and last kept. */
const mostPoints = 160;

const thinned = (points: Curve["points"]): Curve["points"] => {
  if (points.length <= mostPoints) return points;
  const step = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
};

/** An SVG as a data URI. Only numbers of ours go into it. Colours are chosen to read on light and dark alike. */
export function curveSvg(curve: Curve): string {
  const points = thinned(curve.points);
  const times = points.map((point) => Date.parse(point.at));
  const start = times[0] ?? 0;
  const span = Math.max(1, (times.at(-1) ?? 0) - start);
  const top = Math.max(1, curve.total, ...points.map((point) => point.value));
  const x = (index: number): number => edge + (((times[index] ?? start) - start) / span) * (width - 2 * edge);
  const y = (value: number): number => height - edge - (value / top) * (height - 2 * edge);
  const line = points.map((point, index) => `${x(index).toFixed(1)},${y(point.value).toFixed(1)}`);
  const area = `${edge},${height - edge} ${line.join(" ")} ${x(points.length - 1).toFixed(1)},${height - edge}`;
  const last = points.at(-1);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<line x1="0" x2="${width}" y1="${y(curve.total).toFixed(1)}" y2="${y(curve.total).toFixed(1)}" stroke="#8a94a3" stroke-width="1" stroke-dasharray="4 4"/>`,
    `<line x1="0" x2="${width}" y1="${height - edge}" y2="${height - edge}" stroke="#8a94a3" stroke-width="1" opacity=".5"/>`,
    `<polygon points="${area}" fill="#1f8a5b" opacity=".16"/>`,
    `<polyline points="${line.join(" ")}" fill="none" stroke="#1f8a5b" stroke-width="2.5" stroke-linejoin="round"/>`,
    last === undefined
      ? ""
      : `<circle cx="${x(points.length - 1).toFixed(1)}" cy="${y(last.value).toFixed(1)}" r="4" fill="#1f8a5b"/>`,
    "</svg>",
  ].join("");
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}

const blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** The curve in at most `columns` characters. */
export function sparkline(curve: Curve, columns = 40): string {
  const points = curve.points;
  const count = Math.min(columns, points.length);
  const top = Math.max(1, curve.total);
  let line = "";
  for (let index = 0; index < count; index++) {
    const point = points[count === 1 ? 0 : Math.round((index * (points.length - 1)) / (count - 1))];
    const level = Math.round(((point?.value ?? 0) / top) * (blocks.length - 1));
    line += blocks[Math.min(blocks.length - 1, Math.max(0, level))];
  }
  return line;
}

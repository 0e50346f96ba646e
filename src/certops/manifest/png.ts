// Draws the app's icons and writes them as PNG: a certificate with its seal, from a few shapes, so that no picture has to be kept.
import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [number, number, number, number];

const indigo: Colour = [38, 60, 128, 255];
const paper: Colour = [255, 255, 255, 255];
const line: Colour = [150, 164, 205, 255];
const seal: Colour = [31, 138, 91, 255];
const nothing: Colour = [0, 0, 0, 0];

/** Which colour a point has; coordinates from 0 to 1. Undefined: what lies beneath. */
type Shape = (x: number, y: number) => Colour | undefined;

const box =
  (left: number, top: number, right: number, bottom: number, colour: Colour): Shape =>
  (x, y) =>
    x >= left && x <= right && y >= top && y <= bottom ? colour : undefined;
const disc =
  (cx: number, cy: number, radius: number, colour: Colour): Shape =>
  (x, y) =>
    (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2 ? colour : undefined;
/** A tick: two strokes of one width. */
const tick = (colour: Colour): Shape => {
  const stroke = (ax: number, ay: number, bx: number, by: number) => (x: number, y: number) => {
    const t = Math.max(
      0,
      Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
    );
    return (x - ax - t * (bx - ax)) ** 2 + (y - ay - t * (by - ay)) ** 2 <= 0.024 ** 2;
  };
  const short = stroke(0.6, 0.67, 0.66, 0.73);
  const long = stroke(0.66, 0.73, 0.77, 0.6);
  return (x, y) => (short(x, y) || long(x, y) ? colour : undefined);
};

const colourShapes: readonly Shape[] = [
  box(0, 0, 1, 1, indigo),
  box(0.2, 0.18, 0.76, 0.74, paper),
  box(0.28, 0.28, 0.68, 0.33, line),
  box(0.28, 0.4, 0.68, 0.45, line),
  box(0.28, 0.52, 0.5, 0.57, line),
  disc(0.68, 0.67, 0.17, seal),
  tick(paper),
];
/** Teams wants the small icon white on nothing. */
const outlineShapes: readonly Shape[] = [
  box(0.12, 0.1, 0.82, 0.78, paper),
  box(0.2, 0.18, 0.74, 0.7, nothing),
  box(0.28, 0.28, 0.66, 0.34, paper),
  box(0.28, 0.42, 0.66, 0.48, paper),
  disc(0.7, 0.7, 0.24, nothing),
  disc(0.7, 0.7, 0.19, paper),
];

/** 192 x 192, in colours, on a full background. */
export const colourIcon = (): Uint8Array => png(192, colourShapes);
/** 32 x 32, white on transparent. */
export const outlineIcon = (): Uint8Array => png(32, outlineShapes);

/** Edges are smoothed by looking at 4 x 4 points of every pixel. */
function png(size: number, shapes: readonly Shape[]): Uint8Array {
  const rows = Buffer.alloc(size * (1 + 4 * size));
  const fine = 4;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0];
      for (let point = 0; point < fine * fine; point++) {
        const x = (column + (0.5 + (point % fine)) / fine) / size;
        const y = (row + (0.5 + Math.floor(point / fine)) / fine) / size;
        const [red, green, blue, alpha] = shapes.reduce<Colour>((under, shape) => shape(x, y) ?? under, nothing);
        sum[0] = (sum[0] ?? 0) + red * alpha;
        sum[1] = (sum[1] ?? 0) + green * alpha;
        sum[2] = (sum[2] ?? 0) + blue * alpha;
        sum[3] = (sum[3] ?? 0) + alpha;
      }
      const [red = 0, green = 0, blue = 0, alpha = 0] = sum;
      const at = row * (1 + 4 * size) + 1 + 4 * column;
      const over = Math.max(1, alpha);
      rows.set([red / over, green / over, blue / over, alpha / (fine * fine)].map(Math.round), at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

// A picture small enough to stand inside a card: sixteen colours, as many pixels as fit. (Teams takes a whole card of 28 KB; the
// picture travels in it as text, a third larger than its bytes.)
import { crc32, deflateSync } from "node:zlib";
import type { Picture } from "./picture.ts";
import { type Pixels, pixelsOf } from "./png.ts";

/** Pixels to a unit, tried in turn: as wide as a phone, then smaller. */
const scales = [1.5, 1, 0.75, 0.5];
const colours = 16;
/** Two colours that are nearer than this are one to the eye, and not worth two places of sixteen. */
const nearest = 24 ** 2;

/** A PNG of at most `most` bytes; undefined when even the smallest is larger: then the file alone shows it. */
export async function previewOf(picture: Picture, most: number): Promise<Uint8Array | undefined> {
  for (const scale of scales) {
    const png = indexed(await pixelsOf(picture, scale));
    if (png.length <= most) return png;
  }
  return undefined;
}

type Colour = readonly [red: number, green: number, blue: number];

const distance = (one: Colour, other: Colour): number =>
  (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
const colourOf = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255];

/** The most frequent colours that the eye tells apart. */
function palette(counts: ReadonlyMap<number, number>): readonly Colour[] {
  const chosen: Colour[] = [];
  const frequent = [...counts].sort(([, one], [, other]) => other - one);
  for (const [key] of frequent) {
    if (chosen.length === colours) break;
    const colour = colourOf(key);
    if (chosen.every((one) => distance(one, colour) > nearest)) chosen.push(colour);
  }
  return chosen;
}

/** An opaque PNG of four bits a pixel. */
function indexed({ width, height, pixels }: Pixels): Uint8Array {
  const keyAt = (at: number): number =>
    ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 4) counts.set(keyAt(at), (counts.get(keyAt(at)) ?? 0) + 1);
  const chosen = palette(counts);
  const places = new Map<number, number>();
  for (const key of counts.keys()) {
    const colour = colourOf(key);
    let best = 0;
    for (let place = 1; place < chosen.length; place++)
      if (distance(chosen[place] ?? colour, colour) < distance(chosen[best] ?? colour, colour)) best = place;
    places.set(key, best);
  }
  const row = 1 + Math.ceil(width / 2);
  const rows = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = places.get(keyAt(4 * (y * width + x))) ?? 0;
      const at = y * row + 1 + (x >> 1);
      rows[at] = (rows[at] ?? 0) | (x % 2 === 0 ? place << 4 : place);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Four bits, by palette, no interlacing.
  header.set([4, 3, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk("IHDR", header),
      chunk("PLTE", Buffer.from(chosen.flat())),
      chunk("IDAT", deflateSync(rows, { level: 9 })),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

// Picture -> PNG without a browser, off the main thread, with a font of our own: the same pixels on every machine.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderAsync } from "@resvg/resvg-js";
import { coverageOf, spelled } from "./font-coverage.ts";
import type { Picture } from "./picture.ts";
import { svgOf } from "./svg.ts";

const font = fileURLToPath(new URL("font/noto-sans-sc-subset.ttf", import.meta.url));
/** Two and a half pixels to a unit: sharp on a phone. */
const pixelsPerUnit = 2.5;
/** The longest side that every platform shows without shrinking it to nothing; a taller picture gets fewer pixels to a unit. */
export const mostPixels = 4096;

let covered: ReadonlySet<number> | undefined;

/** Bytes of a PNG, opaque, light: it reads the same in a dark chat. Throws when the rasteriser fails, which is a bug. */
export async function pngOf(picture: Picture): Promise<Uint8Array> {
  const scale = Math.min(pixelsPerUnit, mostPixels / Math.max(picture.height, picture.width));
  return new Uint8Array((await drawn(picture, scale)).asPng());
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, row by row. */
  readonly pixels: Uint8Array;
}

/** The same at any size: pixels to a unit. */
export async function pixelsOf(picture: Picture, scale: number): Promise<Pixels> {
  const { width, height, pixels } = await drawn(picture, scale);
  return { width, height, pixels: new Uint8Array(pixels) };
}

async function drawn(picture: Picture, scale: number) {
  covered ??= coverageOf(readFileSync(font));
  const known = covered;
  const shapes = picture.shapes.map((shape) =>
    shape.kind === "text" ? { ...shape, text: spelled(shape.text, known) } : shape,
  );
  return await renderAsync(svgOf({ ...picture, shapes }, "light"), {
    fitTo: { mode: "width", value: Math.round(picture.width * scale) },
    font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: "Noto Sans SC" },
  });
}

// Pictures as files: SVG that can do nothing, PNG with letters in both languages, within the limits of the platforms.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { zhCN } from "../../src/i18n/catalogue.ts";
import { coverageOf, spelled } from "../../src/pictures/font-coverage.ts";
import { widthOf, wrapped } from "../../src/pictures/lettering.ts";
import type { Picture } from "../../src/pictures/picture.ts";
import { mostPixels, pngOf } from "../../src/pictures/png.ts";
import { previewOf } from "../../src/pictures/preview.ts";
import { dark, light, svgOf } from "../../src/pictures/svg.ts";
import { timelinePicture } from "../../src/pictures/timeline.ts";
import { trustMap } from "../../src/pictures/trust-map.ts";
import { hostile } from "../cards/samples.ts";
import { certificate, chinese, diagnosis, english, inventory, large, said } from "./samples.ts";

const fontFile = join(import.meta.dirname, "../../src/pictures/font/noto-sans-sc-subset.ttf");
const covered = coverageOf(readFileSync(fontFile));
const size = (png: Uint8Array): readonly [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};
const one = (text: string, height = 60): Picture => ({
  name: "one",
  title: text,
  alt: text,
  width: 390,
  height,
  shapes: [{ kind: "text", x: 10, y: 40, text, size: 20, ink: "text" }],
});
/** Pixels that are not ground. */
const inked = (picture: Picture): number => {
  const font = { loadSystemFonts: false, fontFiles: [fontFile], defaultFontFamily: "Noto Sans SC" };
  const { pixels } = new Resvg(svgOf(picture, "light"), { font }).render();
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 128) count += 1;
  return count;
};

describe("a picture as SVG", () => {
  it("holds hostile names as text and nothing else", () => {
    for (const text of [
      ...hostile,
      `"><script>alert(1)</script><image href="https://evil.example"/>`,
      "\u0000\u202e]]>&lol;",
    ]) {
      const picture = trustMap(diagnosis([said("tvs.does-not-vouch", "problem", text, text)]), { writer: english });
      if (picture === undefined) throw new Error("no map");
      const svg = svgOf(picture);
      expect(XMLValidator.validate(svg)).toBe(true);
      const tags = new Set([...svg.matchAll(/<([a-zA-Z!?][\w-]*)/g)].map((match) => match[1]));
      expect([...tags].toSorted()).toEqual(["circle", "desc", "path", "rect", "style", "svg", "text", "title"]);
      // Attributes alone: what stands between tags is text.
      expect(svg.replaceAll(/>[^<]*</g, "><")).not.toMatch(/ (?:on\w+|href|xlink:href|src)=|url\(|<!ENTITY/i);
      for (const sign of ["\u0000", "\u202e"]) expect(svg).not.toContain(sign);
    }
  });

  it("is well-formed whatever a node calls itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const picture = timelinePicture(inventory([certificate(text, "own", text, 3)]), { writer: english });
        return picture !== undefined && XMLValidator.validate(svgOf(picture)) === true;
      }),
      { numRuns: 200 },
    );
  });

  it("carries its title and its words, and a dark scheme of its own", () => {
    const picture = timelinePicture(large, { writer: chinese });
    if (picture === undefined) throw new Error("no timeline");
    const read = new XMLParser().parse(svgOf(picture)) as { svg: { title: string; desc: string; style: string } };
    expect(read.svg.title).toBe(picture.title);
    expect(read.svg.desc).toBe(picture.alt);
    expect(read.svg.style).toContain("prefers-color-scheme:dark");
  });

  it("has a contrast of at least 4.5 to 1 for every ink of letters, in both schemes", () => {
    const luminance = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = [1, 3, 5]
        .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: string, b: string): number => {
      const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
      return (high + 0.05) / (low + 0.05);
    };
    for (const theme of [light, dark]) {
      for (const ink of ["text", "muted", "good", "warning", "danger", "accent"] as const) {
        expect(contrast(theme[ink], theme.ground)).toBeGreaterThanOrEqual(4.5);
      }
      for (const ink of ["text", "muted"] as const)
        expect(contrast(theme[ink], theme.raised)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe("a picture as PNG", () => {
  it("is a PNG within the platforms’ limits, for the largest cluster too", { timeout: 120_000 }, async () => {
    const picture = timelinePicture(large, { writer: chinese });
    const tall = one("tall", 6000);
    for (const each of [picture, tall]) {
      if (each === undefined) throw new Error("no picture");
      const png = await pngOf(each);
      expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      expect(Math.max(...size(png))).toBeLessThanOrEqual(mostPixels);
      expect(png.length).toBeLessThan(1024 * 1024);
    }
  });

  it("draws Chinese letters, each its own, and no boxes", () => {
    const glyphs = [..."证书信任电话到期"].map((sign) => Buffer.from(svgInk(sign)).toString("base64"));
    expect(new Set(glyphs).size).toBe(glyphs.length);
    // Not in the font: the rasteriser leaves it out or draws its box; ours draws its number instead.
    const missing = inked(one("\u{9f98}"));
    expect(inked(one(spelled("龘", covered)))).toBeGreaterThan(missing);
    expect(inked(one("证书信任电话到期"))).toBeGreaterThan(1500);
  });

  it("has a glyph for every character of the Chinese messages and of English", () => {
    const needed = new Set([...Object.values(zhCN).join("")].filter((sign) => sign.trim() !== ""));
    for (let code = 0x21; code < 0x7f; code++) needed.add(String.fromCharCode(code));
    expect([...needed].filter((sign) => spelled(sign, covered) !== sign)).toEqual([]);
  });

  it("spells out what its font lacks", () => {
    expect(spelled("HQ 龘 😀", covered)).toBe("HQ [U+9F98] [U+1F600]");
    expect(spelled("HQ 证书", covered)).toBe("HQ 证书");
  });
});

describe("lines of text", () => {
  it("fit their width, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) =>
        wrapped(`${text} 证书，已过期 ${text}`, 200, 13, 4).every((line) => widthOf(line, 13) <= 200 + 13),
      ),
    );
  });

  it("lose nothing while there is room, and say so when they must", () => {
    expect(wrapped("utils itl reset localkey on cucm-pub", 120, 13, 9).join(" ")).toBe(
      "utils itl reset localkey on cucm-pub",
    );
    expect(wrapped("a ".repeat(500), 100, 13, 2).at(-1)).toMatch(/…$/);
    expect(wrapped("W".repeat(100), 100, 13, 99).join("")).toBe("W".repeat(100));
  });
});

function svgInk(sign: string): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles: [fontFile], defaultFontFamily: "Noto Sans SC" };
  return new Uint8Array(new Resvg(svgOf(one(sign), "light"), { font }).render().asPng());
}

describe("a picture inside a card", () => {
  const pictures = {
    map: trustMap(
      diagnosis(["a", "b", "c"].map((node) => said("tvs.does-not-vouch", "problem", node, "does not vouch"))),
      {
        writer: english,
      },
    ),
    timeline: timelinePicture(
      inventory(Array.from({ length: 15 }, (_, at) => certificate(`unit${at}`, "own", "pub", at * 30))),
      {
        writer: chinese,
      },
    ),
    largest: timelinePicture(large, { writer: english }),
  };

  it.each(Object.entries(pictures))("%s is small enough for Teams, and as wide as a phone", async (_, picture) => {
    if (picture === undefined) throw new Error("nothing to draw");
    const png = await previewOf(picture, 16_000);
    if (png === undefined) throw new Error("too large");
    expect(png.length).toBeLessThanOrEqual(16_000);
    expect(size(png)[0]).toBeGreaterThanOrEqual(290);
  });

  it("has its letters in the colours that they had", async () => {
    const png = await previewOf(one("电话 phones"), 16_000);
    if (png === undefined) throw new Error("too large");
    const href = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
    const [width, height] = size(png);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}"><image width="${width}" height="${height}" xlink:href="${href}"/></svg>`;
    const { pixels } = new Resvg(svg).render();
    const seen = new Set<string>();
    for (let at = 0; at < pixels.length; at += 4) seen.add([pixels[at], pixels[at + 1], pixels[at + 2]].join());
    // The ground and the ink of the light theme, to within a few steps of sixteen colours.
    expect(seen).toContain("255,255,255");
    expect([...seen].some((key) => key.split(",").every((part) => Number(part) < 64))).toBe(true);
    expect(seen.size).toBeLessThanOrEqual(16);
  });

  it("is left out where not even its smallest form fits", async () => {
    expect(await previewOf(one("x"), 60)).toBeUndefined();
  });
});

// Picture -> SVG. For pages with both themes (the reader's setting decides); for pixels in the light one, on ground of its own.
import { oneLine } from "./lettering.ts";
import { type Ink, inks, type Picture, type Shape } from "./picture.ts";

type Theme = Readonly<Record<Ink, string>>;

/** Text and marks keep a contrast of 4.5:1 on ground and raised (WCAG 2.2, 1.4.3); a test measures it. */
export const light: Theme = {
  ground: "#ffffff",
  raised: "#eef1f5",
  line: "#c3ccd8",
  text: "#17202c",
  muted: "#566273",
  good: "#12693f",
  warning: "#8a5200",
  danger: "#b3261e",
  accent: "#1257c2",
  "wash-good": "#d8efe2",
  "wash-warning": "#fbe9cb",
  "wash-danger": "#fbdedb",
  "wash-accent": "#dce8fb",
};

export const dark: Theme = {
  ground: "#171e28",
  raised: "#242e3b",
  line: "#445164",
  text: "#e4e9f0",
  muted: "#a3b0c1",
  good: "#6fd3a0",
  warning: "#f0bd62",
  danger: "#ff938a",
  accent: "#84b3ff",
  "wash-good": "#1d3d2f",
  "wash-warning": "#43351b",
  "wash-danger": "#4a2323",
  "wash-accent": "#1f3354",
};

const family = `system-ui,"Segoe UI",Roboto,"Noto Sans SC","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif`;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Letters and nothing else: no control signs (XML has none), no turned writing, no markup. */
const escaped = (text: string): string => oneLine(text).replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** Classes: what a theme may change afterwards. */
const sheet = (theme: Theme): string =>
  inks.map((ink) => `.f-${ink}{fill:${theme[ink]}}.s-${ink}{stroke:${theme[ink]}}`).join("");

/**
 * A document of its own: no script, no link, nothing loaded. `theme: "both"` follows the reader's setting, `"light"` writes every
 * colour into its shape (rasterisers know no media queries) and names one font `family`.
 */
export function svgOf(picture: Picture, theme: "both" | "light" = "both"): string {
  const { width, height, title, alt } = picture;
  const style =
    theme === "both"
      ? `<style>svg{color-scheme:light dark}text{font-family:${family}}${sheet(light)}@media(prefers-color-scheme:dark){${sheet(dark)}}</style>`
      : "";
  const ground: Shape = { kind: "box", x: 0, y: 0, width, height, fill: "ground" };
  // Shown half as large again where there is room for it: `viewBox` lets a phone shrink it to its own width.
  const shown = `width="${width * 1.5}" height="${height * 1.5}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${shown} role="img"${theme === "light" ? ' font-family="Noto Sans SC"' : ""}>`,
    `<title>${escaped(title)}</title><desc>${escaped(alt)}</desc>${style}`,
    ...[ground, ...picture.shapes].map((shape) => drawn(shape, theme === "light")),
    "</svg>",
  ].join("\n");
}

function drawn(shape: Shape, fixed: boolean): string {
  const paint = (fill: Ink | undefined, stroke: Ink | undefined): string => {
    if (fixed)
      return ` fill="${fill === undefined ? "none" : light[fill]}"${stroke ? ` stroke="${light[stroke]}"` : ""}`;
    const classes = [...(fill ? [`f-${fill}`] : []), ...(stroke ? [`s-${stroke}`] : [])];
    return `${classes.length === 0 ? "" : ` class="${classes.join(" ")}"`}${fill === undefined ? ' fill="none"' : ""}`;
  };
  switch (shape.kind) {
    case "box":
      return `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.width)}" height="${n(shape.height)}"${shape.round ? ` rx="${n(shape.round)}"` : ""}${paint(shape.fill, shape.stroke)}/>`;
    case "path": {
      const look = ` stroke-width="${n(shape.width ?? 1)}"${shape.dashed ? ' stroke-dasharray="4 3"' : ""} stroke-linejoin="round"`;
      const name = shape.name === undefined ? "" : ` data-name="${escaped(shape.name)}"`;
      return `<path d="${escaped(shape.d)}"${look}${name}${paint(shape.fill, shape.stroke)}/>`;
    }
    case "dot":
      return `<circle cx="${n(shape.x)}" cy="${n(shape.y)}" r="${n(shape.r)}"${paint(shape.fill, undefined)}/>`;
    case "text": {
      const anchor = shape.at === undefined || shape.at === "start" ? "" : ` text-anchor="${shape.at}"`;
      const weight = shape.strong ? ' font-weight="600"' : "";
      return `<text x="${n(shape.x)}" y="${n(shape.y)}" font-size="${shape.size}"${anchor}${weight}${paint(shape.ink, undefined)}>${escaped(shape.text)}</text>`;
    }
  }
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

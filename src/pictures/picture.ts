// What a picture is before it is drawn: shapes in units of a phone's screen, in ink that has a meaning; no colours, no markup.

/** Colours by what they say; a theme knows what they look like on light and on dark. */
export const inks = [
  "ground",
  "raised",
  "line",
  "text",
  "muted",
  "good",
  "warning",
  "danger",
  "accent",
  "wash-good",
  "wash-warning",
  "wash-danger",
  "wash-accent",
] as const;
export type Ink = (typeof inks)[number];

export type Shape =
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly round?: number;
      readonly fill?: Ink;
      readonly stroke?: Ink;
    }
  | {
      readonly kind: "path";
      /** SVG path data, made of numbers of ours. */
      readonly d: string;
      readonly fill?: Ink;
      readonly stroke?: Ink;
      readonly width?: number;
      readonly dashed?: boolean;
      /** Names what it shows, for readers of the SVG that are machines: `link-broken`. */
      readonly name?: string;
    }
  | { readonly kind: "dot"; readonly x: number; readonly y: number; readonly r: number; readonly fill: Ink }
  | {
      readonly kind: "text";
      readonly x: number;
      /** Of the line the letters stand on. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly ink: Ink;
      readonly at?: "start" | "middle" | "end";
      readonly strong?: boolean;
    };

export interface Picture {
  /** File name without its ending: lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  /** The whole statement in words, for who does not see it. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Wide as the narrowest phone that is in use: nothing has to be scrolled or shrunk there. */
export const pictureWidth = 390;
export const edge = 16;
/** Of the smallest letters: what iOS and Android call a caption. */
export const small = 12;
export const plain = 13;
export const large = 16;

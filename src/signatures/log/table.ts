// Every log signature, and the recognisers that read a hit.
import { clusterSignatures } from "./cluster.ts";
import { phoneSignatures } from "./phones.ts";
import { signInSignatures } from "./sign-in.ts";
import type { LogSignature } from "./signature.ts";

const table = [...signInSignatures, ...phoneSignatures, ...clusterSignatures] as const;

/** Which certificate TVS looks for: never shown, but it tells which answer belongs to which question. */
const lookup = {
  code: "tvs.lookup",
  verdict: "ok",
  side: "nobody",
  pattern: "Looking up the certificate cache using Unique MAP ID : ?[^ \\t|,]{1,200}",
  source: "Cisco 118893",
} as const;

export type LogCode = (typeof table)[number]["code"];

export type KnownSignature = LogSignature & { readonly code: LogCode | "tvs.lookup" };
export const logSignatures: readonly KnownSignature[] = [...table, lookup];

/** One place of a line where a signature stands. */
export interface Sighting {
  readonly signature: KnownSignature;
  /** Index of the match in the line. */
  readonly at: number;
  readonly length: number;
}

const readers = logSignatures.map((signature) => ({ signature, shape: new RegExp(signature.pattern, "g") }));

// A line that says the second says also the first, which means something graver or something else.
const instead: Readonly<Partial<Record<KnownSignature["code"], LogCode>>> = {
  "expressway.zone-tls-refused": "expressway.zone-peer-closed",
};

/** Several in a line when line breaks were lost; more than this many of one kind say nothing new. */
const mostPerLine = 1000;

/** Every signature in one line, in the order of their places. */
export function sightings(line: string): Sighting[] {
  const found: Sighting[] = [];
  for (const { signature, shape } of readers) {
    shape.lastIndex = 0;
    for (let count = 0; count < mostPerLine; count += 1) {
      const match = shape.exec(line);
      if (match === null) break;
      found.push({ signature, at: match.index, length: match[0].length });
    }
  }
  const hidden = found.filter(({ signature, at, length }) => {
    const other = instead[signature.code];
    return (
      other !== undefined &&
      found.some((one) => one.signature.code === other && one.at < at + length + 20 && at < one.at + one.length)
    );
  });
  return found.filter((one) => !hidden.includes(one)).sort((a, b) => a.at - b.at);
}

// What parsers are fed: garbage, words they know in wrong orders, and real output that was cut, doubled and altered.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { logLines } from "../explain/log-lines.ts";

const fixtures = (folder: string): string[] => {
  const place = new URL(`../fixtures/${folder}/`, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => readFileSync(new URL(name, place), "utf8"));
};
export const realTexts: readonly string[] = [...fixtures("cli"), ...fixtures("explain"), ...Object.values(logLines)];

const words =
  "admin:|show ctl|show itl|show cert own|utils service list|run sql select|Length of CTL file: |CTL Record #:1|BYTEPOS|SERIALNUMBER|(MD5)|[STARTED]|[STOPPED]|Serial Number: |IssuerDN: |Validity From: |-----BEGIN CERTIFICATE-----|-----END CERTIFICATE-----|-----BEGIN PKCS7-----|====|==== ====|70:CA:F6|Fri Nov 20 02:10:39 UTC 2026|192.0.2.1|Publisher|authenticated|(2)|Y/Y/Y|.tar|SUCCESS|\u001b[K|\u001b[|\r\n|\n\n|\t|>|```|&lt;|&#|<http://|ﬀ|\u200b|\u00a0|Press <enter> for 1 line|tomcat/tomcat.pem: |SSO Status: |Active Master Version: 15.0|synchronised to |Successfully regenerated certificate for |CTL file Updated|ITL file Reset|{|}|(|)|\\|'|\"|%";

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words.split("|")) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30, unit: "binary" }) },
  { weight: 1, arbitrary: fc.nat({ max: 99_999 }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      " ",
      "  ",
      "\n",
      "\r",
      "x".repeat(300),
      "a ".repeat(200),
      "=".repeat(80),
      "[".repeat(60),
    ),
  },
);

/** Real text: a piece of it cut out, doubled or replaced at a random place. */
const altered = fc
  .tuple(
    fc.constantFrom(...realTexts),
    fc.nat({ max: 9999 }),
    fc.nat({ max: 400 }),
    fc.string({ maxLength: 6, unit: "binary" }),
    fc.nat({ max: 3 }),
  )
  .map(([text, at, length, put, way]) => {
    const from = at % (text.length + 1);
    const piece = text.slice(from, from + length);
    const rest = text.slice(from + length);
    return (
      [
        text.slice(0, from) + rest,
        text.slice(0, from) + put + rest,
        text.slice(0, from) + piece.repeat(3) + rest,
        text.slice(0, from),
      ][way] ?? ""
    );
  });

export const texts = fc.oneof(
  { weight: 2, arbitrary: fc.array(line, { maxLength: 40 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.array(line, { maxLength: 30 }).map((parts) => parts.join(" ")) },
  { weight: 3, arbitrary: altered },
  { weight: 1, arbitrary: fc.string({ maxLength: 400, unit: "binary" }) },
);

/** Bytes: random ones, and the given real ones with some of them changed or cut off. */
export const bytesLike = (real: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 600 }) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          fc.constantFrom(...real),
          fc.array(fc.tuple(fc.nat({ max: 99_999 }), fc.nat({ max: 255 })), { maxLength: 6 }),
          fc.nat({ max: 99_999 }),
          fc.boolean(),
        )
        .map(([bytes, changes, end, cut]) => {
          const copy = Uint8Array.from(cut ? bytes.subarray(0, end % (bytes.length + 1)) : bytes);
          for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
          return copy;
        }),
    },
  );

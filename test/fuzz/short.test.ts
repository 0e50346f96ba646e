// A short run of `npm run fuzz` with every `npm test`.
import { expect, it } from "vitest";
import { parsers } from "./parsers.ts";
import { fuzz, longestMs } from "./run.ts";

it.each(parsers.map((parser) => [parser.name, parser] as const))("%s holds on garbage", async (name, parser) => {
  const runs = /archive|explanation|request/.test(name) ? 60 : 300;
  expect(await fuzz(parser, runs)).toBeLessThan(longestMs);
});

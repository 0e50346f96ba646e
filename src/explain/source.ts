// Explains a file or a stream of any size: small ones as a whole, big logs and archives as they pass by.
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { ExplainedFinding, Explanation } from "../domain/explanation.ts";
import { gravestFirst } from "../domain/explanation.ts";
import type { Json } from "../domain/text.ts";
import { encodingOf, type TextEncoding } from "../signatures/decode.ts";
import { LogJudge, type Tally } from "../signatures/log/judge.ts";
import { sourcesIn } from "../signatures/log/sources.ts";
import { explainBytes, largestText, type Options, unknown } from "./explain.ts";
import { facts, finding } from "./finding.ts";
import { phoneIn, refusalsIn } from "./log-facts.ts";
import { logFindings, weighable } from "./log-text.ts";
import type { Engine } from "./stream/engine.ts";
import { Feed } from "./stream/feed.ts";
import { Budget, commandLineLimits, LimitReached, type Limits, sizeText } from "./stream/limits.ts";
import { packingOf, peek } from "./stream/peek.ts";
import { scanPlainFile } from "./stream/plain.ts";
import { looksLikeSsoLog, SignIns } from "./stream/sign-ins.ts";
import { Walk } from "./stream/walk.ts";

export interface SourceOptions extends Options {
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
  /** Which scanner; ripgrep where it is there. */
  readonly engine?: Engine["name"];
}

/** Large reads: fewer of them, and few enough bytes to be nothing. */
const readSize = 256 * 1024;

/** A file on the disk. Throws what the file system throws (it is not there, it may not be read). */
export async function explainFile(path: string, options: SourceOptions): Promise<Explanation> {
  const { size } = await stat(path);
  const stream = createReadStream(path, {
    highWaterMark: readSize,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  try {
    return await explain(stream, options, { path, size });
  } finally {
    stream.destroy();
  }
}

/** Anything that comes in pieces: standard input, an upload. */
export const explainStream = (stream: AsyncIterable<Uint8Array>, options: SourceOptions): Promise<Explanation> =>
  explain(stream, options, undefined);

async function explain(
  stream: AsyncIterable<Uint8Array>,
  options: SourceOptions,
  file: { readonly path: string; readonly size: number } | undefined,
): Promise<Explanation> {
  const { head, whole, all } = await peek(stream, largestText);
  const rest = all();
  if (packingOf(head) !== undefined) return explainBundle(rest, options, file?.path);
  if (whole) return explainBytes(head, options);
  const encoding = encodingOf(head.subarray(0, 64 * 1024));
  if (encoding === undefined) {
    await rest.return(undefined);
    return unknown("not-recognised");
  }
  return explainLog(rest, head, encoding, options, file);
}

async function explainLog(
  stream: AsyncGenerator<Buffer>,
  head: Buffer,
  encoding: TextEncoding,
  options: SourceOptions,
  file: { readonly path: string; readonly size: number } | undefined,
): Promise<Explanation> {
  const judge = new LogJudge();
  const signIns = new SignIns(options.samlSerial);
  let bytes = file?.size ?? 0;
  let limit: string | undefined;
  let scanner: Engine["name"] = "ripgrep";
  const direct =
    file !== undefined &&
    options.engine !== "javascript" &&
    !encoding.startsWith("utf-16") &&
    // The lines alone that a signature stands in do not hold the response.
    !looksLikeSsoLog(head, encoding)
      ? await directly(file, encoding, judge, options)
      : false;
  if (direct) await stream.return(undefined);
  else {
    const feed = await Feed.open(judge, signIns, options.engine);
    scanner = feed.engine;
    const budget = new Budget(options.limits ?? commandLineLimits);
    try {
      await feed.begin(undefined, encoding, head);
      for await (const chunk of stream) {
        budget.packed += chunk.length;
        budget.take(chunk.length);
        await feed.write(chunk);
      }
    } catch (error) {
      if (!(error instanceof LimitReached)) {
        feed.stop();
        throw error;
      }
      limit = error.why;
    }
    await feed.end();
    bytes = budget.unpacked;
  }
  const tallies = judge.tallies();
  const sources = sourcesIn(new TextDecoder(encoding).decode(head).split("\n"));
  const findings = logFindings(tallies);
  const none = finding("log.nothing-known", "unknown", [{ line: 1, text: "" }]);
  return {
    kind: "log",
    facts: facts({
      source: sources[0]?.[0] ?? null,
      sources: Object.fromEntries(sources),
      encoding,
      bytes,
      scanner,
      signatures: counts(tallies),
      ...weighed(judge, tallies, signIns, new TextDecoder(encoding).decode(head)),
    }),
    findings: [...limited(limit), ...(findings.length > 0 ? findings : [none])],
  };
}

async function directly(
  { path, size }: { readonly path: string; readonly size: number },
  encoding: TextEncoding,
  judge: LogJudge,
  { limits = commandLineLimits, signal }: SourceOptions,
): Promise<boolean> {
  if (size > limits.unpacked) return false;
  const handle = await open(path, "r");
  try {
    return await scanPlainFile(handle, size, encoding === "utf-8", judge, signal);
  } finally {
    await handle.close();
  }
}

async function explainBundle(
  stream: AsyncGenerator<Buffer>,
  options: SourceOptions,
  path: string | undefined,
): Promise<Explanation> {
  const judge = new LogJudge();
  const signIns = new SignIns(options.samlSerial);
  const feed = await Feed.open(judge, signIns, options.engine);
  const budget = new Budget(options.limits ?? commandLineLimits);
  // What is on the disk already counts as read: its entries are opened one by one.
  if (path !== undefined) budget.packed = (await stat(path)).size;
  const walk = new Walk(feed, budget, options);
  try {
    await walk.start(stream, path);
    await feed.end();
  } catch (error) {
    feed.stop();
    throw error;
  }
  const tallies = judge.tallies();
  const bySide = [{ line: null, text: "" }];
  const found: ExplainedFinding[] = [
    ...limited(walk.limit),
    ...(walk.damage === undefined
      ? []
      : [finding("file.packed-damaged", "warning", bySide, { values: { why: walk.damage } })]),
    ...(walk.unsafe === 0 ? [] : [finding("bundle.unsafe", "warning", bySide, { values: { count: walk.unsafe } })]),
    ...(walk.encrypted === 0 ? [] : [finding("file.encrypted", "unknown", bySide)]),
    ...gravestFirst([...logFindings(tallies), ...walk.findings]),
    finding("bundle.read", "ok", bySide, { values: { files: budget.files, bytes: sizeText(budget.unpacked) } }),
  ];
  const list: Json = walk.files.map(({ path: name, kind, source }) => ({
    path: name,
    kind,
    ...(source === undefined ? {} : { source }),
  }));
  return {
    kind: "bundle",
    facts: {
      format: walk.formats.join("+"),
      files: list,
      count: budget.files,
      bytes: budget.unpacked,
      skipped: walk.skipped.map((one): Json => ({ ...one })),
      unsafe: walk.unsafe,
      encrypted: walk.encrypted,
      complete: walk.limit === undefined && walk.damage === undefined,
      scanner: feed.engine,
      signatures: counts(tallies),
      ...weighed(judge, tallies, signIns, walk.files.map(({ path: name }) => name).join(" ")),
    },
    findings: found,
  };
}

const counts = (tallies: readonly Tally[]): Record<string, number> =>
  Object.fromEntries(tallies.map(({ signature, count }) => [signature.code, count]));

/** For a diagnosis to weigh. `names`: where a phone may be named. */
function weighed(judge: LogJudge, tallies: readonly Tally[], { login }: SignIns, names: string): Record<string, Json> {
  const refusals = refusalsIn(judge.expresswayEvents());
  const phone = phoneIn(tallies, names);
  return weighable({
    ...(login === undefined ? {} : { login }),
    ...(refusals.length === 0 ? {} : { refusals }),
    ...(phone === undefined ? {} : { phone }),
  });
}

const limited = (why: string | undefined): ExplainedFinding[] =>
  why === undefined ? [] : [finding("bundle.limit", "unknown", [{ line: null, text: "" }], { values: { why } })];

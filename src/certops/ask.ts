// `certops ask | certs | diagnose | request`: a question to the running bot, or only how it would be understood.
import { isUtf8 } from "node:buffer";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { textCard } from "../../cards/render/text.ts";
import { teachings } from "../../commands/index.ts";
import { configFile, stateFolder } from "../config/files.ts";
import { loadConfig } from "../config/load.ts";
import type { Card } from "../domain/card.ts";
import type { ReplyData } from "../domain/chat.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Text } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { terminalText } from "../kernel/terminal-text.ts";
import { cleanText } from "../router/clean.ts";
import type { Understanding } from "../router/command.ts";
import { knownCluster } from "../router/understanding/entities.ts";
import { createUnderstanding, type Understand } from "../router/understanding/understand.ts";
import { scenarioPhrases } from "../scenarios/phrases.ts";
import { askBot, NoBot } from "./bot-client.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { type BotRequest, longestText, nobodyNamed, socketPath } from "./wire.ts";

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface AskOptions {
  readonly json?: boolean;
  readonly as?: string;
  /** Where files that come with the answer are written; printed when left out. */
  readonly saveTo?: string;
}

type Question =
  | { readonly kind: "prompt" | "command"; readonly text: string }
  | ({ readonly kind: "request"; readonly diagnosis: string; readonly remedy: string; readonly reason: string } & {
      readonly overrides?: ("window" | "preflight")[];
      readonly dryRun?: boolean;
    })
  | {
      readonly kind: "request-change";
      readonly way: "restart" | "reset";
      readonly what: string;
      readonly cluster?: string;
      readonly reason: string;
      readonly dryRun?: boolean;
    };

/** Asks the running bot; prints the cards, or one JSON line with the nouns behind them. */
export async function ask(question: Question, options: AskOptions, io: Io): Promise<ExitCode> {
  const locale = localeOf(io);
  const writer = writerFor(locale, zone());
  const request: BotRequest = { ...question, as: speaker(options.as, io), locale };
  const shown = new Map<string, { card: Card; data: ReplyData | undefined }>();
  const files: { name: string; base64: string }[] = [];
  try {
    for await (const event of askBot(socketPath(stateFolder(io.env)), request)) {
      if (event.event === "refused") {
        io.err(writer.write(say("line.bot-refused")));
        return exitCodes.refused;
      }
      if (event.event === "file") files.push({ name: event.name, base64: event.base64 });
      if (event.event !== "card") continue;
      const replaced = shown.has(event.id);
      shown.set(event.id, { card: event.card, data: event.data });
      if (io.live && options.json !== true && replaced) io.err(writer.write(event.card.summary));
    }
  } catch (error) {
    if (!(error instanceof NoBot)) throw error;
    io.err(writer.write(say("line.no-bot", { why: say("line.no-bot.why", { path: error.path }) })));
    return exitCodes.noBot;
  }
  const replies = [...shown.values()];
  const saved = options.saveTo === undefined ? undefined : saveFiles(options.saveTo, files);
  if (options.json === true) {
    const write = (text: Text): string => writer.write(text);
    io.out(
      JSON.stringify({
        replies: replies.map(({ card, data }) => ({
          kind: data?.kind ?? "notice",
          title: write(card.title),
          summary: write(card.summary),
          value: data?.value ?? null,
        })),
        ...(saved === undefined ? { files } : { saved }),
      }),
    );
  } else {
    for (const { card } of replies) io.out(`${textCard(card, { writer, width: io.width, colour: io.live })}\n`);
    for (const path of saved ?? []) io.out(path);
    for (const { name, base64 } of saved === undefined ? files : []) {
      const text = textIn(Buffer.from(base64, "base64"));
      io.out(text === undefined ? name : `${name}:\n${text}`);
    }
  }
  return replies.some(({ data }) => data?.kind === "error") ? exitCodes.refused : exitCodes.done;
}

/** What a terminal can show; undefined for a picture or an archive, which would only upset it. */
function textIn(bytes: Buffer): string | undefined {
  return isUtf8(bytes) && !bytes.includes(0) ? terminalText(bytes.toString()) : undefined;
}

/** Under the names that the bot gave, without folders; nothing that stands there is overwritten. */
function saveFiles(folder: string, files: readonly { readonly name: string; readonly base64: string }[]): string[] {
  mkdirSync(folder, { recursive: true });
  return files.map(({ name, base64 }) => {
    const safe = name.replaceAll(/[^\p{L}\p{N}._-]/gu, "_").replace(/^\.+/, "_");
    for (let n = 0; ; n++) {
      const path = join(folder, n === 0 ? safe : safe.replace(/(\.[^.]*)?$/, `-${n}$1`));
      try {
        writeFileSync(path, Buffer.from(base64, "base64"), { flag: "wx", mode: 0o600 });
        return path;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST") || n > 999) throw error;
      }
    }
  });
}

/** `--as`, else `CERTOPS_AS`, else whoever the bot takes for the user of this machine. */
const speaker = (named: string | undefined, io: Io): string => named ?? io.env.CERTOPS_AS ?? nobodyNamed;

/** How a text is understood, without a bot and without a cluster. A configuration only adds the names of clusters. */
export function offlineUnderstanding(io: Io): Understand {
  const file = configFile(undefined, io.env);
  const loaded = file === undefined ? undefined : loadConfig(file, io.env);
  const clusters =
    loaded !== undefined && "settings" in loaded
      ? loaded.settings.clusters.map(({ cluster }) => knownCluster(cluster))
      : [];
  return createUnderstanding(teachings(scenarioPhrases), () => clusters);
}

/** One text understood; a text that is refused (too long) is `unknown` with the reason. */
export function understandSafely(understand: Understand, text: string): Understanding & { readonly refused?: string } {
  try {
    return understand(cleanText(text));
  } catch (error) {
    if (!(error instanceof CertOpsError)) throw error;
    const nothing = { scenario: null, command: null, cluster: null, args: {}, asks: "talk" as const, alternatives: [] };
    return { intent: "unknown", confidence: 1, ...nothing, refused: error.message };
  }
}

/** `--dry-run`: prints how the texts are understood; nothing is asked, looked at or started. */
export async function dryRun(
  texts: AsyncIterable<string> | Iterable<string>,
  options: AskOptions,
  io: Io,
): Promise<ExitCode> {
  const understand = offlineUnderstanding(io);
  for await (const text of texts) {
    const understood = understandSafely(understand, text);
    if (options.json === true) io.out(JSON.stringify(understood));
    else {
      const { intent, scenario, confidence } = understood;
      io.out(`${intent}${scenario === null ? "" : ` ${scenario}`} (${Math.round(confidence * 100)} %)`);
    }
  }
  return exitCodes.done;
}

/** One prompt a line; empty lines are prompts too, so that answers stay in step with the lines. */
export async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

/** All of it as one text. */
export async function wholeOf(input: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  // A character may be cut in two by the end of a part.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: false });
  for await (const part of input) {
    text += typeof part === "string" ? part : decoder.decode(part, { stream: true });
    if (text.length > longestText) break;
  }
  return text.slice(0, longestText);
}

// What the command line and a running bot say to each other: JSON lines over a local socket.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { Card } from "../domain/card.ts";
import type { ReplyData } from "../domain/chat.ts";

/** More than the bot reads (100,000 characters), so that the bot itself says so; what is longer is cut by the command line. */
export const longestText = 200_000;

/** One request, one line. There is no way to vote: the bot's approval service refuses votes from here as well. */
export const requestSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["prompt", "command"]), text: z.string().max(longestText), ...sender() }),
  /** Asks the team to approve a remedy of a diagnosis. */
  z.strictObject({
    kind: z.literal("request"),
    diagnosis: z.string().max(40),
    remedy: z.string().max(80),
    reason: z.string().max(2000),
    /** What the plan sets aside, with the quorum of high impact. */
    overrides: z
      .array(z.enum(["window", "preflight"]))
      .max(2)
      .optional(),
    /** Only shows what would be sent and how everything stands; nothing is asked of anybody. */
    dryRun: z.boolean().optional(),
    ...sender(),
  }),
  /** Asks the team to approve a restart of a service, or a reset of phones. */
  z.strictObject({
    kind: z.literal("request-change"),
    way: z.enum(["restart", "reset"]),
    /** As after `/certops restart` or `/certops reset`. */
    what: z.string().max(2000),
    cluster: z.string().max(100).optional(),
    reason: z.string().max(2000),
    dryRun: z.boolean().optional(),
    ...sender(),
  }),
  z.strictObject({ kind: z.literal("status"), ...sender() }),
]);
export type BotRequest = z.infer<typeof requestSchema>;

function sender() {
  return { as: z.string().min(1).max(100), locale: z.enum(["en", "zh-CN"]) };
}

/** Answers, one a line, until `end`. A card with a known `id` replaces the one before. */
export type BotEvent =
  | { readonly event: "card"; readonly id: string; readonly card: Card; readonly data?: ReplyData }
  | { readonly event: "file"; readonly name: string; readonly base64: string }
  | { readonly event: "status"; readonly value: unknown }
  | { readonly event: "refused"; readonly message: string }
  | { readonly event: "end" };

/** In `as`: whoever the bot takes for the user of this machine. */
export const nobodyNamed = "@default";

/** Bytes: a character may be written as six (`\\u0000`) in JSON. */
export const longestRequest = 6 * longestText + 16 * 1024;

/** The bot's socket in a state folder; a named pipe on Windows. Socket paths are at most 103 bytes on macOS. */
export function socketPath(folder: string): string {
  const mark = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\certops-bot-${mark}`;
  const path = join(folder, "bot.sock");
  if (Buffer.byteLength(path) <= 103) return path;
  throw new Error(`${path} is too long for a socket: set CERTOPS_STATE to a shorter folder`);
}

// Bolt's log lines in our log: text only, never payloads (its debug lines hold whole messages and tokens).
import { LogLevel } from "@slack/bolt";
import type { Logger } from "../../kernel/logger.ts";

/** The shape that Bolt, its Web API client and its Socket Mode client share. */
export interface BoltLogger {
  debug(...parts: unknown[]): void;
  info(...parts: unknown[]): void;
  warn(...parts: unknown[]): void;
  error(...parts: unknown[]): void;
  setLevel(level: LogLevel): void;
  getLevel(): LogLevel;
  setName(name: string): void;
}

const line = (parts: readonly unknown[]): string =>
  parts
    .map((part) => (part instanceof Error ? part.message : typeof part === "string" ? part : ""))
    .filter((part) => part !== "")
    .join(" ")
    .slice(0, 500);

export const boltLogger = (logger: Logger): BoltLogger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...parts) => logger.warn({ from: "bolt" }, line(parts)),
  // What it calls an error we have answered ourselves, or the supervisor mends it: it is no bug of the bot.
  error: (...parts) => logger.warn({ from: "bolt" }, line(parts)),
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
});

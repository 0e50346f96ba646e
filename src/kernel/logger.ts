// Structured logs on standard error, with secrets removed by key and by shape.
import { pino } from "pino";
import { redact } from "./redact.ts";

export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
  child(facts: object): Logger;
}

const secretKeys = ["password", "secret", "token", "authorization", "cookie", "privateKey", "pin"];

/** `level`: pino's level names. Standard output stays free for answers that machines read. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
      formatters: { log: (facts) => redact(facts) },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};

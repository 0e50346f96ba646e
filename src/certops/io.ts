// Where the command line writes, and what its exit codes mean (docs/cli.md is the contract).

export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A person watches standard output: colours and progress are welcome. */
  readonly live: boolean;
  readonly width: number;
}

export const standardIo: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
  live: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  width: Math.max(40, Math.min(160, process.stdout.columns ?? 100)),
};

export const exitCodes = {
  done: 0,
  /** Something unexpected; the message says what. */
  failed: 1,
  /** The words of the command line were wrong. */
  usage: 2,
  /** No bot runs, or it cannot be reached. */
  noBot: 3,
  /** The bot answered with an error or a refusal. */
  refused: 4,
  /** The configuration has problems. */
  config: 5,
  /** `doctor`, `audit verify`, `policy check`: something was found. */
  found: 6,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

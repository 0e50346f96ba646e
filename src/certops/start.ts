// `certops start`: the bot in the foreground, on the practice cluster or on the configured ones, until it is told to stop.
import { type Bot, startBot } from "../app/bot.ts";
import { stateFolder } from "../config/files.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { createLogger } from "../kernel/logger.ts";
import { LabRefusal } from "../lab/refusal.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { findSettings } from "./settings.ts";

/** Runs until SIGINT or SIGTERM. Whatever could not be started is said in one sentence with the next step. */
export async function start(options: { readonly config?: string }, io: Io): Promise<ExitCode> {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { settings } = found;
  const stopped = untilStopped();
  let bot: Bot;
  try {
    const logger = createLogger(settings.logLevel);
    bot = await startBot({ settings, logger, stateFolder: stateFolder(io.env) });
  } catch (error) {
    if (error instanceof LabRefusal) io.err(writerFor(localeOf(io)).write(error.say));
    else if (error instanceof CertOpsError) {
      const { write } = writerFor(localeOf(io));
      io.err(`${write(error.say)} ${write(error.next)}`);
    } else throw error;
    return exitCodes.failed;
  }
  const { write } = writerFor(localeOf(io));
  for (const line of greeting(bot)) io.out(write(line));
  await stopped;
  await bot.close();
  return exitCodes.done;
}

function greeting({ url, lab, app }: Bot): Phrase[] {
  const names = app.services.clusters.map(({ name }) => name).join(", ");
  return [
    lab === undefined
      ? say("line.greeting.clusters", { names })
      : say("line.greeting.practice", {
          names,
          release: lab.cluster.releaseFull,
          nodes: lab.nodes.length,
          phones: lab.cluster.phones.length,
        }),
    url === undefined ? say("line.greeting.ask") : say("line.greeting.open", { url }),
    say("line.greeting.end"),
  ];
}

/** The second signal ends the process at once: a stop that hangs must not need a kill. */
function untilStopped(): Promise<void> {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of signals) {
        process.off(signal, stop);
        process.once(signal, () => process.exit(130));
      }
      resolve();
    };
    for (const signal of signals) process.once(signal, stop);
  });
}

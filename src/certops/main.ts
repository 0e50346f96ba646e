// Where `certops` begins: reads the words, runs what they ask for, and ends with its exit code.
import { CommanderError } from "commander";
import { type ExitCode, exitCodes, type Io, standardIo } from "./io.ts";
import { createProgram } from "./program.ts";

/** `argv`: the words after `certops`. Returns the exit code; never throws for what a person did wrong. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = await createProgram(io, (given) => (code = given), argv);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
}

// `certops ... | head` closes the pipe early: that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.done);
});

const code = await run(process.argv.slice(2), standardIo);
if (code !== exitCodes.done) process.exitCode = code;

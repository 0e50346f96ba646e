// Sending one change: fenced in the moment before it is written, written once, never again.
import { iso } from "../../kernel/clock.ts";
import { redactText } from "../../kernel/redact.ts";
import { refusalIn } from "../../signatures/refusal.ts";
import type { ChangeOptions, Transcript } from "../ports.ts";
import { type AskDeps, askedOf } from "./ask.ts";
import type { CliCommand } from "./commands.ts";
import { clientClosed, faultInWords, isFault, noChangeAccount, readFault, refused, uncertain } from "./errors.ts";
import type { CliAccount } from "./sessions.ts";

/**
 * Sends a changing command on a fresh session of the change account. Returns the transcript only when the node said
 * that it was done. Throws ChangeUncertain when it was written and that was not seen: look at the device, never send
 * it again. Throws CertOpsError when nothing was done: not connected, fence refused, command or privilege refused.
 * The caller's signal stops it only until it is written.
 */
export async function sendChange(
  deps: AskDeps,
  account: CliAccount | undefined,
  command: CliCommand<unknown>,
  options: ChangeOptions = {},
): Promise<Transcript> {
  const asked = askedOf(deps, command);
  if (account === undefined) throw noChangeAccount(asked);
  const { signal, fence } = options;
  let startedAt = "";
  let answer: string;
  try {
    answer = await deps.sessions.run(account, { reuse: false, ...(signal === undefined ? {} : { signal }) }, (shell) =>
      shell.run({
        text: command.text,
        answers: command.answers,
        totalMs: asked.deadlineMs,
        idleMs: Math.min(command.idleMs, deps.limits.idleMs),
        interruptible: false,
        ...(signal === undefined ? {} : { signal }),
        beforeWrite: async () => {
          startedAt = iso(deps.clock);
          await fence?.();
        },
      }),
    );
  } catch (error) {
    if (!isFault(error)) throw deps.sessions.closed && startedAt === "" ? clientClosed(asked) : error;
    if (!error.written) throw readFault(asked, error);
    deps.logger.warn({ node: deps.node.name, command: command.text, kind: error.kind }, "change uncertain");
    throw uncertain(
      asked,
      `${faultInWords(error)}. ${lastLine(error.text)}`,
      error.kind === "idle" || error.kind === "deadline",
      error,
    );
  }
  const parsed = command.parse(answer);
  const refusal = refusalIn(answer);
  if (refusal !== undefined && refusal.kind !== "failed") throw refused(asked, refusal);
  if (!parsed.ok) throw uncertain(asked, `it answered: ${refusal?.line ?? parsed.line}`, false);
  deps.logger.info({ node: deps.node.name, command: command.text }, "change done");
  return { command: command.text, text: redactText(answer), startedAt, endedAt: iso(deps.clock) };
}

const lastLine = (text: string): string => (text.trimEnd().split("\n").at(-1) ?? "").trim().slice(0, 200);

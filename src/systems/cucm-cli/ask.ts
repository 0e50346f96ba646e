// Asking one question: a read that may be asked again on a fresh session, never a change.
import type { Evidence } from "../../domain/finding.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { sha256 } from "../../kernel/ids.ts";
import { redactText } from "../../kernel/redact.ts";
import { refusalIn } from "../../signatures/refusal.ts";
import type { CallOptions, Observed } from "../ports.ts";
import type { CliCommand } from "./commands.ts";
import { type Asked, clientClosed, isFault, readFault, refused, unreadable } from "./errors.ts";
import { type CliAccount, isLost, type NodeSessions, type SessionDeps } from "./sessions.ts";

export interface AskDeps extends SessionDeps {
  readonly sessions: NodeSessions;
  readonly clock: Clock;
}

export const askedOf = (deps: SessionDeps, command: CliCommand<unknown>): Asked => ({
  node: deps.node.name,
  command: command.text,
  deadlineMs: Math.min(command.deadlineMs, deps.limits.commandMs),
  needsPrivilege: command.needsPrivilege,
});

/** Sends a reading command with the account and reads its answer, with evidence. */
export async function ask<T>(
  deps: AskDeps,
  account: CliAccount,
  command: CliCommand<T>,
  options: CallOptions = {},
): Promise<Observed<T>> {
  const answer = await text(deps, account, command, options);
  const at = iso(deps.clock);
  const asked = askedOf(deps, command);
  const parsed = command.parse(answer);
  if (!parsed.ok) {
    const refusal = refusalIn(answer);
    throw refusal === undefined ? unreadable(asked, parsed) : refused(asked, refusal);
  }
  return { value: parsed.value, evidence: evidenceOf(deps, command, answer, parsed.lines, at) };
}

async function text(
  deps: AskDeps,
  account: CliAccount,
  command: CliCommand<unknown>,
  options: CallOptions,
): Promise<string> {
  const asked = askedOf(deps, command);
  const signal = options.signal;
  const once = (): Promise<{ readonly answer: string } | "stale"> =>
    deps.sessions.run(account, { reuse: true, ...(signal === undefined ? {} : { signal }) }, async (shell, reused) => {
      try {
        const answer = await shell.run({
          text: command.text,
          answers: command.answers,
          totalMs: asked.deadlineMs,
          idleMs: Math.min(command.idleMs, deps.limits.idleMs),
          interruptible: true,
          ...(signal === undefined ? {} : { signal }),
        });
        return { answer };
      } catch (error) {
        // A kept session that the node ended meanwhile says nothing about the node: asked again on a fresh one.
        if (reused && isLost(error) && !deps.sessions.closed) return "stale";
        throw error;
      }
    });
  try {
    const first = await once();
    const second = first === "stale" ? await once() : first;
    if (second === "stale") throw clientClosed(asked);
    return second.answer;
  } catch (error) {
    if (deps.sessions.closed) throw clientClosed(asked);
    throw isFault(error) ? readFault(asked, error) : error;
  }
}

function evidenceOf(
  deps: AskDeps,
  command: CliCommand<unknown>,
  answer: string,
  lines: readonly string[],
  at: string,
): Evidence {
  const excerpt = lines.length > 0 ? lines : answer.split("\n").slice(0, 6);
  return {
    system: "CUCM CLI",
    node: deps.node.name,
    at,
    source: command.text,
    excerpt: redactText(excerpt.join("\n")).slice(0, 1_200),
    digest: sha256(answer),
  };
}

// What a node's command line may answer instead of an answer, as errors that name the next step.
import { CertOpsError, ChangeUncertain, type ErrorCode, type Retry } from "../../domain/errors.ts";
import type { PhraseValue } from "../../domain/text.ts";
import { deadlineExceeded } from "../../kernel/deadline.ts";
import { redactText } from "../../kernel/redact.ts";
import type { NotUnderstood } from "../../signatures/parsed.ts";
import type { CliRefusal } from "../../signatures/refusal.ts";
import { ShellFault } from "../../transport/ssh-dialect.ts";
import { cancelled } from "../../transport/ssh-errors.ts";

/** Which node and which command an error is about. */
export interface Asked {
  readonly node: string;
  readonly command: string;
  readonly deadlineMs: number;
  readonly needsPrivilege: number;
}

type Values = Readonly<Record<string, PhraseValue>>;

const error = (
  code: ErrorCode,
  id: string,
  asked: Asked,
  detail: string,
  retry: Retry,
  values: Values = {},
): CertOpsError =>
  new CertOpsError({
    code,
    message: `${asked.command} on ${asked.node}: ${redactText(detail)}`,
    say: { id: `cli.${id}`, values: { node: asked.node, command: asked.command, ...values } },
    next: { id: `cli.${id}.next`, values: { node: asked.node, command: asked.command, ...values } },
    retry,
  });

const line = (printed: string): { line: string } => ({ line: redactText(printed).slice(0, 200) });

/** A read that did not come to its end. */
export function readFault(asked: Asked, fault: ShellFault): CertOpsError {
  if (fault.kind === "cancelled") return cancelled(`${asked.command} on ${asked.node}`);
  if (fault.kind === "idle" || fault.kind === "deadline") {
    return deadlineExceeded(`${asked.command} (${asked.node})`, asked.deadlineMs);
  }
  if (fault.kind === "too-large")
    return error("output-too-large", "too-large", asked, "the answer was cut off", "later");
  if (fault.kind === "question") {
    return error(
      "command-refused",
      "question",
      asked,
      `unexpected question ${fault.question}`,
      "never",
      line(fault.question),
    );
  }
  return error("node-unreachable", "connection-lost", asked, "the connection was lost", "now");
}

/** The answer is there, but says no. */
export function refused(asked: Asked, refusal: CliRefusal): CertOpsError {
  // An account does not see the commands above its level: to it they are no valid commands.
  const hidden = refusal.kind === "unknown-command" && asked.needsPrivilege > 0;
  if (refusal.kind === "privilege" || hidden) {
    const level = asked.needsPrivilege;
    return error("privilege-too-low", "privilege", asked, refusal.line, "never", { ...line(refusal.line), level });
  }
  return error("command-refused", "refused", asked, refusal.line, "never", line(refusal.line));
}

/** The answer is there, but is not what this command prints. */
export function unreadable(asked: Asked, why: NotUnderstood): CertOpsError {
  const shown = line(why.line);
  if (why.reason === "master-agent-unreachable") {
    return error("server-fault", "master-agent", asked, why.line, "later", shown);
  }
  if (why.reason === "in-progress") return error("server-fault", "in-progress", asked, why.line, "later", shown);
  if (why.reason === "database-down") return error("server-fault", "database-down", asked, why.line, "later", shown);
  return error("output-not-understood", "not-understood", asked, `${why.reason}: ${why.line}`, "never", shown);
}

export const noChangeAccount = (asked: Asked): CertOpsError =>
  error("not-allowed", "no-change-account", asked, "no account for changes is configured", "never");

export const unknownService = (asked: Asked, service: string): CertOpsError =>
  error("bad-input", "unknown-service", asked, `unknown service ${service}`, "never", {
    service: service.slice(0, 80),
  });

export const clientClosed = (asked: Asked): CertOpsError =>
  error("cancelled", "closed", asked, "the client is closed", "never");

/** A change that was written and whose success was not seen. `detail` says what was seen instead. */
export function uncertain(asked: Asked, detail: string, late: boolean, cause?: unknown): ChangeUncertain {
  const values = { node: asked.node, command: asked.command, ...line(detail) };
  return new ChangeUncertain({
    code: late ? "deadline-exceeded" : "server-fault",
    message: `${asked.command} was sent to ${asked.node}; its outcome is uncertain: ${redactText(detail).slice(0, 300)}`,
    say: { id: "cli.uncertain", values },
    next: { id: "cli.uncertain.next", values },
    cause,
  });
}

/** What happened to a change that was written, in words for the log. */
export function faultInWords(fault: ShellFault): string {
  if (fault.kind === "closed") return "the connection was lost";
  if (fault.kind === "question") return `it asked "${fault.question}" and was told no`;
  if (fault.kind === "too-large") return "it printed more than is read";
  return "no answer in time";
}

export const isFault = (thrown: unknown): thrown is ShellFault => thrown instanceof ShellFault;

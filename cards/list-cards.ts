// Lists: open requests for approval, and runs.
import type { Approval } from "../src/domain/approval.ts";
import type { Card } from "../src/domain/card.ts";
import type { Run } from "../src/domain/run.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { CardContext } from "./context.ts";
import { list, text } from "./words.ts";

export function approvalsCard(approvals: readonly Approval[], context: CardContext): Card {
  const title = say("card.approvals.title", { count: approvals.length });
  return {
    title,
    tone: "neutral",
    body:
      approvals.length === 0
        ? [text(say("card.approvals.none"))]
        : [
            list(
              approvals.map((approval) => ({
                text: say("card.plan.title", {
                  cluster: context.clusterOf(approval.plan.cluster).name,
                  plan: approval.plan.title,
                }),
                detail: say("card.approvals.line", {
                  state: say(`card.approval.state.${approval.state}`),
                  given: new Set(approval.votes.filter((vote) => vote.choice === "approve").map((vote) => vote.person))
                    .size,
                  needed: approval.needed,
                  requester: context.nameOf(approval.requester),
                  until: { time: approval.expiresAt },
                  left: left(approval, context.now),
                  id: approval.id,
                }),
                mark: approval.state === "pending" ? ("waiting" as const) : ("done" as const),
              })),
            ),
          ],
    actions: approvals
      .filter((approval) => approval.state === "pending")
      .slice(0, 3)
      .map((approval) => ({
        action: "approval.show",
        label: say("card.button.show", { id: approval.id }),
        payload: { approval: approval.id },
      })),
    summary: title,
  };
}

/** How long a request stays open; nothing when the time is not known or the request has ended. */
function left(approval: Approval, now: string | undefined): Phrase {
  if (now === undefined || approval.state !== "pending") return say("card.plain", { text: "" });
  const minutes = Math.max(0, Math.floor((Date.parse(approval.expiresAt) - Date.parse(now)) / 60_000));
  return say("card.approvals.left", { minutes });
}

export function runsCard(runs: readonly Run[], context: CardContext): Card {
  const title = say("card.runs.title", { count: runs.length });
  const mark = (run: Run) =>
    run.endedAt === undefined
      ? ("running" as const)
      : run.state === "verified"
        ? ("ok" as const)
        : ("warning" as const);
  return {
    title,
    tone: "neutral",
    body:
      runs.length === 0
        ? [text(say("card.runs.none"))]
        : [
            list(
              runs.map((run) => ({
                text: say("card.plan.title", { cluster: context.clusterOf(run.cluster).name, plan: run.plan.title }),
                detail: runLine(run, context),
                mark: mark(run),
              })),
            ),
          ],
    actions: runs.slice(0, 3).map((run) => ({
      action: "run.show",
      label: say("card.button.show", { id: run.id }),
      payload: { run: run.id },
    })),
    summary: title,
  };
}

function runLine(run: Run, context: CardContext): Phrase {
  const line = say("card.runs.line", {
    state: say(`card.run.state.${run.state}`),
    by: context.nameOf(run.startedBy),
    at: { time: run.startedAt },
    id: run.id,
  });
  return run.backup !== undefined && run.backup.seen === undefined ? say("card.runs.backup", { line }) : line;
}

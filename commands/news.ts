// News for the people who must act or wait for an outcome: nobody is told by a platform that a card has changed.
import { newsCard } from "../cards/news-card.ts";
import type { Approval, ApprovalState } from "../src/domain/approval.ts";
import type { Reply } from "../src/domain/chat.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Run } from "../src/domain/run.ts";
import { contextOf } from "./common.ts";
import type { Services } from "./services.ts";

export interface News {
  /** The card beside which it is said. */
  readonly about: string;
  /** The same for the same news, however often a change is told. */
  readonly key: string;
  readonly reply: Reply;
}

const endings: readonly ApprovalState[] = ["denied", "expired", "unused", "superseded"];
/** An escalation is news when it happens; a later change of the same request repeats it. */
const freshMs = 120_000;

function mention(services: Services, ids: readonly PersonId[]): Pick<Reply, "mentions"> {
  return { mentions: services.policy().people.filter((person) => ids.includes(person.id)) };
}

/** An on-call person is called, or the requester learns how it ended. */
export function approvalNews(approval: Approval, services: Services): News | undefined {
  const about = `approval:${approval.id}`;
  const context = contextOf(services);
  const called = approval.escalated?.at(-1);
  if (approval.state === "pending" && called !== undefined && approval.votes.length === 0) {
    if (Math.abs(Date.parse(services.now()) - Date.parse(called.at)) > freshMs) return undefined;
    const card = newsCard({ kind: "called", approval, person: called.person }, context);
    return {
      about,
      key: `${about}:called:${approval.escalated?.length ?? 0}`,
      reply: { card, ...mention(services, [called.person]) },
    };
  }
  const waits = approval.state === "approved" && approval.opensAt !== undefined && approval.opened !== true;
  if (!waits && !endings.includes(approval.state)) return undefined;
  const card = newsCard({ kind: "decided", approval }, context);
  return { about, key: `${about}:${approval.state}`, reply: { card, ...mention(services, [approval.requester]) } };
}

/** Whoever asked for it and whoever started it learn how it ended. */
export async function runNews(run: Run, services: Services): Promise<News | undefined> {
  if (run.endedAt === undefined) return undefined;
  const about = `run:${run.id}`;
  const requester = (await services.approvals.get(run.approval))?.requester;
  const people = requester === undefined ? [run.startedBy] : [requester];
  const card = newsCard({ kind: "ran", run }, contextOf(services));
  return { about, key: `${about}:${run.state}`, reply: { card, ...mention(services, people) } };
}

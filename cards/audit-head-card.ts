// The end of the audit log as it is published in a channel.
import type { AuditHead } from "../src/domain/audit.ts";
import type { Card, CardBlock } from "../src/domain/card.ts";
import { say } from "../src/i18n/say.ts";
import { section, text } from "./words.ts";

/** Folded: the head itself, and what it is good for. */
export const auditHeadBlocks = (head: AuditHead): CardBlock[] => [
  section("audit", say("card.audit-head", { sequence: head.sequence, hash: head.hash.slice(0, 12) }), [
    text(say("card.audit-head.how")),
    { kind: "code", code: JSON.stringify(head) },
  ]),
];

export function auditHeadCard(head: AuditHead): Card {
  const title = say("card.audit-head.title");
  return {
    title,
    subtitle: say("card.audit-head.at", { at: { time: head.at } }),
    tone: "neutral",
    body: auditHeadBlocks(head),
    actions: [],
    summary: say("card.audit-head", { sequence: head.sequence, hash: head.hash.slice(0, 12) }),
  };
}

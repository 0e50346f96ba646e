// The audit log as people read it: newest first, what each entry says in a few words, and whether the chain is whole.
import type { AuditEntry } from "../src/domain/audit.ts";
import type { Card } from "../src/domain/card.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Json, Phrase, PhraseValue } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { CardContext } from "./context.ts";
import { short, text, verbatim } from "./words.ts";

export interface AuditList {
  /** In the order in which they are shown. */
  readonly entries: readonly AuditEntry[];
  /** What verifying the chain said; undefined when it was not asked. */
  readonly chain?: { readonly ok: boolean; readonly head: string };
  /** Questions, answers and snapshots are left out. */
  readonly changesOnly?: boolean;
}

export function auditCard({ entries, chain, changesOnly = false }: AuditList, context: CardContext): Card {
  const title = say("card.audit.title", { count: entries.length });
  const tone = chain?.ok === false ? "danger" : "good";
  const head = chain?.head ?? entries.toSorted((a, b) => b.sequence - a.sequence)[0]?.hash;
  return {
    title,
    ...(chain === undefined
      ? {}
      : { badge: { text: say(chain.ok ? "card.audit.intact" : "card.audit.broken"), tone } }),
    tone: tone === "danger" ? "danger" : "neutral",
    body: [
      ...(entries.length === 0
        ? [text(say("card.audit.none"))]
        : [
            {
              kind: "table",
              columns: [
                say("card.audit.column.number"),
                say("card.audit.column.at"),
                say("card.audit.column.what"),
                say("card.audit.column.who"),
                say("card.audit.column.about"),
              ],
              rows: entries.map((entry) => ({
                cells: [
                  verbatim(String(entry.sequence)),
                  say("card.at", { at: { time: entry.at } }),
                  whatOf(entry, context),
                  entry.who === "bot" ? say("card.audit.bot") : verbatim(context.nameOf(entry.who as PersonId)),
                  verbatim(entry.about ?? ""),
                ],
              })),
            } as const,
          ]),
      ...(changesOnly ? [text(say("card.audit.changes-only"), { subtle: true })] : []),
      ...(head === undefined ? [] : [text(say("card.audit.head", { hash: short(head) }), { subtle: true })]),
    ],
    actions: [],
    summary: title,
  };
}

function whatOf(entry: AuditEntry, context: CardContext): Phrase {
  const kind = say(`card.audit.kind.${entry.kind}`);
  const detail = detailOf(entry, context);
  return detail === undefined ? kind : say("card.audit.what", { kind, detail });
}

/** What stands in `data` beside digests: the command, the choice, the state, the words. */
function detailOf({ kind, data }: AuditEntry, context: CardContext): PhraseValue | undefined {
  switch (kind) {
    case "voted":
      return data.choice === "approve" || data.choice === "deny" ? say(`card.audit.choice.${data.choice}`) : undefined;
    case "approval-ended":
      return isOneOf(data.state, approvalStates) ? say(`card.approval.state.${data.state}`) : undefined;
    case "run-ended":
      return isOneOf(data.state, runStates) ? say(`card.run.state.${data.state}`) : undefined;
    case "approval-requested": {
      const commands = Array.isArray(data.commands) ? data.commands.filter((one) => typeof one === "string") : [];
      return commands.length === 0 ? undefined : quoted([...new Set(commands)].join("; "));
    }
    case "escalated":
      return typeof data.person === "string" ? context.nameOf(data.person as PersonId) : undefined;
    default:
      return [data.command, data.text, data.value, data.endpoint, data.refusal]
        .map(quoted)
        .find((one) => one !== undefined);
  }
}

const approvalStates = ["approved", "denied", "expired", "withdrawn", "superseded", "unused", "started"] as const;
const runStates = ["verified", "degraded", "failed", "aborted", "drifted"] as const;

const isOneOf = <T extends string>(value: Json | undefined, all: readonly T[]): value is T =>
  all.some((one) => one === value);

/** A table cell holds one line of it; the export has the whole. */
const longest = 80;

function quoted(value: Json | undefined): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const [...letters] = value
    .slice(0, 4 * longest)
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  return letters.length > longest ? `${letters.slice(0, longest).join("")}…` : letters.join("");
}

// Cards that state what is: the impact table, one snapshot in short.
import type { Card } from "../src/domain/card.ts";
import type { CertificateUnit } from "../src/domain/cluster.ts";
import { gravest } from "../src/domain/impact.ts";
import type { ImpactRow, SnapshotSummary } from "../src/domain/inventory.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { impactBadge, impactText, impactTone, joined, list, text, verbatim } from "./words.ts";

/** What a renewal touches. `together` names units that must never be renewed at once, when the question named several. */
export function impactCard(
  rows: readonly ImpactRow[],
  options: { readonly release?: string; readonly together?: readonly CertificateUnit[]; readonly danger?: Phrase } = {},
): Card {
  const impact = gravest(rows.map((row) => row.impact));
  const title = say("card.impact.title", { units: joined(rows.map((row) => row.unit)) });
  const together = options.together ?? [];
  return {
    title,
    badge: impactBadge(together.length > 0 ? "high" : impact),
    tone: impactTone[together.length > 0 ? "high" : impact],
    body: [
      ...(together.length === 0
        ? []
        : [
            text(options.danger ?? say("card.impact.together", { units: together.join(" + ") }), {
              tone: "danger",
              strong: true,
            }),
          ]),
      {
        kind: "table",
        columns: [
          say("card.impact.column.unit"),
          say("card.impact.column.impact"),
          say("card.impact.column.lists"),
          say("card.impact.column.phones"),
          say("card.impact.column.services"),
        ],
        rows: rows.map((row) => ({
          cells: [
            verbatim(row.unit),
            impactText(row.impact),
            verbatim(row.lists.length === 0 ? "–" : row.lists.join(" + ")),
            say(`card.impact.phones.${row.phones}`),
            verbatim(row.services.length === 0 ? "–" : row.services.join(", ")),
          ],
          tone: impactTone[row.impact],
        })),
      },
      list(rows.map((row) => ({ text: verbatim(row.unit), detail: say(`card.impact.touches.${row.unit}`) }))),
      ...(options.release === undefined
        ? []
        : [text(say("card.impact.release", { release: options.release }), { subtle: true })]),
    ],
    actions: [],
    summary: title,
  };
}

export function snapshotCard(snapshot: SnapshotSummary): Card {
  const missing = snapshot.nodes.filter((node) => !node.reachable);
  const title = say("card.snapshot.title", { cluster: snapshot.clusterName });
  const since = snapshot.since;
  return {
    title,
    badge: {
      text: say(missing.length === 0 ? "card.snapshot.complete" : "card.snapshot.partial"),
      tone: missing.length === 0 ? "good" : "warning",
    },
    tone: missing.length === 0 ? "good" : "warning",
    body: [
      text(
        say("card.snapshot.taken", {
          at: { time: snapshot.takenAt },
          registered: snapshot.phonesRegistered,
          known: snapshot.phonesKnown,
        }),
      ),
      text(say("card.snapshot.id", { id: snapshot.id }), { subtle: true }),
      list(
        snapshot.nodes.map((node) => ({
          text: verbatim(node.node),
          mark: node.reachable ? ("ok" as const) : ("problem" as const),
          detail: node.reachable
            ? say("card.snapshot.node", {
                certificates: node.certificates,
                lists: node.lists.length === 0 ? "–" : node.lists.join(" + "),
              })
            : say("card.snapshot.node-missing"),
        })),
      ),
      ...(since === undefined
        ? [text(say("card.snapshot.first"), { subtle: true })]
        : since.changes.length === 0
          ? [text(say("card.snapshot.same", { at: { time: since.takenAt } }), { subtle: true })]
          : [
              text(say("card.snapshot.changed", { at: { time: since.takenAt }, count: since.changes.length }), {
                strong: true,
              }),
              list(since.changes.map((change) => ({ text: change, mark: "warning" as const }))),
            ]),
    ],
    actions: [],
    summary: say("card.snapshot.summary", {
      title,
      registered: snapshot.phonesRegistered,
      known: snapshot.phonesKnown,
    }),
  };
}

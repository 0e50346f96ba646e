// A card that states what is: one snapshot in short.
import type { Card } from "../src/domain/card.ts";
import type { SnapshotSummary } from "../src/domain/inventory.ts";
import { say } from "../src/i18n/say.ts";
import { list, text, verbatim } from "./words.ts";

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

// What changed between two snapshots, in words.

import { shortSerial } from "../domain/serial.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { SnapshotChange, SnapshotComparison } from "../snapshots/compare.ts";

export function changePhrases({ changes, registered, notComparable }: SnapshotComparison): Phrase[] {
  const phones: Phrase[] =
    registered.before !== null && registered.after !== null && registered.before !== registered.after
      ? [say("app.snapshot.phones", { was: registered.before, now: registered.after })]
      : [];
  const blind = notComparable.map(({ what, node }) =>
    node === undefined ? say("app.snapshot.blind", { what }) : say("app.snapshot.blind-node", { what, node }),
  );
  return [...phones, ...changes.map(changePhrase), ...blind];
}

function changePhrase(change: SnapshotChange): Phrase {
  switch (change.kind) {
    case "release":
    case "mode":
      return say(`app.snapshot.${change.kind}`, { was: change.from, now: change.to });
    case "node":
      return say(`app.snapshot.node.${change.now}`, { node: change.node });
    case "certificate":
      return say("app.snapshot.certificate", {
        node: change.node,
        unit: change.unit,
        was: shortSerial(change.from),
        now: shortSerial(change.to),
      });
    case "list":
      return listPhrase(change);
    case "service-started":
      return say("app.snapshot.started", { node: change.node, service: change.service, at: { time: change.at } });
    case "service-stopped":
      return say("app.snapshot.stopped", { node: change.node, service: change.service });
    case "tvs-presents":
      return say("app.snapshot.tvs", { node: change.node });
    case "phones-lost":
    case "phones-back":
    case "phones-removed":
      return say(`app.snapshot.${change.kind}`, { phones: change.phones.length });
  }
}

function listPhrase({ node, list: kind, signer }: Extract<SnapshotChange, { kind: "list" }>): Phrase {
  return signer === undefined
    ? say("app.snapshot.list", { node, kind })
    : say("app.snapshot.list-signer", { node, kind, was: shortSerial(signer.from), now: shortSerial(signer.to) });
}

// Adds certificates to one Expressway-C peer's trusted CA list. Whether an upload appends or replaces is not documented: read, send, read, put back.
import type { Evidence } from "../../domain/finding.ts";
import type { Json } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { readCertificates, toPem } from "../../trust/certificate.ts";
import type { Certificate } from "../../trust/types.ts";
import type { Action, ChangeOf, ExecuteContext, Executed, Observation, Prechecked } from "../action.ts";
import { attempt, member, text, transcriptEvidence } from "../reading.ts";
import { peerNamed, stillThere } from "../trusted.ts";

type UploadChange = ChangeOf<"trust-on-expressway">;

export const trustOnExpressway: Action<"trust-on-expressway"> = {
  kind: "trust-on-expressway",
  patience: { every: 5, notDoneAfter: 20, giveUpAfter: 120 },
  command: ({ certificates }) =>
    `POST /api/provisioning/certs/root SHA-256 ${certificates.map((one) => one.sha256).join(" ")}`,
  estimateSeconds: () => 30,

  precheck: async (change, context): Promise<Prechecked> => {
    const peer = peerNamed(change.node, context);
    const evidence: Evidence[] = [];
    for (const certificate of change.certificates) {
      const still = await stillThere(certificate, context);
      if (!still.ok) return still;
      evidence.push(...still.evidence);
    }
    const read = await attempt(
      () => context.systems.expressway.trusted(peer, { signal: context.signal }),
      context.signal,
    );
    if (!read.ok) return { ok: false, why: read.reason, evidence };
    evidence.push(read.value.evidence);
    const rival = rivalOf(change, read.value.value);
    if (rival !== undefined) {
      const values = { peer: peer.name, subject: rival.subject, sha256: rival.sha256.slice(0, 16) };
      return { ok: false, why: say("mra.change.same-name", values), evidence };
    }
    // The whole list is journalled: after a crash in the middle, what was lost is put back from here.
    return { ok: true, baseline: { before: read.value.value.map((one) => toPem(one.der)).join("") }, evidence };
  },

  execute: async (change, context): Promise<Executed> => {
    const { systems, signal, progress, intent } = context;
    const peer = peerNamed(change.node, context);
    const evidence: Evidence[] = [];
    const before = listIn(intent.baseline);
    const wanted = change.certificates.flatMap((one) => readCertificates(one.pem));
    const now = await systems.expressway.trusted(peer, { signal });
    const missing = lacking(now.value, wanted);
    const lostEarlier = lacking(now.value, before);
    if (missing.length === 0 && lostEarlier.length === 0) {
      return {
        outcome: "sent",
        note: say("mra.change.already-on-list", { peer: peer.name }),
        evidence: [now.evidence],
      };
    }
    // After an interruption the list may lack what was there before: everything goes in one upload then.
    const first = lostEarlier.length === 0 ? missing : union(now.value, before, wanted);
    let transcript = await send(context, change, first);
    evidence.push(transcriptEvidence("Expressway-C", peer.name, transcript));
    let after = await systems.expressway.trusted(peer, { signal });
    evidence.push(after.evidence);
    const lost = lacking(after.value, before);
    if (lost.length > 0) {
      // No abort here: the list that was whole before must be whole again first.
      await progress({ putBack: lost.map((one) => one.sha256) });
      transcript = await send(context, change, union(after.value, before, wanted));
      evidence.push(transcriptEvidence("Expressway-C", peer.name, transcript));
      after = await systems.expressway.trusted(peer, { signal });
      evidence.push(after.evidence);
    }
    const still = lacking(after.value, [...before, ...wanted]);
    if (still.length === 0) {
      const note =
        lost.length === 0 ? {} : { note: say("mra.change.put-back", { peer: peer.name, count: lost.length }) };
      return { outcome: "sent", transcript, evidence, ...note };
    }
    const note = say("mra.change.list-lacks", {
      peer: peer.name,
      subjects: still.map((one) => one.subject).join("; "),
    });
    return { outcome: "failed", transcript, note, evidence };
  },

  observe: async (change, intent, _progressed, context): Promise<Observation> => {
    const { systems, signal } = context;
    const read = await attempt(
      async () => await systems.expressway.trusted(peerNamed(change.node, context), { signal }),
      signal,
    );
    if (!read.ok) return { state: "unknown", evidence: [], note: read.reason };
    const { value, evidence } = read.value;
    const wanted = change.certificates.flatMap((one) => readCertificates(one.pem));
    const lost = lacking(value, [...listIn(intent.baseline), ...wanted]);
    if (lost.length === 0) return { state: "done", evidence: [evidence] };
    const subjects = lost.map((one) => one.subject).join("; ");
    return {
      state: "not-done",
      evidence: [evidence],
      note: say("mra.change.list-lacks", { peer: change.node, subjects }),
    };
  },
};

const send = ({ systems, fence, signal }: ExecuteContext, change: UploadChange, list: readonly Certificate[]) => {
  const peer = systems.cluster.expressways?.find((one) => one.name === change.node);
  if (peer === undefined) throw new Error(`no peer ${change.node}`);
  return systems.expressway.trust(peer, list.map((one) => toPem(one.der)).join(""), { fence, signal });
};

const lacking = (list: readonly Certificate[], wanted: readonly Certificate[]): Certificate[] =>
  wanted.filter((one) => !list.some((other) => other.sha256 === one.sha256));

const union = (...lists: readonly (readonly Certificate[])[]): Certificate[] => [
  ...new Map(lists.flat().map((one) => [one.sha256, one])).values(),
];

const listIn = (baseline: Json): readonly Certificate[] => readCertificates(text(member(baseline, "before")) ?? "");

/** Two certificates of one name cannot both stand on the list (CSCwa12905): a person removes the old one first. */
export const rivalOf = (
  change: Pick<UploadChange, "certificates">,
  list: readonly Certificate[],
): Certificate | undefined =>
  list.find((held) =>
    change.certificates.some(({ subject, sha256 }) => subject === held.subject && sha256 !== held.sha256),
  );

// The sentences of runs, by their ids in the catalogues (a test holds the two together: runs know no catalogue).
import type { Phrase, PhraseValue } from "../domain/text.ts";

export const runPhrases = {
  drifted: "changes.run.drifted",
  unread: "changes.run.unread",
  notSent: "changes.run.not-sent",
  failed: "changes.run.failed",
  notDone: "changes.run.not-done",
  aborted: "changes.run.aborted",
  abortedUnsafe: "changes.run.aborted-unsafe",
  away: "changes.run.away",
  windowEnded: "changes.run.window-ended",
  preflight: "changes.run.preflight",
  phonesMissing: "changes.run.phones-missing",
  bug: "changes.run.bug",
  asking: "changes.step.asking",
  noAnswer: "changes.step.no-answer",
  resumed: "changes.step.resumed",
  byAnswer: "changes.step.by-answer",
  personDone: "changes.step.person-done",
  personNotDone: "changes.step.person-not-done",
  commandChanged: "changes.drift.command",
  targetsChanged: "changes.drift.targets",
  abortedInTime: "changes.step.aborted-in-time",
  abortedInTimeNext: "changes.step.aborted-in-time.next",
  fenceLost: "changes.fence-lost",
  fenceLostNext: "changes.fence-lost.next",
} as const;

export const phrase = (name: keyof typeof runPhrases, values?: Readonly<Record<string, PhraseValue>>): Phrase =>
  values === undefined ? { id: runPhrases[name] } : { id: runPhrases[name], values };

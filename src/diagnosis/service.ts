// Diagnoses with what people add to them: starts them, keeps answers and ticks, looks again when an answer came.

import type { AuditEvent } from "../domain/audit.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { ClusterId, DiagnosisId } from "../domain/ids.ts";
import { type PastedEvidence, withEarlier } from "../domain/pasted.ts";
import type { Person } from "../domain/person.ts";
import type { Report, ScenarioId } from "../domain/report.ts";
import { mostWords, stepKey, type Word, wordsNow } from "../domain/word.ts";
import { say } from "../i18n/say.ts";
import { iso } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Snapshot } from "../snapshots/snapshot.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { type DiagnosisDeps, diagnose, type ReportStore } from "./diagnosis.ts";

/** Keeps reports, and words beside them: a tick is stored at once and never lost to a look that is under way. */
export interface DiagnosisStore extends ReportStore {
  /** With its words. */
  get(id: DiagnosisId): Promise<Report | undefined>;
  addWord(id: DiagnosisId, word: Word): Promise<void>;
  /** In the order in which they were given. */
  words(id: DiagnosisId): Promise<readonly Word[]>;
}

export interface DiagnosisServiceDeps extends Omit<DiagnosisDeps, "reports"> {
  readonly store: DiagnosisStore;
  readonly scenarioOf: (id: ScenarioId) => Scenario;
  readonly systems: (cluster: ClusterId) => ClusterSystems;
  readonly history: (cluster: ClusterId) => Promise<readonly Snapshot[]>;
  /** The last diagnoses of a cluster, newest first: what was made evidence in them may count on. */
  readonly recent: (cluster: ClusterId) => Promise<readonly Report[]>;
  readonly record: (event: AuditEvent) => Promise<void>;
}

interface Said {
  readonly id: DiagnosisId;
  readonly by: Person;
}

export class DiagnosisService {
  readonly #deps: DiagnosisServiceDeps;
  /** The newest look at each diagnosis that is under way here: an older one is not shown any more. */
  readonly #looks = new Map<DiagnosisId, AbortController>();

  constructor(deps: DiagnosisServiceDeps) {
    this.#deps = deps;
  }

  /** Revisions of a new report, the last one with `endedAt`. */
  async *start(wish: {
    readonly cluster: ClusterId;
    readonly scenario: ScenarioId;
    readonly question: string;
    readonly person: Person;
    readonly pasted?: PastedEvidence;
    readonly signal: AbortSignal;
  }): AsyncIterable<Report> {
    const { store, scenarioOf, systems, history, ...deps } = this.#deps;
    const { cluster, scenario, question, person, signal } = wish;
    const pasted = await this.#withEarlier(wish);
    const inquiry = { scenario: scenarioOf(scenario), systems: systems(cluster), question, person, signal };
    yield* diagnose(
      { ...deps, reports: store },
      { ...inquiry, history: () => history(cluster), ...(pasted === undefined ? {} : { pasted }) },
    );
  }

  /** Lists are dropped one after the other, a phone’s log after them: each diagnosis starts with all of them. */
  async #withEarlier(wish: {
    readonly cluster: ClusterId;
    readonly scenario: ScenarioId;
    readonly pasted?: PastedEvidence;
  }): Promise<PastedEvidence | undefined> {
    const { pasted, cluster, scenario } = wish;
    if (pasted?.weigh === undefined) return pasted;
    const before = (await this.#deps.recent(cluster)).filter((report) => report.scenario === scenario);
    return {
      ...pasted,
      weigh: withEarlier(
        pasted.weigh,
        before.flatMap((report) => report.pasted ?? []),
      ),
    };
  }

  /** With its words. */
  get(id: DiagnosisId): Promise<Report | undefined> {
    return this.#deps.store.get(id);
  }

  /**
   * Keeps an answer, shows it at once, and looks again with it: revisions of the same report. An empty option takes the
   * answer back. Throws CertOpsError `not-found` (no such question or option).
   */
  async *answer(wish: Said & { readonly question: string; readonly option: string; readonly signal: AbortSignal }) {
    const { id, question, option, by, signal } = wish;
    const report = await this.#known(id);
    const asked = (report.questions ?? []).find((one) => one.id === question);
    if (asked === undefined || (option !== "" && !asked.options.some((one) => one.id === option)))
      throw noSuch(question);
    yield await this.#say(report, { kind: "answer", about: question, value: option, by: by.id });
    yield* this.#lookAgain(report, by, signal);
  }

  /** A manual step is done, or not after all. Throws CertOpsError `not-found` (no such step, or one of the bot’s). */
  async tick(wish: Said & { readonly step: string; readonly done: boolean }): Promise<Report> {
    const { id, step, done, by } = wish;
    const report = await this.#known(id);
    const known = report.remedies.some((remedy) =>
      remedy.runbook.some((one, index) => one.by === "person" && stepKey(remedy, index) === step),
    );
    if (!known) throw noSuch(step);
    return await this.#say(report, { kind: "step", about: step, value: done ? "done" : "", by: by.id });
  }

  /** Takes back the last word that counts, whoever gave it; nothing when there is none. */
  async *takeBack(wish: Said & { readonly signal: AbortSignal }): AsyncIterable<Report> {
    const report = await this.#known(wish.id);
    const last = wordsNow(report.words ?? []).at(-1);
    if (last === undefined) {
      yield report;
      return;
    }
    yield await this.#say(report, { kind: last.kind, about: last.about, value: "", by: wish.by.id });
    if (last.kind === "answer") yield* this.#lookAgain(report, wish.by, wish.signal);
  }

  async #known(id: DiagnosisId): Promise<Report> {
    const report = await this.#deps.store.get(id);
    if (report === undefined) throw noSuch(id);
    return report;
  }

  async #say(report: Report, said: Omit<Word, "id" | "at">): Promise<Report> {
    const { store, clock, record } = this.#deps;
    if ((report.words?.length ?? 0) >= mostWords) throw tooMany(report.id);
    const word: Word = { ...said, id: newId("wrd"), at: iso(clock) };
    await store.addWord(report.id, word);
    await record({
      kind: said.kind === "answer" ? "answered" : "step-ticked",
      at: word.at,
      who: said.by,
      cluster: report.cluster,
      about: report.id,
      data: { about: said.about, value: said.value },
    });
    return { ...report, words: await store.words(report.id) };
  }

  async *#lookAgain(report: Report, person: Person, signal: AbortSignal): AsyncIterable<Report> {
    const { store, scenarioOf, systems, history, ...deps } = this.#deps;
    const { id, cluster, scenario, question, startedAt } = report;
    this.#looks.get(id)?.abort();
    const look = new AbortController();
    this.#looks.set(id, look);
    try {
      const inquiry = {
        scenario: scenarioOf(scenario),
        systems: systems(cluster),
        history: () => history(cluster),
        question,
        person,
        pasted: {
          findings: report.findings.filter(({ check }) => check === "pasted"),
          ...(report.pasted === undefined ? {} : { weigh: report.pasted }),
        },
        signal: AbortSignal.any([signal, look.signal]),
        resumed: { id, startedAt, words: await store.words(id) },
      };
      // Whoever asked first stays the asker: the one who answers is named beside the answer.
      const kept = { askedBy: report.askedBy };
      const reports = {
        save: (one: Report) => (look.signal.aborted ? Promise.resolve() : store.save({ ...one, ...kept })),
      };
      for await (const revision of diagnose({ ...deps, reports }, inquiry)) {
        if (look.signal.aborted) return;
        yield { ...revision, ...kept, words: await store.words(id) };
      }
    } finally {
      if (this.#looks.get(id) === look) this.#looks.delete(id);
    }
  }
}

const noSuch = (what: string): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `no such question or step: ${JSON.stringify(what.slice(0, 80))}`,
    say: say("diagnosis.no-such", { what: what.slice(0, 80) }),
    next: say("diagnosis.no-such.next"),
    retry: "never",
  });

const tooMany = (id: DiagnosisId): CertOpsError =>
  new CertOpsError({
    code: "conflict",
    message: `${id} has ${mostWords} words already`,
    say: say("diagnosis.too-many", { count: mostWords }),
    next: say("diagnosis.too-many.next"),
    retry: "never",
  });

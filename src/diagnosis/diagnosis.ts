// Runs a scenario's checks side by side, streams a report that grows finding by finding, and keeps the last revision.
import type { Check, CheckContext } from "../checks/check.ts";
import type { Finding } from "../domain/finding.ts";
import { byGravity } from "../domain/finding.ts";
import { type ClusterId, type DiagnosisId, diagnosisId, type NodeName } from "../domain/ids.ts";
import type { PastedEvidence } from "../domain/pasted.ts";
import type { Person } from "../domain/person.ts";
import type { CheckProgress, Report } from "../domain/report.ts";
import { answersOf, type Question, type Word, wordEvidence, wordsNow } from "../domain/word.ts";
import { say } from "../i18n/say.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { deadline } from "../kernel/deadline.ts";
import { newId } from "../kernel/ids.ts";
import { Latest } from "../kernel/latest.ts";
import type { Logger } from "../kernel/logger.ts";
import { Once } from "../kernel/once.ts";
import type { DoneChange, Facts, Scenario, Trial } from "../scenarios/scenario.ts";
import type { Snapshot } from "../snapshots/snapshot.ts";
import type { ClusterSystems } from "../systems/ports.ts";

/** Keeps reports; the implementation is in src/store. */
export interface ReportStore {
  save(report: Report): Promise<void>;
}

export interface DiagnosisDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reports: ReportStore;
  readonly checks: readonly Check<string, unknown>[];
  /** What the bot’s own runs have done to this cluster lately. */
  readonly done: (cluster: ClusterId) => Promise<readonly DoneChange[]>;
  /** What the bot’s last trial on one phone of this cluster showed. */
  readonly trial: (cluster: ClusterId) => Promise<Trial | undefined>;
  /** The whole diagnosis ends after this many milliseconds, with what was found until then. */
  readonly deadlineMs: number;
}

export interface Inquiry {
  readonly scenario: Scenario;
  readonly systems: ClusterSystems;
  readonly history: () => Promise<readonly Snapshot[]>;
  readonly question: string;
  readonly person: Person;
  readonly signal: AbortSignal;
  /** What somebody pasted before: shown as evidence, and weighed by scenarios that know how. */
  readonly pasted?: PastedEvidence;
  /** A diagnosis that is looked at anew because somebody answered: it keeps its id, its beginning and its words. */
  readonly resumed?: { readonly id: DiagnosisId; readonly startedAt: string; readonly words: readonly Word[] };
}

/** Each look after an answer counts on from here: its revisions are above those of every look before it. */
const revisionsOfALook = 1000;

/** Revisions of one report; the last one has `endedAt`, a cause and remedies. Bugs in checks are thrown. */
export function diagnose(deps: DiagnosisDeps, question: Inquiry): AsyncIterable<Report> {
  const stream = new Latest<Report>();
  new DiagnosisRun(deps, question, stream).go().then(
    () => stream.end(),
    (error: unknown) => stream.fail(error),
  );
  return stream;
}

class DiagnosisRun {
  readonly #deps: DiagnosisDeps;
  readonly #question: Inquiry;
  readonly #stream: Latest<Report>;
  readonly #findings = new Map<string, Finding>();
  readonly #progress = new Map<string, CheckProgress["state"]>();
  readonly #answered = new Set<NodeName>();
  readonly #id: DiagnosisId;
  readonly #startedAt: string;
  #revision: number;

  constructor(deps: DiagnosisDeps, question: Inquiry, stream: Latest<Report>) {
    this.#deps = deps;
    this.#question = question;
    this.#stream = stream;
    this.#id = question.resumed?.id ?? diagnosisId(newId("dia"));
    this.#startedAt = question.resumed?.startedAt ?? iso(deps.clock);
    for (const finding of question.pasted?.findings ?? []) this.#findings.set(finding.id, finding);
    const looks = (question.resumed?.words ?? []).filter(({ kind }) => kind === "answer").length;
    this.#revision = looks * revisionsOfALook;
  }

  async go(): Promise<void> {
    const { scenario, systems } = this.#question;
    const context: CheckContext = {
      systems,
      readings: new Once(),
      history: this.#question.history,
      clock: this.#deps.clock,
      signal: deadline(this.#deps.deadlineMs, this.#question.signal),
      emit: (finding) => {
        this.#findings.set(finding.id, finding);
        this.#show();
      },
      answered: (node) => {
        this.#answered.add(node);
      },
    };
    for (const id of scenario.checks) this.#progress.set(id, "waiting");
    this.#show();

    const facts: Record<string, unknown> = {};
    await Promise.all(
      scenario.checks.map(async (id) => {
        const check = this.#deps.checks.find((one) => one.id === id);
        if (check === undefined) throw new Error(`scenario ${scenario.id} names an unknown check ${id}`);
        this.#step(id, "running");
        try {
          facts[id] = await check.run(context);
          this.#step(id, "done");
        } catch (error) {
          this.#step(id, "failed");
          throw error;
        }
      }),
    );

    const words = this.#question.resumed?.words ?? [];
    const { pasted } = this.#question;
    const trial = await this.#deps.trial(systems.cluster.id);
    const {
      weighed,
      revised = [],
      ...conclusion
    } = scenario.conclude({
      cluster: systems.cluster,
      facts: facts as Facts,
      // A paste is no finding of ours, anybody could have written it: what counts of it are the facts, weighed as a paste’s.
      findings: [...this.#findings.values()].filter(({ check }) => check !== "pasted"),
      answers: answersOf(words),
      ...(pasted?.weigh === undefined ? {} : { pasted: pasted.weigh }),
      done: await this.#deps.done(systems.cluster.id),
      ...(trial === undefined ? {} : { trial }),
      now: this.#deps.clock.now(),
    });
    for (const finding of revised) this.#findings.set(finding.id, finding);
    if (weighed !== undefined) this.#findings.set(weighed.id, weighed);
    for (const finding of answered(conclusion.questions ?? [], words)) this.#findings.set(finding.id, finding);
    const remedies = conclusion.remedies.map((remedy) =>
      remedy.plan === undefined ? remedy : { ...remedy, plan: { ...remedy.plan, diagnosis: this.#id } },
    );
    const report: Report = { ...this.#report(), ...conclusion, remedies, endedAt: iso(this.#deps.clock) };
    await this.#deps.reports.save(report);
    this.#stream.put(report);
  }

  #step(check: string, state: CheckProgress["state"]): void {
    this.#progress.set(check, state);
    this.#show();
  }

  #show(): void {
    this.#stream.put(this.#report());
  }

  #report(): Report {
    const { scenario, systems, person, question, pasted } = this.#question;
    this.#revision += 1;
    return {
      id: this.#id,
      cluster: systems.cluster.id,
      clusterName: systems.cluster.name,
      scenario: scenario.id,
      question,
      askedBy: person.id,
      startedAt: this.#startedAt,
      checks: [...this.#progress].map(([check, state]) => ({ check, state })),
      nodesAnswered: this.#answered.size,
      nodesTotal: systems.cluster.nodes.length,
      findings: [...this.#findings.values()].sort(byGravity),
      remedies: [],
      corrections: [],
      ...(pasted?.weigh === undefined ? {} : { pasted: pasted.weigh }),
      revision: this.#revision,
    };
  }
}

/** What people said, as findings: evidence like any other, and marked as theirs. */
function answered(questions: readonly Question[], words: readonly Word[]): Finding[] {
  return wordsNow(words).flatMap((word): Finding[] => {
    if (word.kind !== "answer") return [];
    const question = questions.find(({ id }) => id === word.about);
    const option = question?.options.find(({ id }) => id === word.value);
    if (question === undefined || option === undefined) return [];
    return [
      {
        id: `answer:${question.id}`,
        check: "person",
        code: `person.${question.id}`,
        verdict: option.verdict ?? "ok",
        title: say("diagnosis.answered", { question: question.text, answer: option.label }),
        evidence: [wordEvidence(word)],
      },
    ];
  });
}

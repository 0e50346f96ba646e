// What people add to a diagnosis: answers that are looked at again, manual steps that are ticked off, and the way back.
import { describe, expect, it, onTestFinished } from "vitest";
import { reportCard } from "../../cards/report-card.ts";
import { reportMarkdown } from "../../cards/report-text.ts";
import { DiagnosisService } from "../../src/diagnosis/service.ts";
import type { AuditEvent } from "../../src/domain/audit.ts";
import { type DiagnosisId, diagnosisId } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import { verbatim } from "../../src/domain/text.ts";
import { mostWords, type Question, stepKey, wordsNow } from "../../src/domain/word.ts";
import { say } from "../../src/i18n/say.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import type { Scenario } from "../../src/scenarios/scenario.ts";
import { openStore } from "../../src/store/open.ts";
import { context } from "../cards/samples.ts";
import { hq } from "../commands/services-fake.ts";
import { person } from "../router/fakes.ts";

const [ada, ben] = [person("alex"), person("beatriz")];
const plain = (text: string) => say("card.plain", { text });

const shown: Question = {
  id: "error-shown",
  text: plain("What does the browser show?"),
  how: plain("Log in once more."),
  options: [
    { id: "decrypt", label: plain("Failed to decrypt"), verdict: "problem" },
    { id: "other", label: plain("Something else") },
  ],
};
const second: Question = { id: "since", text: plain("Since when?"), options: [{ id: "today", label: plain("today") }] };

/** A scenario that believes what people say. */
const scenario: Scenario = {
  id: "sso-login-failed",
  title: plain("test"),
  checks: [],
  phrases: { en: [], "zh-CN": [] },
  conclude: ({ answers }) => ({
    cause: {
      certainty: answers.get("error-shown") === "decrypt" ? "likely" : "unknown",
      code: "x",
      statement: plain(answers.get("error-shown") ?? "nobody has said"),
      qualifications: [],
      because: answers.has("error-shown") ? ["answer:error-shown"] : [],
    },
    remedies: [
      {
        id: "import",
        title: plain("Import the metadata"),
        feasibility: "works",
        reason: plain("it does"),
        inSupportDocument: true,
        impact: "low",
        runbook: [
          { by: "person", id: "export", text: plain("Export the metadata") },
          { by: "bot", text: verbatim("utils service restart Cisco Tomcat") },
          { by: "person", text: plain("Import it") },
          { by: "person", text: plain("Import it") },
        ],
      },
    ],
    corrections: [],
    questions: [shown, second],
  }),
};

async function desk() {
  const store = await openStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  const clock = new ManualClock(Date.parse("2026-11-22T02:00:00Z"));
  const recorded: AuditEvent[] = [];
  const service = new DiagnosisService({
    recent: () => Promise.resolve([]),
    trial: () => Promise.resolve(undefined),
    store: store.diagnoses,
    checks: [],
    scenarioOf: () => scenario,
    systems: () => ({ cluster: hq }) as never,
    history: async () => [],
    done: async () => [],
    record: async (event) => {
      recorded.push(event);
    },
    clock,
    logger: silentLogger,
    deadlineMs: 5_000,
  });
  const signal = AbortSignal.timeout(10_000);
  const wish = { cluster: hq.id, scenario: scenario.id, question: "why", person: ada, signal };
  const first = await last(service.start(wish));
  const answer = (question: string, option: string, by = ben) =>
    all(service.answer({ id: first.id, question, option, by, signal }));
  return { service, store, clock, recorded, first, answer, signal };
}

const all = async (reports: AsyncIterable<Report>): Promise<Report[]> => {
  const list: Report[] = [];
  for await (const report of reports) list.push(report);
  return list;
};
async function last(reports: AsyncIterable<Report>): Promise<Report> {
  const report = (await all(reports)).at(-1);
  if (report === undefined) throw new Error("no report");
  return report;
}
const buttons = (report: Report) =>
  reportCard(report, context).actions.map(({ action, payload, label }) => ({
    action,
    payload,
    label: writerFor("en", "UTC").write(label),
  }));

describe("an answer", () => {
  it("is shown at once, looked at again under the same id, and is evidence with its giver’s name", async () => {
    const { first, answer, recorded } = await desk();
    expect(buttons(first).filter(({ action }) => action === "diagnosis.answer")).toMatchObject([
      { payload: { question: "error-shown", option: "decrypt" }, label: "Failed to decrypt" },
      { payload: { question: "error-shown", option: "other" } },
    ]);
    const revisions = await answer("error-shown", "decrypt");
    const end = revisions.at(-1);
    expect(revisions[0]).toMatchObject({ cause: { certainty: "unknown" }, words: [{ value: "decrypt", by: ben.id }] });
    expect(end).toMatchObject({
      id: first.id,
      startedAt: first.startedAt,
      askedBy: ada.id,
      cause: { certainty: "likely" },
    });
    expect(end?.findings).toMatchObject([
      {
        id: "answer:error-shown",
        verdict: "problem",
        evidence: [{ system: "person", source: ben.id, excerpt: "error-shown: decrypt" }],
      },
    ]);
    const counted = revisions.map(({ revision, words }) => revision + (words?.length ?? 0));
    expect(counted).toEqual([...counted].sort((a, b) => a - b));
    expect(recorded).toMatchObject([{ kind: "answered", who: ben.id, about: first.id }]);
  });

  it("makes room for the next question, and can be changed and taken back", async () => {
    const { first, answer, service, signal, store } = await desk();
    const [, ...more] = await answer("error-shown", "decrypt");
    const asked = (report: Report | undefined) =>
      report && buttons(report).find(({ action }) => action === "diagnosis.answer")?.payload.question;
    expect(asked(more.at(-1))).toBe("since");
    await answer("error-shown", "other", ada);
    expect((await store.diagnoses.get(first.id))?.cause?.statement.values?.text).toBe("other");
    const back = await last(service.takeBack({ id: first.id, by: ada, signal }));
    expect(back.cause?.statement.values?.text).toBe("nobody has said");
    expect(wordsNow(back.words ?? [])).toEqual([]);
    expect(asked(back)).toBe("error-shown");
  });

  it("to a question that nobody asked, or with an option that is not there, is refused and not kept", async () => {
    const { first, answer, store } = await desk();
    for (const [question, option] of [
      ["error-shown", "nonsense"],
      ["nobody-asked", "decrypt"],
      ["__proto__", "constructor"],
    ] as const) {
      await expect(answer(question, option)).rejects.toMatchObject({ code: "not-found" });
    }
    expect(await store.diagnoses.words(first.id)).toEqual([]);
  });

  it("that comes while the last one is still looked at wins, whatever order the looks end in", async () => {
    const { first, answer, store } = await desk();
    await Promise.all([answer("error-shown", "other"), answer("error-shown", "decrypt"), answer("since", "today")]);
    const kept = await store.diagnoses.get(first.id);
    const said = wordsNow(kept?.words ?? []).find(({ about }) => about === "error-shown")?.value;
    expect(kept?.cause?.statement.values?.text).toBe(said);
    expect(kept?.words).toHaveLength(3);
  });
});

describe("a manual step", () => {
  it("is ticked off by name and time, and the next one is offered", async () => {
    const { first, service, recorded } = await desk();
    const [offered] = buttons(first).filter(({ action }) => action === "diagnosis.tick");
    expect(offered).toMatchObject({ label: "Done: 1.1", payload: { step: "import/export", done: "yes" } });
    const report = await service.tick({ id: first.id, step: offered?.payload.step ?? "", done: true, by: ben });
    const text = reportMarkdown(report, { ...context, nameOf: () => "Ben" }, writerFor("en", "UTC"));
    expect(text).toMatch(/1\. .*Export the metadata \(done · Ben, .*2:00.*\)/);
    expect(buttons(report).filter(({ action }) => action === "diagnosis.tick")).toMatchObject([{ label: "Done: 1.3" }]);
    expect(buttons(report).find(({ action }) => action === "diagnosis.take-back")?.label).toBe("Not done: 1.1");
    expect(recorded).toMatchObject([
      { kind: "step-ticked", who: ben.id, data: { about: "import/export", value: "done" } },
    ]);
  });

  it("is told from another one with the same words, and the bot’s own steps cannot be ticked off", async () => {
    const { first, service } = await desk();
    const [remedy] = first.remedies;
    if (remedy === undefined) throw new Error("no remedy");
    const keys = remedy.runbook.map((_, index) => stepKey(remedy, index));
    expect(new Set(keys).size).toBe(4);
    const tick = (step: string) => service.tick({ id: first.id, step, done: true, by: ben });
    await expect(tick(keys[1] ?? "")).rejects.toMatchObject({ code: "not-found" });
    await expect(tick("import/no-such-step")).rejects.toMatchObject({ code: "not-found" });
    const report = await tick(keys[3] ?? "");
    expect(wordsNow(report.words ?? []).map(({ about }) => about)).toEqual([keys[3]]);
  });

  it("given during a look is not lost when the look ends", async () => {
    const { first, service, signal, store } = await desk();
    const looks = service.answer({ id: first.id, question: "error-shown", option: "other", by: ada, signal });
    for await (const _ of looks) {
      await service.tick({ id: first.id, step: "import/export", done: true, by: ben });
    }
    const kept = await store.diagnoses.get(first.id);
    expect(wordsNow(kept?.words ?? []).map(({ kind }) => kind)).toEqual(["answer", "step"]);
  });

  it("cannot fill the store", async () => {
    const { first, service, store } = await desk();
    const tick = () => service.tick({ id: first.id, step: "import/export", done: true, by: ben });
    for (let count = 0; count < mostWords; count++) await tick();
    await expect(tick()).rejects.toMatchObject({ code: "conflict", next: { id: "diagnosis.too-many.next" } });
    expect(await store.diagnoses.words(first.id)).toHaveLength(mostWords);
  });
});

it("of a diagnosis that is not there, nothing is kept", async () => {
  const { service, signal } = await desk();
  const id: DiagnosisId = diagnosisId("dia_none");
  await expect(service.tick({ id, step: "x", done: true, by: ben })).rejects.toMatchObject({ code: "not-found" });
  await expect(last(service.takeBack({ id, by: ben, signal }))).rejects.toMatchObject({ code: "not-found" });
});

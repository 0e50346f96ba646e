// /certops answer and /certops tick: what the buttons of a diagnosis do, for places without buttons.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import { stepNumber } from "../cards/words-of-people.ts";
import { diagnosisId } from "../src/domain/ids.ts";
import type { Person } from "../src/domain/person.ts";
import type { Report } from "../src/domain/report.ts";
import { type Text, verbatim } from "../src/domain/text.ts";
import { stepKey } from "../src/domain/word.ts";
import { say } from "../src/i18n/say.ts";
import { defineCommand } from "../src/router/command.ts";
import { noSuch } from "./common.ts";
import { reportReply, requestedRemedies, shown } from "./diagnose.ts";
import type { Services } from "./services.ts";

interface AnswerArgs {
  id: string;
  question?: string | undefined;
  option?: string | undefined;
}

async function reportFor(id: string, person: Person, services: Services): Promise<Report> {
  const report = await services.diagnosis.get(diagnosisId(id));
  if (report === undefined || !services.can(person, "ask", report.cluster)) throw noSuch(id);
  return report;
}

export const answerCommand = defineCommand<Services, AnswerArgs>({
  name: "answer",
  summary: say("command.answer.summary"),
  usage: "answer <diagnosis> [question] [option]",
  may: "ask",
  intent: "diagnose",
  args: z.object({
    id: z.string().max(40),
    question: z.string().max(60).optional(),
    option: z.string().max(60).optional(),
  }),
  positions: ["id", "question", "option"],
  phrases: { en: [], "zh-CN": [] },
  async *run({ id, question, option }, { person: by, signal }, services) {
    const report = await reportFor(id, by, services);
    if (question !== undefined && option !== undefined) {
      // `none` is the word for the empty option: an answer taken back.
      const chosen = option === "none" && !optionsOf(report, question).includes("none") ? "" : option;
      yield* shown(services.diagnosis.answer({ id: report.id, question, option: chosen, by, signal }), services);
      return;
    }
    const asked = (report.questions ?? []).filter((one) => question === undefined || one.id === question);
    yield {
      card: noticeCard({
        title: say("command.answer.title", { id: report.id }),
        text: asked.length === 0 ? say("command.answer.nothing") : say("command.answer.how", { id: report.id }),
        lines: asked.map((one): Text => verbatim(`${one.id}: ${optionsOf(report, one.id).join(" | ")}`)),
      }),
    };
  },
});

const optionsOf = (report: Report, question: string): readonly string[] =>
  (report.questions ?? []).find((one) => one.id === question)?.options.map((option) => option.id) ?? [];

interface TickArgs {
  id: string;
  step: string;
  back?: string | undefined;
}

export const tickCommand = defineCommand<Services, TickArgs>({
  name: "tick",
  summary: say("command.tick.summary"),
  usage: "tick <diagnosis> <remedy>.<step> [back]",
  may: "ask",
  intent: "diagnose",
  args: z.object({
    id: z.string().max(40),
    step: z.string().regex(/^\d{1,2}\.\d{1,3}$/),
    back: z.literal("back").optional(),
  }),
  positions: ["id", "step", "back"],
  phrases: { en: [], "zh-CN": [] },
  async *run({ id, step, back }, { person: by }, services) {
    const report = await reportFor(id, by, services);
    const key = report.remedies
      .flatMap((remedy, at) =>
        remedy.runbook.map((_, index) => ({ number: stepNumber(at, index), key: stepKey(remedy, index) })),
      )
      .find(({ number }) => number === step)?.key;
    if (key === undefined) throw noSuch(step);
    const ticked = await services.diagnosis.tick({ id: report.id, step: key, done: back === undefined, by });
    yield reportReply(ticked, services, await requestedRemedies(report.id, services));
  },
});

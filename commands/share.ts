// /certops share <diagnosis | run>: the case file, first as a preview that its sharer alone sees.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import { casePreviewCard, caseSentCard } from "../cards/case-cards.ts";
import type { PackedCase } from "../src/domain/case-file.ts";
import type { Reply } from "../src/domain/chat.ts";
import { say } from "../src/i18n/say.ts";
import { type Click, defineCommand, type Invocation } from "../src/router/command.ts";
import { contextOf, noSuch, trouble } from "./common.ts";
import type { Services } from "./services.ts";

const idShape = /^(?:dia|run)_[A-Za-z0-9_-]{1,60}$/;

/** Made anew each time: nothing is kept, and what was added meanwhile is in it. */
async function packed(about: string, { person, locale }: Invocation, services: Services): Promise<PackedCase> {
  if (!idShape.test(about)) {
    throw trouble("bad-input", "no diagnosis or run named", say("case.which"), say("case.which.next"));
  }
  const cluster = await services.cases.subject(about);
  if (cluster === undefined || !services.can(person, "ask", cluster)) throw noSuch(about);
  const made = await services.cases.pack({ about, by: person.id, locale });
  if (made === undefined) throw noSuch(about);
  return made;
}

/** What it says to programs: never the content, which is in the file. */
const dataOf = ({ content, file, parts }: PackedCase) => ({
  kind: "case",
  value: { about: content.about, name: file.name, bytes: file.bytes.length, parts, removed: content.removed },
});

export async function preview(about: string, invocation: Invocation, services: Services): Promise<Reply> {
  const made = await packed(about, invocation, services);
  return { card: casePreviewCard(made, contextOf(services)), private: true, data: dataOf(made) };
}

async function sent(about: string, invocation: Invocation, services: Services): Promise<Reply> {
  const made = await packed(about, invocation, services);
  return { card: caseSentCard(made, contextOf(services)), file: made.file, data: dataOf(made) };
}

export const share = defineCommand<Services, { about?: string | undefined; now?: string | undefined }>({
  name: "share",
  summary: say("command.share.summary"),
  usage: "share <diagnosis or run>",
  may: "ask",
  intent: "help",
  args: z.object({ about: z.string().max(80).optional(), now: z.string().max(10).optional() }),
  positions: ["about", "now"],
  phrases: {
    en: [
      "share the diagnostics with the team",
      "make a case file",
      "export this diagnosis for TAC",
      "send the evidence to the vendor",
      "bundle everything for the support case",
    ],
    "zh-CN": ["把诊断结果共享给团队", "生成案例文件", "导出诊断给 TAC", "把证据发给供应商", "打包给 TAC"],
  },
  async *run({ about = "", now }, invocation, services) {
    // On the command line the file stays on the asker's own machine; into a chat nothing goes unseen.
    const stays = now === "now" && invocation.place.platform === "terminal";
    yield stays ? await sent(about, invocation, services) : await preview(about, invocation, services);
  },
});

const send: Click<Services> = {
  action: "case.send",
  may: "ask",
  async *run({ about = "" }, invocation, services) {
    yield await sent(about, invocation, services);
  },
};

const markdown: Click<Services> = {
  action: "case.markdown",
  may: "ask",
  async *run({ about = "" }, invocation, services) {
    const made = await packed(about, invocation, services);
    const title = say("case.markdown.title", { cluster: made.content.cluster.name, about });
    yield { card: noticeCard({ title, text: say("case.markdown.text") }), file: made.markdown, data: dataOf(made) };
  },
};

const cancel: Click<Services> = {
  action: "case.cancel",
  may: "ask",
  async *run() {
    yield {
      card: noticeCard({ title: say("case.cancelled"), text: say("case.cancelled.text") }),
      private: true,
      inPlace: true,
    };
  },
};

/** The button on a run's card. */
const ofRun: Click<Services> = {
  action: "run.share",
  may: "ask",
  async *run({ run = "" }, invocation, services) {
    yield await preview(run, invocation, services);
  },
};

export const shareClicks: readonly Click<Services>[] = [send, markdown, cancel, ofRun];

// /certops picture <trust-map | timeline | recovery> [what]: what people would rather see than read, as a PNG with its words.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import { pictureCard } from "../cards/picture-card.ts";
import type { Reply } from "../src/domain/chat.ts";
import { diagnosisId, runId } from "../src/domain/ids.ts";
import type { CertificateReport } from "../src/domain/inventory.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { type Click, defineCommand, type Invocation } from "../src/router/command.ts";
import { clusterFor, noSuch, trouble } from "./common.ts";
import type { Drawn, Services } from "./services.ts";

/** Ids and cluster names are no longer than this. */
const mostName = 80;

/** The file and its words; where there is nothing to draw, why. */
function reply(drawn: Drawn | undefined, none: Phrase): Reply {
  if (drawn === undefined) return { card: noticeCard({ title: none, text: say("picture.which.next") }) };
  const { title, alt, file } = drawn;
  return {
    card: pictureCard(drawn),
    file,
    data: { kind: "picture", value: { title, alt, name: file.name, bytes: file.bytes.length } },
  };
}

async function map(id: string, { person, locale }: Invocation, services: Services): Promise<Reply> {
  const report = id === "" ? undefined : await services.diagnosis.get(diagnosisId(id));
  if (report === undefined || !services.can(person, "ask", report.cluster)) throw noSuch(id);
  return reply(await services.pictures.trustMap(report, locale), say("picture.map.none"));
}

/** Of the run that is named, or of the newest that this person may see. */
async function recovery(id: string, { person, locale }: Invocation, services: Services): Promise<Reply> {
  const run =
    id === ""
      ? (await services.runs.list({ limit: 50 })).find((one) => services.can(person, "ask", one.cluster))
      : await services.runs.get(runId(id));
  if (run === undefined || !services.can(person, "ask", run.cluster)) throw noSuch(id);
  return reply(await services.pictures.recovery(run, locale), say("picture.recovery.none"));
}

/** Of what was read last, or read now. */
async function timeline(name: string, invocation: Invocation, services: Services): Promise<Reply> {
  const { person, locale, signal } = invocation;
  const cluster = clusterFor(services, person, "ask", name);
  let report: CertificateReport | undefined = services.certificates.latest?.(cluster.id);
  if (report === undefined) {
    for await (const revision of services.certificates.inventory(cluster.id, signal)) report = revision;
  }
  const drawn = report === undefined ? undefined : await services.pictures.timeline(report, locale);
  return reply(drawn, say("picture.timeline.none"));
}

export const picture = defineCommand<Services, { kind?: string | undefined; what?: string | undefined }>({
  name: "picture",
  summary: say("command.picture.summary"),
  usage: "picture <trust-map | timeline | recovery> [what]",
  may: "ask",
  intent: "help",
  args: z.object({ kind: z.string().max(20).optional(), what: z.string().max(mostName).optional() }),
  positions: ["kind", "what"],
  phrases: {
    en: [
      "show the certificate expiry as a timeline picture",
      "trust map please",
      "visualise the trust between the nodes",
      "chart of the recovery",

      "draw the trust map",
      "picture of the recovery curve",
      "draw the expiry timeline as an image",
      "sketch who trusts whom",
      "plot when certificates expire",
    ],
    "zh-CN": [
      "信任拓扑图",
      "到期时间线图",
      "画张图看看谁信任谁",
      "画出信任图",
      "恢复曲线的图片",
      "画出证书到期时间轴",
      "把信任关系画成图",
    ],
  },
  async *run({ kind = "", what = "" }, invocation, services) {
    if (kind === "trust-map") yield await map(what, invocation, services);
    else if (kind === "timeline") yield await timeline(what, invocation, services);
    else if (kind === "recovery") yield await recovery(what, invocation, services);
    else throw trouble("bad-input", "no such picture", say("picture.which"), say("picture.which.next"));
  },
});

const of = (
  action: string,
  key: string,
  draw: (what: string, invocation: Invocation, services: Services) => Promise<Reply>,
): Click<Services> => ({
  action,
  may: "ask",
  async *run(payload, invocation, services) {
    yield await draw((payload[key] ?? "").slice(0, mostName), invocation, services);
  },
});

export const pictureClicks: readonly Click<Services>[] = [
  of("diagnosis.map", "diagnosis", map),
  of("certs.timeline", "cluster", timeline),
  of("run.picture", "run", recovery),
];

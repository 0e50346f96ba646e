// The chat platforms, each by its own examiner: token, scopes, clock, socket or endpoint, tenancy; a sample card on request.
import { noticeCard } from "../../../cards/answer-cards.ts";
import type { Settings } from "../../config/settings.ts";
import type { Card } from "../../domain/card.ts";
import type { PlatformId } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { writerFor } from "../../i18n/write.ts";
import { bad, type Examined } from "./examined.ts";
import { examineSlack } from "./slack.ts";
import { teamsExaminer } from "./teams.ts";
import { examineWebex } from "./webex.ts";

/** Where a sample card is to be posted: what the platform calls the conversation, for example `C01234567`. */
export interface Sample {
  readonly conversation: string;
  readonly card: Card;
}

export interface ExamineInit {
  readonly settings: Settings;
  /** Milliseconds after which a platform that does not answer is a problem. */
  readonly patienceMs: number;
  /** Only for the platform that was asked for one. */
  readonly sample?: Sample;
}

/** Looks at one configured platform; never throws for what a platform answers. */
export type Examiner = (init: ExamineInit) => Promise<readonly Examined[]>;

/** One line a platform. */
const examiners: Readonly<Partial<Record<PlatformId, Examiner>>> = {
  slack: examineSlack,
  teams: teamsExaminer(),
  webex: examineWebex,
};

const sampleCard = (): Card =>
  noticeCard({ title: say("channel.sample.title"), text: say("channel.sample.text"), tone: "good" });

/** `postSample`: `<platform>:<conversation>`. `locale`: of whoever reads what is found. */
export async function examineChannels(
  settings: Settings,
  options: { readonly postSample?: string; readonly patienceMs: number; readonly locale: Locale },
): Promise<readonly Examined[]> {
  const { locale, patienceMs } = options;
  const configured = (Object.keys(examiners) as PlatformId[]).filter((platform) => platform in settings);
  const [wanted = "", ...rest] = (options.postSample ?? "").split(":");
  const conversation = rest.join(":");
  const results: Examined[] = [];
  if (options.postSample !== undefined && (conversation === "" || !configured.some((one) => one === wanted))) {
    const { write } = writerFor(locale);
    const known = configured.map((platform) => write(say("line.doctor.sample.one", { platform }))).join(", ");
    const next = known === "" ? say("line.doctor.sample.configure") : say("line.doctor.sample.write", { known });
    results.push(
      bad(say("line.doctor.sample"), say("line.doctor.sample.unknown", { given: options.postSample }), next),
    );
  }
  for (const platform of configured) {
    const sample = platform === wanted && conversation !== "" ? { conversation, card: sampleCard() } : undefined;
    const examined = await examiners[platform]?.({ settings, patienceMs, ...(sample === undefined ? {} : { sample }) });
    results.push(...(examined ?? []));
  }
  return results;
}

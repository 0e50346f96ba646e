// Every command and every button, and what each is called when people ask in words.
import type { ScenarioId } from "../src/domain/report.ts";
import type { Locale } from "../src/domain/text.ts";
import type { Click, Command, Teaching } from "../src/router/command.ts";
import { approvals } from "./approvals.ts";
import { audit } from "./audit.ts";
import { certs, certsPage } from "./certs.ts";
import { changeClicks } from "./change-clicks.ts";
import { diagnose } from "./diagnose.ts";
import { diagnosisClicks } from "./diagnosis-clicks.ts";
import { explain, explainClicks } from "./explain.ts";
import { certificate, handOutClicks, lscs } from "./hand-out.ts";
import { createHelp } from "./help.ts";
import { impact } from "./impact.ts";
import { language, languageSet } from "./language.ts";
import { overview } from "./overview.ts";
import { phrases } from "./phrases/index.ts";
import { picture, pictureClicks } from "./picture.ts";
import { policy } from "./policy.ts";
import { createAnswer, createChoose } from "./prompt.ts";
import { renew } from "./renew.ts";
import { reset } from "./reset.ts";
import { restart } from "./restart.ts";
import { runs } from "./runs.ts";
import type { Services } from "./services.ts";
import { share, shareClicks } from "./share.ts";
import { snapshot } from "./snapshot.ts";
import { moreTeachings } from "./teaching.ts";
import { trust } from "./trust.ts";
import { answerCommand, tickCommand } from "./words.ts";

const others: readonly Command<Services, unknown>[] = [
  diagnose,
  answerCommand,
  tickCommand,
  certs,
  impact,
  renew,
  restart,
  reset,
  snapshot,
  trust,
  approvals,
  overview,
  policy,
  runs,
  audit,
  explain,
  share,
  picture,
  certificate,
  lscs,
  language,
];

export const commands: readonly Command<Services, unknown>[] = [...others, createHelp(others)];

export const clicks: readonly Click<Services>[] = [
  ...diagnosisClicks,
  ...changeClicks,
  ...explainClicks,
  ...shareClicks,
  ...pictureClicks,
  ...handOutClicks,
  certsPage,
  languageSet,
  createChoose(commands),
];

/** For the router: what a prompt leads to. */
export const answer = createAnswer(commands);

/** What the understanding learns from: every command’s phrases, the scenarios’ (they stand in src/scenarios), and many more (commands/phrases). */
export function teachings(
  scenarios: Readonly<Record<ScenarioId, Readonly<Record<Locale, readonly string[]>>>>,
): Teaching[] {
  const fromCommands = commands
    .filter((command) => command.intent !== "diagnose")
    .map(({ intent, name, phrases }): Teaching => ({ intent, scenario: null, command: name, phrases }));
  const fromScenarios = (Object.keys(scenarios) as ScenarioId[]).map(
    (scenario): Teaching => ({ intent: "diagnose", scenario, command: "diagnose", phrases: scenarios[scenario] }),
  );
  return [...fromCommands, ...fromScenarios, ...moreTeachings, ...phrases];
}

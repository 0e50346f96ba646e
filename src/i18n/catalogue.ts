// The two catalogues. Each area has one file per language; a message missing in one language does not compile.
import { app as enApp } from "./en/app.ts";
import { audit as enAudit } from "./en/audit.ts";
import { buttons as enButtons } from "./en/buttons.ts";
import { cards as enCards } from "./en/cards.ts";
import { cardsChange as enCardsChange } from "./en/cards-change.ts";
import { cases as enCases } from "./en/cases.ts";
import { changes as enChanges } from "./en/changes.ts";
import { channels as enChannels } from "./en/channels.ts";
import { checks as enChecks } from "./en/checks.ts";
import { commandLine as enCommandLine } from "./en/command-line.ts";
import { commandLineSaid as enCommandLineSaid } from "./en/command-line-said.ts";
import { commands as enCommands } from "./en/commands.ts";
import { common as enCommon } from "./en/common.ts";
import { config as enConfig } from "./en/config.ts";
import { doctor as enDoctor } from "./en/doctor.ts";
import { doctorChannels as enDoctorChannels } from "./en/doctor-channels.ts";
import { dot1x as enDot1x } from "./en/dot1x.ts";
import { evidence as enEvidence } from "./en/evidence.ts";
import { explainCards as enExplainCards } from "./en/explain-cards.ts";
import { explainCli as enExplainCli } from "./en/explain-cli.ts";
import { explainFiles as enExplainFiles } from "./en/explain-files.ts";
import { explainLog as enExplainLog } from "./en/explain-log.ts";
import { files as enFiles } from "./en/files.ts";
import { forecast as enForecast } from "./en/forecast.ts";
import { handOut as enHandOut } from "./en/hand-out.ts";
import { init as enInit } from "./en/init.ts";
import { labFields as enLabFields } from "./en/lab-fields.ts";
import { labLine as enLabLine } from "./en/lab-line.ts";
import { labRefusals as enLabRefusals } from "./en/lab-refusals.ts";
import { language as enLanguage } from "./en/language.ts";
import { manifest as enManifest } from "./en/manifest.ts";
import { mra as enMra } from "./en/mra.ts";
import { mraLog as enMraLog } from "./en/mra-log.ts";
import { mraScenario as enMraScenario } from "./en/mra-scenario.ts";
import { overview as enOverview } from "./en/overview.ts";
import { pasted as enPasted } from "./en/pasted.ts";
import { phones as enPhones } from "./en/phones.ts";
import { phonesLists as enPhonesLists } from "./en/phones-lists.ts";
import { pictures as enPictures } from "./en/pictures.ts";
import { policy as enPolicy } from "./en/policy.ts";
import { policyCheck as enPolicyCheck } from "./en/policy-check.ts";
import { router as enRouter } from "./en/router.ts";
import { scenarioDot1x as enScenarioDot1x } from "./en/scenario-dot1x.ts";
import { scenarioSso as enScenarioSso } from "./en/scenario-sso.ts";
import { scenarios as enScenarios } from "./en/scenarios.ts";
import { secure as enSecure } from "./en/secure.ts";
import { signin as enSignin } from "./en/signin.ts";
import { slack as enSlack } from "./en/slack.ts";
import { sso as enSso } from "./en/sso.ts";
import { store as enStore } from "./en/store.ts";

import { systems as enSystems } from "./en/systems.ts";
import { teams as enTeams } from "./en/teams.ts";
import { trust as enTrust } from "./en/trust.ts";
import { trustService as enTrustService } from "./en/trust-service.ts";
import { understanding as enUnderstanding } from "./en/understanding.ts";
import { web as enWeb } from "./en/web.ts";
import { webLab as enWebLab } from "./en/web-lab.ts";
import { webex as enWebex } from "./en/webex.ts";
import { words as enWords } from "./en/words.ts";

import { app as zhApp } from "./zh-CN/app.ts";
import { audit as zhAudit } from "./zh-CN/audit.ts";
import { buttons as zhButtons } from "./zh-CN/buttons.ts";
import { cards as zhCards } from "./zh-CN/cards.ts";
import { cardsChange as zhCardsChange } from "./zh-CN/cards-change.ts";
import { cases as zhCases } from "./zh-CN/cases.ts";
import { changes as zhChanges } from "./zh-CN/changes.ts";
import { channels as zhChannels } from "./zh-CN/channels.ts";
import { checks as zhChecks } from "./zh-CN/checks.ts";
import { commandLine as zhCommandLine } from "./zh-CN/command-line.ts";
import { commandLineSaid as zhCommandLineSaid } from "./zh-CN/command-line-said.ts";
import { commands as zhCommands } from "./zh-CN/commands.ts";
import { common as zhCommon } from "./zh-CN/common.ts";
import { config as zhConfig } from "./zh-CN/config.ts";
import { doctor as zhDoctor } from "./zh-CN/doctor.ts";
import { doctorChannels as zhDoctorChannels } from "./zh-CN/doctor-channels.ts";
import { dot1x as zhDot1x } from "./zh-CN/dot1x.ts";
import { evidence as zhEvidence } from "./zh-CN/evidence.ts";
import { explainCards as zhExplainCards } from "./zh-CN/explain-cards.ts";
import { explainCli as zhExplainCli } from "./zh-CN/explain-cli.ts";
import { explainFiles as zhExplainFiles } from "./zh-CN/explain-files.ts";
import { explainLog as zhExplainLog } from "./zh-CN/explain-log.ts";
import { files as zhFiles } from "./zh-CN/files.ts";
import { forecast as zhForecast } from "./zh-CN/forecast.ts";
import { handOut as zhHandOut } from "./zh-CN/hand-out.ts";
import { init as zhInit } from "./zh-CN/init.ts";
import { labFields as zhLabFields } from "./zh-CN/lab-fields.ts";
import { labLine as zhLabLine } from "./zh-CN/lab-line.ts";
import { labRefusals as zhLabRefusals } from "./zh-CN/lab-refusals.ts";
import { language as zhLanguage } from "./zh-CN/language.ts";
import { manifest as zhManifest } from "./zh-CN/manifest.ts";
import { mra as zhMra } from "./zh-CN/mra.ts";
import { mraLog as zhMraLog } from "./zh-CN/mra-log.ts";
import { mraScenario as zhMraScenario } from "./zh-CN/mra-scenario.ts";
import { overview as zhOverview } from "./zh-CN/overview.ts";
import { pasted as zhPasted } from "./zh-CN/pasted.ts";
import { phones as zhPhones } from "./zh-CN/phones.ts";
import { phonesLists as zhPhonesLists } from "./zh-CN/phones-lists.ts";
import { pictures as zhPictures } from "./zh-CN/pictures.ts";
import { policy as zhPolicy } from "./zh-CN/policy.ts";
import { policyCheck as zhPolicyCheck } from "./zh-CN/policy-check.ts";
import { router as zhRouter } from "./zh-CN/router.ts";
import { scenarioDot1x as zhScenarioDot1x } from "./zh-CN/scenario-dot1x.ts";
import { scenarioSso as zhScenarioSso } from "./zh-CN/scenario-sso.ts";
import { scenarios as zhScenarios } from "./zh-CN/scenarios.ts";
import { secure as zhSecure } from "./zh-CN/secure.ts";
import { signin as zhSignin } from "./zh-CN/signin.ts";
import { slack as zhSlack } from "./zh-CN/slack.ts";
import { sso as zhSso } from "./zh-CN/sso.ts";
import { store as zhStore } from "./zh-CN/store.ts";

import { systems as zhSystems } from "./zh-CN/systems.ts";
import { teams as zhTeams } from "./zh-CN/teams.ts";
import { trust as zhTrust } from "./zh-CN/trust.ts";
import { trustService as zhTrustService } from "./zh-CN/trust-service.ts";
import { understanding as zhUnderstanding } from "./zh-CN/understanding.ts";
import { web as zhWeb } from "./zh-CN/web.ts";
import { webLab as zhWebLab } from "./zh-CN/web-lab.ts";
import { webex as zhWebex } from "./zh-CN/webex.ts";
import { words as zhWords } from "./zh-CN/words.ts";

/** ICU messages (intl-messageformat): `{name}`, `{count, plural, one {# phone} other {# phones}}`. */
export const en = {
  ...enCommon,
  ...enApp,
  ...enStore,
  ...enCases,
  ...enPictures,
  ...enSignin,
  ...enAudit,
  ...enEvidence,
  ...enExplainCards,
  ...enExplainCli,
  ...enExplainLog,
  ...enExplainFiles,
  ...enFiles,
  ...enHandOut,
  ...enInit,
  ...enSystems,
  ...enChecks,
  ...enScenarios,
  ...enTrust,
  ...enTrustService,
  ...enChanges,
  ...enCards,
  ...enCardsChange,
  ...enCommandLine,
  ...enCommandLineSaid,
  ...enCommands,
  ...enConfig,
  ...enDoctor,
  ...enDoctorChannels,
  ...enPhones,
  ...enPhonesLists,
  ...enSecure,
  ...enDot1x,
  ...enScenarioDot1x,
  ...enMra,
  ...enMraScenario,
  ...enMraLog,
  ...enPolicy,
  ...enPolicyCheck,
  ...enForecast,
  ...enRouter,
  ...enTeams,
  ...enButtons,
  ...enLabFields,
  ...enLabLine,
  ...enLabRefusals,
  ...enLanguage,
  ...enManifest,
  ...enUnderstanding,
  ...enWeb,
  ...enWebLab,
  ...enWords,
  ...enSso,
  ...enScenarioSso,
  ...enPasted,
  ...enChannels,
  ...enSlack,
  ...enOverview,
  ...enWebex,
} as const;

export type MessageId = keyof typeof en;

export const zhCN: Readonly<Record<MessageId, string>> = {
  ...zhCommon,
  ...zhApp,
  ...zhStore,
  ...zhCases,
  ...zhPictures,
  ...zhSignin,
  ...zhAudit,
  ...zhEvidence,
  ...zhExplainCards,
  ...zhExplainCli,
  ...zhExplainLog,
  ...zhExplainFiles,
  ...zhFiles,
  ...zhHandOut,
  ...zhInit,
  ...zhSystems,
  ...zhChecks,
  ...zhScenarios,
  ...zhTrust,
  ...zhTrustService,
  ...zhChanges,
  ...zhCards,
  ...zhCardsChange,
  ...zhCommandLine,
  ...zhCommandLineSaid,
  ...zhCommands,
  ...zhConfig,
  ...zhDoctor,
  ...zhDoctorChannels,
  ...zhPhones,
  ...zhPhonesLists,
  ...zhSecure,
  ...zhDot1x,
  ...zhScenarioDot1x,
  ...zhMra,
  ...zhMraScenario,
  ...zhMraLog,
  ...zhPolicy,
  ...zhPolicyCheck,
  ...zhForecast,
  ...zhRouter,
  ...zhTeams,
  ...zhButtons,
  ...zhLabFields,
  ...zhLabLine,
  ...zhLabRefusals,
  ...zhLanguage,
  ...zhManifest,
  ...zhUnderstanding,
  ...zhWeb,
  ...zhWebLab,
  ...zhWords,
  ...zhSso,
  ...zhScenarioSso,
  ...zhPasted,
  ...zhChannels,
  ...zhSlack,
  ...zhOverview,
  ...zhWebex,
};

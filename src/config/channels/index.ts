// The chat platforms of certops.yaml: a top-level key each, read by its own file. A platform that is absent is undefined.
import type { Report } from "../report.ts";
import type { SecretSource } from "../secrets.ts";
import { readSlack, type SlackSettings, slackSchema } from "./slack.ts";
import { checkTeamsPeople, readTeams, type TeamsSettings, teamsSchema } from "./teams.ts";
import { readWebex, type WebexSettings, webexSchema } from "./webex.ts";

/** Joins the schema of the whole file. */
export const channelShape = {
  slack: slackSchema.optional(),
  webex: webexSchema.optional(),
  teams: teamsSchema.optional(),
};

export interface ChannelSettings {
  readonly slack?: SlackSettings;
  readonly webex?: WebexSettings;
  readonly teams?: TeamsSettings;
}

/** Reads every platform that is there; problems go to `report`. */
export function readChannels(
  value: Readonly<Record<string, unknown>>,
  source: SecretSource,
  report: Report,
): ChannelSettings {
  const slack = readSlack(value.slack, source, report);
  const webex = readWebex(value.webex, value.people, source, report);
  const teams = readTeams(value.teams, source, report);
  checkTeamsPeople(value, teams?.tenantId, report);
  return {
    ...(slack === undefined ? {} : { slack }),
    ...(webex === undefined ? {} : { webex }),
    ...(teams === undefined ? {} : { teams }),
  };
}

// `teams:` in certops.yaml: the bot's registration in one organisation, and where its secret is found.
import { z } from "zod";
import type { Report } from "../report.ts";
import { say } from "../report.ts";
import { readNamed, type SecretSource } from "../secrets.ts";
import type { Secret } from "../settings.ts";
import { envName, strict, urlPath, words } from "../strict.ts";

const guid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

export const teamsSchema = strict({
  appId: guid,
  tenantId: guid,
  clientSecretEnv: envName.optional(),
  clientSecretFile: words.optional(),
  path: urlPath.optional(),
  publicHost: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/)
    .optional(),
});

export interface TeamsSettings {
  /** Application (client) id of the bot's registration. */
  readonly appId: string;
  /** Directory (tenant) id: the bot is of one organisation and hears only its people. */
  readonly tenantId: string;
  readonly clientSecret: Secret;
  /** Where Teams' requests arrive on our listener. */
  readonly path: string;
  /** The name under which Teams reaches the listener, for the manifest and `certops doctor`. */
  readonly publicHost?: string;
}

/** Undefined when the key is absent, or after its problems were reported. */
export function readTeams(value: unknown, source: SecretSource, report: Report): TeamsSettings | undefined {
  const raw = teamsSchema.safeParse(value).data;
  if (raw === undefined) return undefined;
  const found = readNamed(raw, "clientSecret", source);
  if (found === undefined) {
    const name = "clientSecret";
    report(["teams"], say("config.channel-secret", { name }), say("config.channel-secret.fix", { name }));
    return undefined;
  }
  if ("problem" in found) {
    report(["teams", found.key], found.problem, found.fix);
    return undefined;
  }
  return {
    appId: raw.appId,
    tenantId: raw.tenantId,
    clientSecret: found,
    path: raw.path ?? "/api/messages",
    ...(raw.publicHost === undefined ? {} : { publicHost: raw.publicHost }),
  };
}

/** Accounts of another organisation can never act here: a person who has only such a one would wonder for long. */
export function checkTeamsPeople(
  value: Readonly<Record<string, unknown>>,
  tenantId: string | undefined,
  report: Report,
): void {
  if (tenantId === undefined || typeof value.people !== "object" || value.people === null) return;
  for (const [id, person] of Object.entries(value.people)) {
    const identities: unknown = typeof person === "object" && person !== null ? Reflect.get(person, "identities") : [];
    if (!Array.isArray(identities)) continue;
    identities.forEach((identity: unknown, index) => {
      if (typeof identity !== "object" || identity === null) return;
      if (Reflect.get(identity, "platform") !== "teams" || Reflect.get(identity, "tenant") === tenantId) return;
      const path = ["people", id, "identities", index, "tenant"];
      report(path, say("config.teams-tenant"), say("config.teams-tenant.fix", { tenantId }));
    });
  }
}

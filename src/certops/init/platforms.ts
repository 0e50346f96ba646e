// The chat platform of a first configuration: its keys with a question and a default each. Secrets are named, never asked for.
import { BadWord, type InitWords } from "./answers.ts";
import type { Prompter } from "./prompter.ts";

interface Asked {
  readonly key: string;
  readonly question: string;
  readonly fallback?: string;
}

const asked: Readonly<Record<string, readonly Asked[]>> = {
  slack: [
    { key: "botTokenEnv", question: "Variable with the bot token (xoxb-…)", fallback: "SLACK_BOT_TOKEN" },
    { key: "appTokenEnv", question: "Variable with the app-level token (xapp-…)", fallback: "SLACK_APP_TOKEN" },
  ],
  teams: [
    { key: "appId", question: "Application (client) id of the bot" },
    { key: "tenantId", question: "Directory (tenant) id" },
    { key: "clientSecretEnv", question: "Variable with the client secret", fallback: "TEAMS_CLIENT_SECRET" },
  ],
  webex: [
    { key: "tokenEnv", question: "Variable with the bot’s access token", fallback: "WEBEX_TOKEN" },
    { key: "webhookSecretEnv", question: "Variable with the webhooks’ secret", fallback: "WEBEX_WEBHOOK_SECRET" },
    { key: "organisation", question: "Organisation id (Y2lz…)" },
    { key: "publicUrl", question: "Address under which Webex reaches the bot, for example https://bot.example.com" },
  ],
};

export interface PlatformPart {
  readonly platform: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Variables that must be set when the bot starts. */
  readonly variables: readonly string[];
}

/** Undefined for `none`. */
export async function askPlatform(words: InitWords, prompter: Prompter): Promise<PlatformPart | undefined> {
  const names = Object.keys(asked);
  const question = `Chat platform (${[...names, "none"].join(", ")})`;
  const platform = words.platform ?? (await prompter.line(question, "--platform", "none"));
  if (platform === "none") return undefined;
  const keys = Object.hasOwn(asked, platform) ? asked[platform] : undefined;
  if (keys === undefined) throw new BadWord(`there is no platform “${platform}”: ${[...names, "none"].join(", ")}`);
  const given = readSet(
    words.set,
    keys.map(({ key }) => key),
  );
  const settings: Record<string, string> = {};
  for (const { key, question: text, fallback } of keys) {
    settings[key] = given.get(key) ?? (await prompter.line(text, `--set ${key}=…`, fallback));
  }
  const variables = Object.entries(settings).flatMap(([key, value]) => (key.endsWith("Env") ? [value] : []));
  return { platform, settings, variables };
}

function readSet(words: readonly string[] = [], known: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    words.map((word) => {
      const at = word.indexOf("=");
      const key = word.slice(0, Math.max(0, at));
      // What follows an unknown key is not repeated: it may be a secret.
      if (!known.includes(key)) throw new BadWord(`--set takes ${known.map((one) => `${one}=…`).join(", ")}`);
      return [key, word.slice(at + 1)];
    }),
  );
}

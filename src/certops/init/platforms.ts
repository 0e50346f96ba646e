// The chat platform of a first configuration: its keys with a question and a default each. Secrets are named, never asked for.
import { BadWord, type InitWords } from "./answers.ts";
import type { Prompter } from "./prompter.ts";

type Settings = Readonly<Record<string, string>>;

interface Asked {
  readonly key: string;
  readonly question: string;
  readonly fallback?: string;
  readonly oneOf?: readonly string[];
  /** Asked only when the answers before it say so. */
  readonly when?: (before: Settings) => boolean;
}

/** An answer that leaves a key out. */
const later = "later";

const bySocket = ({ mode }: Settings): boolean => mode === "socket";
const byHttp = ({ mode }: Settings): boolean => mode === "http";
const byWebhooks = ({ transport }: Settings): boolean => transport === "webhooks";

const asked: Readonly<Record<string, readonly Asked[]>> = {
  slack: [
    {
      key: "mode",
      question: "How Slack’s events come in: socket (needs no address) or http (Slack calls the bot)",
      fallback: "socket",
      oneOf: ["socket", "http"],
    },
    { key: "botTokenEnv", question: "Variable with the bot token (xoxb-…)", fallback: "SLACK_BOT_TOKEN" },
    {
      key: "appTokenEnv",
      question: "Variable with the app-level token (xapp-…)",
      fallback: "SLACK_APP_TOKEN",
      when: bySocket,
    },
    {
      key: "signingSecretEnv",
      question: "Variable with the signing secret",
      fallback: "SLACK_SIGNING_SECRET",
      when: byHttp,
    },
  ],
  teams: [
    { key: "appId", question: "Application (client) id of the bot" },
    { key: "tenantId", question: "Directory (tenant) id" },
    { key: "clientSecretEnv", question: "Variable with the client secret", fallback: "TEAMS_CLIENT_SECRET" },
    {
      key: "publicHost",
      question: "Name under which Teams reaches the bot, for example certops.example.com, or “later”",
      fallback: later,
    },
  ],
  webex: [
    {
      key: "transport",
      question: "How Webex’s events come in: webhooks (need an address) or websocket (needs none, is unofficial)",
      fallback: "webhooks",
      oneOf: ["webhooks", "websocket"],
    },
    { key: "tokenEnv", question: "Variable with the bot’s access token", fallback: "WEBEX_TOKEN" },
    {
      key: "webhookSecretEnv",
      question: "Variable with the webhooks’ secret",
      fallback: "WEBEX_WEBHOOK_SECRET",
      when: byWebhooks,
    },
    { key: "organisation", question: "Organisation id (Y2lz…)" },
    {
      key: "publicUrl",
      question: "Address under which Webex reaches the bot, for example https://bot.example.com",
      when: byWebhooks,
    },
  ],
};

export interface PlatformPart {
  readonly platform: string;
  readonly settings: Settings;
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
  for (const { key, question: text, fallback, oneOf, when } of keys) {
    if (when?.(settings) === false) {
      if (given.has(key)) throw new BadWord(`--set ${key}=… does not go together with the other answers`);
      continue;
    }
    const value = given.get(key) ?? (await prompter.line(text, `--set ${key}=…`, fallback));
    if (oneOf?.includes(value) === false) throw new BadWord(`${key} is ${oneOf.join(" or ")}`);
    if (value !== later) settings[key] = value;
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

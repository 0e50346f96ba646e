// The chat platform of a first configuration: its keys with a question and a default each. Secrets are named, never asked for.
import type { MessageId } from "../../i18n/catalogue.ts";
import { say } from "../../i18n/say.ts";
import type { Writer } from "../../i18n/write.ts";
import { BadWord, type InitWords } from "./answers.ts";
import type { Prompter } from "./prompter.ts";

type Settings = Readonly<Record<string, string>>;

interface Asked {
  readonly key: string;
  readonly question: MessageId;
  readonly fallback?: string;
  readonly oneOf?: readonly [string, string];
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
      question: "line.init.slack.mode",
      fallback: "socket",
      oneOf: ["socket", "http"],
    },
    { key: "botTokenEnv", question: "line.init.slack.bot-token", fallback: "SLACK_BOT_TOKEN" },
    {
      key: "appTokenEnv",
      question: "line.init.slack.app-token",
      fallback: "SLACK_APP_TOKEN",
      when: bySocket,
    },
    {
      key: "signingSecretEnv",
      question: "line.init.slack.signing-secret",
      fallback: "SLACK_SIGNING_SECRET",
      when: byHttp,
    },
  ],
  teams: [
    { key: "appId", question: "line.init.teams.app" },
    { key: "tenantId", question: "line.init.teams.tenant" },
    { key: "clientSecretEnv", question: "line.init.teams.secret", fallback: "TEAMS_CLIENT_SECRET" },
    {
      key: "publicHost",
      question: "line.init.teams.host",
      fallback: later,
    },
  ],
  webex: [
    {
      key: "transport",
      question: "line.init.webex.transport",
      fallback: "webhooks",
      oneOf: ["webhooks", "websocket"],
    },
    { key: "tokenEnv", question: "line.init.webex.token", fallback: "WEBEX_TOKEN" },
    {
      key: "webhookSecretEnv",
      question: "line.init.webex.secret",
      fallback: "WEBEX_WEBHOOK_SECRET",
      when: byWebhooks,
    },
    { key: "organisation", question: "line.init.webex.organisation" },
    {
      key: "publicUrl",
      question: "line.init.webex.url",
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

/** Undefined for `none`. `write`: in the language of whoever is asked. */
export async function askPlatform(
  words: InitWords,
  prompter: Prompter,
  write: Writer["write"],
): Promise<PlatformPart | undefined> {
  const names = Object.keys(asked);
  const all = [...names, "none"].join(", ");
  const platform =
    words.platform ?? (await prompter.line(write(say("line.init.platform", { all })), "--platform", "none"));
  if (platform === "none") return undefined;
  const keys = Object.hasOwn(asked, platform) ? asked[platform] : undefined;
  if (keys === undefined) throw new BadWord(say("line.init.no-platform", { word: platform, all }));
  const given = readSet(
    words.set,
    keys.map(({ key }) => key),
  );
  const settings: Record<string, string> = {};
  for (const { key, question, fallback, oneOf, when } of keys) {
    if (when?.(settings) === false) {
      if (given.has(key)) throw new BadWord(say("line.init.set.unfit", { key }));
      continue;
    }
    const value = given.get(key) ?? (await prompter.line(write(say(question)), `--set ${key}=…`, fallback));
    if (oneOf?.includes(value) === false) {
      throw new BadWord(say("line.init.set.one-of", { key, first: oneOf[0], second: oneOf[1] }));
    }
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
      if (!known.includes(key)) {
        throw new BadWord(say("line.init.set.known", { known: known.map((one) => `${one}=…`).join(", ") }));
      }
      return [key, word.slice(at + 1)];
    }),
  );
}

// `slack:` in certops.yaml: which way events come in, and where the tokens are found.
import { z } from "zod";
import type { Report } from "../report.ts";
import { say } from "../report.ts";
import { readNamed, type SecretSource } from "../secrets.ts";
import type { Secret } from "../settings.ts";
import { envName, strict, urlPath, words } from "../strict.ts";

/** Slack itself, Slack for government, or something on this machine (a proxy, a fake for tests): tokens go nowhere else. */
const apiUrl = z
  .string()
  .regex(/^(?:https:\/\/slack\.com\/api\/|https:\/\/slack-gov\.com\/api\/|http:\/\/127\.0\.0\.1:\d{1,5}\/api\/)$/);

export const slackSchema = strict({
  mode: z.enum(["socket", "http"]).optional(),
  botTokenEnv: envName.optional(),
  botTokenFile: words.optional(),
  appTokenEnv: envName.optional(),
  appTokenFile: words.optional(),
  signingSecretEnv: envName.optional(),
  signingSecretFile: words.optional(),
  path: urlPath.optional(),
  apiUrl: apiUrl.optional(),
});

export interface SlackSettings {
  /** `socket`: the bot calls Slack and needs no address of its own. `http`: Slack calls the bot. */
  readonly mode: "socket" | "http";
  /** `xoxb-…` */
  readonly botToken: Secret;
  /** `xapp-…` with `connections:write`; Socket Mode only. */
  readonly appToken?: Secret;
  /** Proves that a request over HTTP came from Slack. */
  readonly signingSecret?: Secret;
  /** Where Slack's requests arrive on our listener. */
  readonly path: string;
  /** Ends with a slash. */
  readonly apiUrl: string;
}

/** What a token begins with; another kind of token would be refused much later, with a stranger message. */
const beginnings = { botToken: "xoxb-", appToken: "xapp-", signingSecret: "" } as const;
type SecretName = keyof typeof beginnings;

/** Undefined when the key is absent, or after its problems were reported. */
export function readSlack(value: unknown, source: SecretSource, report: Report): SlackSettings | undefined {
  const raw = slackSchema.safeParse(value).data;
  if (raw === undefined) return undefined;
  const mode = raw.mode ?? "socket";
  const secret = (name: SecretName, needed: boolean): Secret | undefined => {
    const found = readNamed(raw, name, source);
    if (found === undefined) {
      if (needed) report(["slack"], say("config.channel-secret", { name }), say("config.channel-secret.fix", { name }));
      return undefined;
    }
    if ("problem" in found) {
      report(["slack", found.key], found.problem, found.fix);
      return undefined;
    }
    const begins = beginnings[name];
    if (!found.reveal().startsWith(begins)) {
      report(["slack"], say("config.slack-token", { name, begins }), say(`config.slack-token.${name}`));
      return undefined;
    }
    return found;
  };
  const botToken = secret("botToken", true);
  const appToken = secret("appToken", mode === "socket");
  const signingSecret = secret("signingSecret", mode === "http");
  if (botToken === undefined) return undefined;
  return {
    mode,
    botToken,
    ...(appToken === undefined ? {} : { appToken }),
    ...(signingSecret === undefined ? {} : { signingSecret }),
    path: raw.path ?? "/slack/events",
    apiUrl: raw.apiUrl ?? "https://slack.com/api/",
  };
}

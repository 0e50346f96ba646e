// Teams, end to end: the bot's credentials and tenancy, the keys that prove Teams' requests, the clock, the way in, a sample.
import { adaptiveCard } from "../../../cards/render/adaptive.ts";
import { publicCloud, type TeamsCloud } from "../../channels/teams/cloud.ts";
import { exchange, TeamsRefusal } from "../../channels/teams/exchange.ts";
import { Login } from "../../channels/teams/login.ts";
import { cardMessage } from "../../channels/teams/messages.ts";
import type { TeamsSettings } from "../../config/channels/teams.ts";
import type { Json } from "../../domain/text.ts";
import { writerFor } from "../../i18n/write.ts";
import { systemClock } from "../../kernel/clock.ts";
import type { Examiner, Sample } from "./channels.ts";
import { bad, doubtful, type Examined, well } from "./examined.ts";

/** Tokens of Teams are believed with five minutes of difference. */
const mostSkewMs = 4 * 60_000;

export const teamsExaminer =
  (cloud: TeamsCloud = publicCloud): Examiner =>
  async ({ settings, patienceMs, sample }) => {
    const { teams, policy } = settings;
    if (teams === undefined) return [];
    const { appId, tenantId, clientSecret } = teams;
    const identity = { appId, tenantId, secret: () => clientSecret.reveal() };
    const login = new Login(identity, cloud, systemClock);
    const results: Examined[] = [
      ...(await credentials(login, teams)),
      ...(await keysAndClock(cloud)),
      await wayIn(teams, patienceMs),
    ];
    const known = policy.people.filter(({ identities }) => identities.some(({ platform }) => platform === "teams"));
    results.push(
      known.length > 0
        ? well("Teams: people", `${known.length} with an account`)
        : doubtful("Teams: people", "nobody has a Teams account in certops.yaml", "add identities: docs/teams.md"),
    );
    if (sample !== undefined) {
      const { writer } = { writer: writerFor(settings.locale, settings.timeZone) };
      const card = adaptiveCard(sample.card, { writer, host: "teams" });
      results.push(await post(sample, card, { appId, cloud, login }));
    }
    return results;
  };

async function credentials(login: Login, { tenantId }: TeamsSettings): Promise<Examined[]> {
  const what = "Teams: credentials";
  try {
    const tenant = tenantIn(await login.token());
    const accepted = well(what, "Microsoft’s directory gives the bot a token");
    if (tenant === undefined || tenant === tenantId) return [accepted, well("Teams: tenancy", tenantId)];
    return [accepted, bad("Teams: tenancy", `the token is of ${tenant}`, "correct tenantId in certops.yaml")];
  } catch (error) {
    if (!(error instanceof TeamsRefusal)) throw error;
    if (error.status === 0) return [bad(what, error.message, "open the way to login.microsoftonline.com (443)")];
    return [bad(what, error.message, loginNext[error.code] ?? "check appId, tenantId and the client secret")];
  }
}

/** OAuth 2.0 error codes of the directory. */
const loginNext: Readonly<Record<string, string>> = {
  invalid_client: "make a new client secret (value, not id) under App registrations / Certificates & secrets",
  unauthorized_client: "correct appId: the directory knows no such application in this tenant",
  invalid_request: "correct tenantId: it is the Directory (tenant) ID of the app registration",
};

/** Read, not believed: the directory itself sent the token just now. */
function tenantIn(token: string): string | undefined {
  const [, payload = ""] = token.split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    const tid: unknown = typeof claims === "object" && claims !== null ? Reflect.get(claims, "tid") : undefined;
    return typeof tid === "string" ? tid : undefined;
  } catch {
    return undefined;
  }
}

async function keysAndClock(cloud: TeamsCloud): Promise<Examined[]> {
  const what = "Teams: signing keys";
  try {
    const { headers } = await exchange({ method: "GET", url: cloud.metadata }, [new URL(cloud.metadata).origin]);
    const there = Date.parse(headers.get("date") ?? "");
    const skew = Math.abs(there - Date.now());
    const seconds = Math.round(skew / 1000);
    const clock =
      Number.isNaN(there) || skew < mostSkewMs
        ? well("Teams: clock", Number.isNaN(there) ? "not told" : `within ${seconds} s of Microsoft’s`)
        : bad("Teams: clock", `${seconds} s away from Microsoft’s`, "synchronise this machine’s clock (NTP)");
    return [well(what, "published and readable"), clock];
  } catch (error) {
    if (!(error instanceof TeamsRefusal)) throw error;
    return [bad(what, error.message, "open the way to login.botframework.com (443): without it nobody is believed")];
  }
}

/** Our own door must answer from outside, and must refuse a request that proves nothing. */
async function wayIn({ publicHost, path }: TeamsSettings, patienceMs: number): Promise<Examined> {
  const what = "Teams: way in";
  if (publicHost === undefined) {
    return doubtful(
      what,
      "not checked: publicHost is not set",
      "write publicHost into the teams: part of certops.yaml",
    );
  }
  const url = `https://${publicHost}${path}`;
  const init = {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
    redirect: "manual",
  } as const;
  try {
    const { status } = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
    if (status === 401) return well(what, `${url} answers, and refuses what Teams did not sign`);
    return bad(
      what,
      `${url} answers ${status} instead of 401`,
      "lead this address to the bot’s listener, path and all",
    );
  } catch (error) {
    const detail = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return bad(what, `${url}: ${detail}`, "publish the bot’s listener under this name with a public certificate");
  }
}

async function post(
  sample: Sample,
  card: Json,
  kit: { readonly appId: string; readonly cloud: TeamsCloud; readonly login: Login },
): Promise<Examined> {
  const what = "Teams: sample card";
  const { createWire } = await import("../../channels/teams/sdk.ts");
  const to = { serviceUrl: kit.cloud.fallbackService, conversation: sample.conversation };
  try {
    await createWire(kit).send(to, cardMessage(card, "sample"));
    return well(what, `posted to ${sample.conversation}`);
  } catch (error) {
    if (!(error instanceof TeamsRefusal)) throw error;
    return bad(what, error.message, "add the app to that conversation; its id stands in the bot’s log and in its link");
  }
}

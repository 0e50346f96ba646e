// Teams, end to end: the bot's credentials and tenancy, the keys that prove Teams' requests, the clock, the way in, a sample.
import { adaptiveCard } from "../../../cards/render/adaptive.ts";
import { publicCloud, type TeamsCloud } from "../../channels/teams/cloud.ts";
import { exchange, TeamsRefusal } from "../../channels/teams/exchange.ts";
import { Login } from "../../channels/teams/login.ts";
import { cardMessage } from "../../channels/teams/messages.ts";
import type { TeamsSettings } from "../../config/channels/teams.ts";
import { type Json, type Text, verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
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
    const who = say("line.platform.people", { platform: "Teams" });
    results.push(
      known.length > 0
        ? well(who, say("line.teams.people.known", { known: known.length }))
        : doubtful(who, say("line.teams.people.nobody"), say("line.teams.people.next")),
    );
    if (sample !== undefined) {
      const { writer } = { writer: writerFor(settings.locale, settings.timeZone) };
      const card = adaptiveCard(sample.card, { writer, host: "teams" });
      results.push(await post(sample, card, { appId, cloud, login }));
    }
    return results;
  };

async function credentials(login: Login, { tenantId }: TeamsSettings): Promise<Examined[]> {
  const what = say("line.teams.credentials");
  const tenancy = say("line.teams.tenancy");
  try {
    const tenant = tenantIn(await login.token());
    const accepted = well(what, say("line.teams.token"));
    if (tenant === undefined || tenant === tenantId) return [accepted, well(tenancy, verbatim(tenantId))];
    return [accepted, bad(tenancy, say("line.teams.token.tenant", { tenant }), say("line.teams.token.tenant.next"))];
  } catch (error) {
    if (!(error instanceof TeamsRefusal)) throw error;
    if (error.status === 0) return [bad(what, refused(error), say("line.teams.open-login"))];
    return [bad(what, refused(error), loginNext[error.code] ?? say("line.teams.check-login"))];
  }
}

/** The same words as the error's own for the log. */
const refused = ({ status, code }: TeamsRefusal): Text =>
  status === 0 ? say("line.teams.unreached", { code }) : say("line.teams.answered", { status, code });

/** OAuth 2.0 error codes of the directory. */
const loginNext: Readonly<Record<string, Text>> = {
  invalid_client: say("line.teams.login.client"),
  unauthorized_client: say("line.teams.login.app"),
  invalid_request: say("line.teams.login.tenant"),
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
  const what = say("line.teams.keys");
  const time = say("line.platform.clock", { platform: "Teams" });
  try {
    const { headers } = await exchange({ method: "GET", url: cloud.metadata }, [new URL(cloud.metadata).origin]);
    const there = Date.parse(headers.get("date") ?? "");
    const skew = Math.abs(there - Date.now());
    const seconds = Math.round(skew / 1000);
    const clock =
      Number.isNaN(there) || skew < mostSkewMs
        ? well(time, Number.isNaN(there) ? say("line.teams.clock.untold") : say("line.teams.clock.within", { seconds }))
        : bad(time, say("line.teams.clock.away", { seconds }), say("line.teams.clock.next"));
    return [well(what, say("line.teams.keys.readable")), clock];
  } catch (error) {
    if (!(error instanceof TeamsRefusal)) throw error;
    return [bad(what, refused(error), say("line.teams.keys.next"))];
  }
}

/** Our own door must answer from outside, and must refuse a request that proves nothing. */
async function wayIn({ publicHost, path }: TeamsSettings, patienceMs: number): Promise<Examined> {
  const what = say("line.platform.way-in", { platform: "Teams" });
  if (publicHost === undefined) {
    return doubtful(what, say("line.teams.way-in.unchecked"), say("line.teams.way-in.unchecked.next"));
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
    if (status === 401) return well(what, say("line.teams.way-in.answers", { url }));
    return bad(what, say("line.teams.way-in.status", { url, status }), say("line.teams.way-in.status.next"));
  } catch (error) {
    const message = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return bad(what, say("line.teams.way-in.failed", { url, message }), say("line.teams.way-in.failed.next"));
  }
}

async function post(
  sample: Sample,
  card: Json,
  kit: { readonly appId: string; readonly cloud: TeamsCloud; readonly login: Login },
): Promise<Examined> {
  const what = say("line.platform.sample", { platform: "Teams" });
  const { createWire } = await import("../../channels/teams/sdk.ts");
  const to = { serviceUrl: kit.cloud.fallbackService, conversation: sample.conversation };
  try {
    await createWire(kit).send(to, cardMessage(card, "sample"));
    return well(what, say("line.platform.posted", { conversation: sample.conversation }));
  } catch (error) {
    if (!(error instanceof TeamsRefusal)) throw error;
    return bad(what, refused(error), say("line.teams.sample.next"));
  }
}

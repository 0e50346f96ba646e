// Webex, end to end: the token, the organisation, the webhooks (set right when they are not) and the way in from outside, or the socket; a sample.
import { webexMessage } from "../../../cards/render/webex.ts";
import { WebexApi } from "../../channels/webex/api.ts";
import { WebexSocket } from "../../channels/webex/socket.ts";
import { mendWebhooks } from "../../channels/webex/webhooks.ts";
import type { WebexBySocket, WebexByWebhooks, WebexSettings } from "../../config/channels/webex.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { writerFor } from "../../i18n/write.ts";
import { systemClock } from "../../kernel/clock.ts";
import { isAbort } from "../../kernel/deadline.ts";
import { silentLogger } from "../../kernel/logger.ts";
import type { Examiner } from "./channels.ts";
import { bad, doubtful, type Examined, well } from "./examined.ts";

export const examineWebex: Examiner = async ({ settings, patienceMs, sample }) => {
  const { webex } = settings;
  if (webex === undefined) return [];
  const signal = AbortSignal.timeout(patienceMs * 4);
  const api = new WebexApi({ ...webex, clock: systemClock, logger: silentLogger, signal, patienceMs });
  const results: Examined[] = [];
  try {
    const me = await api.me(patienceMs);
    results.push(
      me.type === "bot"
        ? well("Webex: token", `the bot “${me.displayName}”`)
        : doubtful("Webex: token", `“${me.displayName}” is a person, not a bot`, "make a bot at developer.webex.com"),
    );
    results.push(await clock(webex, patienceMs));
    results.push(
      ...(webex.transport === "webhooks" ? await webhooks(api, webex) : await socket(webex, signal, patienceMs)),
    );
    if (sample !== undefined) {
      const { card, summary } = webexMessage(sample.card, writerFor(settings.locale, settings.timeZone));
      await api.post({ roomId: sample.conversation }, { text: summary }, card);
      results.push(well("Webex: sample card", `posted to ${sample.conversation}`));
    }
  } catch (error) {
    results.push(trouble(error));
  }
  if (webex.transport === "webhooks") results.push(await endpoint(webex, patienceMs));
  results.push(people(settings.policy.people, webex.organisation));
  return results;
};

async function webhooks(api: WebexApi, webex: WebexByWebhooks): Promise<readonly Examined[]> {
  const mended = await mendWebhooks(api, wishOf(webex));
  if (mended.length === 0) return [well("Webex: webhooks", `both call ${webex.publicUrl}${webex.path}`)];
  return mended.map(({ resource, was }) =>
    doubtful(`Webex: webhook for ${resource}`, `was ${was}; it is set right now`, mendedNext[was] ?? "nothing"),
  );
}

/** Registered, opened, proved with the token, and closed again. */
async function socket(webex: WebexBySocket, signal: AbortSignal, patienceMs: number): Promise<readonly Examined[]> {
  const what = "Webex: socket (unofficial)";
  const intake = { take: () => true, count: () => undefined };
  const opened = new WebexSocket({ ...webex, intake, clock: systemClock, logger: silentLogger, signal, patienceMs });
  try {
    await opened.connect();
    return [well(what, "it opens and takes the token; Cisco documents it nowhere, webhooks are the official way")];
  } catch (error) {
    const { message, next } = error instanceof CertOpsError ? error : unknownTrouble;
    const way = typeof next === "string" ? next : writerFor("en").write(next);
    return [bad(what, message, `${way} Or use webhooks: transport: webhooks (docs/webex.md).`)];
  } finally {
    await opened.close();
  }
}
const unknownTrouble = { message: "cannot be opened", next: "Check this machine’s way to *.wbx2.com." } as const;

const mendedNext: Readonly<Record<string, string>> = {
  disabled: "find out why Webex’s calls failed: the way in below, and the bot’s log",
  missing: "nothing: the bot makes them at every start",
  elsewhere: "nothing; if another bot uses this token, give each its own",
  double: "nothing; if another bot uses this token, give each its own",
};

export const wishOf = ({ publicUrl, path, webhookSecret }: WebexByWebhooks) => ({
  targetUrl: `${publicUrl}${path}`,
  secret: webhookSecret,
  written: new Set<string>(),
});

function trouble(error: unknown): Examined {
  if (isAbort(error)) return bad("Webex", "no answer in time", "check this machine’s way to webexapis.com");
  if (!(error instanceof CertOpsError)) throw error;
  const { write } = writerFor("en");
  return bad("Webex", error.message, write(error.next));
}

/** Events older than an hour are refused, so a clock that is far off makes the bot deaf. */
async function clock(webex: WebexSettings, patienceMs: number): Promise<Examined> {
  const what = "Webex: clock";
  const answer = await fetch(webex.apiUrl, { method: "HEAD", signal: AbortSignal.timeout(patienceMs) }).catch(
    () => undefined,
  );
  const there = Date.parse(answer?.headers.get("date") ?? "");
  if (!Number.isFinite(there)) return well(what, "Webex names no time to compare with");
  const seconds = Math.round(Math.abs(Date.now() - there) / 1000);
  const next = "set this machine’s clock (NTP)";
  return seconds > 300 ? bad(what, `${seconds} s apart`, next) : well(what, `${seconds} s apart`);
}

/** An unsigned call from here must reach our door and be refused there: then the address leads to the bot. */
async function endpoint(webex: WebexByWebhooks, patienceMs: number): Promise<Examined> {
  const what = "Webex: way in";
  const url = `${webex.publicUrl}${webex.path}`;
  const next = `start the bot, and let ${webex.publicUrl} lead to its listener (docs/webex.md)`;
  try {
    const init = { method: "POST", body: "{}", redirect: "manual", signal: AbortSignal.timeout(patienceMs) } as const;
    const answer = await fetch(url, init);
    if (answer.status === 401) return well(what, `${url} reaches the bot`);
    return bad(what, `${url} answers ${answer.status}: something else stands there`, next);
  } catch {
    return doubtful(what, `${url} cannot be reached from here`, next);
  }
}

function people(
  all: readonly { readonly identities: readonly { readonly platform: string }[] }[],
  organisation: string,
): Examined {
  const count = all.filter((one) => one.identities.some(({ platform }) => platform === "webex")).length;
  const what = "Webex: people";
  return count > 0
    ? well(what, `${count} with an account of ${organisation}`)
    : doubtful(what, "nobody has an account there", "write to the bot: its answer names what to put into people");
}

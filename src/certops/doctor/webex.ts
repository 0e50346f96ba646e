// Webex, end to end: the token, the organisation, the webhooks (set right when they are not) and the way in from outside, or the socket; a sample.
import { webexMessage } from "../../../cards/render/webex.ts";
import { WebexApi } from "../../channels/webex/api.ts";
import { WebexSocket } from "../../channels/webex/socket.ts";
import { mendWebhooks } from "../../channels/webex/webhooks.ts";
import type { WebexBySocket, WebexByWebhooks, WebexSettings } from "../../config/channels/webex.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { verbatim } from "../../domain/text.ts";
import type { MessageId } from "../../i18n/catalogue.ts";
import { say } from "../../i18n/say.ts";
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
    const [token, name] = [say("line.webex.token"), me.displayName];
    results.push(
      me.type === "bot"
        ? well(token, say("line.webex.token.bot", { name }))
        : doubtful(token, say("line.webex.token.person", { name }), say("line.webex.token.next")),
    );
    results.push(await clock(webex, patienceMs));
    results.push(
      ...(webex.transport === "webhooks" ? await webhooks(api, webex) : await socket(webex, signal, patienceMs)),
    );
    if (sample !== undefined) {
      const { card, summary } = webexMessage(sample.card, writerFor(settings.locale, settings.timeZone));
      await api.post({ roomId: sample.conversation }, { text: summary }, card);
      const posted = say("line.platform.sample", { platform: "Webex" });
      results.push(well(posted, say("line.platform.posted", { conversation: sample.conversation })));
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
  if (mended.length === 0) {
    return [well(say("line.webex.webhooks"), say("line.webex.webhooks.both", { url: webex.publicUrl + webex.path }))];
  }
  return mended.map(({ resource, was }) =>
    doubtful(
      say("line.webex.webhook", { resource }),
      say("line.webex.webhook.mended", { was: say(`line.webhook.was.${was}`) }),
      say(mendedNext[was] ?? "line.webhook.next.nothing"),
    ),
  );
}

/** Registered, opened, proved with the token, and closed again. */
async function socket(webex: WebexBySocket, signal: AbortSignal, patienceMs: number): Promise<readonly Examined[]> {
  const what = say("line.webex.socket");
  const intake = { take: () => true, count: () => undefined };
  const opened = new WebexSocket({ ...webex, intake, clock: systemClock, logger: silentLogger, signal, patienceMs });
  try {
    await opened.connect();
    return [well(what, say("line.webex.socket.opens"))];
  } catch (error) {
    const known = error instanceof CertOpsError ? error : undefined;
    const way = known?.next ?? say("line.webex.socket.shut.next");
    return [bad(what, known ?? say("line.webex.socket.shut"), say("line.webex.socket.next", { way }))];
  } finally {
    await opened.close();
  }
}

const mendedNext: Readonly<Record<string, MessageId>> = {
  disabled: "line.webhook.next.disabled",
  missing: "line.webhook.next.missing",
  elsewhere: "line.webhook.next.shared",
  double: "line.webhook.next.shared",
};

export const wishOf = ({ publicUrl, path, webhookSecret }: WebexByWebhooks) => ({
  targetUrl: `${publicUrl}${path}`,
  secret: webhookSecret,
  written: new Set<string>(),
});

function trouble(error: unknown): Examined {
  const what = verbatim("Webex");
  if (isAbort(error)) return bad(what, say("line.webex.late"), say("line.webex.late.next"));
  if (!(error instanceof CertOpsError)) throw error;
  return bad(what, error, error.next);
}

/** Events older than an hour are refused, so a clock that is far off makes the bot deaf. */
async function clock(webex: WebexSettings, patienceMs: number): Promise<Examined> {
  const what = say("line.platform.clock", { platform: "Webex" });
  const answer = await fetch(webex.apiUrl, { method: "HEAD", signal: AbortSignal.timeout(patienceMs) }).catch(
    () => undefined,
  );
  const there = Date.parse(answer?.headers.get("date") ?? "");
  if (!Number.isFinite(there)) return well(what, say("line.webex.clock.silent"));
  const seconds = Math.round(Math.abs(Date.now() - there) / 1000);
  const apart = say("line.webex.clock.apart", { seconds });
  return seconds > 300 ? bad(what, apart, say("line.webex.clock.next")) : well(what, apart);
}

/** An unsigned call from here must reach our door and be refused there: then the address leads to the bot. */
async function endpoint(webex: WebexByWebhooks, patienceMs: number): Promise<Examined> {
  const what = say("line.platform.way-in", { platform: "Webex" });
  const url = `${webex.publicUrl}${webex.path}`;
  const next = say("line.webex.way-in.next", { url: webex.publicUrl });
  try {
    const init = { method: "POST", body: "{}", redirect: "manual", signal: AbortSignal.timeout(patienceMs) } as const;
    const answer = await fetch(url, init);
    if (answer.status === 401) return well(what, say("line.webex.way-in.reaches", { url }));
    return bad(what, say("line.webex.way-in.status", { url, status: answer.status }), next);
  } catch {
    return doubtful(what, say("line.webex.way-in.unreached", { url }), next);
  }
}

function people(
  all: readonly { readonly identities: readonly { readonly platform: string }[] }[],
  organisation: string,
): Examined {
  const known = all.filter((one) => one.identities.some(({ platform }) => platform === "webex")).length;
  const what = say("line.platform.people", { platform: "Webex" });
  return known > 0
    ? well(what, say("line.webex.people.known", { known, organisation }))
    : doubtful(what, say("line.webex.people.nobody"), say("line.webex.people.next"));
}

// The web chat as a channel: one conversation that all visitors share, served to any number of browser windows.
import { errorCard } from "../../../cards/answer-cards.ts";
import type { Channel, Inbound, Place } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Locale } from "../../domain/text.ts";
import { type Handler, type Http, json, problem, type RequestInfo } from "../../http/http.ts";
import { writerFor } from "../../i18n/write.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import type { Logger } from "../../kernel/logger.ts";
import { asset } from "./assets.ts";
import { Conversation } from "./conversation.ts";
import { limits, localeOf, readClick, readJson, readMessage } from "./intake.ts";
import { type LabPanel, labNote, readLabAction } from "./lab-panel.ts";
import { turnedAway } from "./sign-in.ts";
import { pageState } from "./state.ts";
import { eventStream } from "./stream.ts";
import { suggest, type WebCommand } from "./suggest.ts";
import { actorOf, type Visitor, type Visitors } from "./visitors.ts";

export interface WebChannelOptions {
  readonly http: Http;
  /** Who is who: the practice people, or sign-in. */
  readonly visitors: Visitors;
  /** Called after the browser got its answer; what it throws becomes an error card. */
  readonly onInbound: (inbound: Inbound) => void | Promise<void>;
  readonly commands: readonly WebCommand[];
  /** Prompts to begin with, per language. */
  readonly examples: Readonly<Record<Locale, readonly string[]>>;
  /** The practice cluster's panel; absent when there is none. */
  readonly lab?: LabPanel;
  readonly clock: Clock;
  readonly logger: Logger;
  /** IANA time zone in which cards write times. */
  readonly zone: string;
}

/** Where everything in the web chat of these visitors stands. */
export const placeOf = ({ tenant }: Pick<Visitors, "tenant">): Place => ({
  platform: "web",
  tenant,
  conversation: "main",
  scope: "channel",
});

const mostViewers = 50;
const rememberedKeys = 2000;

export function createWebChannel(options: WebChannelOptions): Channel {
  const conversation = new Conversation();
  const epoch = newId("web").slice(4);
  const seen = new Set<string>();
  let viewers = 0;
  const { visitors } = options;
  const webPlace = placeOf(visitors);
  const at = (): string => iso(options.clock);

  /** The same event again (a second press, a retry of the network) is acknowledged and dropped. */
  const repeated = (key: string): boolean => {
    if (seen.has(key)) return true;
    seen.add(key);
    for (const oldest of seen) {
      if (seen.size <= rememberedKeys) break;
      seen.delete(oldest);
    }
    return false;
  };

  const failed = (error: unknown, what: string): void => {
    const reference = newId("err");
    options.logger.error({ error, reference }, what);
    conversation.add({ at: at(), from: { kind: "bot" }, card: errorCard(error, reference) });
  };

  const deliver = (inbound: Inbound): Response => {
    void (async () => {
      try {
        await options.onInbound(inbound);
      } catch (error) {
        failed(error, "inbound message failed");
      }
    })();
    return json({ ok: true }, 202);
  };

  /** Nothing is read, written or told without a visitor who may be here. */
  const visited =
    (handler: (visitor: Visitor, request: Request, info: RequestInfo) => Response | Promise<Response>): Handler =>
    (request, info) => {
      const entered = visitors.enter(request);
      return entered.kind === "visitor" ? handler(entered.visitor, request, info) : turnedAway(entered, request);
    };

  const base = (person: Visitor, key: string, locale: Locale) => ({
    place: webPlace,
    actor: actorOf(person),
    locale,
    dedupeKey: `web:${person.user}:${key}`,
    receivedAt: at(),
  });

  const messages = visited(async (person, request) => {
    const sent = await readMessage(request);
    if (sent === undefined) return problem(400, "not-a-message");
    if (repeated(`${person.user}:${sent.key}`)) return json({ ok: true, repeated: true }, 202);
    const attached = sent.attachments.map((file) => file.name);
    conversation.add({ at: at(), from: { kind: "person", user: person.user }, text: sent.text, attached });
    const kind = sent.text.trimStart().startsWith("/") ? "command" : "prompt";
    return deliver({ ...base(person, sent.key, sent.locale), kind, text: sent.text, attachments: sent.attachments });
  });

  const clicks = visited(async (person, request) => {
    const click = await readClick(request);
    if (click === undefined) return problem(400, "not-a-click");
    if (repeated(`${person.user}:${click.key}`)) return json({ ok: true, repeated: true }, 202);
    return deliver({
      ...base(person, click.key, click.locale),
      kind: "click",
      action: click.action,
      payload: click.payload,
      message: { place: webPlace, id: click.message },
      attachments: [],
    });
  });

  const lab = visited(async (person, request) => {
    const action = readLabAction((await readJson(request)) ?? {});
    if (options.lab === undefined) return problem(404, "not-found");
    if (action === undefined) return problem(400, "not-an-action");
    conversation.add({ at: at(), from: { kind: "lab" }, note: labNote(action, person.name) });
    try {
      await options.lab.act(action);
    } catch (error) {
      failed(error, "practice panel failed");
      return problem(
        error instanceof CertOpsError ? 409 : 500,
        error instanceof CertOpsError ? error.code : "internal",
      );
    }
    return Response.json(await options.lab.status());
  });

  const { http } = options;
  const file = async (name: string, request: Request): Promise<Response> =>
    (await asset(name, request)) ?? problem(404, "not-found");
  http.route(
    "GET",
    "/",
    visited((_, request) => file("index.html", request)),
  );
  http.route("GET", "/page/:name", (request, info) => file(info.params.name ?? "", request));
  http.route(
    "GET",
    "/api/state",
    visited((person, _, info) => Response.json(pageState(options, person, localeOf(info.query.get("locale"))))),
  );
  const events = visited((person, request, info) => {
    if (viewers >= mostViewers) return problem(503, "too-many-viewers");
    viewers += 1;
    return eventStream({
      conversation,
      epoch,
      user: person.user,
      ...(person.ended === undefined ? {} : { ended: person.ended }),
      writer: writerFor(localeOf(info.query.get("locale")), options.zone),
      nameOf: visitors.nameOf,
      lastEventId: request.headers.get("last-event-id"),
      onClose: () => {
        viewers -= 1;
      },
    });
  });
  http.route("GET", "/api/events", events);
  const suggestions = visited((_, __, info) => {
    const writer = writerFor(localeOf(info.query.get("locale")), options.zone);
    return Response.json(suggest(info.query.get("q") ?? "", options.commands, writer));
  });
  http.route("GET", "/api/suggest", suggestions);
  const files = visited(({ user: reader }, _, info) => {
    const entry = conversation.get(info.params.id ?? "");
    if (entry?.file === undefined || (entry.onlyFor ?? reader) !== reader) return problem(404, "not-found");
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(entry.file.name)}`;
    // Pictures of our own only: what people or devices made is never shown as anything but a download.
    const type = entry.file.image?.mediaType ?? "application/octet-stream";
    return new Response(new Uint8Array(entry.file.bytes), {
      headers: { "content-type": type, "content-disposition": disposition },
    });
  });
  http.route("GET", "/api/files/:id", files);
  http.route("POST", "/api/messages", messages, { maxBody: limits.body });
  http.route("POST", "/api/clicks", clicks);
  http.route("POST", "/api/person", async (request) => {
    const cookie = visitors.choose((await readJson(request))?.user);
    if (cookie === undefined) return problem(400, "no-such-person");
    return Response.json({ ok: true }, { headers: { "set-cookie": cookie } });
  });
  http.route("POST", "/api/lab", lab);
  const labStatus = visited(async () =>
    options.lab === undefined ? problem(404, "not-found") : Response.json(await options.lab.status()),
  );
  http.route("GET", "/api/lab", labStatus);

  const post: Channel["post"] = (_place, card, { file: attached }) => {
    const entry = conversation.add({
      at: at(),
      from: { kind: "bot" },
      card,
      ...(attached === undefined ? {} : { file: attached }),
    });
    return Promise.resolve({ place: webPlace, id: entry.id });
  };
  return {
    platform: "web",
    post,
    // A message that fell off (or stood before a restart) is said again: an outcome must never get lost.
    edit: (message, card, edited) =>
      conversation.edit(message.id, card) === undefined ? post(message.place, card, edited) : Promise.resolve(message),
    whisper: (_place, actor, card) => {
      conversation.add({ at: at(), from: { kind: "bot" }, onlyFor: actor.user, card });
      return Promise.resolve();
    },
  };
}

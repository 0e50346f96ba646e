// The web chat as a channel: one conversation that all visitors share, served to any number of browser windows.
import { errorCard } from "../../../cards/answer-cards.ts";
import { fullReport } from "../../../cards/render/full-report.ts";
import type { Channel, Inbound, Place } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { languageAction } from "../../domain/language-button.ts";
import type { Locale } from "../../domain/text.ts";
import { type Reader, type Receipt, receipt, refusal, type Taker } from "../../http/deliveries.ts";
import { type Handler, type Http, problem, type RequestInfo } from "../../http/http.ts";
import { writerFor } from "../../i18n/write.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import type { Logger } from "../../kernel/logger.ts";
import { asset } from "./assets.ts";
import { Conversation } from "./conversation.ts";
import { limits, localeOf, readClick, readJson, readMessage, type SentMessage } from "./intake.ts";
import { type LabPanel, labNote, readLabAction } from "./lab-panel.ts";
import { refusedVisit, turnedAway } from "./sign-in.ts";
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

const downloaded = (name: string, type = "application/octet-stream"): Record<string, string> => ({
  "content-type": type,
  "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
});

const accepted = receipt(202, { ok: true });
const again = receipt(202, { ok: true, repeated: true });
const mostViewers = 200;
/** One person's windows: nobody takes the places of all others. */
const mostOfOne = 20;
const rememberedKeys = 2000;

export function createWebChannel(options: WebChannelOptions): Channel {
  const conversation = new Conversation();
  const epoch = newId("web").slice(4);
  const seen = new Set<string>();
  const viewers = new Map<string, number>();
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

  const handle = async (inbound: Inbound): Promise<void> => {
    try {
      await options.onInbound(inbound);
    } catch (error) {
      failed(error, "inbound message failed");
    }
  };
  /** The browser gets its answer first; what is to be done waits for the next turn of the event loop, in order. */
  const deliver = (inbound: Inbound): Receipt => {
    setImmediate(() => void handle(inbound));
    return accepted;
  };

  /** Nothing is read, written or told without a visitor who may be here. */
  const visited =
    (handler: (visitor: Visitor, request: Request, info: RequestInfo) => Response | Promise<Response>): Handler =>
    (request, info) => {
      const entered = visitors.enter(request.headers.get("cookie"));
      return entered.kind === "visitor" ? handler(entered.visitor, request, info) : turnedAway(entered, request);
    };
  const taken =
    (read: (visitor: Visitor, type: string) => Reader): Taker =>
    ({ cookie, "content-type": type = "" }) => {
      const entered = visitors.enter(cookie);
      return entered.kind === "visitor" ? read(entered.visitor, type) : refusal(...refusedVisit(entered));
    };

  const base = (person: Visitor, key: string, locale: Locale) => ({
    place: webPlace,
    actor: actorOf(person),
    locale,
    dedupeKey: `web:${person.user}:${key}`,
    receivedAt: at(),
  });

  const said = (person: Visitor, sent: SentMessage | undefined): Receipt => {
    if (sent === undefined) return refusal(400, "not-a-message");
    if (repeated(`${person.user}:${sent.key}`)) return again;
    const attached = sent.attachments.map((file) => file.name);
    conversation.add({ at: at(), from: { kind: "person", user: person.user }, text: sent.text, attached });
    const kind = sent.text.trimStart().startsWith("/") ? "command" : "prompt";
    return deliver({ ...base(person, sent.key, sent.locale), kind, text: sent.text, attachments: sent.attachments });
  };
  const messages = taken((person, type) => (body) => {
    const sent = readMessage(type, body);
    return sent instanceof Promise ? sent.then((read) => said(person, read)) : said(person, sent);
  });

  const clicks = taken((person, type) => (body) => {
    const click = readClick(type, body);
    if (click === undefined) return refusal(400, "not-a-click");
    // What another person alone sees has no buttons for this one, whatever a hand-written press says.
    const { onlyFor } = conversation.get(click.message) ?? {};
    if (onlyFor !== undefined && onlyFor !== person.user) return refusal(404, "not-found");
    if (repeated(`${person.user}:${click.key}`)) return again;
    if (click.action === languageAction) {
      // Each window is drawn for its own reader: no other one sees the card turn.
      return conversation.turn(click.message, person.user, click.locale) ? accepted : refusal(404, "not-found");
    }
    return deliver({
      ...base(person, click.key, click.locale),
      kind: "click",
      action: click.action,
      payload: click.payload,
      message: { place: webPlace, id: click.message },
      attachments: [],
    });
  });

  const { lab } = options;
  const panel = taken((person, type) => async (body) => {
    const action = readLabAction(readJson(type, body) ?? {});
    if (lab === undefined) return refusal(404, "not-found");
    if (action === undefined) return refusal(400, "not-an-action");
    conversation.add({ at: at(), from: { kind: "lab" }, note: labNote(action, person.name) });
    try {
      await lab.act(action);
    } catch (error) {
      failed(error, "practice panel failed");
      return error instanceof CertOpsError ? refusal(409, error.code) : refusal(500, "internal");
    }
    return { status: 200, body: JSON.stringify(await lab.status()) };
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
    const mine = viewers.get(person.user) ?? 0;
    const all = [...viewers.values()].reduce((sum, count) => sum + count, 0);
    if (mine >= mostOfOne || all >= mostViewers) return problem(503, "too-many-viewers");
    viewers.set(person.user, mine + 1);
    return eventStream({
      conversation,
      epoch,
      user: person.user,
      ...(person.ended === undefined ? {} : { ended: person.ended }),
      writer: (turned) => writerFor(turned ?? localeOf(info.query.get("locale")), options.zone),
      nameOf: visitors.nameOf,
      lastEventId: request.headers.get("last-event-id"),
      onClose: () => {
        const left = (viewers.get(person.user) ?? 1) - 1;
        if (left > 0) viewers.set(person.user, left);
        else viewers.delete(person.user);
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
    // Pictures of our own only: what people or devices made is never shown as anything but a download.
    const type = entry.file.image?.mediaType ?? "application/octet-stream";
    return new Response(new Uint8Array(entry.file.bytes), { headers: downloaded(entry.file.name, type) });
  });
  http.route("GET", "/api/files/:id", files);
  /** The whole of a card that the page shows in part. */
  const reports = visited(({ user: reader }, _, info) => {
    const entry = conversation.get(info.params.id ?? "");
    if (entry?.card === undefined || (entry.onlyFor ?? reader) !== reader) return problem(404, "not-found");
    const { name, bytes } = fullReport(entry.card, writerFor(localeOf(info.query.get("locale")), options.zone));
    return new Response(new Uint8Array(bytes), { headers: downloaded(name) });
  });
  http.route("GET", "/api/reports/:id", reports);
  http.take("/api/messages", messages, { maxBody: limits.body });
  http.take("/api/clicks", clicks);
  http.take("/api/lab", panel);
  http.route("POST", "/api/person", async (request) => {
    const body = Buffer.from(await request.arrayBuffer());
    const cookie = visitors.choose(readJson(request.headers.get("content-type") ?? "", body)?.user);
    if (cookie === undefined) return problem(400, "no-such-person");
    return Response.json({ ok: true }, { headers: { "set-cookie": cookie } });
  });
  const labStatus = visited(async () =>
    lab === undefined ? problem(404, "not-found") : Response.json(await lab.status()),
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
    languages: "own",
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

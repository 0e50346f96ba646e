// One activity of Teams at a time: what it is, who did it, and what they get back at once. The work itself goes on behind the answer.
import { errorCard } from "../../../cards/answer-cards.ts";
import { readActionData } from "../../../cards/render/actions.ts";
import { pageAction } from "../../../cards/render/pages.ts";
import type { Inbound, MessageRef } from "../../domain/chat.ts";
import { CertOpsError, codeOf } from "../../domain/errors.ts";
import { languageAction, otherLanguage } from "../../domain/language-button.ts";
import type { Actor } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { AtOnce } from "../../kernel/at-once.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import type { Logger } from "../../kernel/logger.ts";
import { type TeamsActivity, tenantOf, textOf } from "./activity.ts";
import { type CardBook, fileAction, type Look, viewAction } from "./cards.ts";
import { noticed, privateMark, type TeamsChannel } from "./channel.ts";
import type { TeamsCloud } from "./cloud.ts";
import type { Consents } from "./consents.ts";
import { bringsFiles, messagesWithFiles, readConsent, takeFiles } from "./files.ts";
import { cardAnswer, textAnswer, typing } from "./messages.ts";
import type { Outbox } from "./outbox.ts";
import type { People } from "./people.ts";
import { kindOf, type Places, placeOf } from "./places.ts";
import type { Presses } from "./private.ts";
import type { InvokeAnswer, Wire } from "./wire.ts";

export interface TurnsKit {
  readonly channel: TeamsChannel;
  readonly places: Places;
  readonly people: People;
  readonly presses: Presses;
  readonly book: CardBook;
  readonly outbox: Outbox;
  readonly wire: Wire;
  readonly cloud: TeamsCloud;
  readonly consents: Consents;
  readonly receive: (inbound: Inbound) => Promise<void>;
  readonly locale: Locale;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A press is answered after so long at the latest; Teams gives up after 15 s and shows an error long before people do. */
const pressMs = 2_000;

/** Whoever is answered sooner needs no sign of life; each costs one of the seven messages a second. */
const typingMs = 500;
/** One reason for all: to make an exception for each message costs more than the rest of the wait. */
const answeredAlready = new Error("answered already");

interface Press {
  readonly action: string;
  readonly payload: Readonly<Record<string, string>>;
}

export class Turns {
  readonly #kit: TurnsKit;
  readonly #underway = new Set<Promise<void>>();
  readonly #holding = new AtOnce(messagesWithFiles);

  constructor(kit: TurnsKit) {
    this.#kit = kit;
  }

  /** Resolves with what Teams is answered at once; undefined for what needs no more than an acknowledgement. */
  async take(activity: TeamsActivity): Promise<InvokeAnswer | undefined> {
    const { places, logger } = this.#kit;
    // Other bots are no people. Two that answer each other would never end.
    if (activity.from.role === "bot" || activity.from.id.startsWith("28:")) return { status: 200 };
    switch (activity.type) {
      case "message":
        await places.learn(activity);
        this.#later(this.#message(activity));
        return undefined;
      case "invoke":
        await places.learn(activity);
        return await this.#invoke(activity);
      case "conversationUpdate":
      case "installationUpdate":
        this.#later(this.#membership(activity));
        return undefined;
      default:
        logger.debug({ type: activity.type }, "an activity that nothing is done for");
        return undefined;
    }
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }

  #later(work: Promise<void>): void {
    const mine = work
      .catch((error: unknown) => this.#kit.logger.error({ error }, "a message from Teams was not handled"))
      .finally(() => this.#underway.delete(mine));
    this.#underway.add(mine);
  }

  async #message(activity: TeamsActivity): Promise<void> {
    const press = readActionData(activity.value);
    if (press !== undefined) {
      await this.#submitted(activity, press);
      return;
    }
    const text = textOf(activity);
    const quick = new AbortController();
    if (kindOf(activity) !== "channel") void this.#signOfLife(activity, quick.signal);
    const answering = () =>
      this.#answering(activity, async (actor) => {
        // Whoever is nobody here is told so; nothing of theirs is fetched first.
        const known = this.#kit.people.idOf(actor) !== undefined;
        const attachments = known ? await takeFiles(activity, this.#kit.cloud) : [];
        const base = { ...this.#base(activity, actor), attachments };
        const command = /^\/?certops\b/i.test(text);
        if (command) return { ...base, kind: "command", text: text.replace(/^\/?certops\b/i, "/certops") };
        // A bare mention: whoever calls gets told what can be asked.
        if (text === "" && attachments.length === 0) return { ...base, kind: "command", text: "/certops help" };
        return { ...base, kind: "prompt", text };
      });
    await (bringsFiles(activity) ? this.#holding.run(answering) : answering()).finally(() =>
      quick.abort(answeredAlready),
    );
  }

  /** “… is typing”, when nothing has been said for a moment. Nice to have: when it fails, nobody misses it. */
  async #signOfLife(activity: TeamsActivity, answered: AbortSignal): Promise<void> {
    const { clock, outbox, places, wire } = this.#kit;
    const place = placeOf(activity);
    try {
      await clock.sleep(typingMs, answered);
      if (outbox.idle(place.conversation)) await wire.send(await places.reference(place), typing);
    } catch {
      // Answered in time, or the platform is busy: both are well.
    }
  }

  /** Action.Submit comes as a message: from clients that do not know Action.Execute. */
  async #submitted(activity: TeamsActivity, press: Press): Promise<void> {
    const { channel } = this.#kit;
    const message = messageOf(activity);
    if (turnsStanding(press)) {
      // The message is everybody's: whoever wants it in another language gets it in the personal chat.
      const found = message === undefined ? undefined : await this.#kit.book.get(message);
      if (found === undefined) return await this.#tell(activity, say("teams.old"));
      const actor = this.#claimed(activity);
      return await channel.whisper(placeOf(activity), actor, found.card, { locale: wantedIn(press) });
    }
    if (press.action === viewAction || press.action === pageAction) {
      if (message === undefined) return;
      const look =
        press.action === pageAction
          ? ({ viewer: "everybody", ...turned(press) } as const)
          : ({ viewer: "all-buttons" } as const);
      if (!(await channel.show(message, look))) await this.#tell(activity, say("teams.old"));
      return;
    }
    if (press.action === fileAction) {
      const told = await channel.fetch(placeOf(activity), this.#claimed(activity), press.payload.file ?? "");
      await this.#tell(activity, told);
      return;
    }
    await this.#press(activity, press);
  }

  async #invoke(activity: TeamsActivity): Promise<InvokeAnswer> {
    if (activity.name === "fileConsent/invoke") {
      const consent = readConsent(activity.value);
      if (consent === undefined || kindOf(activity) !== "personal") return { status: 400 };
      this.#later(this.#kit.consents.take(consent, placeOf(activity), messageOf(activity), this.#localeOf(activity)));
      return { status: 200 };
    }
    if (activity.name !== "adaptiveCard/action") return { status: 501 };
    const press = readActionData(dataOf(activity.value));
    if (press === undefined) {
      this.#kit.logger.warn({ activity: activity.name }, "a button that is none of ours");
      const value = { code: "BadRequest", message: "unknown action" };
      return { status: 200, body: { statusCode: 400, type: "application/vnd.microsoft.error", value } };
    }
    return { status: 200, body: await this.#executed(activity, press) };
  }

  async #executed(activity: TeamsActivity, press: Press) {
    const { channel, book, presses, clock } = this.#kit;
    const { write } = book.writer(this.#localeOf(activity));
    const message = messageOf(activity);
    const actor = this.#claimed(activity);
    const now = async (look: Pick<Look, "page" | "locale"> = {}) => {
      const view = message === undefined ? undefined : await channel.view(message, actor, look);
      return view === undefined ? textAnswer(write(say("teams.old"))) : cardAnswer(view);
    };
    if (press.action === pageAction) return await now(turned(press));
    if (turnsStanding(press)) return await now({ ...turned(press), locale: wantedIn(press) });
    if (press.action === viewAction) {
      const asked = press.payload.asked === "1" && message !== undefined;
      return asked && !(await channel.waitsFor(message, actor)) ? textAnswer(write(say("teams.nothing"))) : await now();
    }
    if (press.action === fileAction) {
      return textAnswer(write(await channel.fetch(placeOf(activity), actor, press.payload.file ?? "")));
    }
    const work = this.#press(activity, press);
    this.#later(work);
    const wait = { clock, ms: pressMs };
    const answer = await presses.during({ place: placeOf(activity), user: actor.user }, work, wait);
    if (answer !== undefined) return cardAnswer(channel.privateView(answer));
    const view = message === undefined ? undefined : await channel.view(message, actor);
    return view === undefined ? textAnswer(write(say("teams.working"))) : cardAnswer(view);
  }

  #press(activity: TeamsActivity, press: Press): Promise<void> {
    const { [privateMark]: mark, ...payload } = press.payload;
    const message = mark === undefined ? messageOf(activity) : undefined;
    return this.#answering(activity, (actor) =>
      Promise.resolve({
        ...this.#base(activity, actor),
        attachments: [],
        kind: "click",
        action: press.action,
        payload,
        ...(message === undefined ? {} : { message }),
      }),
    );
  }

  /** Finds out who it is, then has it carried out; what goes wrong before is told to the person alone. */
  async #answering(activity: TeamsActivity, make: (actor: Actor) => Promise<Inbound>): Promise<void> {
    const { people, places, receive, channel, logger } = this.#kit;
    const place = placeOf(activity);
    let inbound: Inbound;
    try {
      inbound = await make(await people.actorOf(activity, await places.reference(place)));
    } catch (error) {
      const reference = newId("err");
      const facts = { error, reference, code: codeOf(error) };
      if (error instanceof CertOpsError) logger.info(facts, "answered with an error");
      else logger.error(facts, "a bug");
      const locale = this.#localeOf(activity);
      await channel.whisper(place, this.#claimed(activity), errorCard(error, reference), { locale });
      return;
    }
    await receive(inbound);
  }

  #base(activity: TeamsActivity, actor: Actor) {
    const place = placeOf(activity);
    return {
      place,
      actor,
      locale: this.#localeOf(activity),
      dedupeKey: `${place.tenant}/${place.conversation}/${activity.id ?? newId("act")}`,
      receivedAt: iso(this.#kit.clock),
    };
  }

  /** Who it is as the message says: enough to answer them, never to believe them. */
  #claimed(activity: TeamsActivity): Actor {
    const { from } = activity;
    const user = from.aadObjectId ?? from.id;
    return { platform: "teams", tenant: tenantOf(activity), user, displayName: (from.name ?? "").slice(0, 200) };
  }

  #localeOf({ locale }: TeamsActivity): Locale {
    if (locale === undefined) return this.#kit.locale;
    return /^zh\b/i.test(locale) ? "zh-CN" : "en";
  }

  #tell(activity: TeamsActivity, text: ReturnType<typeof say>): Promise<void> {
    const locale = this.#localeOf(activity);
    return this.#kit.channel.whisper(placeOf(activity), this.#claimed(activity), noticed(text), { locale });
  }

  async #membership(activity: TeamsActivity): Promise<void> {
    const { places, channel } = this.#kit;
    const me = activity.recipient.id;
    const removed = (activity.membersRemoved ?? []).some(({ id }) => id === me);
    if (removed || (activity.type === "installationUpdate" && activity.action?.startsWith("remove") === true)) {
      await places.forget(activity.conversation.id);
      return;
    }
    await places.learn(activity);
    if (!(activity.membersAdded ?? []).some(({ id }) => id === me)) return;
    const welcome = noticed(say("teams.welcome"));
    const body = [{ kind: "text", text: say("teams.welcome.text") }] as const;
    await channel.post(placeOf(activity), { ...welcome, body }, { locale: this.#localeOf(activity) });
  }
}

function messageOf(activity: TeamsActivity): MessageRef | undefined {
  const { replyToId } = activity;
  return typeof replyToId === "string" ? { place: placeOf(activity), id: replyToId } : undefined;
}

/** The button for the other language of a card that the channel itself knows; with a key in it the bot answers. */
const turnsStanding = ({ action, payload }: Press): boolean => action === languageAction && payload.card === undefined;

const shownIn = ({ payload: { shown } }: Press): Locale => (shown === "zh-CN" ? "zh-CN" : "en");
const wantedIn = (press: Press): Locale => otherLanguage(shownIn(press));

const turned = (press: Press): Pick<Look, "page" | "locale"> => ({
  page: /^\d{1,4}$/.test(press.payload.page ?? "") ? Number(press.payload.page) : 1,
  ...(press.payload.shown === undefined ? {} : { locale: shownIn(press) }),
});

const member = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

/** `{action: {verb, data}, trigger}` (Universal Actions, `adaptiveCard/action` invoke). */
const dataOf = (value: unknown): unknown => member(member(value, "action"), "data");

// Teams as a channel: cards posted, changed and shown to one person alone, whatever the platform is up to at the moment.
import type { Card, CardAction } from "../../domain/card.ts";
import type { Attachment, Channel, MessageRef, Place, PostOptions } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Actor } from "../../domain/person.ts";
import type { Json, Locale } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Logger } from "../../kernel/logger.ts";
import {
  audienceOf,
  type CardBook,
  fileAction,
  hidden,
  type Look,
  mostRefreshed,
  type Standing,
  viewAction,
} from "./cards.ts";
import { TeamsRefusal } from "./exchange.ts";
import { consentCard, type OfferedFiles } from "./files.ts";
import { attachmentMessage, cardMessage, type Mentioned, mentioning } from "./messages.ts";
import type { Outbox } from "./outbox.ts";
import type { People } from "./people.ts";
import type { Places } from "./places.ts";
import { type Presses, type PrivateAnswer, personalPlace } from "./private.ts";
import { readable } from "./trouble.ts";
import type { OutgoingActivity, Wire } from "./wire.ts";

export interface ChannelKit {
  readonly wire: Wire;
  readonly places: Places;
  readonly people: People;
  readonly outbox: Outbox;
  readonly book: CardBook;
  readonly files: OfferedFiles;
  readonly presses: Presses;
  readonly logger: Logger;
}

/** Marks the buttons of a private view: the message beneath is everybody's and must not be changed by them. */
export const privateMark = "private";

export class TeamsChannel implements Channel {
  readonly platform = "teams";
  readonly mentions = true;
  readonly languages = "own";
  readonly #kit: ChannelKit;

  constructor(kit: ChannelKit) {
    this.#kit = kit;
  }

  async post(place: Place, card: Card, options: PostOptions): Promise<MessageRef> {
    const standing = { card, locale: options.locale, ...pictureOf(options.file) };
    const id = await this.#send(place, async () => {
      const message = await this.#drawn(place, standing);
      return mentioning(message, await this.#mentioned(place, options));
    });
    const message = { place, id };
    await this.#kit.book.put(message, standing);
    if (options.file !== undefined) await this.offer(place, options.file, options.locale);
    return message;
  }

  async edit(message: MessageRef, card: Card, options: { readonly locale: Locale }): Promise<MessageRef> {
    const { outbox, wire, places, book } = this.#kit;
    const standing = { card, locale: options.locale };
    // Before it is sent: whoever's client asks for its own view meanwhile gets the new one.
    await book.put(message, standing);
    try {
      await outbox.add(
        message.place.conversation,
        async () => {
          const to = await places.reference(message.place);
          await wire.update(to, message.id, await this.#drawn(message.place, standing));
        },
        message.id,
      );
      return message;
    } catch (error) {
      // Somebody deleted the message: an outcome must never get lost.
      if (error instanceof TeamsRefusal && error.status === 404) return await this.post(message.place, card, options);
      throw readable(error);
    }
  }

  async whisper(place: Place, actor: Actor, card: Card, options: { readonly locale: Locale }): Promise<void> {
    const { locale } = options;
    if (place.scope === "direct") {
      await this.post(place, card, { locale });
      return;
    }
    if (this.#kit.presses.answer(place, actor.user, { card, locale })) return;
    if (await this.#personally(place, actor, { card, locale })) return;
    const name = actor.displayName === "" ? actor.user : actor.displayName;
    await this.post(place, noticed(say("teams.private-here", { name })), { locale });
  }

  /** A card in the personal chat with somebody; false when Teams does not let the bot write there. */
  async #personally(place: Place, actor: Actor, standing: Standing): Promise<boolean> {
    const direct = await personalPlace(this.#kit, place, actor);
    if (direct === undefined) return false;
    try {
      await this.post(direct, standing.card, { locale: standing.locale });
      return true;
    } catch (error) {
      if (!(error instanceof CertOpsError && error.cause instanceof TeamsRefusal)) throw error;
      // Uninstalled or blocked since: found anew the next time.
      await this.#kit.places.forget(direct.conversation);
      return false;
    }
  }

  /** Offers a file: at once in a personal chat, elsewhere by a button that leads there. */
  async offer(place: Place, file: Attachment, locale: Locale): Promise<void> {
    const { files, book } = this.#kit;
    const id = await files.keep(file);
    const { write } = book.writer(locale);
    if (place.scope === "direct") {
      const consent = consentCard(id, file, write(say("teams.file.what")));
      await this.#send(place, () => Promise.resolve(attachmentMessage(consent, file.name)));
      return;
    }
    const button: CardAction = {
      action: fileAction,
      label: say("teams.file.get", { name: file.name }),
      payload: { file: id },
      style: "primary",
    };
    await this.post(place, { ...noticed(say("teams.file")), actions: [button] }, { locale });
  }

  /** What somebody who pressed "Get …" in a channel is told; the file is offered in their personal chat. */
  async fetch(place: Place, actor: Actor, id: string): Promise<ReturnType<typeof say>> {
    const { files, book } = this.#kit;
    const file = await files.get(id);
    if (file === undefined) return say("teams.file.gone");
    const direct = await personalPlace(this.#kit, place, actor);
    if (direct === undefined) return say("teams.file.no-personal");
    const consent = consentCard(id, file, book.writer("en").write(say("teams.file.what")));
    await this.#send(direct, () => Promise.resolve(attachmentMessage(consent, file.name)));
    return say("teams.file.offered");
  }

  /** The message as one person sees it now; undefined when nothing is known of it any more. */
  async view(message: MessageRef, actor: Actor, look: Pick<Look, "page" | "locale"> = {}): Promise<Json | undefined> {
    const standing = await this.#kit.book.get(message);
    if (standing === undefined) return undefined;
    const person = this.#kit.people.idOf(actor);
    return await this.#look(message.place, standing, { ...look, viewer: { person } });
  }

  /** True when the message has a button for this person that not everybody has. */
  async waitsFor(message: MessageRef, actor: Actor): Promise<boolean> {
    const standing = await this.#kit.book.get(message);
    const person = this.#kit.people.idOf(actor);
    return standing !== undefined && person !== undefined && audienceOf(standing.card).includes(person);
  }

  /** An answer for one person in the place of the card, with the way back. */
  privateView({ card, locale }: PrivateAnswer): Json {
    const back: CardAction = { action: viewAction, label: say("teams.back"), payload: {} };
    const marked = card.actions.map((one) => ({ ...one, payload: { ...one.payload, [privateMark]: "1" } }));
    return this.#kit.book.draw({ card: { ...card, actions: [...marked, back] }, locale }, { viewer: "all-buttons" });
  }

  /** For clients without Action.Execute: the message itself is changed, for everybody. */
  async show(message: MessageRef, look: Pick<Look, "page" | "viewer" | "locale">): Promise<boolean> {
    const { book, outbox, places, wire } = this.#kit;
    const standing = await book.get(message);
    if (standing === undefined) return false;
    await outbox.add(message.place.conversation, async () => {
      const drawn = await this.#look(message.place, standing, look);
      const { write } = book.writer(standing.locale);
      const to = await places.reference(message.place);
      await wire.update(to, message.id, cardMessage(drawn, write(standing.card.summary)));
    });
    return true;
  }

  async #send(place: Place, make: () => Promise<OutgoingActivity>): Promise<string> {
    const { outbox, wire, places } = this.#kit;
    try {
      // Drawn when its turn has come: what is learned meanwhile counts, and the order stays.
      return await outbox.add(place.conversation, async () => {
        const activity = await make();
        return await wire.send(await places.reference(place), activity);
      });
    } catch (error) {
      throw readable(error);
    }
  }

  async #drawn(place: Place, standing: Standing): Promise<OutgoingActivity> {
    const { places, book } = this.#kit;
    const known = place.scope === "direct" ? await places.known(place.conversation) : undefined;
    const viewer: Look["viewer"] =
      known?.user === undefined
        ? place.scope === "direct"
          ? "all-buttons"
          : "everybody"
        : { person: this.#personOf(place, known.user) };
    const drawn = await this.#look(place, standing, { viewer });
    return cardMessage(drawn, book.writer(standing.locale).write(standing.card.summary));
  }

  #personOf(place: Place, user: string) {
    return this.#kit.people.idOf({ platform: "teams", tenant: place.tenant, user, displayName: "" });
  }

  async #look(place: Place, standing: Standing, look: Look): Promise<Json> {
    const { places, people, book } = this.#kit;
    if (place.scope === "direct" || !hidden(standing.card)) return await book.drawInTurns(standing, look);
    const at = await places.reference(place);
    const refreshFor = await people.idsFor(audienceOf(standing.card), at, mostRefreshed);
    return await book.drawInTurns(standing, { ...look, refreshFor });
  }

  async #mentioned(place: Place, { mentions = [] }: PostOptions): Promise<readonly Mentioned[]> {
    const { places, people } = this.#kit;
    const at = mentions.length === 0 ? undefined : await places.reference(place);
    const found: Mentioned[] = [];
    for (const { identities, name } of mentions) {
      for (const { platform, tenant, user } of identities) {
        if (platform !== "teams" || tenant !== place.tenant || at === undefined) continue;
        const id = await people.userId(user, at);
        if (id !== undefined) found.push({ id, name });
      }
    }
    return found;
  }
}

/** A picture is shown at once, and offered whole as a file beside it. */
const pictureOf = (file: Attachment | undefined): Pick<Standing, "picture"> => {
  const { preview, alt = "" } = file?.image ?? {};
  if (preview === undefined) return {};
  return { picture: { url: `data:image/png;base64,${Buffer.from(preview).toString("base64")}`, alt } };
};

/** One sentence as a card. */
export const noticed = (text: ReturnType<typeof say>): Card => ({
  title: text,
  tone: "neutral",
  body: [],
  actions: [],
  summary: text,
});

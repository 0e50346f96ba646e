// What becomes of a file that was offered: put into the person's own storage, not wanted, or gone.
import type { MessageRef, Place } from "../../domain/chat.ts";
import type { Json, Locale } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { CardBook } from "./cards.ts";
import { noticed } from "./channel.ts";
import type { TeamsCloud } from "./cloud.ts";
import { TeamsRefusal } from "./exchange.ts";
import { type Consent, type OfferedFiles, upload } from "./files.ts";
import { attachmentMessage, cardMessage } from "./messages.ts";
import type { Outbox } from "./outbox.ts";
import type { Places } from "./places.ts";
import type { OutgoingActivity, Wire } from "./wire.ts";

export interface ConsentsKit {
  readonly files: OfferedFiles;
  readonly cloud: TeamsCloud;
  readonly outbox: Outbox;
  readonly wire: Wire;
  readonly places: Places;
  readonly book: CardBook;
}

export class Consents {
  readonly #kit: ConsentsKit;

  constructor(kit: ConsentsKit) {
    this.#kit = kit;
  }

  /** `asked`: the message with the question; what came of it takes its place. */
  async take(consent: Consent, place: Place, asked: MessageRef | undefined, locale: Locale): Promise<void> {
    const { files, cloud } = this.#kit;
    const file = await files.get(consent.file);
    const words = (id: "teams.file.gone" | "teams.file.declined" | "teams.file.failed"): OutgoingActivity => {
      const text = say(id, id === "teams.file.gone" ? {} : { name: file?.name ?? "" });
      const { write } = this.#kit.book.writer(locale);
      return cardMessage(this.#card(text, locale), write(text));
    };
    if (file === undefined) return await this.#say(place, asked, words("teams.file.gone"));
    if (!consent.accepted) {
      await files.remove(consent.file);
      return await this.#say(place, asked, words("teams.file.declined"));
    }
    try {
      const given = await upload(file, consent, cloud);
      await this.#say(place, asked, attachmentMessage(given, file.name));
      await files.remove(consent.file);
    } catch (error) {
      if (!(error instanceof TeamsRefusal)) throw error;
      await this.#say(place, asked, words("teams.file.failed"));
    }
  }

  #card(text: ReturnType<typeof say>, locale: Locale): Json {
    return this.#kit.book.draw({ card: noticed(text), locale }, { viewer: "everybody" });
  }

  async #say(place: Place, asked: MessageRef | undefined, message: OutgoingActivity): Promise<void> {
    const { outbox, wire, places } = this.#kit;
    await outbox.add(place.conversation, async () => {
      const to = await places.reference(place);
      if (asked === undefined) await wire.send(to, message);
      else await wire.update(to, asked.id, message);
    });
  }
}

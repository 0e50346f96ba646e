// Answers for one person alone. A press of a button can be answered to whoever pressed; everything else goes to the personal chat.
import type { Card } from "../../domain/card.ts";
import type { Place } from "../../domain/chat.ts";
import type { Actor } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import type { Clock } from "../../kernel/clock.ts";
import { TeamsRefusal } from "./exchange.ts";
import type { Outbox } from "./outbox.ts";
import type { Places } from "./places.ts";
import type { Wire } from "./wire.ts";

export interface PrivateAnswer {
  readonly card: Card;
  readonly locale: Locale;
}

interface Slot {
  readonly key: string;
  readonly give: (answer: PrivateAnswer) => void;
}

/** While a press waits for its answer, what is whispered to the same person in the same place is that answer. */
export class Presses {
  readonly #slots: Slot[] = [];

  /** Resolves with the first whisper, or with undefined after `ms` or when `work` is done. */
  async during(
    press: { readonly place: Place; readonly user: string },
    work: Promise<void>,
    wait: { readonly clock: Clock; readonly ms: number },
  ): Promise<PrivateAnswer | undefined> {
    const stop = new AbortController();
    let slot: Slot | undefined;
    const whispered = new Promise<PrivateAnswer>((give) => {
      slot = { key: keyOf(press.place, press.user), give };
      this.#slots.push(slot);
    });
    const patience = wait.clock.sleep(wait.ms, stop.signal).catch(() => undefined);
    try {
      return await Promise.race([whispered, work.then(() => undefined), patience.then(() => undefined)]);
    } finally {
      stop.abort();
      const at = slot === undefined ? -1 : this.#slots.indexOf(slot);
      if (at >= 0) this.#slots.splice(at, 1);
    }
  }

  /** True when a press of this person waits here: it has its answer now. */
  answer(place: Place, user: string, answer: PrivateAnswer): boolean {
    const key = keyOf(place, user);
    const at = this.#slots.findIndex((slot) => slot.key === key);
    const [slot] = at < 0 ? [] : this.#slots.splice(at, 1);
    slot?.give(answer);
    return slot !== undefined;
  }
}

const keyOf = (place: Place, user: string): string => `${place.conversation} ${place.thread ?? ""} ${user}`;

/** The personal chat with somebody, made when the platform allows it; undefined when it does not. */
export async function personalPlace(
  kit: { readonly wire: Wire; readonly places: Places; readonly outbox: Outbox },
  place: Place,
  actor: Actor,
): Promise<Place | undefined> {
  const { wire, places, outbox } = kit;
  const direct = (conversation: string): Place => ({
    platform: "teams",
    tenant: place.tenant,
    conversation,
    scope: "direct",
  });
  const known = await places.personal(actor.user);
  if (known !== undefined) return direct(known);
  const { serviceUrl } = await places.reference(place);
  const user = (await places.userId(actor.user)) ?? actor.user;
  try {
    const made = await outbox.add(`new ${actor.user}`, () =>
      wire.openPersonal({ serviceUrl, tenant: place.tenant, user }),
    );
    await places.learnPersonal(actor.user, made);
    return direct(made);
  } catch (error) {
    // 403: the app is not installed for this person (Teams, "Proactive messages").
    if (error instanceof TeamsRefusal) return undefined;
    throw error;
  }
}

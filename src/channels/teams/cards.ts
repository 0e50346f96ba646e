// The cards that stand in Teams: what each message says now, and how it looks for everybody and for one person.
import { type AdaptiveCard, adaptiveForm } from "../../../cards/render/adaptive.ts";
import { cleanLine } from "../../../cards/render/clean.ts";
import { jsonBytes, sizeBudget } from "../../../cards/render/limits.ts";
import { adaptiveMeter } from "../../../cards/render/meter.ts";
import { pageAction, pageTurns } from "../../../cards/render/pages.ts";
import { atOnce, inTurns, type Turns } from "../../../cards/render/turns.ts";
import type { Card, CardAction } from "../../domain/card.ts";
import type { ChannelMemory, MessageRef } from "../../domain/chat.ts";
import type { PersonId } from "../../domain/ids.ts";
import { languageAction } from "../../domain/language-button.ts";
import type { Json, Locale } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { type Writer, writerFor } from "../../i18n/write.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { tooLarge } from "./trouble.ts";

/** Buttons that the channel answers itself. */
export const viewAction = "certops.view";
export const fileAction = "certops.file";

export interface Standing {
  readonly card: Card;
  readonly locale: Locale;
  /** A small picture under the card's title. Teams hands files over one by one and shows none of them in the chat. */
  readonly picture?: { readonly url: string; readonly alt: string };
}

export interface Look {
  /** Whose buttons are drawn: everybody's, or one person's (undefined: somebody whom the policy does not know). */
  readonly viewer: "everybody" | "all-buttons" | { readonly person: PersonId | undefined };
  /** The page to show, from 1. */
  readonly page?: number;
  /** The language that the viewer asked for; the message's own when left out. */
  readonly locale?: Locale;
  /** `29:` ids whose clients ask for their own view by themselves. */
  readonly refreshFor?: readonly string[];
}

/** Cards are looked at for a while; an approval or a run is over long before. */
const keptMs = 14 * 86_400_000;
/** Teams refuses messages beyond 100 KB of UTF-16 (413); never even near it. */
const hardLimit = 90_000;

export class CardBook {
  readonly #memory: ChannelMemory;
  readonly #clock: Clock;
  readonly #zone: string;

  constructor(options: { readonly memory: ChannelMemory; readonly clock: Clock; readonly zone: string }) {
    this.#memory = options.memory;
    this.#clock = options.clock;
    this.#zone = options.zone;
  }

  writer(locale: Locale): Writer {
    return writerFor(locale, this.#zone);
  }

  async put(message: MessageRef, standing: Standing): Promise<void> {
    const until = new Date(this.#clock.now() + keptMs).toISOString();
    await this.#memory.put(keyOf(message), standing as unknown as Json, until);
  }

  async get(message: MessageRef): Promise<Standing | undefined> {
    const value = await this.#memory.get(keyOf(message));
    return value === undefined ? undefined : (value as unknown as Standing);
  }

  prune(): Promise<number> {
    return this.#memory.prune(iso(this.#clock));
  }

  /** The Adaptive Card. Throws CertOpsError `output-too-large` rather than send what Teams would refuse. */
  draw(standing: Standing, look: Look): Json {
    return atOnce(this.#turns(standing, look));
  }

  /** The same for a card of any size: others have their turn meanwhile. */
  drawInTurns(standing: Standing, look: Look): Promise<Json> {
    return inTurns(this.#turns(standing, look));
  }

  *#turns(standing: Standing, look: Look): Turns<Json> {
    const { card } = standing;
    const locale = look.locale ?? standing.locale;
    const options = { writer: this.writer(locale), host: "teams" } as const;
    const meter = adaptiveMeter(options);
    const image = standing.picture === undefined ? undefined : imageOf(standing.picture);
    const budget = sizeBudget.teams - (image === undefined ? 0 : jsonBytes(image));
    const pages = yield* pageTurns({ ...card, actions: buttonsFor(card.actions, look) }, meter, budget);
    const number = Math.min(pages.length, Math.max(1, look.page ?? 1));
    const page = pages[number - 1] ?? card;
    const shown = { ...page, actions: actionsOf(page, card, { ...look, page: number }, locale) };
    const form = yield* adaptiveForm(shown, options);
    const drawn = {
      ...(image === undefined || number > 1 ? form : under(form, image)),
      ...(hidden(card) && look.refreshFor !== undefined ? { refresh: refresh(look.refreshFor) } : {}),
    };
    if (2 * JSON.stringify(drawn).length > hardLimit) throw tooLarge();
    return drawn;
  }
}

/** True when the card has buttons that not everybody needs. */
export const hidden = (card: Card): boolean => card.actions.some((action) => action.onlyFor !== undefined);

/** The people to whom some button of the card is of use. */
export const audienceOf = (card: Card): readonly PersonId[] => [
  ...new Set(card.actions.flatMap((action) => action.onlyFor ?? [])),
];

/**
 * For everybody a card with somebody's buttons has "Your options" instead: whose client does not ask for its own view (more
 * than 60 members, an old client) gets there with one press.
 */
function buttonsFor(actions: readonly CardAction[], { viewer }: Look): readonly CardAction[] {
  if (viewer === "all-buttons") return actions;
  const common = actions.filter((action) => action.onlyFor === undefined);
  if (common.length === actions.length) return actions;
  if (viewer === "everybody")
    return [{ action: viewAction, label: say("teams.options"), payload: { asked: "1" } }, ...common];
  const { person } = viewer;
  return actions.filter(({ onlyFor }) => onlyFor === undefined || (person !== undefined && onlyFor.includes(person)));
}

/**
 * A page's buttons. Turning the page keeps the language, and turning the language the page: what is drawn for one person is drawn
 * from what stands, and nothing else remembers how they look at it.
 */
function actionsOf(page: Card, card: Card, look: Look, shown: Locale): readonly CardAction[] {
  const language = card.actions.filter(({ action }) => action === languageAction);
  const actions = look.page === 1 ? page.actions : [...language, ...page.actions];
  return actions.map((one) => {
    if (one.action === pageAction && look.locale !== undefined) return { ...one, payload: { ...one.payload, shown } };
    if (one.action !== languageAction) return one;
    return { ...one, payload: { ...one.payload, shown, page: String(look.page) } };
  });
}

/** Teams takes at most 60 people (User Specific Views); the client of a listed one sends the action when it shows the card. */
export const mostRefreshed = 60;

const refresh = (userIds: readonly string[]): Json => ({
  action: {
    type: "Action.Execute",
    title: "refresh",
    verb: viewAction,
    data: { certops: { action: viewAction, payload: {} } },
  },
  userIds: [...userIds.slice(0, mostRefreshed)],
});

const imageOf = ({ url, alt }: NonNullable<Standing["picture"]>): AdaptiveCard => ({
  type: "Image",
  url,
  altText: cleanLine(alt).slice(0, 1000),
  size: "stretch",
  spacing: "small",
});

/** The card with the picture right under its title. */
function under(form: AdaptiveCard, image: AdaptiveCard): AdaptiveCard {
  const [title, ...rest] = Array.isArray(form.body) ? form.body : [];
  return { ...form, body: [...(title === undefined ? [] : [title]), image, ...rest] };
}

const keyOf = ({ place, id }: MessageRef): string => `card/${place.tenant}/${place.conversation}/${id}`;

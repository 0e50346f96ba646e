// Asks the whole bot in a person's words, as a chat message, and waits for the finished card.
import { adaptiveCard } from "../../cards/render/adaptive.ts";
import type { App } from "../../src/app.ts";
import { practiceTenant } from "../../src/config/practice.ts";
import type { Card, CardAction } from "../../src/domain/card.ts";
import type { Channel, Inbound, MessageRef, ReplyData } from "../../src/domain/chat.ts";
import type { Report } from "../../src/domain/report.ts";
import { writerFor } from "../../src/i18n/write.ts";
import type { Story } from "./act.ts";
import type { World } from "./world.ts";

export interface Answer {
  /** Milliseconds from the moment in which the message came in to the finished card; a click is counted without the time a person takes. */
  readonly completeMs: number;
  /** The last revision; undefined when no diagnosis was made. */
  readonly report: Report | undefined;
  /** The bot did not know which trouble was meant, and showed buttons. */
  readonly askedBack: boolean;
  /** What it said instead of a diagnosis. */
  readonly said: readonly string[];
}

const place = { platform: "web", tenant: practiceTenant, conversation: "score", scope: "direct" } as const;
const message: MessageRef = { place, id: "1" };

export class Asker {
  readonly #world: World;
  readonly #receive: (inbound: Inbound) => Promise<void>;
  readonly #writer: ReturnType<typeof writerFor>;
  readonly #story: Pick<Story, "about" | "locale">;
  #last: Report | undefined;
  #actions: readonly CardAction[] = [];
  #said: string[] = [];
  #asked = 0;

  /** `app` is opened here. */
  static async open(app: App, world: World, story: Pick<Story, "about" | "locale">): Promise<Asker> {
    const asker = new Asker(app, world, story);
    await app.open();
    return asker;
  }

  private constructor(app: App, world: World, story: Pick<Story, "about" | "locale">) {
    this.#world = world;
    this.#story = story;
    this.#writer = writerFor(story.locale);
    let receive: ((inbound: Inbound) => Promise<void>) | undefined;
    app.join((given) => {
      receive = given;
      return this.#channel();
    });
    if (receive === undefined) throw new Error("the app took no channel");
    this.#receive = receive;
    // As startBot does: the phrases are learnt before anybody asks.
    app.understand("help");
  }

  async ask(question: string): Promise<Answer> {
    this.#last = undefined;
    this.#actions = [];
    this.#said = [];
    const began = performance.now();
    await this.#receive({ ...this.#common(), kind: "prompt", text: question });
    const wanted = this.#actions.find(({ payload }) => payload.scenario === this.#story.about);
    const askedBack = this.#last === undefined && wanted !== undefined;
    if (askedBack && wanted !== undefined) {
      const { action, payload } = wanted;
      await this.#receive({ ...this.#common(), kind: "click", action, payload, message });
    }
    const completeMs = performance.now() - began;
    return { completeMs, report: this.#last, askedBack, said: this.#said };
  }

  #common() {
    const [person] = this.#world.people;
    const { id = "", name = "" } = person ?? {};
    this.#asked += 1;
    return {
      place,
      actor: { platform: "web", tenant: practiceTenant, user: id, displayName: name },
      locale: this.#story.locale,
      dedupeKey: `score-${this.#asked}`,
      receivedAt: new Date(this.#world.lab.cluster.clock.now()).toISOString(),
      attachments: [],
    } as const;
  }

  #channel(): Channel {
    const show = (card: Card, data: ReplyData | undefined): MessageRef => {
      // Drawn as the web chat draws it: that work belongs to the answer.
      JSON.stringify(adaptiveCard(card, { writer: this.#writer, host: "web" }));
      if (data?.kind === "diagnosis") this.#last = data.value as Report;
      else {
        this.#actions = [...this.#actions, ...card.actions];
        this.#said.push(this.#writer.write(card.summary));
      }
      return message;
    };
    return {
      platform: "web",
      post: async (_place, card, { data }) => show(card, data),
      edit: async (_message, card, { data }) => show(card, data),
      whisper: async (_place, _actor, card, { data }) => void show(card, data),
    };
  }
}

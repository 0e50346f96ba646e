// A chat around a practice cluster: people type and press what stands on the newest cards, and nothing else is reached.
import { vi } from "vitest";
import type { App } from "../../src/app.ts";
import type { Card, CardAction } from "../../src/domain/card.ts";
import type { Channel, Inbound, Place } from "../../src/domain/chat.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import { stepKey } from "../../src/domain/word.ts";
import { newId } from "../../src/kernel/ids.ts";

const place: Place = { platform: "web", tenant: "practice", conversation: "main", scope: "channel" };

interface Standing {
  readonly card: Card;
  readonly data: { readonly kind: string; readonly value: unknown } | undefined;
}

export class Chat {
  /** By message, in the order of posting. */
  readonly standing = new Map<string, Standing>();
  readonly whispers: Card[] = [];
  readonly #app: App;
  #deliver: (inbound: Inbound) => Promise<void> = () => Promise.reject(new Error("not joined"));

  private constructor(app: App) {
    this.#app = app;
  }

  /** Joins and opens the app. */
  static async join(app: App): Promise<Chat> {
    const chat = new Chat(app);
    app.join((receive) => {
      chat.#deliver = receive;
      return chat.#channel();
    });
    await app.open();
    return chat;
  }

  #channel(): Channel {
    return {
      platform: "web",
      post: async (where, card, { data }) => {
        const id = newId("msg");
        this.standing.set(id, { card, data });
        return { place: where, id };
      },
      edit: async (message, card, { data }) => {
        this.standing.set(message.id, { card, data });
        return message;
      },
      whisper: async (_place, _actor, card) => {
        this.whispers.push(card);
      },
    };
  }

  #from(user: string) {
    return {
      place,
      actor: { platform: "web", tenant: "practice", user, displayName: user } as const,
      locale: "en" as const,
      dedupeKey: newId("event"),
      receivedAt: new Date().toISOString(),
      attachments: [],
    };
  }

  /** Types a sentence; resolves with the diagnosis that answers it, complete. */
  async ask(user: string, text: string): Promise<Report> {
    const before = new Set(this.standing.keys());
    await this.#deliver({ ...this.#from(user), kind: "prompt", text });
    const found = [...this.standing].filter(([id]) => !before.has(id)).map(([, one]) => one.data);
    const last = found.findLast((data) => data?.kind === "diagnosis");
    if (last === undefined) throw new Error(`no diagnosis came: ${JSON.stringify(found.map((data) => data?.kind))}`);
    return last.value as Report;
  }

  /** Types a command; resolves when it is answered. */
  async command(user: string, text: string): Promise<void> {
    await this.#deliver({ ...this.#from(user), kind: "command", text });
  }

  /** Presses the first button that fits, of the newest card that has one. */
  async press(user: string, fits: (action: CardAction) => boolean, typed: Readonly<Record<string, string>> = {}) {
    for (const [id, { card }] of [...this.standing].reverse()) {
      const found = card.actions.find(fits);
      if (found === undefined) continue;
      const payload = { ...found.payload, ...typed };
      await this.#deliver({
        ...this.#from(user),
        kind: "click",
        action: found.action,
        payload,
        message: { place, id },
      });
      return;
    }
    throw new Error(`no such button: ${JSON.stringify([...this.standing.values()].at(-1)?.card.actions)}`);
  }

  /** Request by one, votes by those who may, and the run to its end: all of it by buttons. `remedy`: none for a plan of its own. */
  async mend(remedy?: string): Promise<Run> {
    const known = new Set((await this.#app.services.runs.list({ limit: 100 })).map(({ id }) => id));
    const named = (action: string) => (one: CardAction) => one.action === action;
    await this.press("alex", (one) => one.action === "approval.request" && one.payload.remedy === remedy, {
      reason: "apps outside do not register",
    });
    const refused = this.whispers.length;
    await this.press("beatriz", named("approval.approve"));
    if (this.#shows("approval.approve")) await this.press("chen", named("approval.approve"));
    if (this.whispers.length > refused) throw new Error(JSON.stringify(this.whispers.at(-1)));
    const run = (await this.#app.services.runs.list({ limit: 100 })).find(({ id }) => !known.has(id));
    if (run === undefined)
      throw new Error(`nothing was started: ${JSON.stringify([...this.standing.values()].at(-1)?.card)}`);
    return await vi.waitFor(
      async () => {
        const ended = await this.#app.services.runs.get(run.id);
        if (ended?.endedAt === undefined) throw new Error(JSON.stringify(ended?.steps));
        return ended;
      },
      { timeout: 60_000, interval: 20 },
    );
  }

  /** Does the newest card about an approval still ask for votes? */
  #shows(action: string): boolean {
    return [...this.standing.values()].some(({ card }) => card.actions.some((one) => one.action === action));
  }

  /** A person’s step is done: its button is pressed once the hand has done it. */
  async tick(user: string, report: Report, remedy: string, step: string): Promise<void> {
    const found = report.remedies.find(({ id }) => id === remedy);
    const index = found?.runbook.findIndex((one) => one.id === step) ?? -1;
    if (found === undefined || index < 0) throw new Error(`no step ${step} of ${remedy}`);
    const key = stepKey(found, index);
    await this.press(user, (one) => one.action === "diagnosis.tick" && one.payload.step === key);
  }
}

// The conversation: messages in their order, cards brought up to date in place, kept at the end while one reads there.
import { type DrawnCard, drawCard, replaceCard } from "./card.ts";
import { byId, el } from "./dom.ts";
import type { WireMessage } from "./shapes.ts";
import { clockTime, t, wholeTime } from "./texts.ts";

interface Shown {
  readonly item: HTMLLIElement;
  message: WireMessage;
  card?: DrawnCard | undefined;
}

export type OnClick = (message: string, data: object, button: HTMLElement | undefined) => void;

/** Near enough to the end to follow what comes. */
const nearEnd = 80;

export class Messages {
  readonly #list = byId("messages", HTMLOListElement);
  readonly #scroll = byId("scroll", HTMLElement);
  readonly #newer = byId("newer", HTMLButtonElement);
  readonly #live = byId("live", HTMLElement);
  readonly #onClick: OnClick;
  readonly #shown = new Map<string, Shown>();
  #me = "";
  #stale = new Set<string>();
  #following = true;

  constructor(onClick: OnClick) {
    this.#onClick = onClick;
    this.#scroll.addEventListener("scroll", () => {
      this.#following = this.#scroll.scrollTop > this.#end() - nearEnd;
      if (this.#following) this.#newer.hidden = true;
    });
    this.#newer.addEventListener("click", () => this.#toEnd());
    new ResizeObserver(() => {
      if (this.#following) this.#toEnd();
    }).observe(this.#list);
  }

  get empty(): boolean {
    return this.#shown.size === 0;
  }

  /** Whose messages stand on the right. */
  setMe(user: string): void {
    this.#me = user;
  }

  /** Everything comes anew: what does not come again is taken away by `settle`. */
  reset(): void {
    this.#live.textContent = "";
    for (const [id, shown] of this.#shown) {
      if (!shown.message.onlyYou) continue;
      shown.item.remove();
      this.#shown.delete(id);
    }
    this.#stale = new Set(this.#shown.keys());
    for (const shown of this.#shown.values()) shown.message = { ...shown.message, revision: 0 };
    // A new stream sends without a pause; what it did not send within this time is not for this person.
    setTimeout(() => this.#settle(), 1500);
  }

  #settle(): void {
    for (const id of this.#stale) {
      this.#shown.get(id)?.item.remove();
      this.#shown.delete(id);
    }
    this.#stale.clear();
  }

  show(message: WireMessage): void {
    this.#stale.delete(message.id);
    const known = this.#shown.get(message.id);
    if (known === undefined) {
      this.#add(message);
      this.#say(message.summary ?? (message.user === this.#me ? "" : (message.text ?? "")));
      return;
    }
    if (message.revision <= known.message.revision) return;
    const first = known.message.revision === 0;
    this.#update(known, message);
    if (!first && message.summary !== undefined) this.#say(t("updated") + message.summary);
  }

  #add(message: WireMessage): void {
    const item = el("li", { class: "message", id: `message-${message.id}` });
    const shown: Shown = { item, message };
    this.#shown.set(message.id, shown);
    this.#fill(shown, message);
    const after = [...this.#shown.values()]
      .filter((one) => one.message.order > message.order)
      .sort((a, b) => a.message.order - b.message.order)[0];
    this.#list.insertBefore(item, after?.item ?? null);
    if (message.user === this.#me) this.#following = true;
    if (this.#following) this.#toEnd();
    else this.#newer.hidden = false;
  }

  #update(shown: Shown, message: WireMessage): void {
    const before = shown.card;
    const sameFile = message.file?.href === shown.message.file?.href;
    shown.message = message;
    if (before === undefined || message.card === undefined || !sameFile) {
      this.#fill(shown, message);
      return;
    }
    const after = drawCard(message.card, message.id, this.#press(message.id), before);
    if (after === undefined) return;
    replaceCard(before, after);
    shown.card = after;
    shown.item.dataset.tone = message.tone ?? "neutral";
    shown.item.querySelector(".meta")?.replaceWith(this.#meta(message));
  }

  #fill(shown: Shown, message: WireMessage): void {
    const { item } = shown;
    item.dataset.from = message.from;
    item.dataset.mine = String(message.user === this.#me);
    item.dataset.tone = message.tone ?? "neutral";
    const body = el("div", { class: "body" });
    if (message.text !== undefined) body.append(el("p", { class: "text" }, message.text));
    for (const name of message.attached) body.append(el("span", { class: "chip" }, name));
    if (message.card !== undefined) {
      const drawn = drawCard(message.card, message.id, this.#press(message.id));
      shown.card = drawn;
      body.append(el("div", { class: "card" }, drawn?.element ?? t("card-broken")));
    }
    const file = message.file;
    if (file !== undefined) {
      if (file.alt !== undefined) {
        const image = el("img", { class: "picture", src: file.href, alt: file.alt });
        body.append(el("a", { class: "picture", href: file.href, download: file.name }, image));
      }
      const size = file.bytes === undefined ? "" : ` · ${Math.max(1, Math.round(file.bytes / 1024))} KB`;
      body.append(
        el("a", { class: "chip file", href: file.href, download: file.name }, `${t("download")} ${file.name}${size}`),
      );
    }
    item.replaceChildren(
      ...(message.from === "lab" ? [] : [avatar(message)]),
      el("div", { class: "column" }, this.#meta(message), body),
    );
  }

  #meta(message: WireMessage): HTMLElement {
    const name = message.from === "bot" ? t("bot") : message.from === "lab" ? t("practice") : (message.name ?? "");
    return el(
      "div",
      { class: "meta" },
      el("span", { class: "name" }, name),
      el("time", { datetime: message.at, title: wholeTime(message.at) }, clockTime(message.at)),
      message.onlyYou ? el("span", { class: "only" }, t("only-you")) : undefined,
    );
  }

  #press(id: string): (data: object, button: HTMLElement | undefined) => void {
    return (data, button) => this.#onClick(id, data, button);
  }

  /** The end, or the beginning of the last message when it is taller than the window: a card is read from its top. */
  #end(): number {
    const last = this.#list.lastElementChild;
    const end = this.#scroll.scrollHeight - this.#scroll.clientHeight;
    if (!(last instanceof HTMLElement)) return end;
    const top = last.getBoundingClientRect().top - this.#scroll.getBoundingClientRect().top + this.#scroll.scrollTop;
    return Math.min(end, top - 12);
  }

  #toEnd(): void {
    this.#scroll.scrollTop = this.#end();
    this.#newer.hidden = true;
    this.#following = true;
  }

  #say(text: string): void {
    if (text !== "") this.#live.textContent = text;
  }
}

export function avatar(message: {
  readonly from: string;
  readonly user?: string;
  readonly name?: string;
}): HTMLElement {
  const bot = message.from === "bot";
  const initials = bot ? "" : initialsOf(message.name ?? "?");
  return el(
    "span",
    { class: bot ? "avatar bot" : "avatar", "data-hue": bot ? "" : hueOf(message.user ?? ""), "aria-hidden": "true" },
    initials,
  );
}

export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.slice(0, 1))
    .slice(0, 2)
    .join("")
    .toUpperCase();

/** One of six colours that is always the same for a person. */
export function hueOf(user: string): string {
  let sum = 0;
  for (const character of user) sum += character.codePointAt(0) ?? 0;
  return String(sum % 6);
}

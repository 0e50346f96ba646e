// The page: puts the conversation, the message field, the person switch and the practice panel together.
import { Composer } from "./composer.ts";
import { byId, el } from "./dom.ts";
import { hueOf, initialsOf, Messages } from "./messages.ts";
import { Panel } from "./panel.ts";
import { keepLocale, preferredLocale, setUpTheme } from "./preferences.ts";
import {
  choosePerson,
  getState,
  type Locale,
  openStream,
  SendFailed,
  sendClick,
  sendMessage,
  signOut,
} from "./server.ts";
import type { PageState } from "./shapes.ts";
import { t, useTexts } from "./texts.ts";

let locale: Locale = preferredLocale();
let closeStream: () => void = () => undefined;
let lost = false;

const banner = byId("banner", HTMLElement);
const person = byId("person", HTMLSelectElement);
const messages = new Messages((message, data, button) => void press(message, data, button));
const composer = new Composer({ onSend: send, locale: () => locale });
const panel = new Panel();

async function send(text: string, files: readonly File[]): Promise<boolean> {
  try {
    await sendMessage(text, files, locale);
    hideBanner();
    return true;
  } catch (error) {
    show(t(error instanceof SendFailed && error.status === 413 ? "too-large" : "not-sent"), "danger");
    return false;
  }
}

/** A press of a card's button: asks first when the card wants that, and stays disabled until something answers. */
async function press(message: string, data: object, button: HTMLElement | undefined): Promise<void> {
  const confirm = "confirm" in data && typeof data.confirm === "string" ? data.confirm : undefined;
  if (confirm !== undefined && !(await confirmed(confirm))) {
    button?.focus();
    return;
  }
  const chosen = chosenLocale(data);
  button?.setAttribute("disabled", "");
  setTimeout(() => button?.removeAttribute("disabled"), 2000);
  try {
    await sendClick(message, data, chosen ?? locale);
    if (chosen !== undefined) await useLocale(chosen);
  } catch {
    button?.removeAttribute("disabled");
    show(t("not-sent"), "danger");
  }
}

/** The bot's own language buttons switch the page too. */
function chosenLocale(data: object): Locale | undefined {
  const { certops } = data as { certops?: { action?: string; payload?: { locale?: string } } };
  if (certops?.action !== "language.set") return undefined;
  return certops.payload?.locale === "zh-CN" ? "zh-CN" : "en";
}

function confirmed(question: string): Promise<boolean> {
  const dialog = byId("confirm", HTMLDialogElement);
  byId("confirm-text", HTMLElement).textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function show(text: string, level: "warning" | "danger" | "good"): void {
  banner.textContent = text;
  banner.dataset.level = level;
  banner.hidden = false;
}

function hideBanner(): void {
  if (!lost) banner.hidden = true;
}

function connect(): void {
  closeStream();
  closeStream = openStream(locale, {
    onReset: () => {
      messages.reset();
      // What a conversation holds comes right after; only a conversation without anything gets the welcome.
      setTimeout(welcome, 300);
    },
    onMessage: (message) => {
      messages.show(message);
      welcome();
    },
    onLost: () => {
      lost = true;
      show(t("lost"), "warning");
    },
    onBack: () => {
      if (!lost) return;
      lost = false;
      show(t("restored"), "good");
      setTimeout(hideBanner, 3000);
    },
  });
}

function welcome(): void {
  byId("welcome", HTMLElement).hidden = !messages.empty;
}

async function load(): Promise<void> {
  const state = await getState(locale);
  useTexts(state);
  messages.setMe(state.me);
  composer.relabel();
  panel.build(state);
  people(state);
  examples(state);
  const language = byId("language", HTMLButtonElement);
  language.textContent = t("language");
  language.setAttribute("aria-label", t("language-label"));
  language.lang = locale === "en" ? "zh-CN" : "en";
  const theme = byId("theme", HTMLButtonElement);
  theme.title = t("theme");
  theme.setAttribute("aria-label", t("theme"));
  byId("messages", HTMLOListElement).setAttribute("aria-label", t("conversation"));
  connect();
}

function people(state: PageState): void {
  byId("signed-in", HTMLElement).textContent = state.signedIn ? state.name : "";
  byId("sign-out", HTMLButtonElement).hidden = !state.signedIn;
  byId("who-label", HTMLElement).textContent = t(state.signedIn ? "signed-in" : "you-are");
  person.hidden = state.signedIn;
  person.setAttribute("aria-label", t("you-are"));
  person.replaceChildren(...state.people.map((one) => el("option", { value: one.user }, `${one.name} · ${one.role}`)));
  person.value = state.me;
  const me = byId("me", HTMLElement);
  me.dataset.hue = hueOf(state.me);
  me.textContent = initialsOf(state.name);
}

function examples(state: PageState): void {
  byId("examples", HTMLUListElement).replaceChildren(
    ...state.examples.map((text) => {
      const button = el("button", { type: "button", class: "example" }, text);
      button.addEventListener("click", () => void send(text, []));
      return el("li", {}, button);
    }),
  );
  byId("try-break", HTMLButtonElement).hidden = !state.lab;
}

async function useLocale(next: Locale): Promise<void> {
  if (next === locale) return;
  locale = next;
  keepLocale(next);
  await load();
}

setUpTheme();
person.addEventListener("change", () => {
  void choosePerson(person.value)
    .then(load)
    .catch(() => show(t("not-sent"), "danger"));
});
byId("language", HTMLButtonElement).addEventListener("click", () => void useLocale(locale === "en" ? "zh-CN" : "en"));
byId("try-break", HTMLButtonElement).addEventListener("click", () => panel.toggle(true));
byId("sign-out", HTMLButtonElement).addEventListener("click", () => {
  void signOut()
    .then((next) => location.assign(next))
    .catch(() => show(t("not-sent"), "danger"));
});
addEventListener("pagehide", () => closeStream());
addEventListener("pageshow", (event) => {
  if (event.persisted) connect();
});

/** The server may still be starting when the page is opened. */
async function begin(): Promise<void> {
  try {
    await load();
  } catch {
    show("…", "warning");
    setTimeout(() => void begin(), 1500);
  }
}
await begin();

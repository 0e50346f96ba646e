// The message field: grows with its text, completes slash commands from the keyboard, takes files by button, drop or paste.
import { byId, el } from "./dom.ts";
import { getSuggestions, type Locale } from "./server.ts";
import type { Suggestion } from "./shapes.ts";
import { t } from "./texts.ts";

export interface ComposerEvents {
  /** Resolves to true when it was sent; otherwise the text stays. */
  readonly onSend: (text: string, files: readonly File[]) => Promise<boolean>;
  readonly locale: () => Locale;
}

const mostFiles = 5;

export class Composer {
  readonly #field = byId("composer", HTMLTextAreaElement);
  readonly #list = byId("suggestions", HTMLUListElement);
  readonly #fileList = byId("files", HTMLUListElement);
  readonly #events: ComposerEvents;
  #suggestions: readonly Suggestion[] = [];
  #active = -1;
  #asked = 0;
  #files: File[] = [];
  #sending = false;

  constructor(events: ComposerEvents) {
    this.#events = events;
    const input = byId("file", HTMLInputElement);
    byId("form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    byId("attach", HTMLButtonElement).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#addFiles(input.files ?? []);
      input.value = "";
    });
    this.#field.addEventListener("input", () => {
      this.#grow();
      void this.#suggest();
    });
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("blur", () => setTimeout(() => this.#close(), 150));
    this.#field.addEventListener("paste", (event) => this.#addFiles(event.clipboardData?.files ?? []));
    this.#dropping();
  }

  /** Texts of the chosen language. */
  relabel(): void {
    this.#field.placeholder = t("placeholder");
    this.#field.setAttribute("aria-label", t("composer"));
    this.#list.setAttribute("aria-label", t("suggestions"));
    byId("attach", HTMLButtonElement).setAttribute("aria-label", t("attach"));
    byId("attach", HTMLButtonElement).title = t("attach");
    this.#showFiles();
  }

  fill(text: string): void {
    this.#field.value = text;
    this.#grow();
    this.#field.focus();
  }

  async #send(): Promise<void> {
    const text = this.#field.value;
    if (this.#sending || (text.trim() === "" && this.#files.length === 0)) return;
    this.#sending = true;
    this.#close();
    const sent = await this.#events.onSend(text, this.#files);
    this.#sending = false;
    if (!sent) return;
    if (this.#field.value === text) this.#field.value = "";
    this.#files = [];
    this.#showFiles();
    this.#grow();
  }

  #key(event: KeyboardEvent): void {
    // While an input method composes Chinese, Enter and arrows belong to it.
    if (event.isComposing) return;
    const open = this.#suggestions.length > 0;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const count = this.#suggestions.length;
      this.#mark(
        (this.#active +
          (event.key === "ArrowDown" ? 1 : count - 1) +
          (this.#active < 0 && event.key === "ArrowUp" ? 1 : 0)) %
          count,
      );
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      this.#close();
    } else if (open && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey && this.#takes(event.key)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void this.#send();
    }
  }

  /** Tab takes the first suggestion too; Enter only one that was chosen with the arrows. */
  #takes(key: string): boolean {
    const chosen = this.#suggestions[key === "Tab" ? Math.max(0, this.#active) : this.#active];
    if (chosen === undefined) return false;
    this.#take(chosen);
    return true;
  }

  #take(suggestion: Suggestion): void {
    // What was offered belongs to the old text: a quick Enter sends, it does not take the same suggestion again.
    this.#close();
    this.#field.value = suggestion.insert;
    this.#grow();
    this.#field.focus();
    void this.#suggest();
  }

  async #suggest(): Promise<void> {
    const text = this.#field.value;
    const turn = ++this.#asked;
    if (!text.startsWith("/")) {
      this.#close();
      return;
    }
    const found = await getSuggestions(text, this.#events.locale()).catch(() => []);
    // An older answer that comes late must not replace a newer one.
    if (turn !== this.#asked || this.#field.value !== text) return;
    // An answer to the last letter that comes after an arrow key leaves chosen what was chosen, when it is still there.
    const chosen = this.#suggestions[this.#active]?.label;
    this.#suggestions = found;
    this.#active = -1;
    this.#list.replaceChildren(
      ...found.map((one, index) => {
        const item = el(
          "li",
          { role: "option", id: `suggestion-${index}`, "aria-selected": "false" },
          el("code", {}, one.label),
          el("span", {}, one.detail),
        );
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.#take(one);
        });
        return item;
      }),
    );
    this.#list.hidden = found.length === 0;
    this.#field.setAttribute("aria-expanded", String(found.length > 0));
    this.#field.removeAttribute("aria-activedescendant");
    const still = found.findIndex(({ label }) => label === chosen);
    if (chosen !== undefined && still >= 0) this.#mark(still);
  }

  #mark(index: number): void {
    this.#active = index;
    [...this.#list.children].forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === index));
      if (at === index) item.scrollIntoView({ block: "nearest" });
    });
    this.#field.setAttribute("aria-activedescendant", `suggestion-${index}`);
  }

  #close(): void {
    this.#asked++;
    this.#suggestions = [];
    this.#active = -1;
    this.#list.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
  }

  #grow(): void {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(180, this.#field.scrollHeight)}px`;
  }

  #addFiles(files: Iterable<File>): void {
    this.#files = [...this.#files, ...files].slice(0, mostFiles);
    this.#showFiles();
  }

  #showFiles(): void {
    this.#fileList.hidden = this.#files.length === 0;
    this.#fileList.replaceChildren(
      ...this.#files.map((file, index) => {
        const remove = el("button", { type: "button", "aria-label": `${t("remove-file")} ${file.name}` }, "×");
        remove.addEventListener("click", () => {
          this.#files = this.#files.filter((_, at) => at !== index);
          this.#showFiles();
          this.#field.focus();
        });
        return el("li", { class: "chip" }, file.name, remove);
      }),
    );
  }

  #dropping(): void {
    const drop = byId("drop", HTMLElement);
    const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    document.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
    document.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) drop.hidden = true;
    });
    document.addEventListener("drop", (event) => {
      drop.hidden = true;
      if (!carries(event)) return;
      event.preventDefault();
      this.#addFiles(event.dataTransfer?.files ?? []);
      this.#field.focus();
    });
  }
}

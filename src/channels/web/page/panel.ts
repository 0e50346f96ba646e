// "Break something": the practice cluster's live state, and what an administrator could do to it.
import { byId, el } from "./dom.ts";
import { labForms } from "./panel-forms.ts";
import { actLab, getLab } from "./server.ts";
import type { LabStatus, PageState } from "./shapes.ts";
import { number, t, wholeTime } from "./texts.ts";

const refreshMs = 1500;

export class Panel {
  readonly #panel = byId("panel", HTMLElement);
  readonly #button = byId("panel-button", HTMLButtonElement);
  readonly #live = el("div", { class: "lab-live" });
  readonly #result = el("p", { class: "lab-result", role: "status" });
  #timer: number | undefined;
  #forms: ReturnType<typeof labForms> | undefined;
  #zone = "UTC";

  constructor() {
    this.#button.addEventListener("click", () => this.toggle());
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggle(false);
    });
  }

  /** Builds it in the chosen language; hidden when there is no practice cluster. */
  build(state: PageState): void {
    this.#button.hidden = !state.lab;
    this.#zone = state.zone;
    if (!state.lab) return;
    const close = el("button", { type: "button", class: "quiet icon", "aria-label": t("panel-close") }, "×");
    close.addEventListener("click", () => this.toggle(false));
    this.#forms = labForms(state, (action) => this.#act(action));
    this.#panel.setAttribute("aria-label", t("panel"));
    this.#result.textContent = "";
    this.#panel.replaceChildren(
      el("div", { class: "panel-head" }, el("h2", {}, t("panel")), close),
      el("p", { class: "hint" }, t("lab.intro")),
      this.#live,
      this.#result,
      this.#forms.element,
    );
  }

  toggle(open = this.#panel.hidden !== false): void {
    this.#panel.hidden = !open;
    document.body.classList.toggle("with-panel", open);
    this.#button.setAttribute("aria-expanded", String(open));
    clearTimeout(this.#timer);
    if (open) {
      void this.#refresh();
      this.#panel.querySelector<HTMLElement>("input, button")?.focus({ preventScroll: true });
    } else this.#button.focus();
  }

  async #refresh(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#panel.hidden) return;
    if (!document.hidden) {
      try {
        this.#show(await getLab());
      } catch {
        this.#live.replaceChildren(el("p", { class: "lab-error" }, t("lab.unreachable")));
      }
    }
    this.#timer = setTimeout(() => void this.#refresh(), refreshMs);
  }

  async #act(action: object): Promise<void> {
    this.#result.textContent = t("lab.working");
    this.#panel.setAttribute("aria-busy", "true");
    try {
      this.#show(await actLab(action));
      this.#result.textContent = t("lab.done");
    } catch {
      this.#result.textContent = t("lab.failed");
    }
    this.#panel.removeAttribute("aria-busy");
  }

  #show(status: LabStatus): void {
    const { phones } = status;
    this.#forms?.setNodes(status.nodes.map((node) => node.name));
    const share = phones.known === 0 ? 0 : (phones.registered / phones.known) * 100;
    const meter = el("meter", {
      min: "0",
      max: String(Math.max(1, phones.known)),
      value: String(phones.registered),
      low: String(phones.known * 0.5),
      high: String(phones.known * 0.95),
      optimum: String(phones.known),
      "aria-label": t("lab.registered"),
    });
    const off = phones.off === 0 ? "" : ` · ${number(phones.off)} ${t("lab.off")}`;
    this.#live.replaceChildren(
      el(
        "div",
        { class: "lab-count", "data-level": share > 95 ? "good" : share > 50 ? "warning" : "danger" },
        el("strong", { id: "lab-registered" }, number(phones.registered)),
        el("span", {}, `${t("lab.of")} ${number(phones.known)} ${t("lab.registered")}${off}`),
      ),
      meter,
      el("p", { class: "lab-facts" }, `${status.release} · ${t(`lab.${status.mode}`)}`),
      el("p", { class: "lab-facts" }, `${t("lab.time")}: ${wholeTime(status.now, this.#zone)}`),
      ...(status.apps === undefined
        ? []
        : [
            el(
              "p",
              { class: "lab-facts", id: "lab-apps" },
              `${number(status.apps.registered)} ${t("lab.of")} ${number(status.apps.known)} ${t("lab.apps")}`,
            ),
          ]),
      el("ul", { class: "lab-nodes", "aria-label": t("lab.nodes") }, ...status.nodes.map(nodeItem)),
    );
  }
}

function nodeItem(node: LabStatus["nodes"][number]): HTMLElement {
  const state = !node.powered
    ? t("lab.node-off")
    : node.down.length === 0
      ? number(node.phones)
      : `${t("lab.down")} ${node.down.join(", ")}`;
  return el(
    "li",
    { "data-state": !node.powered ? "off" : node.down.length > 0 ? "down" : "up" },
    el("span", { class: "dot", "aria-hidden": "true" }),
    el("span", { class: "lab-node" }, node.name, el("small", {}, t(`lab.${node.role}`))),
    el("span", { class: "lab-state" }, state),
  );
}

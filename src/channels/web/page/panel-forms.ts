// The practice panel's forms: renew, restart, phones, time.
import { el } from "./dom.ts";
import type { PageState } from "./shapes.ts";
import { t } from "./texts.ts";

export interface LabForms {
  readonly element: HTMLElement;
  /** Fills the choices of nodes; keeps what is chosen. */
  setNodes(names: readonly string[]): void;
}

export function labForms(state: PageState, act: (action: object) => Promise<void>): LabForms {
  const nodeChoices: HTMLSelectElement[] = [];
  const nodeChoice = (label: string): HTMLSelectElement => {
    const made = el("select", { "aria-label": label }, el("option", { value: "" }, t("lab.all-nodes")));
    nodeChoices.push(made);
    return made;
  };
  const chosen = (select: HTMLSelectElement): string[] => (select.value === "" ? [] : [select.value]);

  const renewNodes = nodeChoice(t("lab.nodes"));
  const units = state.units.map(({ unit, touches }) => {
    const box = el("input", { type: "checkbox", name: "unit", value: unit });
    return { box, row: el("label", { class: "check", title: touches }, box, unit) };
  });
  const renew = form(
    t("lab.renew"),
    t("lab.renew-do"),
    "danger",
    [el("div", { class: "checks" }, ...units.map((one) => one.row)), renewNodes],
    async () => {
      const wanted = units.filter((one) => one.box.checked).map((one) => one.box.value);
      if (wanted.length === 0) {
        units[0]?.box.focus();
        return;
      }
      await act({ kind: "renew", units: wanted, nodes: chosen(renewNodes) });
      for (const one of units) one.box.checked = false;
    },
  );

  const service = el(
    "select",
    { "aria-label": t("lab.restart") },
    ...state.services.map((name) => el("option", { value: name }, name)),
  );
  const restartNodes = nodeChoice(t("lab.nodes"));
  const restart = form(t("lab.restart"), t("lab.restart-do"), "", [service, restartNodes], () =>
    act({ kind: "restart-service", service: service.value, nodes: chosen(restartNodes) }),
  );

  const count = el("input", {
    type: "number",
    min: "1",
    max: "100000",
    value: "20",
    "aria-label": t("lab.power-count"),
  });
  const power = (on: boolean): HTMLButtonElement =>
    button(t(on ? "lab.power-on" : "lab.power-off"), () => act({ kind: "power-phones", count: whole(count), on }));
  const phones = group(
    t("lab.phones"),
    el(
      "div",
      { class: "row" },
      button(t("lab.reset-do"), () => act({ kind: "reset-phones" })),
    ),
    el("div", { class: "row" }, count, power(false), power(true)),
  );

  const doings = (area: "mra" | "sso" | "dot1x", verbs: readonly string[]): HTMLSelectElement =>
    el(
      "select",
      { "aria-label": t(`lab.${area}`) },
      ...verbs.map((one) => el("option", { value: one }, t(`lab.${area}.${one}`))),
    );
  const verb = doings("dot1x", state.dot1xDoings);
  const ports = el("input", {
    type: "number",
    min: "1",
    max: "100000",
    value: "40",
    "aria-label": t("lab.power-count"),
  });
  const dot1x = form(
    t("lab.dot1x"),
    t("lab.do"),
    "",
    [verb, el("label", { class: "inline" }, ports, t("lab.ports"))],
    () => act({ kind: "dot1x", verb: verb.value, count: whole(ports) }),
    folded,
  );

  const peer = el(
    "select",
    { "aria-label": t("lab.peer") },
    ...state.peers.map((one) => el("option", { value: one }, one)),
  );
  const mraDoing = doings("mra", state.mraDoings);
  const mra = form(
    t("lab.mra"),
    t("lab.do"),
    "",
    [mraDoing, peer],
    () => act({ kind: "expressway", verb: mraDoing.value, peer: peer.value }),
    folded,
  );
  const ssoDoing = doings("sso", state.ssoDoings);
  const sso = form(t("lab.sso"), t("lab.do"), "", [ssoDoing], () => act({ kind: "sso", verb: ssoDoing.value }), folded);
  const around = [...(state.peers.length === 0 ? [] : [mra]), ...(state.ssoDoings.length === 0 ? [] : [sso])];

  const hours = el("input", { type: "number", min: "1", max: "87840", value: "24", "aria-label": t("lab.hours") });
  const move = form(
    t("lab.move"),
    t("lab.move-do"),
    "",
    [el("label", { class: "inline" }, hours, t("lab.hours"))],
    () => act({ kind: "move-time", hours: whole(hours) }),
  );

  return {
    element: el("div", { class: "lab-forms" }, renew, restart, phones, move, ...around, dot1x),
    setNodes: (names) => {
      for (const select of nodeChoices) {
        if (select.options.length === names.length + 1) continue;
        const kept = select.value;
        select.replaceChildren(
          el("option", { value: "" }, t("lab.all-nodes")),
          ...names.map((name) => el("option", { value: name }, name)),
        );
        select.value = kept;
      }
    },
  };
}

const whole = (input: HTMLInputElement): number => Math.max(1, Math.trunc(Number(input.value)) || 1);

function button(label: string, press: () => Promise<void>): HTMLButtonElement {
  const made = el("button", { type: "button" }, label);
  made.addEventListener("click", () => void during(made, press));
  return made;
}

/** A second press while the first works would do it twice. */
async function during(pressed: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
  pressed.disabled = true;
  try {
    await work();
  } finally {
    pressed.disabled = false;
  }
}

function group(title: string, ...children: readonly HTMLElement[]): HTMLElement {
  return el("fieldset", {}, el("legend", {}, title), ...children);
}

/** What stands around the cluster is opened by whoever wants it: all groups at once were two screens long. */
function folded(title: string, ...children: readonly HTMLElement[]): HTMLElement {
  return el("details", { class: "group" }, el("summary", {}, title), ...children);
}

/** The button stands beside the last choice, so that it is read with it. */
function form(
  title: string,
  label: string,
  look: string,
  children: readonly HTMLElement[],
  submit: () => Promise<void>,
  holder = group,
): HTMLElement {
  const send = el("button", { type: "submit", class: look }, label);
  const last = el("div", { class: "row last" }, ...children.slice(-1), send);
  const made = el("form", {}, holder(title, ...children.slice(0, -1), last));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    void during(send, submit);
  });
  return made;
}

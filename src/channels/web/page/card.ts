// Draws one Adaptive Card, and redraws it when it changes: opened sections stay open, words typed stay typed, focus stays.
import type { AdaptiveCard, Input, ShowCardAction } from "adaptivecards";
import { decorate, unpad } from "./decorate.ts";
import { focusMark, restoreFocus } from "./focus.ts";
import { hostConfig } from "./host.ts";

type Json = { [key: string]: unknown };

export interface DrawnCard {
  readonly element: HTMLElement;
  readonly card: AdaptiveCard;
}

/** `onPress` gets the button's data with its inputs, and the button itself. */
export type OnPress = (data: object, button: HTMLElement | undefined) => void;

/** Undefined when the library cannot draw it. `before` is the drawing that it takes the place of. */
export function drawCard(source: object, prefix: string, onPress: OnPress, before?: DrawnCard): DrawnCard | undefined {
  const json = structuredClone(source) as Json;
  prefixIds(json, prefix);
  const opened = before === undefined ? [] : keepState(json, before.card);
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig();
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.SubmitAction && action.data !== undefined)
      onPress(action.data, action.renderedElement);
  };
  card.onElementVisibilityChanged = () => markExpanded(card);
  card.parse(json, new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5));
  const element = card.render();
  if (element === undefined) return undefined;
  decorate(element, json);
  const lay = card.updateLayout.bind(card);
  card.updateLayout = (...given) => {
    lay(...given);
    unpad(element);
  };
  for (const action of showCards(card)) {
    if (opened.includes(action.title ?? "")) action.renderedElement?.click();
  }
  markExpanded(card);
  return { element, card };
}

/** Puts the new drawing in the old one's place without losing the reader's. */
export function replaceCard(before: DrawnCard, after: DrawnCard): void {
  const mark = focusMark(before.element);
  before.element.replaceWith(after.element);
  markExpanded(after.card);
  if (mark !== undefined) restoreFocus(after.element, mark);
}

/** Element ids must be unique on the page: several cards have an "evidence" section. Inputs keep theirs, they are keys. */
function prefixIds(node: unknown, prefix: string): void {
  if (Array.isArray(node)) {
    for (const one of node) prefixIds(one, prefix);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const json = node as Json;
  if (typeof json.id === "string" && json.type !== "Input.Text") json.id = `${prefix}-${json.id}`;
  if (Array.isArray(json.targetElements)) {
    json.targetElements = json.targetElements.map((target: unknown) => `${prefix}-${String(target)}`);
  }
  for (const value of Object.values(json)) prefixIds(value, prefix);
}

/** Carries visibility and inputs over into the new JSON; returns the titles of buttons whose card was open. */
function keepState(json: unknown, before: AdaptiveCard): string[] {
  walk(json, (node) => {
    if (typeof node.id !== "string" || node.type === "Input.Text") return;
    const known = before.getElementById(node.id);
    if (known !== undefined) node.isVisible = known.isVisible;
  });
  const opened: string[] = [];
  for (const action of showCards(before)) {
    const isOpen = action.renderedElement?.getAttribute("aria-expanded") === "true";
    if (isOpen) opened.push(action.title ?? "");
    const values = new Map(action.card.getAllInputs().map((input: Input) => [input.id, String(input.value ?? "")]));
    walk(json, (node) => {
      if (node.type !== "Action.ShowCard" || node.title !== action.title) return;
      walk(node.card, (inner) => {
        const value = typeof inner.id === "string" ? values.get(inner.id) : undefined;
        if (value !== undefined && value !== "") inner.value = value;
      });
    });
  }
  return opened;
}

function walk(node: unknown, visit: (node: Json) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
  } else if (typeof node === "object" && node !== null) {
    visit(node as Json);
    for (const value of Object.values(node)) walk(value, visit);
  }
}

function showCards(card: AdaptiveCard): ShowCardAction[] {
  const found: ShowCardAction[] = [];
  for (let index = 0; index < card.getActionCount(); index++) {
    const action = card.getActionAt(index);
    if (action instanceof AdaptiveCards.ShowCardAction) found.push(action);
  }
  return found;
}

/** A screen reader hears whether a section is open: the library says it of buttons only, not of a header that toggles. */
function markExpanded(card: AdaptiveCard): void {
  for (const header of card.renderedElement?.querySelectorAll<HTMLElement>(".ac-selectable") ?? []) {
    const chevron = header.querySelector<HTMLElement>("[id*='-o-']")?.id;
    const section = chevron === undefined ? undefined : card.getElementById(chevron.replace("-o-", "-s-"));
    if (section?.id === undefined) continue;
    header.setAttribute("aria-controls", section.id);
    header.setAttribute("aria-expanded", String(section.isVisible));
  }
}

// Remembers where the keyboard is inside a card that is about to be redrawn, and puts it back.

const focusable = "button, input, textarea, [tabindex='0'], [role='button']";

export interface FocusMark {
  readonly label: string;
  readonly nth: number;
  readonly selection?: readonly [number, number];
}

/** What stays the same over a redraw: the words of a control. Ids of inputs are new each time. */
const labelOf = (element: Element): string => {
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
  return label ?? element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
};

/** Undefined when the focus is elsewhere. */
export function focusMark(within: HTMLElement): FocusMark | undefined {
  const active = document.activeElement;
  if (active === null || !within.contains(active)) return undefined;
  const label = labelOf(active);
  const alike = [...within.querySelectorAll(focusable)].filter((one) => labelOf(one) === label);
  const nth = Math.max(0, alike.indexOf(active));
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) {
    return { label, nth, selection: [active.selectionStart ?? 0, active.selectionEnd ?? 0] };
  }
  return { label, nth };
}

/** The same control when it is still there, else the card itself: the focus never falls to the top of the page. */
export function restoreFocus(within: HTMLElement, mark: FocusMark): void {
  const alike = [...within.querySelectorAll<HTMLElement>(focusable)].filter((one) => labelOf(one) === mark.label);
  const target = alike[mark.nth] ?? alike[0];
  if (target === undefined) {
    within.tabIndex = -1;
    within.focus({ preventScroll: true });
    return;
  }
  target.focus({ preventScroll: true });
  if (mark.selection !== undefined && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) {
    target.setSelectionRange(mark.selection[0], mark.selection[1]);
  }
}

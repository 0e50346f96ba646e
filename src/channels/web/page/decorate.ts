// Gives the drawn card's parts names of our own: the library styles them in place, which no style sheet can change.

/** The library pads its containers again whenever a part of the card opens or folds: the style sheet's padding comes back. */
export function unpad(card: HTMLElement): void {
  card.style.padding = "0";
  for (const one of card.querySelectorAll<HTMLElement>(".badge, .code")) {
    for (const side of ["top", "right", "bottom", "left"]) one.style.removeProperty(`padding-${side}`);
  }
}

/** The badge, code blocks, progress bars and tables get a class; the library's own ground and padding go. */
export function decorate(card: HTMLElement, json: Readonly<Record<string, unknown>>): void {
  const header = card.querySelector<HTMLElement>(":scope > .ac-columnSet");
  header?.classList.add("headline");
  const title = header?.firstElementChild;
  if (title instanceof HTMLElement) title.style.removeProperty("flex");
  const badge = header?.querySelector<HTMLElement>(":scope > .ac-container:last-child > .ac-container");
  if (badge !== null && badge !== undefined) {
    own(badge, "badge");
    badge.dataset.style = badgeStyle(json);
  }
  for (const container of card.querySelectorAll<HTMLElement>(".ac-container")) {
    const only = container.childElementCount === 1 ? container.firstElementChild : null;
    const run =
      only?.classList.contains("ac-richTextBlock") === true ? only.querySelector<HTMLElement>(".ac-textRun") : null;
    if (run !== null && container.style.backgroundColor !== "" && run.style.fontFamily.includes("--mono")) {
      own(container, "code");
      container.tabIndex = 0; // a part that scrolls must be reachable by keyboard
    }
  }
  for (const set of card.querySelectorAll<HTMLElement>(".ac-columnSet")) {
    const parts = [...set.children].filter((part) => part instanceof HTMLElement);
    if (parts.length === 0 || parts.some((part) => part.textContent !== "" || part.querySelector("img") !== null))
      continue;
    set.classList.add("bar-line");
    set.style.padding = "0";
    for (const part of parts) {
      part.style.padding = "0";
      part.style.margin = "0";
      part.style.minHeight = "7px";
    }
  }
  for (const table of card.querySelectorAll<HTMLElement>("[role='table']")) {
    const scroll = document.createElement("div");
    scroll.className = "table-scroll";
    scroll.tabIndex = 0;
    table.replaceWith(scroll);
    scroll.append(table);
    ownTable(table);
  }
  unpad(card);
}

/** Widths become the style sheet's, and every cell knows its column's name: on a phone a row is drawn as a few lines. */
function ownTable(table: HTMLElement): void {
  const rows = [...table.querySelectorAll<HTMLElement>("[role='row']")];
  const labels = [...(rows[0]?.children ?? [])].map((cell) => cell.textContent?.trim() ?? "");
  for (const row of rows) {
    row.style.removeProperty("display");
    [...row.children].forEach((cell, at) => {
      if (!(cell instanceof HTMLElement)) return;
      cell.style.setProperty("--share", cell.style.flexBasis);
      cell.style.removeProperty("flex");
      const text = cell.querySelector<HTMLElement>(".ac-richTextBlock");
      if (at > 0 && text !== null && text.textContent?.trim() !== "") text.dataset.label = labels[at] ?? "";
    });
  }
}

function own(element: HTMLElement, name: string): void {
  element.classList.add(name);
  element.style.removeProperty("background-color");
}

/** The container style of the badge, as the card names it. */
function badgeStyle(json: Readonly<Record<string, unknown>>): string {
  const first = (json.body as { columns?: { items?: { style?: string }[] }[] }[] | undefined)?.[0];
  return first?.columns?.[1]?.items?.[0]?.style ?? "";
}

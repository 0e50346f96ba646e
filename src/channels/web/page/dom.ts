// Small helpers for the page's elements.

/** The element with this id; the page's HTML has it, so its absence is a bug. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is missing`);
  return found;
}

export type Child = Node | string | undefined;

/** A new element with attributes and children; text is always text, never markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A new id for one event: the server drops a second delivery of the same. */
export const newKey = (): string => crypto.randomUUID();

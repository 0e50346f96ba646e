// Buttons in rows: those that answer one question stand under its words, apart from the rest of the card's buttons.
import type { CardAction } from "../../src/domain/card.ts";
import type { Text } from "../../src/domain/text.ts";

export interface ButtonGroup {
  /** What the buttons answer; undefined: they belong to the whole card. */
  readonly about: Text | undefined;
  readonly actions: readonly CardAction[];
}

/**
 * The groups in the order in which their first button comes; those of the whole card last, where they always stand. Buttons with
 * the same `about` (the same words, not the same object) are one group.
 */
export function buttonGroups(actions: readonly CardAction[]): readonly ButtonGroup[] {
  const groups = new Map<string, { about: Text; actions: CardAction[] }>();
  const common: CardAction[] = [];
  for (const action of actions) {
    const { about } = action;
    if (about === undefined) {
      common.push(action);
      continue;
    }
    const key = JSON.stringify(about);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { about, actions: [action] });
    else known.actions.push(action);
  }
  return [...groups.values(), ...(common.length === 0 ? [] : [{ about: undefined, actions: common }])];
}

// The rows of buttons under an Adaptive Card in a chat: short enough for a phone, the first ones shown, the rest behind "More".
import type { CardAction } from "../../src/domain/card.ts";
import { say } from "../../src/i18n/say.ts";
import { adaptiveAction } from "./actions.ts";
import type { AdaptiveOptions } from "./adaptive.ts";
import { cleanLine } from "./clean.ts";
import { pageAction } from "./pages.ts";
import { buttonGroups } from "./rows.ts";
import { type Element, richText } from "./runs.ts";
import { columns } from "./width.ts";

/** Webex for Windows shows five buttons of a set, Teams six; four fit everywhere and further sets follow. */
const mostInARow = 4;
/** Of more buttons than `mostShown` the first `shownFirst` stay: somebody in a hurry reads no dozen labels. */
const mostShown = 6;
const shownFirst = 5;
/** A phone's 360 px less the card's padding; the official renderer wraps no row, it lets the last buttons run out. */
export const rowPx = 328;
/** How wide a button with this title is at most. */
export const buttonPx = (title: string): number => 8 * columns(title) + 36;

const moreId = "more-buttons";

/** Action sets, and when there are many buttons a folded container with the rest: none is lost. */
export function buttonRows(actions: readonly CardAction[], options: AdaptiveOptions): Element[] {
  const drawn = (list: readonly CardAction[]): Element[] => list.map((action) => adaptiveAction(action, options));
  const common = actions.filter(({ about }) => about === undefined);
  const turning = drawn(common.filter(({ action }) => action === pageAction));
  const own = drawn(common.filter(({ action }) => action !== pageAction));
  const answers = answerRows(actions, options);
  if (own.length <= mostShown) return [...answers, ...rows([...own, ...turning])];
  const title = cleanLine(options.writer.write(say("buttons.more", { count: own.length - shownFirst })));
  const more: Element = { type: "Action.ToggleVisibility", title, targetElements: [moreId] };
  return [
    ...answers,
    ...rows([...own.slice(0, shownFirst), more, ...turning]),
    { type: "Container", id: moreId, isVisible: false, spacing: "small", items: rows(own.slice(shownFirst)) },
  ];
}

/** For each question its words and under them its answers; they are never folded away. */
export function answerRows(actions: readonly CardAction[], options: AdaptiveOptions): Element[] {
  return buttonGroups(actions).flatMap((group) =>
    group.about === undefined
      ? []
      : [
          richText(cleanLine(options.writer.write(group.about)), { strong: true }, { spacing: "medium" }),
          ...rows(group.actions.map((action) => adaptiveAction(action, options))),
        ],
  );
}

function rows(buttons: readonly Element[]): Element[] {
  const made: Element[][] = [];
  let left = 0;
  for (const button of buttons) {
    const width = buttonPx(String(button.title));
    const row = made.at(-1);
    if (row === undefined || row.length === mostInARow || width > left) {
      made.push([button]);
      left = rowPx - width;
    } else {
      row.push(button);
      left -= width;
    }
  }
  return made.map((row) => ({ type: "ActionSet", actions: row }));
}

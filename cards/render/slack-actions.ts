// Buttons of a Slack card, the dialog that asks for a reason, and how both are read when they come back. A button carries the
// handler's name and its small payload, and nothing that is believed.
import type { CardAction } from "../../src/domain/card.ts";
import { say } from "../../src/i18n/say.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { cleanLine } from "./clean.ts";
import { buttonGroups } from "./rows.ts";
import type { Element } from "./runs.ts";
import { slackLimits as limits } from "./slack-limits.ts";
import { clip, paragraph, plain, richTextBlock, span } from "./slack-text.ts";

/** Begins every `action_id` of ours; what follows is the handler's name and the button's place. */
export const actionPrefix = "certops:";
export const reasonCallback = "certops-reason";
const reasonBlock = "reason";

/** What a button's click means. `ask`: a reason is asked for in a dialog first. */
export interface SlackClick {
  readonly action: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly ask?: { readonly id: string; readonly label: string; readonly required: boolean; readonly warn?: string };
}

/**
 * Rows of at most five buttons; those that answer a question stand under its words. Throws a plain Error when a card's payload is
 * no small one: that is a bug of the card.
 */
export function slackActions(actions: readonly CardAction[], writer: Writer): Element[] {
  return buttonGroups(actions).flatMap((group) => {
    const buttons = group.actions.map((action) => button(action, actions.indexOf(action), writer));
    const rows: Element[] = [];
    for (let from = 0; from < buttons.length; from += limits.actionsInARow) {
      rows.push({ type: "actions", elements: buttons.slice(from, from + limits.actionsInARow) });
    }
    if (group.about === undefined) return rows;
    const words = clip(cleanLine(writer.write(group.about)), limits.text);
    return [richTextBlock([paragraph(span(words, { strong: true }))]), ...rows];
  });
}

function button(action: CardAction, index: number, writer: Writer): Element {
  const { input } = action;
  const confirm = action.confirm === undefined ? undefined : cleanLine(writer.write(action.confirm));
  const value = JSON.stringify({
    p: action.payload,
    ...(input === undefined
      ? {}
      : {
          i: [input.id, clip(cleanLine(writer.write(input.label)), 150), input.required],
          // A dialog asks for the reason and says what a confirmation would have said.
          ...(confirm === undefined ? {} : { c: clip(confirm, 500) }),
        }),
  });
  if (value.length > limits.buttonValue) throw new Error(`the payload of ${action.action} is too large for a button`);
  return {
    type: "button",
    action_id: `${actionPrefix}${action.action}:${index}`,
    text: plain(writer.write(action.label), limits.buttonText),
    value,
    ...(action.style === undefined ? {} : { style: action.style }),
    ...(confirm === undefined || input !== undefined ? {} : { confirm: confirmation(action, confirm, writer) }),
  };
}

const confirmation = (action: CardAction, text: string, writer: Writer): Element => ({
  title: plain(writer.write(action.label), limits.confirmTitle),
  text: plain(text, limits.confirmText),
  confirm: plain(writer.write(say("slack.confirm.yes")), limits.confirmButton),
  deny: plain(writer.write(say("slack.confirm.no")), limits.confirmButton),
  ...(action.style === undefined ? {} : { style: action.style }),
});

/** Undefined when it is none of our buttons, or was changed by hand. */
export function readSlackButton(actionId: unknown, value: unknown): SlackClick | undefined {
  if (typeof actionId !== "string" || typeof value !== "string" || value.length > limits.buttonValue) return undefined;
  const action = /^certops:([a-z]+(?:[.-][a-z]+)*):\d{1,2}$/.exec(actionId)?.[1];
  const read = object(value);
  const payload = action === undefined ? undefined : smallPayload(read?.p);
  if (action === undefined || payload === undefined) return undefined;
  const { i, c } = read ?? {};
  if (i === undefined) return { action, payload };
  if (!Array.isArray(i) || typeof i[0] !== "string" || typeof i[1] !== "string" || !isKey(i[0])) return undefined;
  const ask = { id: i[0], label: i[1], required: i[2] === true, ...(typeof c === "string" ? { warn: c } : {}) };
  return { action, payload, ask };
}

/** The dialog for a reason. `message` says which card it belongs to; it comes back with the submission. */
export function reasonDialog(
  click: SlackClick,
  message: Readonly<Record<string, string>>,
  title: string,
  writer: Writer,
): Element {
  const { action, payload, ask } = click;
  return {
    type: "modal",
    callback_id: reasonCallback,
    title: plain(title, limits.modalTitle),
    submit: plain(writer.write(say("slack.dialog.send")), limits.modalTitle),
    close: plain(writer.write(say("slack.confirm.no")), limits.modalTitle),
    private_metadata: JSON.stringify({ a: action, p: payload, i: ask?.id ?? "", m: message }),
    blocks: [
      ...(ask?.warn === undefined ? [] : [{ type: "section", text: plain(ask.warn, limits.text) }]),
      {
        type: "input",
        block_id: reasonBlock,
        optional: ask?.required !== true,
        label: plain(ask?.label ?? "", 150),
        element: { type: "plain_text_input", action_id: reasonBlock, multiline: true, max_length: 500 },
      },
    ],
  };
}

export interface SlackReason {
  readonly action: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly message: Readonly<Record<string, string>>;
}

/** A submitted reason joined to its click; undefined when it is no dialog of ours. */
export function readReason(metadata: unknown, values: unknown): SlackReason | undefined {
  if (typeof metadata !== "string" || metadata.length > limits.modalMetadata) return undefined;
  const { a, p, i, m } = object(metadata) ?? {};
  const payload = smallPayload(p);
  const message = smallPayload(m);
  if (typeof a !== "string" || !/^[a-z]+(?:[.-][a-z]+)*$/.test(a) || typeof i !== "string" || !isKey(i))
    return undefined;
  if (payload === undefined || message === undefined) return undefined;
  const typed = member(member(member(values, reasonBlock), reasonBlock), "value");
  return { action: a, payload: { ...payload, [i]: typeof typed === "string" ? typed.slice(0, 2000) : "" }, message };
}

const isKey = (key: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(key);

function smallPayload(value: unknown): Record<string, string> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length > 20) return undefined;
  const read: Record<string, string> = {};
  for (const [key, one] of entries) {
    if (typeof one !== "string" || !isKey(key)) return undefined;
    read[key] = one;
  }
  return read;
}

function object(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const member = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

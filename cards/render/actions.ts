// Buttons of an Adaptive Card. They carry the handler's name and its small payload, and nothing that is believed.
import type { CardAction } from "../../src/domain/card.ts";
import type { Json } from "../../src/domain/text.ts";
import type { AdaptiveOptions } from "./adaptive.ts";
import { cleanLine } from "./clean.ts";
import { type Element, richText } from "./runs.ts";

/** What comes back from a host when a button is pressed, beside the inputs by their ids. */
export interface ActionData {
  readonly certops: { readonly action: string; readonly payload: Readonly<Record<string, string>> };
}

const styles = { primary: "positive", danger: "destructive" } as const;

/**
 * A plain button, or a small card that opens for the reason or for the question "really?". Adaptive Cards have no
 * confirmation of their own; the web page asks with a dialog (`data.confirm`).
 */
export function adaptiveAction(action: CardAction, options: AdaptiveOptions): Element {
  const { writer, host } = options;
  const title = cleanLine(writer.write(action.label));
  const sent = { action: action.action, payload: { ...action.payload } };
  // Webex documents flat inputs only; a nested object is sent as one text.
  const data: Record<string, Json> = { certops: host === "webex" ? JSON.stringify(sent) : sent };
  const style: Element = action.style === undefined ? {} : { style: styles[action.style] };
  const submit = (label: string): Element => {
    const plain: Element = { type: "Action.Submit", title: label, data, ...style };
    if (host !== "teams") return plain;
    // Universal Actions need 1.5; older Teams clients fall back to Submit (facts: Work with Universal Actions).
    return { type: "Action.Execute", title: label, verb: action.action, data, ...style, fallback: plain };
  };
  const confirm = action.confirm === undefined ? undefined : cleanLine(writer.write(action.confirm));
  if (confirm !== undefined && host === "web") data.confirm = confirm;
  if (action.input === undefined && (confirm === undefined || host === "web")) return submit(title);
  const body: Element[] = confirm === undefined ? [] : [richText(confirm)];
  if (action.input !== undefined) {
    const label = cleanLine(writer.write(action.input.label));
    body.push({
      type: "Input.Text",
      id: action.input.id,
      label,
      maxLength: 500,
      isMultiline: false,
      ...(action.input.secret === true ? { style: "Password" } : {}),
      ...(action.input.required ? { isRequired: true, errorMessage: label } : {}),
    });
  }
  return {
    type: "Action.ShowCard",
    title,
    ...style,
    card: { type: "AdaptiveCard", version: host === "webex" ? "1.3" : "1.5", body, actions: [submit(title)] },
  };
}

/** Reads what a host sent back; undefined when it is not one of our buttons. Inputs join the payload as text. */
export function readActionData(data: unknown): { action: string; payload: Record<string, string> } | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { certops: given, confirm: _, ...inputs } = data as Record<string, unknown>;
  const certops = typeof given === "string" ? parsed(given) : given;
  if (typeof certops !== "object" || certops === null) return undefined;
  const { action, payload } = certops as Record<string, unknown>;
  if (typeof action !== "string" || !/^[a-z]+(?:[.-][a-z]+)*$/.test(action) || action.length > 60) return undefined;
  const read: Record<string, string> = {};
  const members = [...Object.entries(inputs), ...Object.entries((payload ?? {}) as Record<string, unknown>)];
  for (const [key, value] of members.slice(0, 24)) {
    if (typeof value === "string" && /^[A-Za-z][A-Za-z0-9-]{0,40}$/.test(key)) read[key] = value.slice(0, 4000);
  }
  return { action, payload: read };
}

function parsed(text: string): unknown {
  try {
    return text.length > 20_000 ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

// What Webex refuses in a message (create-a-message, edit-a-message, buttons-and-cards): the fake says 400 as the platform does.
import { nodesOf } from "./world.ts";

export interface Asked {
  readonly text?: string;
  readonly markdown?: string;
  readonly card?: Readonly<Record<string, unknown>>;
  readonly files: number;
}

const known = new Set([
  "AdaptiveCard",
  ...[
    "TextBlock",
    "RichTextBlock",
    "TextRun",
    "Container",
    "ColumnSet",
    "Column",
    "ActionSet",
    "Image",
    "ImageSet",
    "FactSet",
  ],
  ...["Input.Text", "Input.Toggle", "Input.ChoiceSet", "Input.Date", "Input.Number", "Input.Time"],
  ...["Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"],
]);

/** Webex's limits in bytes; the size of a card is named by support articles only. */
export const limits = { text: 7439, card: 22 * 1024, edits: 10, body: 100 * 1024 } as const;

/** Why Webex answers 400, or undefined. */
export function refusal(message: Asked): string | undefined {
  const { text, markdown, card, files } = message;
  for (const words of [text, markdown]) {
    if (words !== undefined && Buffer.byteLength(words) > limits.text) return "The message exceeds 7439 bytes.";
  }
  if (card === undefined) {
    return files === 0 && (text ?? markdown ?? "") === ""
      ? "Message text, markdown, html or file is required."
      : undefined;
  }
  if (files > 0) return "A message takes a card or a file, not both.";
  if ((text ?? markdown ?? "") === "") return "A card needs a fallback text.";
  if (Buffer.byteLength(JSON.stringify(card)) > limits.card) return "The card exceeds 22 KB.";
  if (card.type !== "AdaptiveCard" || !/^1\.[0-3]$/.test(String(card.version))) return "Unsupported card version.";
  for (const node of nodesOf(card)) {
    if (typeof node.type === "string" && !known.has(node.type)) return `Unsupported element ${node.type}.`;
    if (node.type === "ActionSet" && Array.isArray(node.actions) && node.actions.length > 5) return "Too many actions.";
    if (node.type === "Action.Submit") {
      const nested = Object.values((node.data ?? {}) as object).some((value) => typeof value === "object");
      if (nested) return "Action.Submit data must be flat.";
    }
  }
  return undefined;
}

// What Microsoft's schema files list for the parts that our cards are made of: names, what must be there, values. Where these
// and the library's own definitions differ the narrower holds (docs/decisions/0245). Facts read from
// github.com/microsoft/AdaptiveCards, schemas/1.3.0 and schemas/1.5.0 (adaptive-card.json), November 2026.

export type Version = "1.3" | "1.5";

interface Part {
  /** Properties beside `type`, parted by spaces; `since15` are in the file of 1.5 only. */
  readonly names: string;
  readonly since15?: string;
  readonly required?: string;
  /** Absent: 1.3. */
  readonly first?: Version;
}

const element = "fallback height separator spacing id isVisible requires";
// The file of 1.3 knows no `id` of an action.
const action = { names: "title iconUrl style fallback requires", since15: "id tooltip isEnabled mode" };
const plus = (part: { names: string; since15: string }, names: string, since15 = "") => ({
  names: `${part.names} ${names}`,
  since15: `${part.since15} ${since15}`,
});

export const parts: Readonly<Record<string, Part>> = {
  AdaptiveCard: {
    names:
      "version body actions selectAction fallbackText backgroundImage minHeight speak lang verticalContentAlignment $schema",
    since15: "refresh authentication rtl",
  },
  ActionSet: { names: `${element} actions`, required: "actions" },
  // `rtl` stands in the file of 1.5 as "rtl?", which nobody can mean: it is refused.
  Container: {
    names: `${element} items selectAction style verticalContentAlignment bleed backgroundImage minHeight`,
    required: "items",
  },
  ColumnSet: { names: `${element} columns selectAction style bleed minHeight horizontalAlignment` },
  Column: {
    names: `items backgroundImage bleed fallback minHeight separator spacing selectAction style verticalContentAlignment width id isVisible requires`,
    since15: "rtl",
  },
  RichTextBlock: { names: `${element} inlines horizontalAlignment`, required: "inlines" },
  TextRun: {
    names: "text color fontType highlight isSubtle italic selectAction size strikethrough underline weight",
    required: "text",
  },
  Image: {
    names: `${element} url altText backgroundColor horizontalAlignment selectAction size style width`,
    required: "url",
  },
  "Input.Text": {
    names: `${element} isMultiline maxLength placeholder regex style inlineAction value errorMessage isRequired label`,
    required: "id",
  },
  Table: {
    names: `${element} columns rows firstRowAsHeader showGridLines gridStyle horizontalCellContentAlignment verticalCellContentAlignment`,
    first: "1.5",
  },
  TableRow: { names: "cells style horizontalCellContentAlignment verticalCellContentAlignment", first: "1.5" },
  TableCell: {
    names: "items selectAction style verticalContentAlignment bleed backgroundImage minHeight",
    required: "items",
    first: "1.5",
  },
  TableColumnDefinition: { names: "width horizontalCellContentAlignment verticalCellContentAlignment", first: "1.5" },
  RefreshDefinition: { names: "action userIds", first: "1.5" },
  // `associatedInputs` says "1.3" and is missing in the file of 1.3.
  "Action.Submit": plus(action, "data", "associatedInputs"),
  "Action.Execute": { ...plus(action, "verb data associatedInputs"), first: "1.5" },
  "Action.ShowCard": plus(action, "card"),
  "Action.ToggleVisibility": { ...plus(action, "targetElements"), required: "targetElements" },
};

const aligned = "left center right";
const upright = "top center bottom";

/** Values by `Part.property`, or by property alone where it means the same everywhere. */
export const values: Readonly<Record<string, string | Readonly<Record<Version, string>>>> = {
  "Action.style": "default positive destructive",
  "Image.style": "default person",
  "Input.Text.style": { "1.3": "text tel url email", "1.5": "text tel url email password" },
  style: "default emphasis good attention warning accent",
  "Image.size": "auto stretch small medium large",
  size: "default small medium large extraLarge",
  color: "default dark light accent good warning attention",
  fontType: "default monospace",
  weight: "default lighter bolder",
  spacing: "default none small medium large extraLarge padding",
  horizontalAlignment: aligned,
  horizontalCellContentAlignment: aligned,
  verticalContentAlignment: upright,
  verticalCellContentAlignment: upright,
  gridStyle: "default emphasis good attention warning accent",
  mode: "primary secondary",
  associatedInputs: "auto none",
};

/** Names that a part may have in a version, `type` among them; undefined for a part that this version or this table has not. */
export function listed(part: string, version: Version): ReadonlySet<string> | undefined {
  const known = parts[part];
  if (known === undefined || (known.first === "1.5" && version === "1.3")) return undefined;
  const names = version === "1.5" ? `${known.names} ${known.since15 ?? ""}` : known.names;
  return new Set(["type", ...names.split(/\s+/).filter((name) => name !== "")]);
}

/** The values that a property of a part may have, where the files list them. */
export function valuesOf(part: string, property: string, version: Version): readonly string[] | undefined {
  const family = part.startsWith("Action.") ? "Action" : part;
  const known = values[`${family}.${property}`] ?? values[property];
  if (known === undefined) return undefined;
  return (typeof known === "string" ? known : known[version]).split(" ");
}

export const requiredOf = (part: string): readonly string[] =>
  (parts[part]?.required ?? "").split(" ").filter((name) => name !== "");

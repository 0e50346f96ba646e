// A closed JSON schema of Adaptive Cards 1.3 and 1.5: what both the definitions inside Microsoft's own library (`getSchema()` of its
// classes) and Microsoft's schema files (official-facts.ts) allow for the parts that our cards are made of.
import {
  BoolProperty,
  type CardObjectRegistry,
  Column,
  EnumProperty,
  GlobalRegistry,
  NumProperty,
  PixelSizeProperty,
  type PropertyDefinition,
  RefreshDefinition,
  type SerializableObject,
  StringArrayProperty,
  StringProperty,
  TableCell,
  TableColumnDefinition,
  TableRow,
  TextRun,
  AdaptiveCard as TopCard,
  ValueSetProperty,
  type Version,
  Versions,
} from "adaptivecards";
import { listed, requiredOf, valuesOf, type Version as Wanted } from "./official-facts.ts";

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const listOf = (name: string): Schema => ({ type: "array", items: ref(name) });

const versions: Readonly<Record<Wanted, Version>> = { "1.3": Versions.v1_3, "1.5": Versions.v1_5 };

/** What a class holds beside its properties: the library reads its children by hand, not by definition. */
const children: Readonly<Record<string, Schema>> = {
  AdaptiveCard: { body: listOf("element"), actions: listOf("action") },
  Container: { items: listOf("element") },
  Column: { items: listOf("element") },
  ColumnSet: { columns: listOf("Column") },
  RichTextBlock: { inlines: { type: "array", items: { anyOf: [{ type: "string" }, ref("TextRun")] } } },
  ActionSet: { actions: listOf("action") },
  Table: { columns: listOf("TableColumnDefinition"), rows: listOf("TableRow") },
  TableRow: { cells: listOf("TableCell") },
  TableCell: { items: listOf("element") },
  "Action.ShowCard": { card: ref("AdaptiveCard") },
};

/** Properties that the library parses with code of its own; the rules are those of adaptivecards.io/explorer. */
const byHand: Readonly<Record<string, Schema>> = {
  $schema: { type: "string", format: "uri" },
  version: { type: "string", pattern: "^1\\.\\d$" },
  selectAction: ref("selectable"),
  refresh: ref("RefreshDefinition"),
  action: ref("executed"),
  data: { type: ["string", "object"] },
  targetElements: { type: "array", items: { type: "string", minLength: 1 } },
  width: { anyOf: [{ enum: ["auto", "stretch"] }, { type: "number" }, { type: "string", pattern: "^\\d+(?:px)?$" }] },
};

/** Enumerations are written in any case (the official schema gives each value as a pattern of both). */
const oneOf = (values: readonly string[]): Schema => ({
  type: "string",
  pattern: `^(?:${values.map((value) => [...value].map((letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`).join("")).join("|")})$`,
});

function ruleOf(definition: PropertyDefinition, version: Version): Schema | undefined {
  const known = <T>(values: readonly { value: T; targetVersion?: Version }[]): T[] =>
    values.flatMap(({ value, targetVersion }) =>
      targetVersion === undefined || targetVersion.compareTo(version) <= 0 ? [value] : [],
    );
  if (definition.targetVersion.compareTo(version) > 0) return undefined;
  if (definition instanceof ValueSetProperty) return oneOf(known(definition.values));
  if (definition instanceof EnumProperty)
    return oneOf(known<number>(definition.values).map((value) => String(definition.enumType[value])));
  if (definition instanceof BoolProperty) return { type: "boolean" };
  if (definition instanceof PixelSizeProperty) return { type: "string", pattern: "^\\d+px$" };
  if (definition instanceof NumProperty) return { type: "number" };
  if (definition instanceof StringArrayProperty) return { type: "array", items: { type: "string" } };
  if (definition instanceof StringProperty) {
    const { regEx } = definition;
    return { type: "string", ...(regEx === undefined ? {} : { pattern: regEx.source }) };
  }
  return byHand[definition.name];
}

/** Undefined when the schema file of this version has no such part, or our table has no facts about it. */
function objectOf(name: string, made: SerializableObject, wanted: Wanted, typed: boolean): Schema | undefined {
  const names = listed(name, wanted);
  if (names === undefined) return undefined;
  const properties: Record<string, unknown> = { ...children[name] };
  const schema = made.getSchema();
  for (let at = 0; at < schema.getCount(); at++) {
    const definition = schema.getItemAt(at);
    const values = valuesOf(name, definition.name, wanted);
    const rule = ruleOf(definition, versions[wanted]);
    if (rule === undefined || definition.name in properties) continue;
    properties[definition.name] = values === undefined ? rule : { allOf: [rule, oneOf(values)] };
  }
  if (typed) properties.type = { const: name };
  // An action gives way to an action, anything else to an element (schema files: `fallback` of both).
  const instead = name.startsWith("Action.") ? "action" : name === "Column" ? "Column" : "element";
  if (typed && name !== "AdaptiveCard") properties.fallback = { anyOf: [{ const: "drop" }, ref(instead)] };
  for (const property of Object.keys(properties)) if (!names.has(property)) delete properties[property];
  // Teams' own: "Full width cards" (learn.microsoft.com, Format cards in Teams). Microsoft's schema files do not have it.
  if (name === "AdaptiveCard") properties.msteams = { type: "object", properties: { width: { const: "Full" } } };
  const required = [...(typed ? ["type"] : []), ...requiredOf(name)];
  return { type: "object", additionalProperties: false, properties, required };
}

function registered<T extends SerializableObject>(registry: CardObjectRegistry<T>, wanted: Wanted) {
  return Array.from({ length: registry.getItemCount() }, (_, at) => registry.getItemAt(at)).flatMap((item) => {
    if (item === undefined || item.schemaVersion.compareTo(versions[wanted]) > 0) return [];
    const schema = objectOf(item.typeName, new item.objectType(), wanted, true);
    return schema === undefined ? [] : [{ name: item.typeName, schema }];
  });
}

/** Draft 2020-12, for ajv with `discriminator`. A part without facts in official-facts.ts is refused until it has them. */
export function officialSchema(wanted: Wanted): Schema {
  const elements = registered(GlobalRegistry.defaultElements, wanted);
  const actions = registered(GlobalRegistry.defaultActions, wanted);
  const union = (list: readonly { schema: Schema }[]): Schema => ({
    type: "object",
    discriminator: { propertyName: "type" },
    required: ["type"],
    oneOf: list.map(({ schema }) => schema),
  });
  const parts: readonly [string, SerializableObject][] = [
    ["AdaptiveCard", new TopCard()],
    ["Column", new Column()],
    ["TextRun", new TextRun()],
    ["TableRow", new TableRow()],
    ["TableCell", new TableCell()],
    ["TableColumnDefinition", new TableColumnDefinition()],
    ["RefreshDefinition", new RefreshDefinition()],
  ];
  const untyped = new Set(["TableColumnDefinition", "RefreshDefinition"]);
  return {
    $id: `adaptive-card-${wanted}`,
    ...ref("AdaptiveCard"),
    required: ["version"],
    $defs: {
      element: union(elements),
      action: union(actions),
      // An action behind an element opens no card (schema: ISelectAction).
      selectable: union(actions.filter(({ name }) => name !== "Action.ShowCard")),
      // A card asks for its newer self by Action.Execute alone (schema: Refresh).
      executed: union(actions.filter(({ name }) => name === "Action.Execute")),
      ...Object.fromEntries(
        parts.map(([name, made]) => [name, objectOf(name, made, wanted, !untyped.has(name)) ?? false]),
      ),
    },
  };
}

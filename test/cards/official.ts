// The closed JSON schema of Adaptive Cards 1.3 and 1.5, made of the definitions that Microsoft's own library carries: every
// element, property, value and the version that it came with (`getSchema()` of the library's classes).
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

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const listOf = (name: string): Schema => ({ type: "array", items: ref(name) });

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
  action: ref("action"),
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

function objectOf(name: string, made: SerializableObject, version: Version, typed: boolean): Schema {
  const properties: Record<string, unknown> = { ...children[name] };
  const schema = made.getSchema();
  for (let at = 0; at < schema.getCount(); at++) {
    const definition = schema.getItemAt(at);
    const rule = ruleOf(definition, version);
    if (rule !== undefined && !(definition.name in properties)) properties[definition.name] = rule;
  }
  if (typed) properties.type = { const: name };
  if (typed && name !== "AdaptiveCard") properties.fallback = { anyOf: [{ const: "drop" }, ref("fallback")] };
  // Teams' own: "Full width cards" (learn.microsoft.com, Format cards in Teams).
  if (name === "AdaptiveCard") properties.msteams = { type: "object", properties: { width: { const: "Full" } } };
  return {
    type: "object",
    additionalProperties: false,
    properties,
    ...(typed ? { required: ["type"] } : {}),
  };
}

function registered<T extends SerializableObject>(registry: CardObjectRegistry<T>, version: Version) {
  return Array.from({ length: registry.getItemCount() }, (_, at) => registry.getItemAt(at)).flatMap((item) =>
    item === undefined || item.schemaVersion.compareTo(version) > 0
      ? []
      : [{ name: item.typeName, schema: objectOf(item.typeName, new item.objectType(), version, true) }],
  );
}

/** Draft 2020-12, for ajv with `discriminator`. */
export function officialSchema(wanted: "1.3" | "1.5"): Schema {
  const version = wanted === "1.3" ? Versions.v1_3 : Versions.v1_5;
  const elements = registered(GlobalRegistry.defaultElements, version);
  const actions = registered(GlobalRegistry.defaultActions, version);
  const union = (list: readonly { schema: Schema }[]): Schema => ({
    type: "object",
    discriminator: { propertyName: "type" },
    required: ["type"],
    oneOf: list.map(({ schema }) => schema),
  });
  const parts: readonly [string, SerializableObject][] = [
    ["Column", new Column()],
    ["TextRun", new TextRun()],
    ["TableRow", new TableRow()],
    ["TableCell", new TableCell()],
    ["TableColumnDefinition", new TableColumnDefinition()],
    ["RefreshDefinition", new RefreshDefinition()],
  ];
  return {
    $id: `adaptive-card-${wanted}`,
    ...ref("AdaptiveCard"),
    required: ["version"],
    $defs: {
      AdaptiveCard: objectOf("AdaptiveCard", new TopCard(), version, true),
      element: union(elements),
      action: union(actions),
      // An action behind an element opens no card (schema: ISelectAction).
      selectable: union(actions.filter(({ name }) => name !== "Action.ShowCard")),
      fallback: { anyOf: [ref("action"), ref("element")] },
      ...Object.fromEntries(
        parts.map(([name, made]) => [
          name,
          objectOf(name, made, version, name !== "TableColumnDefinition" && name !== "RefreshDefinition"),
        ]),
      ),
    },
  };
}

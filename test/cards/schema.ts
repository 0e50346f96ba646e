// The part of the Adaptive Card schema that we rely on (adaptivecards.io/schemas/adaptive-card.json, 1.5), closed: an element or
// property outside it fails.
const spacing = { enum: ["none", "small", "default", "medium", "large"] };
const style = { enum: ["default", "emphasis", "good", "attention", "warning", "accent"] };
const size = { type: "string", minLength: 1 };
const element = (type: string, properties: object, required: readonly string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required: ["type", ...required],
  properties: {
    type: { const: type },
    id: size,
    isVisible: { type: "boolean" },
    separator: { type: "boolean" },
    spacing,
    ...properties,
  },
});
const list = (ref: string) => ({ type: "array", items: { $ref: `#/$defs/${ref}` } });
const data = {
  type: "object",
  additionalProperties: false,
  required: ["certops"],
  properties: {
    confirm: { type: "string" },
    certops: {
      anyOf: [
        {
          type: "object",
          additionalProperties: false,
          required: ["action", "payload"],
          properties: {
            action: { type: "string" },
            payload: { type: "object", additionalProperties: { type: "string" } },
          },
        },
        // Webex: the same as one text
        { type: "string", pattern: '^\\{"action":"[a-z.-]+","payload":\\{.*\\}\\}$' },
      ],
    },
  },
};
const actionBase = { title: size, style: { enum: ["default", "positive", "destructive"] } };
const submit = element("Action.Submit", { ...actionBase, data }, ["title", "data"]);

export const cardSchema = {
  $id: "subset",
  $ref: "#/$defs/card",
  $defs: {
    card: {
      type: "object",
      additionalProperties: false,
      required: ["type", "version", "body"],
      properties: {
        type: { const: "AdaptiveCard" },
        $schema: { type: "string" },
        version: { enum: ["1.3", "1.5"] },
        lang: { enum: ["en", "zh"] },
        speak: { type: "string" },
        msteams: { type: "object" },
        body: list("element"),
        actions: list("action"),
      },
    },
    element: {
      type: "object",
      discriminator: { propertyName: "type" },
      required: ["type"],
      oneOf: [
        element("RichTextBlock", { inlines: { type: "array", minItems: 1, items: { $ref: "#/$defs/run" } } }, [
          "inlines",
        ]),
        element("Container", { style, items: list("element"), selectAction: { $ref: "#/$defs/action" } }, ["items"]),
        element("ColumnSet", { columns: { type: "array", minItems: 1, items: { $ref: "#/$defs/column" } } }, [
          "columns",
        ]),
        element("ActionSet", { actions: list("action") }, ["actions"]),
        element(
          "Image",
          {
            url: { type: "string", pattern: "^data:image/svg\\+xml;base64," },
            altText: size,
            size: { enum: ["stretch"] },
          },
          ["url", "altText"],
        ),
        element(
          "Table",
          {
            columns: { type: "array", minItems: 1, items: { type: "object" } },
            rows: { type: "array", items: { $ref: "#/$defs/row" } },
            showGridLines: { type: "boolean" },
          },
          ["columns", "rows"],
        ),
        element(
          "Input.Text",
          {
            label: size,
            maxLength: { type: "integer" },
            isMultiline: { type: "boolean" },
            isRequired: { type: "boolean" },
            errorMessage: size,
          },
          ["label"],
        ),
      ],
    },
    column: element(
      "Column",
      {
        width: {
          anyOf: [
            { enum: ["auto", "stretch"] },
            { type: "integer", minimum: 1 },
            { type: "string", pattern: "^\\d+px$" },
          ],
        },
        items: list("element"),
        style,
        minHeight: { type: "string", pattern: "^\\d+px$" },
        verticalContentAlignment: { enum: ["top", "center", "bottom"] },
      },
      ["items"],
    ),
    row: element(
      "TableRow",
      { cells: { type: "array", items: element("TableCell", { items: list("element") }, ["items"]) } },
      ["cells"],
    ),
    run: {
      type: "object",
      additionalProperties: false,
      required: ["type", "text"],
      properties: {
        type: { const: "TextRun" },
        text: size,
        color: { enum: ["default", "good", "warning", "attention", "accent"] },
        weight: { const: "bolder" },
        isSubtle: { const: true },
        fontType: { const: "monospace" },
        size: { enum: ["small", "medium", "large"] },
      },
    },
    action: {
      type: "object",
      discriminator: { propertyName: "type" },
      required: ["type"],
      oneOf: [
        submit,
        element("Action.Execute", { ...actionBase, data, verb: size, fallback: submit }, [
          "title",
          "data",
          "verb",
          "fallback",
        ]),
        element("Action.ShowCard", { ...actionBase, card: { $ref: "#/$defs/card" } }, ["title", "card"]),
        element(
          "Action.ToggleVisibility",
          { title: size, targetElements: { type: "array", minItems: 1, items: size } },
          ["title", "targetElements"],
        ),
      ],
    },
  },
};

// What Slack refuses in blocks, by its own documents (docs.slack.dev, block reference; @slack/types 3.2): written apart from the
// renderer, so that the renderer is checked by something that does not share its belief.

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Fields that each type takes, beside `type` and `block_id`. */
const known: Readonly<Record<string, readonly string[]>> = {
  header: ["text"],
  section: ["text", "fields", "accessory", "expand"],
  context: ["elements"],
  divider: [],
  actions: ["elements"],
  rich_text: ["elements"],
  input: ["label", "element", "optional", "hint"],
  table: ["rows", "column_settings"],
  plan: ["title", "tasks"],
  task_card: ["task_id", "title", "details", "output", "sources", "status"],
  alert: ["text", "level"],
  container: ["title", "subtitle", "child_blocks", "width", "is_collapsible", "default_collapsed"],
};
export const newest: readonly string[] = ["table", "plan", "task_card", "alert", "container"];

/** Messages as in `response_metadata.messages`; empty when Slack would take it. */
export function blockErrors(blocks: unknown, surface: "message" | "view" = "message"): string[] {
  const errors: string[] = [];
  const all = array(blocks);
  const most = surface === "message" ? 50 : 100;
  const wrong = (what: string): undefined => {
    errors.push(`[ERROR] ${what}`);
    return undefined;
  };
  if (!Array.isArray(blocks)) wrong("blocks must be a list");
  if (all.length > most) wrong(`no more than ${most} items allowed [json-pointer:/blocks]`);
  const tables: Json[] = [];
  const actionIds = new Set<string>();

  const length = (at: string, value: unknown, least: number, longest: number): undefined => {
    if (typeof value !== "string") wrong(`missing text [json-pointer:${at}]`);
    else if (value.length < least) wrong(`must be at least ${least} characters [json-pointer:${at}]`);
    else if (value.length > longest) wrong(`must be less than ${longest + 1} characters [json-pointer:${at}]`);
  };
  const textObject = (at: string, value: unknown, longest: number, only?: "plain_text"): undefined => {
    const text = object(value);
    if (text.type !== "plain_text" && text.type !== "mrkdwn") wrong(`unsupported text type [json-pointer:${at}]`);
    if (only !== undefined && text.type !== only) wrong(`must be ${only} [json-pointer:${at}]`);
    length(`${at}/text`, text.text, 1, longest);
  };
  const button = (at: string, value: unknown): undefined => {
    const one = object(value);
    if (one.type !== "button") return wrong(`unsupported element [json-pointer:${at}]`);
    textObject(`${at}/text`, one.text, 75, "plain_text");
    length(`${at}/action_id`, one.action_id, 1, 255);
    if (typeof one.action_id === "string") {
      if (actionIds.has(one.action_id)) wrong(`action_id already exists [json-pointer:${at}]`);
      actionIds.add(one.action_id);
    }
    if (one.value !== undefined) length(`${at}/value`, one.value, 1, 2000);
    if (one.style !== undefined && one.style !== "primary" && one.style !== "danger")
      wrong(`bad style [json-pointer:${at}]`);
    if (one.confirm === undefined) return;
    const confirm = object(one.confirm);
    textObject(`${at}/confirm/title`, confirm.title, 100, "plain_text");
    textObject(`${at}/confirm/text`, confirm.text, 300);
    textObject(`${at}/confirm/confirm`, confirm.confirm, 30, "plain_text");
    textObject(`${at}/confirm/deny`, confirm.deny, 30, "plain_text");
  };
  const spans = (at: string, value: unknown): undefined => {
    for (const [index, one] of array(value).map(object).entries()) {
      if (one.type === "text") length(`${at}/${index}/text`, one.text, 1, 4000);
      else if (one.type !== "user" && one.type !== "link")
        wrong(`unsupported rich text element [json-pointer:${at}/${index}]`);
    }
    if (array(value).length === 0) wrong(`empty rich text [json-pointer:${at}]`);
  };
  const richText = (at: string, block: Json): undefined => {
    const elements = array(block.elements).map(object);
    if (elements.length === 0) wrong(`empty rich_text [json-pointer:${at}]`);
    for (const [index, element] of elements.entries()) {
      if (
        !["rich_text_section", "rich_text_preformatted", "rich_text_list", "rich_text_quote"].includes(
          String(element.type),
        )
      ) {
        wrong(`unsupported rich text [json-pointer:${at}/elements/${index}]`);
      }
      spans(`${at}/elements/${index}/elements`, element.elements);
    }
  };
  const table = (at: string, block: Json): undefined => {
    tables.push(block);
    const rows = array(block.rows);
    if (rows.length === 0 || rows.length > 100) wrong(`1 to 100 rows [json-pointer:${at}/rows]`);
    const width = array(rows[0]).length;
    for (const [index, row] of rows.entries()) {
      const cells = array(row).map(object);
      if (cells.length > 20 || cells.length !== width) wrong(`bad number of cells [json-pointer:${at}/rows/${index}]`);
      for (const cell of cells) {
        if (cell.type === "raw_text") length(`${at}/rows/${index}`, cell.text, 1, 10_000);
        else if (cell.type === "rich_text") richText(`${at}/rows/${index}`, cell);
        else wrong(`unsupported cell [json-pointer:${at}/rows/${index}]`);
      }
    }
    if (array(block.column_settings).length > 20) wrong(`too many column settings [json-pointer:${at}]`);
  };

  const check = (at: string, value: unknown, inside: boolean): undefined => {
    const block = object(value);
    const type = String(block.type);
    const fields = known[type];
    if (fields === undefined) return wrong(`unsupported type: ${type} [json-pointer:${at}]`);
    for (const key of Object.keys(block)) {
      if (key !== "type" && key !== "block_id" && !fields.includes(key))
        wrong(`invalid additional property: ${key} [json-pointer:${at}]`);
    }
    if (block.block_id !== undefined) length(`${at}/block_id`, block.block_id, 1, 255);
    switch (type) {
      case "header":
        return textObject(`${at}/text`, block.text, 150, "plain_text");
      case "section":
        return textObject(`${at}/text`, block.text, 3000);
      case "alert":
        if (!["default", "info", "warning", "error", "success"].includes(String(block.level ?? "default")))
          wrong(`bad level [json-pointer:${at}]`);
        return textObject(`${at}/text`, block.text, 200);
      case "context": {
        const elements = array(block.elements);
        if (elements.length === 0 || elements.length > 10) wrong(`1 to 10 elements [json-pointer:${at}/elements]`);
        for (const [index, one] of elements.entries()) textObject(`${at}/elements/${index}`, one, 2000);
        return;
      }
      case "actions": {
        const elements = array(block.elements);
        if (elements.length === 0 || elements.length > 25) wrong(`1 to 25 elements [json-pointer:${at}/elements]`);
        for (const [index, one] of elements.entries()) button(`${at}/elements/${index}`, one);
        return;
      }
      case "rich_text":
        return richText(at, block);
      case "table":
        return table(at, block);
      case "input":
        if (surface === "message") wrong(`input is for views [json-pointer:${at}]`);
        return textObject(`${at}/label`, block.label, 2000, "plain_text");
      case "plan": {
        length(`${at}/title`, block.title, 1, 3000);
        for (const [index, one] of array(block.tasks).entries()) check(`${at}/tasks/${index}`, one, true);
        return;
      }
      case "task_card":
        length(`${at}/task_id`, block.task_id, 1, 255);
        length(`${at}/title`, block.title, 1, 3000);
        if (!["pending", "in_progress", "complete", "error"].includes(String(block.status)))
          wrong(`bad status [json-pointer:${at}]`);
        if (block.details !== undefined) {
          const details = object(block.details);
          if (array(details.elements).length !== 1) wrong(`details is a single entity [json-pointer:${at}]`);
          richText(`${at}/details`, details);
        }
        return;
      case "container": {
        if (inside) wrong(`a container stands in nothing [json-pointer:${at}]`);
        textObject(`${at}/title`, block.title, 150, "plain_text");
        const children = array(block.child_blocks);
        if (children.length === 0 || children.length > 10) wrong(`1 to 10 children [json-pointer:${at}]`);
        for (const [index, one] of children.entries()) {
          const kind = String(object(one).type);
          if (!["actions", "context", "divider", "header", "rich_text", "section", "table"].includes(kind)) {
            wrong(`unsupported child ${kind} [json-pointer:${at}/child_blocks/${index}]`);
          }
          check(`${at}/child_blocks/${index}`, one, true);
        }
      }
    }
  };
  for (const [index, block] of all.entries()) check(`/blocks/${index}`, block, false);
  if (tables.length > 1) wrong("only_one_table_allowed");
  const letters = tables.flatMap((one) =>
    array(one.rows).flatMap((row) => array(row).map((cell) => String(object(cell).text ?? ""))),
  );
  if (letters.join("").length > 10_000) wrong("a table holds at most 10000 characters");
  return errors;
}

/** What Slack refuses in a modal or Home view. */
export function viewErrors(view: unknown): string[] {
  const one = object(view);
  const errors = blockErrors(one.blocks, "view");
  if (one.type !== "modal" && one.type !== "home") errors.push("[ERROR] unsupported view type");
  if (one.type === "modal") {
    const title = object(one.title).text;
    if (typeof title !== "string" || title.length > 24 || title === "")
      errors.push("[ERROR] title: 1 to 24 characters");
    for (const part of ["submit", "close"]) {
      const text = object(one[part]).text;
      if (typeof text !== "string" || text.length > 24) errors.push(`[ERROR] ${part}: at most 24 characters`);
    }
  }
  if (String(one.private_metadata ?? "").length > 3000)
    errors.push("[ERROR] private_metadata: at most 3000 characters");
  return errors;
}

/** Everything that people read, in order, as plain text. */
export function readable(value: unknown): string {
  if (Array.isArray(value)) return value.map(readable).filter(Boolean).join("\n");
  if (typeof value !== "object" || value === null) return "";
  const one = object(value);
  if (one.type === "text" || one.type === "raw_text" || one.type === "plain_text" || one.type === "mrkdwn")
    return String(one.text);
  if (one.type === "rich_text_section" || one.type === "rich_text_preformatted")
    return array(one.elements).map(readable).join("");
  const parts = [one.title, one.text, one.rows, one.tasks, one.details, one.elements, one.child_blocks, one.label];
  return parts
    .map((part) => (typeof part === "string" ? part : readable(part)))
    .filter(Boolean)
    .join("\n");
}

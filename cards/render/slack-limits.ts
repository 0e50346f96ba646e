// What Slack takes in one message, and how much of it a card needs. Sources: docs.slack.dev block reference and @slack/types 3.2;
// the two sums are ours: nobody reads more at once, and Slack names no figure for rich text.
import type { Element } from "./runs.ts";

export const slackLimits = {
  /** Blocks of a message. */
  blocks: 50,
  /** Blocks of a Home tab or a modal. */
  viewBlocks: 100,
  header: 150,
  /** One text of a rich_text block; the figure is that of a section's text. */
  text: 3000,
  contextElements: 10,
  contextText: 1000,
  actionsInARow: 5,
  buttonText: 75,
  buttonValue: 2000,
  actionId: 255,
  blockId: 255,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  alert: 200,
  tableRows: 100,
  tableColumns: 20,
  /** Characters of all cells together: of one table, and Slack takes one table a message. */
  tableText: 10_000,
  tables: 1,
  containerBlocks: 10,
  containerTitle: 150,
  /** Steps of a plan block: ours, so that a card stays readable. */
  tasks: 60,
  taskTitle: 250,
  modalTitle: 24,
  modalMetadata: 3000,
  /** Characters of a whole message: ours. */
  message: 12_000,
} as const;

/** Every string that people see in a block, one after the other. */
export function textsOf(block: unknown): string[] {
  if (Array.isArray(block)) return block.flatMap(textsOf);
  if (typeof block !== "object" || block === null) return [];
  return Object.entries(block).flatMap(([key, value]) => {
    if (key === "text" && typeof value === "string") return [value];
    if (key === "title" && typeof value === "string") return [value];
    return key === "value" || key === "confirm" ? [] : textsOf(value);
  });
}

const lengthOf = (block: unknown): number => textsOf(block).reduce((sum, text) => sum + text.length, 0);

const tablesOf = (blocks: readonly Element[]): Element[] =>
  blocks.flatMap((block) => {
    if (block.type === "table") return [block];
    return block.type === "container" ? tablesOf(block.child_blocks as readonly Element[]) : [];
  });

/** 1 or less: the blocks fit into one message. Otherwise by how much the scarcest of the limits is passed. */
export function slackLoad(blocks: readonly Element[], mostBlocks: number = slackLimits.blocks): number {
  const tables = tablesOf(blocks);
  const rows = tables.map((table) => (table.rows as readonly unknown[]).length);
  const children = blocks
    .filter((block) => block.type === "container")
    .map((block) => (block.child_blocks as readonly unknown[]).length);
  const tasks = blocks
    .filter((block) => block.type === "plan")
    .map((block) => (block.tasks as readonly unknown[]).length);
  return Math.max(
    blocks.length / mostBlocks,
    lengthOf(blocks) / slackLimits.message,
    tables.length / slackLimits.tables,
    tables.reduce((sum, table) => sum + lengthOf(table), 0) / slackLimits.tableText,
    ...rows.map((count) => count / slackLimits.tableRows),
    ...children.map((count) => count / slackLimits.containerBlocks),
    ...tasks.map((count) => count / slackLimits.tasks),
  );
}

// Reads what Slack delivers. Nothing in it is taken for granted: every field may be missing or of another type.
import type { Fields } from "./api.ts";

export const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The text, or undefined when it is none or empty. */
export const word = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Slack's ids: capital letters and digits. They become keys and addresses, so nothing else passes. */
export const slackId = (value: unknown): string | undefined =>
  typeof value === "string" && /^[A-Z][A-Z0-9]{1,40}$/.test(value) ? value : undefined;

export const timestamp = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{1,12}\.\d{1,9}$/.test(value) ? value : undefined;

/**
 * What a person wrote, as they wrote it: Slack turns addresses into `<https://…|label>`, people into `<@U…>` and escapes three
 * characters (docs.slack.dev, "Formatting message text"). `bot`: its own mention is taken out.
 */
export function typedText(text: string, bot?: string): string {
  return text
    .replaceAll(/<([^<>\s|]+)(?:\|([^<>]*))?>/g, (whole, target: string, label: string | undefined) => {
      if (target === `@${bot}`) return " ";
      if (target.startsWith("@") || target.startsWith("#")) {
        return label === undefined ? target : `${target.slice(0, 1)}${label}`;
      }
      if (target.startsWith("!")) return label ?? whole.slice(1, -1).replace("!", "@");
      return label ?? target;
    })
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
}

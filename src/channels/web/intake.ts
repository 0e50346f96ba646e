// Reads what the page sends: messages with files, clicks, choices. Everything is checked; what does not fit is refused.
import { readActionData } from "../../../cards/render/actions.ts";
import type { Attachment } from "../../domain/chat.ts";
import type { Locale } from "../../domain/text.ts";

export const limits = {
  /** Characters; the router refuses long texts politely, this only bounds memory. */
  text: 120_000,
  files: 5,
  /** One POST with its files. */
  body: 12 * 1024 * 1024,
} as const;

export interface SentMessage {
  readonly key: string;
  readonly text: string;
  readonly locale: Locale;
  readonly attachments: readonly Attachment[];
}

export interface SentClick {
  readonly key: string;
  readonly action: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly message: string;
  readonly locale: Locale;
}

export const localeOf = (wanted: unknown): Locale => (wanted === "zh-CN" ? "zh-CN" : "en");

/** Undefined: not a message of our page. At once for what is only text; files are unpacked first. */
export function readMessage(type: string, body: Buffer): SentMessage | undefined | Promise<SentMessage | undefined> {
  if (type.startsWith("multipart/form-data")) return readForm(type, body);
  const sent = readJson(type, body);
  return sent === undefined ? undefined : message(sent.text, sent.key, sent.locale, []);
}

async function readForm(type: string, body: Buffer): Promise<SentMessage | undefined> {
  const packed = new Response(new Uint8Array(body), { headers: { "content-type": type } });
  const form = await packed.formData().catch(() => undefined);
  if (form === undefined) return undefined;
  const attachments: Attachment[] = [];
  for (const part of form.getAll("file").slice(0, limits.files)) {
    if (typeof part === "string") return undefined;
    attachments.push({ name: safeName(part.name), bytes: new Uint8Array(await part.arrayBuffer()) });
  }
  return message(form.get("text"), form.get("key"), form.get("locale"), attachments);
}

function message(text: unknown, key: unknown, locale: unknown, attachments: Attachment[]): SentMessage | undefined {
  if (typeof text !== "string" || text.length > limits.text || !isKey(key)) return undefined;
  if (text.trim() === "" && attachments.length === 0) return undefined;
  return { key, text, locale: localeOf(locale), attachments };
}

/** Undefined: not a click of our page. */
export function readClick(type: string, body: Buffer): SentClick | undefined {
  const sent = readJson(type, body);
  if (sent === undefined || !isKey(sent.key) || typeof sent.message !== "string") return undefined;
  const data = readActionData(sent.data);
  if (data === undefined) return undefined;
  return { ...data, key: sent.key, message: sent.message.slice(0, 40), locale: localeOf(sent.locale) };
}

/** `type`: the header that came with it. */
export function readJson(type: string, body: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (!type.startsWith("application/json")) return undefined;
  try {
    const read: unknown = JSON.parse(body.toString());
    return typeof read === "object" && read !== null && !Array.isArray(read)
      ? (read as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

const isKey = (key: unknown): key is string => typeof key === "string" && /^[A-Za-z0-9-]{8,64}$/.test(key);

/** A file's own name without folders and without what a header or a shell could act on. */
export const safeName = (name: string): string => {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return last.replaceAll(/[^\p{L}\p{N}._ -]/gu, "_").slice(0, 120) || "file";
};

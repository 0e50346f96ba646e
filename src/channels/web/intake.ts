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

/** Undefined: not a message of our page. */
export async function readMessage(request: Request): Promise<SentMessage | undefined> {
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) return await readForm(request);
  const body = await readJson(request);
  if (body === undefined) return undefined;
  return message(body.text, body.key, body.locale, []);
}

async function readForm(request: Request): Promise<SentMessage | undefined> {
  const form = await request.formData().catch(() => undefined);
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

export async function readClick(request: Request): Promise<SentClick | undefined> {
  const body = await readJson(request);
  if (body === undefined || !isKey(body.key) || typeof body.message !== "string") return undefined;
  const data = readActionData(body.data);
  if (data === undefined) return undefined;
  return { ...data, key: body.key, message: body.message.slice(0, 40), locale: localeOf(body.locale) };
}

export async function readJson(request: Request): Promise<Record<string, unknown> | undefined> {
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json")) return undefined;
  const body: unknown = await request.json().catch(() => undefined);
  return typeof body === "object" && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : undefined;
}

const isKey = (key: unknown): key is string => typeof key === "string" && /^[A-Za-z0-9-]{8,64}$/.test(key);

/** A file's own name without folders and without what a header or a shell could act on. */
export const safeName = (name: string): string => {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return last.replaceAll(/[^\p{L}\p{N}._ -]/gu, "_").slice(0, 120) || "file";
};

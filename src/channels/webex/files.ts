// Files that come with a message: fetched with the bot's token, so only from the API's own host, and only so much.
import type { Attachment } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { WebexApi } from "./api.ts";

/** So many messages' files are held in memory at once, from when they are fetched until they are answered. */
export const messagesWithFiles = 4;
/** One file of a message; Webex itself sends one a message. */
const mostFiles = 5;
const mostMegabytes = 10;

export interface Fetched {
  readonly attachments: readonly Attachment[];
  /** How many could not be had: too large, still being scanned, gone, or of a foreign address. */
  readonly missing: number;
}

export async function fetchFiles(api: WebexApi, urls: readonly string[], logger: Logger): Promise<Fetched> {
  const attachments: Attachment[] = [];
  let missing = Math.max(0, urls.length - mostFiles);
  for (const given of urls.slice(0, mostFiles)) {
    const url = contentUrl(given, api.origin);
    if (url === undefined) {
      logger.warn({}, "a file of a message stands on a foreign host: not fetched");
      missing += 1;
      continue;
    }
    try {
      const { bytes, disposition } = await api.download(url, mostMegabytes * 1024 * 1024);
      attachments.push({ name: nameIn(disposition), bytes });
    } catch (error) {
      logger.warn({ error }, "a file of a message could not be fetched");
      missing += 1;
    }
  }
  return { attachments, missing };
}

/** What the sender is told: which of several it was, Webex does not always say. */
export const filesMissing = (count: number): CertOpsError =>
  new CertOpsError({
    code: "bad-input",
    message: `${count} files of a message could not be had`,
    say: say("webex.files-missing", { count, most: mostMegabytes }),
    next: say("webex.files-missing.next"),
    retry: "later",
  });

/** `https://webexapis.com/v1/contents/…` and nothing else: whoever writes the message could name any address. */
function contentUrl(given: string, origin: string): URL | undefined {
  if (!URL.canParse(given)) return undefined;
  const url = new URL(given);
  const own = url.origin === origin && url.username === "" && url.password === "";
  return own && /^\/v1\/contents\/[A-Za-z0-9%+/=_-]{1,400}$/.test(url.pathname) ? url : undefined;
}

/** The name in `Content-Disposition`, without folders and without what a header or a shell could act on. */
function nameIn(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]{1,400})/i.exec(disposition)?.[1];
  const quoted =
    /filename="([^"]{1,400})"/i.exec(disposition)?.[1] ?? /filename=([^;\s]{1,400})/i.exec(disposition)?.[1];
  const last = (decoded(encoded) ?? quoted ?? "").split(/[\\/]/).at(-1) ?? "";
  return last.replaceAll(/[^\p{L}\p{N}._ -]/gu, "_").slice(0, 120) || "file";
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

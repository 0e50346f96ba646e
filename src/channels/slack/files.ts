// Files in and out. Coming in, the bot's token goes to Slack's own hosts and along no redirect; nothing larger than the limit is
// held. Going out: Slack's three steps (get an address, send the bytes, share in the thread).
import { Buffer } from "node:buffer";
import type { Attachment } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { boundFetch, type Fields, type SlackApi, SlackRefusal } from "./api.ts";
import { fields, list, slackId, word } from "./read.ts";

const mostFiles = 5;
/** So many messages' files are held in memory at once, from when they are fetched until they are answered. */
export const messagesWithFiles = 4;
/** As much as the web chat takes. */
export const mostBytes = 12 * 1024 * 1024;
/** Of `alt_txt` (Slack, files.getUploadURLExternal: "Description of image for screen-reader"). */
const mostAlt = 1000;
const downloadMs = 30_000;
const ownHosts = ["files.slack.com", "files.slack-gov.com"];

export interface FileDeps {
  readonly api: SlackApi;
  readonly apiUrl: string;
  readonly token: { reveal(): string };
}

/** Only Slack's hosts over https; where the API itself is on this machine, only there. */
export function isSlackFile(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin, username, password } = new URL(url);
  if (username !== "" || password !== "") return false;
  if (new URL(apiUrl).hostname === "127.0.0.1") return origin === new URL(apiUrl).origin;
  return protocol === "https:" && ownHosts.includes(hostname);
}

/** The files of a message, at most five. Throws CertOpsError that names the file which could not be taken. */
export async function filesIn(given: unknown, deps: FileDeps): Promise<Attachment[]> {
  const wanted = list(given).slice(0, mostFiles).map(fields);
  const taken: Attachment[] = [];
  for (const file of wanted) taken.push(await fileIn(file, deps));
  return taken;
}

async function fileIn(file: Fields, { api, apiUrl, token }: FileDeps): Promise<Attachment> {
  const id = slackId(file.id);
  // What came with the event is not believed: the API says where the file is and how large.
  const info = id === undefined ? {} : fields((await api.call("files.info", { file: id })).file);
  const name = safeName(word(info.name) ?? "file");
  const url = word(info.url_private_download) ?? word(info.url_private) ?? "";
  if (!isSlackFile(url, apiUrl)) throw unreadable(name, "it does not lie on Slack’s servers");
  if (typeof info.size === "number" && info.size > mostBytes) throw tooLarge(name);
  const answer = await boundFetch(url, {
    headers: { authorization: `Bearer ${token.reveal()}` },
    signal: AbortSignal.timeout(downloadMs),
  }).catch(() => undefined);
  if (answer?.ok !== true || answer.body === null) throw unreadable(name, `HTTP ${answer?.status ?? "none"}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.length;
    if (size > mostBytes) throw tooLarge(name);
    parts.push(part);
  }
  return { name, bytes: new Uint8Array(Buffer.concat(parts)) };
}

/** Shares a file in a conversation, in the thread when one is named; resolves to its id. Throws SlackRefusal, or CertOpsError when closing. */
export async function fileOut(
  file: Attachment,
  at: { readonly channel: string; readonly thread?: string | undefined; readonly comment?: string },
  { api, apiUrl }: FileDeps,
): Promise<string> {
  const filename = safeName(file.name);
  const place = await api.call("files.getUploadURLExternal", {
    filename,
    length: file.bytes.length,
    ...(file.image === undefined ? {} : { alt_txt: file.image.alt.slice(0, mostAlt) }),
  });
  const url = word(place.upload_url) ?? "";
  if (!isSlackFile(url, apiUrl)) throw new SlackRefusal("files.getUploadURLExternal", "upload_url_elsewhere");
  const sent = await boundFetch(url, {
    method: "POST",
    body: new Uint8Array(file.bytes),
    signal: AbortSignal.timeout(downloadMs),
  }).catch(() => undefined);
  if (sent?.ok !== true) throw new SlackRefusal("upload", `http_${sent?.status ?? "none"}`);
  const id = word(place.file_id) ?? "";
  await api.call("files.completeUploadExternal", {
    files: [{ id, title: filename }],
    channel_id: at.channel,
    ...(at.thread === undefined ? {} : { thread_ts: at.thread }),
    ...(at.comment === undefined ? {} : { initial_comment: at.comment }),
  });
  return id;
}

/** A file's own name without folders and without what a shell, a header or a page could act on. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return last.replaceAll(/[^\p{L}\p{N}._ -]/gu, "_").slice(0, 120) || "file";
}

const unreadable = (name: string, why: string): CertOpsError =>
  new CertOpsError({
    code: "bad-input",
    message: `the file ${name} could not be read: ${why}`,
    say: say("slack.file-unreadable", { name }),
    next: say("slack.file-unreadable.next"),
    retry: "later",
  });

const tooLarge = (name: string): CertOpsError =>
  new CertOpsError({
    code: "output-too-large",
    message: `the file ${name} is larger than ${mostBytes} bytes`,
    say: say("slack.file-large", { name, most: mostBytes / 1024 / 1024 }),
    next: say("slack.file-large.next"),
    retry: "never",
  });

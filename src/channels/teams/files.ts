// Files: taken from the organisation's own storage only; given with consent in a personal chat, which is all that Teams lets a bot do.
import type { Attachment, ChannelMemory } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Json } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import type { TeamsActivity } from "./activity.ts";
import { isAt, type TeamsCloud } from "./cloud.ts";
import { exchange, TeamsRefusal } from "./exchange.ts";
import { textIn } from "./places.ts";

const downloadType = "application/vnd.microsoft.teams.file.download.info";
const consentType = "application/vnd.microsoft.teams.card.file.consent";
const givenType = "application/vnd.microsoft.teams.card.file.info";

/** So many messages' files are held in memory at once, from when they are fetched until they are answered. */
export const messagesWithFiles = 4;
const mostFiles = 5;
const mostMegabytes = 8;
const keptMs = 86_400_000;

const filesOf = ({ attachments }: TeamsActivity) =>
  (attachments ?? []).filter((one) => one.contentType === downloadType).slice(0, mostFiles);

export const bringsFiles = (activity: TeamsActivity): boolean => filesOf(activity).length > 0;

/** Files that came with a message. Throws CertOpsError when one cannot be had: half an answer would mislead. */
export async function takeFiles(activity: TeamsActivity, cloud: TeamsCloud): Promise<readonly Attachment[]> {
  return await Promise.all(
    filesOf(activity).map(async ({ name, content }) => {
      const url = textIn(content, "downloadUrl") ?? "";
      try {
        // The address carries its own proof; our token never goes to a file store.
        const { body } = await exchange({ method: "GET", url }, cloud.files);
        if (body.length > mostMegabytes * 1024 * 1024)
          throw notRead(say("teams.file.too-large", { most: mostMegabytes }));
        return { name: safeName(name ?? ""), bytes: body };
      } catch (error) {
        throw error instanceof TeamsRefusal ? notRead(say("teams.file.refused"), error) : error;
      }
    }),
  );
}

/** A file's own name without folders and without what a shell or a page could act on. */
const safeName = (name: string): string => {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return last.replaceAll(/[^\p{L}\p{N}._ -]/gu, "_").slice(0, 120) || "file";
};

const notRead = (what: ReturnType<typeof say>, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "bad-input",
    message: "a file from Teams was not read",
    say: what,
    next: say("teams.file.refused.next"),
    retry: "never",
    cause,
  });

/** Files that wait for somebody to accept them, over restarts, for a day. */
export class OfferedFiles {
  readonly #memory: ChannelMemory;
  readonly #clock: Clock;

  constructor(memory: ChannelMemory, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** The id under which it can be had; nobody can guess it. */
  async keep(file: Attachment): Promise<string> {
    if (file.bytes.length > mostMegabytes * 1024 * 1024)
      throw notRead(say("teams.file.too-large", { most: mostMegabytes }));
    const id = newId("file");
    const until = new Date(this.#clock.now() + keptMs).toISOString();
    const value: Json = { name: file.name, until, bytes: Buffer.from(file.bytes).toString("base64") };
    await this.#memory.put(`file/${id}`, value, until);
    return id;
  }

  async get(id: string): Promise<Attachment | undefined> {
    if (!/^file_[A-Za-z0-9_-]{1,60}$/.test(id)) return undefined;
    const value = await this.#memory.get(`file/${id}`);
    const name = textIn(value, "name");
    const bytes = textIn(value, "bytes");
    if (name === undefined || bytes === undefined || (textIn(value, "until") ?? "") < iso(this.#clock))
      return undefined;
    return { name, bytes: new Uint8Array(Buffer.from(bytes, "base64")) };
  }

  remove(id: string): Promise<void> {
    return this.#memory.remove(`file/${id}`);
  }
}

/** The question whether the person wants the file; works in personal chats alone (Teams, "Send and receive files"). */
export const consentCard = (id: string, file: Attachment, description: string): Json => ({
  contentType: consentType,
  name: file.name,
  content: {
    description,
    sizeInBytes: file.bytes.length,
    acceptContext: { file: id },
    declineContext: { file: id },
  },
});

export interface Consent {
  readonly accepted: boolean;
  readonly file: string;
  readonly upload: {
    readonly url: string;
    readonly contentUrl: string;
    readonly name: string;
    readonly uniqueId: string;
    readonly type: string;
  };
}

/** The answer to a consent card; undefined when it is none. */
export function readConsent(value: unknown): Consent | undefined {
  const member = (key: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  const action = textIn(value, "action");
  const file = textIn(member("context"), "file");
  if (file === undefined || (action !== "accept" && action !== "decline")) return undefined;
  const info = member("uploadInfo");
  const text = (key: string): string => (textIn(info, key) ?? "").slice(0, 4000);
  return {
    accepted: action === "accept",
    file,
    upload: {
      url: text("uploadUrl"),
      contentUrl: text("contentUrl"),
      name: text("name"),
      uniqueId: text("uniqueId"),
      type: text("fileType"),
    },
  };
}

/** Puts the file where the person wanted it: their own storage, at the address that Teams made for this one file. */
export async function upload(file: Attachment, consent: Consent, cloud: TeamsCloud): Promise<Json> {
  const { url, contentUrl, name, uniqueId, type } = consent.upload;
  const last = file.bytes.length - 1;
  await exchange(
    {
      method: "PUT",
      url,
      headers: {
        "content-type": "application/octet-stream",
        "content-range": `bytes 0-${last}/${file.bytes.length}`,
      },
      body: new Uint8Array(file.bytes),
    },
    cloud.files,
  );
  return {
    contentType: givenType,
    name,
    content: { uniqueId, fileType: type },
    // Shown as a link: only to where it was put.
    ...(isAt(contentUrl, cloud.files) ? { contentUrl } : {}),
  };
}

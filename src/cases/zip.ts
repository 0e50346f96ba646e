// Writes and reads the zip of a case file; small, in memory, and never believing what an archive says about itself.

import yauzl from "yauzl";
import yazl from "yazl";
import type { Phrase } from "../domain/text.ts";
import { en, type MessageId } from "../i18n/catalogue.ts";
import { say } from "../i18n/say.ts";

export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names inside are plain: no folder, no path that could lead out of one. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/;

/** Bytes of all parts together when read: case files are far smaller. */
export const mostBytes = 64 * 1024 * 1024;
const mostParts = 100;

/** The same parts give the same bytes: their time is the case's. */
export async function writeZip(parts: readonly ZipPart[], at: Date): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const { name, bytes } of parts) zip.addBuffer(Buffer.from(bytes), name, { mtime: at, mode: 0o100600 });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** `message` for the log, `say` for the person. */
export class NotACase extends Error {
  readonly say: Phrase;

  constructor(id: Extract<MessageId, `case.not.${string}`>, options?: ErrorOptions) {
    super(en[id], options);
    this.say = say(id);
  }
}

/** Every part. Throws NotACase for what no case file is: other names, too large, not a zip. */
export async function readZip(bytes: Uint8Array): Promise<readonly ZipPart[]> {
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
    const parts: ZipPart[] = [];
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      if (!plainName.test(entry.fileName)) throw new NotACase("case.not.name");
      if (parts.length >= mostParts) throw new NotACase("case.not.parts");
      if (parts.some(({ name }) => name === entry.fileName)) throw new NotACase("case.not.twice");
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        total += chunk.length;
        // Counted as it comes: the size that the archive claims proves nothing.
        if (total > mostBytes) throw new NotACase("case.not.unpacked");
        chunks.push(Buffer.from(chunk));
      }
      parts.push({ name: entry.fileName, bytes: Buffer.concat(chunks) });
    }
    return parts;
  } catch (error) {
    if (error instanceof NotACase) throw error;
    throw new NotACase("case.not.zip", { cause: error });
  }
}

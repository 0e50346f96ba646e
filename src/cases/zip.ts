// Writes and reads the zip of a case file; small, in memory, and never believing what an archive says about itself.
import yauzl from "yauzl";
import yazl from "yazl";

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

export class NotACase extends Error {}

/** Every part. Throws NotACase for what no case file is: other names, too large, not a zip. */
export async function readZip(bytes: Uint8Array): Promise<readonly ZipPart[]> {
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
    const parts: ZipPart[] = [];
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      if (!plainName.test(entry.fileName)) throw new NotACase("a file inside has a name that no case file has");
      if (parts.length >= mostParts) throw new NotACase("too many files inside");
      if (parts.some(({ name }) => name === entry.fileName)) throw new NotACase("two files inside have one name");
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        total += chunk.length;
        // Counted as it comes: the size that the archive claims proves nothing.
        if (total > mostBytes) throw new NotACase("too large when unpacked");
        chunks.push(Buffer.from(chunk));
      }
      parts.push({ name: entry.fileName, bytes: Buffer.concat(chunks) });
    }
    return parts;
  } catch (error) {
    if (error instanceof NotACase) throw error;
    throw new NotACase("it is no zip archive, or a damaged one", { cause: error });
  }
}

// Archives as bytes, hostile ones too.
import { Header } from "tar";
import { ZipFile } from "yazl";

export interface Entry {
  readonly path: string;
  readonly content?: Buffer;
  readonly type?: "File" | "SymbolicLink" | "Link" | "Directory" | "CharacterDevice";
  readonly link?: string;
}

/** A tar as bytes: names and types as hostile as wanted, which no packing program would write. */
export function tar(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = Buffer.alloc(0), type = "File", link }) => {
    const header = new Header({
      path,
      size: content.length,
      type,
      mode: 0o644,
      mtime: new Date(0),
      ...(link === undefined ? {} : { linkpath: link }),
    });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    return [block, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export async function zip(entries: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(entries)) file.addBuffer(content, name);
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

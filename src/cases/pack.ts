// Packs a case file: its page, its JSON, its Markdown, and the signed list of them, in one zip.
import type { AuditKey } from "../audit/key.ts";
import type { CaseFile, PackedCase } from "../domain/case-file.ts";
import { manifestOf } from "./manifest.ts";
import { writeZip } from "./zip.ts";

export interface Written {
  readonly html: string;
  readonly markdown: string;
}

/** `content` is redacted already; `written` was made of it. */
export async function packCase(
  content: CaseFile,
  written: Written,
  key: Pick<AuditKey, "publicKey" | "signText">,
): Promise<PackedCase> {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const parts = [
    { name: "case.html", bytes: bytes(written.html) },
    { name: "case.json", bytes: bytes(`${JSON.stringify(content, null, 2)}\n`) },
    { name: "case.md", bytes: bytes(written.markdown) },
  ];
  const { about, madeAt } = content;
  const all = [...parts, manifestOf(parts, { about, madeAt }, key)];
  const base = `certops-${content.cluster.id}-${about}`.replaceAll(/[^A-Za-z0-9._-]/g, "-");
  return {
    file: { name: `${base}.zip`, bytes: await writeZip(all, new Date(madeAt)) },
    parts: all.map((part) => ({ name: part.name, bytes: part.bytes.length })),
    content,
    markdown: { name: `${base}.md`, bytes: bytes(written.markdown) },
  };
}

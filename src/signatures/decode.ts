// Bytes of a text file in whatever encoding: UTF-8, UTF-16 with and without mark, Latin-1 and its Windows sister.

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** The encoding of a text by its first bytes (64 KB are plenty); undefined when they are no text. */
export function encodingOf(head: Uint8Array): TextEncoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  let even = 0;
  let odd = 0;
  let odds = 0;
  for (let at = 0; at < head.length; at += 1) {
    const byte = head[at] ?? 0;
    if (byte === 0) {
      if (at % 2 === 0) even += 1;
      else odd += 1;
    } else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b && byte !== 0x0c) {
      odds += 1;
    }
  }
  const half = head.length / 2;
  // Latin text in UTF-16: nearly every second byte is zero, the others nearly never.
  if (head.length >= 8 && odd > half * 0.7 && even < half * 0.1) return "utf-16le";
  if (head.length >= 8 && even > half * 0.7 && odd < half * 0.1) return "utf-16be";
  // A stray control character is a damaged log; more of them are a program, a picture or a packed file.
  if (even + odd > head.length * 0.02 || odds > head.length * 0.1) return undefined;
  return isUtf8(head) ? "utf-8" : "windows-1252";
}

/** True for UTF-8, also when the last character is cut. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The text without a mark at its start; undefined when the bytes are no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes.subarray(0, 64 * 1024));
  if (encoding === undefined) return undefined;
  return new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, "");
}

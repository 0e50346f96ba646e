// New identifiers: short enough to read aloud, random enough not to be guessed.
import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** For example `apr_7k3m9q2v5x8n`; 60 random bits after the prefix (Crockford base 32, no i, l, o, u). */
export function newId(prefix: string): string {
  let text = "";
  for (const byte of randomBytes(12)) text += alphabet[byte & 31];
  return `${prefix}_${text}`;
}

/** Lower-case hexadecimal SHA-256. */
export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

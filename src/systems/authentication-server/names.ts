// Names, serials and dates as ISE and ASA write them.

/** Value of the common name in `CN=…,OU=…` or in lines of `cn=…`; empty without one. */
export const commonNameOf = (subject: string): string =>
  /(?:^|[,;]\s*|\n[^\S\n]*)cn\s*=\s*([^,;\n]+)/i.exec(subject)?.[1]?.trim() ?? "";

/** Hexadecimal with or without separators and `0x`, to lower case without leading zeros; empty for anything else. */
export function hexSerial(text: string): string {
  const bare = text.trim().replace(/^0x/i, "").replace(/[\s:]/g, "");
  return /^[0-9A-Fa-f]{1,80}$/.test(bare) ? bare.toLowerCase().replace(/^0+(?=.)/, "") : "";
}

/** ISO 8601 of a date that the runtime can read; undefined otherwise. */
export function isoDate(text: string): string | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

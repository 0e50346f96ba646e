// What a terminal would show of a byte stream: escape sequences gone, one kind of line end.

const escapeCode = 0x1b;

/**
 * The readable text of terminal output. Escape sequences and control characters go; CRLF, runs of CR and a lone CR
 * become one line end; "erase to the end of the line" (ESC[K) is a line end too, because CUCM prints its prompt right
 * after it (prompt expression of Cisco's unicon: `^(.*?)([\r\n]|\x1b\[K)admin:\s*`). No-break spaces become blanks.
 * Linear in the length of the input, whatever it holds.
 */
export function terminalText(raw: string): string {
  let out = "";
  let from = 0;
  let at = 0;
  const keep = (upTo: number, then: string): void => {
    out += raw.slice(from, upTo) + then;
  };
  while (at < raw.length) {
    const code = raw.charCodeAt(at);
    if (code === escapeCode) {
      const end = escapeEnd(raw, at);
      keep(at, raw.charAt(end - 1) === "K" && raw.charAt(at + 1) === "[" ? "\n" : "");
      at = end;
      from = end;
    } else if (code === 0x0d) {
      let end = at + 1;
      while (raw.charCodeAt(end) === 0x0d) end += 1;
      if (raw.charCodeAt(end) === 0x0a) end += 1;
      keep(at, "\n");
      at = end;
      from = end;
    } else if (code === 0xa0) {
      keep(at, " ");
      at += 1;
      from = at;
    } else if ((code < 0x20 && code !== 0x0a && code !== 0x09) || (code >= 0x7f && code < 0xa0)) {
      keep(at, "");
      at += 1;
      from = at;
    } else {
      at += 1;
    }
  }
  return out + raw.slice(from);
}

/** The index after the escape sequence that starts at `at`; a sequence that was cut off ends with the text. */
function escapeEnd(raw: string, at: number): number {
  const kind = raw.charAt(at + 1);
  if (kind === "[") {
    let end = at + 2;
    while (end < raw.length && raw.charCodeAt(end) >= 0x20 && raw.charCodeAt(end) < 0x40) end += 1;
    return Math.min(end + 1, raw.length);
  }
  if (kind === "]") {
    let end = at + 2;
    while (end < raw.length && raw.charCodeAt(end) !== 0x07 && raw.charCodeAt(end) !== escapeCode) end += 1;
    if (raw.charCodeAt(end) === escapeCode && raw.charAt(end + 1) === "\\") return end + 2;
    return raw.charCodeAt(end) === 0x07 ? end + 1 : end;
  }
  // `ESC ( B` and its kin carry one more character.
  return Math.min(at + ("()*+#%".includes(kind) && kind !== "" ? 3 : 2), raw.length);
}

/** Runs of white space, line ends included, as one blank: for output whose line breaks were lost on the way. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

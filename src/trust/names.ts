// Distinguished names and serial numbers in the several ways that CUCM prints them, brought to one form.

/**
 * The parts of a name as `TYPE=value`, unescaped, in the order given. Takes the certificate form (`L=..,CN=..`) and the trust-list
 * form (`CN=..;OU=..`, also with a blank after the separator, as `show ctl` prints it).
 */
export function nameParts(name: string): string[] {
  const parts: string[] = [];
  let current = "";
  for (let at = 0; at < name.length; at++) {
    const char = name.charAt(at);
    if (char === "\\" && at + 1 < name.length) {
      current += char + name.charAt(++at);
    } else if ((char === ";" || char === ",") && startsPart.test(name.slice(at + 1, at + 48))) {
      parts.push(current);
      current = "";
    } else current += char;
  }
  parts.push(current);
  return parts.map((part) => unescapeValue(part.trim())).filter((part) => part !== "");
}

// A separator counts only before `TYPE=`: trust lists carry values such as `O=Example, Inc` without escapes.
const startsPart = /^\s*[A-Za-z][A-Za-z0-9.-]{0,40}=|^\s*[0-9][0-9.]{1,40}=/;

function unescapeValue(text: string): string {
  return text.replace(/\\([0-9A-Fa-f]{2})|\\(.)/gs, (_, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? (char ?? "") : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/**
 * True when two names have the same parts. The order differs by source: trust lists print CN;OU;O;L;ST;C, certificates and the
 * database L,ST,CN,OU,O,C (SQL inventory of Cisco document 210541), so parts are compared as a set.
 */
export function sameName(a: string, b: string): boolean {
  if (a === b) return a !== "";
  const left = canonicalName(a);
  return left !== "" && left === canonicalName(b);
}

/** A form in which equal names are equal strings: attribute types in lower case, parts sorted. */
export function canonicalName(name: string): string {
  return nameParts(name)
    .map((part) => {
      const equals = part.indexOf("=");
      return equals < 0 ? part : `${part.slice(0, equals).trim().toLowerCase()}=${part.slice(equals + 1).trim()}`;
    })
    .sort()
    .join("\n");
}

const trustListOrder = ["CN", "OU", "O", "L", "ST", "C"];

/** A name as trust lists write it: `CN=..;OU=..;O=..;L=..;ST=..;C=..`, other parts after these (Cisco document 118893). */
export function trustListName(name: string): string {
  const rank = (part: string): number => {
    const found = trustListOrder.indexOf(part.slice(0, part.indexOf("=")).toUpperCase());
    return found < 0 ? trustListOrder.length : found;
  };
  return nameParts(name)
    .map((part, index) => ({ part, index }))
    .sort((a, b) => rank(a.part) - rank(b.part) || a.index - b.index)
    .map(({ part }) => part.replace(/[\\;]/g, "\\$&"))
    .join(";");
}

export type SerialNotation = "hex" | "decimal";

/**
 * A serial number as lower-case hexadecimal without separators or leading zeros; undefined when the text is none. Takes plain or
 * colon-separated hex in either case, `0x`, and, with notation `decimal`, what `show cert own` prints from 14SU2 on. Digits
 * alone are read as the notation says: the text does not show which it is.
 */
export function normaliseSerial(text: string, notation: SerialNotation = "hex"): string | undefined {
  const bare = text.trim().toLowerCase();
  // RFC 5280 allows 20 octets; some issuers exceed it. 64 octets is room enough and bounds the work.
  if (bare.length > 200) return undefined;
  if (notation === "decimal") return /^[0-9]{1,155}$/.test(bare) ? BigInt(bare).toString(16) : undefined;
  const digits = bare.replace(/^0x/, "").replace(/[:\s]/g, "");
  if (!/^[0-9a-f]{1,128}$/.test(digits)) return undefined;
  return digits.replace(/^0+(?=.)/, "");
}

/**
 * True when a printed serial is the known one (normal form). Without a notation both readings of an all-digit text are tried: the
 * chance that another certificate's serial agrees by accident is that of two random 16-byte numbers.
 */
export function sameSerial(known: string, printed: string, notation?: SerialNotation): boolean {
  if (known === "") return false;
  if (notation !== undefined) return normaliseSerial(printed, notation) === known;
  return normaliseSerial(printed, "hex") === known || normaliseSerial(printed, "decimal") === known;
}

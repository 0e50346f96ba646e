// `show cert own <unit>`: the layout up to 14SU1, BouncyCastle's since 14SU2, and the PEM that follows both.
import { certificateLines, cleanOutput, plainHex } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

/** What was printed. Where a PEM is there it is the truth; the decoded fields only support it. */
export interface PrintedCertificate {
  /** Lower-case hexadecimal without leading zeros. */
  readonly serial?: string;
  readonly subject?: string;
  readonly issuer?: string;
  /** As printed, for example `Fri Feb 04 15:31:39 PST 2022`. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly pem?: string;
}

const labels = {
  serial: /^(?:\[\d+\]\s*)?Serial\s?Number\s*:\s*(.+)$/i,
  issuer: /^Issuer\s?(?:Name|DN)\s*:\s*(.+)$/i,
  subject: /^Subject\s?(?:Name|DN)\s*:\s*(.+)$/i,
  notBefore: /^(?:Validity\s+From|Start\s+Date)\s*:\s*(.+)$/i,
  notAfter: /^(?:To|Final\s+Date)\s*:\s*(.+)$/i,
} as const;

/** Bears lost line breaks (the labels then mark where a value ends) and a PEM whose lines were joined. */
export function parseOwnCertificate(raw: string): Parsed<PrintedCertificate> {
  const text = cleanOutput(raw);
  const pem = pemOf(text);
  const begin = text.indexOf("-----BEGIN");
  const decoded = certificateLines(begin === -1 ? text : text.slice(0, begin));
  const found: { -readonly [K in keyof PrintedCertificate]: PrintedCertificate[K] } = {};
  const decisive: string[] = [];
  for (const line of decoded) {
    for (const name of ["serial", "issuer", "subject", "notBefore", "notAfter"] as const) {
      const value = labels[name].exec(line)?.[1]?.trim();
      if (value === undefined || found[name] !== undefined) continue;
      found[name] = name === "serial" ? serialOf(value, /^(?:\[\d+\]\s*)?SerialNumber/.test(line)) : value;
      decisive.push(line);
    }
  }
  if (pem !== undefined) found.pem = pem;
  if (pem === undefined && found.serial === undefined && found.subject === undefined) {
    return notUnderstood("no-certificate", text);
  }
  return understood(found, decisive.length > 0 ? decisive : ["-----BEGIN CERTIFICATE-----"]);
}

/**
 * BouncyCastle prints `SerialNumber:` in decimal (facts: 14SU2+ layout); the old layout's `Serial Number:` is
 * hexadecimal, and one document quotes colon-hex on a new release. Only digits under the new label are decimal.
 */
function serialOf(printed: string, newLabel: boolean): string {
  const value = printed.slice(0, 200);
  if (newLabel && /^\d{1,60}$/.test(value)) return BigInt(value).toString(16);
  return plainHex(value);
}

/** The first certificate block, rewrapped; undefined when none is whole. */
function pemOf(text: string): string | undefined {
  const begin = "-----BEGIN CERTIFICATE-----";
  const end = "-----END CERTIFICATE-----";
  const from = text.indexOf(begin);
  if (from === -1) return undefined;
  const to = text.indexOf(end, from);
  if (to === -1) return undefined;
  const body = text.slice(from + begin.length, to).replace(/\s+/g, "");
  if (body === "" || body.length > 65_536 || /[^A-Za-z0-9+/=]/.test(body)) return undefined;
  return `${begin}\n${body.match(/.{1,64}/g)?.join("\n") ?? ""}\n${end}\n`;
}

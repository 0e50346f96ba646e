// `show ctl` and `show itl`: the node's own listing of a trust list, whole, abridged or absent.
import type { TrustListKind } from "../domain/cluster.ts";
import { oneLine } from "../kernel/terminal-text.ts";
import { cleanOutput, plainHex } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";
import { printedDate } from "./printed-date.ts";

export interface PrintedRecord {
  /** The domain's word for CUCM's FUNCTION text (`SAST`, `CCM+TFTP`, `TVS`...); as printed when it is not known. */
  readonly role: string;
  /** Empty in records that carry no certificate (CTL of a non-secure cluster). */
  readonly subject: string;
  /** Lower-case hexadecimal without leading zeros; empty likewise. */
  readonly serial: string;
  /** FUNCTION as printed. */
  readonly printedRole: string;
  readonly issuer: string;
  readonly dnsName: string;
  /** SHA-1 of the certificate, lower-case hexadecimal; empty when the record carries none. */
  readonly certificateSha1: string;
  /** `This etoken was used to sign the CTL file.`; undefined when neither sentence is there. */
  readonly signed?: boolean;
}

export interface TrustListListing {
  readonly kind: TrustListKind;
  readonly absent: boolean;
  readonly signerSerial?: string;
  readonly signerName?: string;
  readonly md5?: string;
  readonly sha1?: string;
  /** Bytes, as printed. */
  readonly length?: number;
  /** As printed, for example `Fri Mar 06 21:56:07 CET 2015`. */
  readonly modified?: string;
  /** The author left parts out (`[...]`). */
  readonly abridged?: boolean;
  readonly records: readonly PrintedRecord[];
  readonly verified: boolean;
}

/** One `BYTEPOS TAG LENGTH VALUE` row. */
interface Row {
  readonly tag: string;
  readonly value: string;
}

// CUCM's own spelling has DIGESTALGORTITHM; a stand-alone lister writes `SERIAL NUMBER`.
const tags =
  "SIGNERID|SIGNERNAME|SERIAL ?NUMBER|CANAME|SIGNATUREINFO|DIGESTALGO\\w*|SIGNATUREALGO\\w*|SIGNATUREMODULUS|SIGNATURE|FILENAME|TIMESTAMP|RECORDLENGTH|DNSNAME|SUBJECTNAME|FUNCTION|ISSUERNAME|PUBLICKEY|CERTIFICATE|IPADDRESS";
const rowAnywhere = new RegExp(`(?<!\\S)\\d{1,2}\\s{1,40}(${tags})(?!\\S)`, "g");
const rowAtLineStart = new RegExp(`^[ \\t]{0,40}\\d{1,2}[ \\t]{1,40}(${tags})(?!\\S)`, "gm");
const afterRows = /(?:This etoken was|The (?:CTL|ITL) file was verified|BYTEPOS|Signature Verified|\[\.\.\.\]|admin:)/;

/** `kind` is what was asked; output that speaks of the other kind is not understood. Bears lost line breaks. */
export function parseTrustListPrint(kind: TrustListKind, raw: string): Parsed<TrustListListing> {
  const text = cleanOutput(raw);
  const flat = oneLine(text);
  const other = kind === "ITL" ? "CTL" : "ITL";
  const names = (of: TrustListKind): boolean =>
    new RegExp(`(?:checksum value of the|Length of|The) ${of} file|${of} File not found|${of} Record`, "i").test(flat);
  if (!names(kind) && names(other)) return notUnderstood("other-list", text);

  if (new RegExp(`${kind} File not found|Length of ${kind} file: 0(?!\\d)`, "i").test(flat)) {
    const line = new RegExp(`${kind} File not found[^.]{0,20}\\.?`, "i").exec(flat)?.[0] ?? `Length of ${kind} file: 0`;
    return understood({ kind, absent: true, records: [], verified: false }, [line]);
  }

  const md5 = /([0-9a-f]{32})\s?\(MD5\)/i.exec(flat)?.[1]?.toLowerCase();
  const sha1 = /([0-9a-f]{40})\s?\(SHA1\)/i.exec(flat)?.[1]?.toLowerCase();
  const [header, ...records] = sections(text);
  if (md5 === undefined && sha1 === undefined && records.length === 0) return notUnderstood("no-trust-list", text);

  const head = header?.rows ?? [];
  const signerName = printedValue(head, "SIGNERNAME");
  const signerSerial = plainHex(printedValue(head, "SERIALNUMBER"));
  const length = new RegExp(`Length of ${kind} file: ?(\\d{1,9})`, "i").exec(flat)?.[1];
  const modified = new RegExp(`${kind} File was last modified on (${printedDate})`, "i").exec(flat)?.[1];
  const verified = new RegExp(`The ${kind} file was verified successfully`, "i").test(flat);
  const listing: TrustListListing = {
    kind,
    absent: false,
    ...(signerSerial === "" ? {} : { signerSerial }),
    ...(signerName === "" ? {} : { signerName }),
    ...(md5 === undefined ? {} : { md5 }),
    ...(sha1 === undefined ? {} : { sha1 }),
    ...(length === undefined ? {} : { length: Number(length) }),
    ...(modified === undefined ? {} : { modified }),
    ...(flat.includes("[...]") ? { abridged: true } : {}),
    records: records.map(recordOf),
    verified,
  };
  const decisive = [
    ...(md5 === undefined ? [] : [`${md5}(MD5)`]),
    ...(signerName === "" ? [] : [`SIGNERNAME ${signerName}`, `SERIALNUMBER ${printedValue(head, "SERIALNUMBER")}`]),
    ...(verified ? [`The ${kind} file was verified successfully.`] : []),
  ];
  return understood(listing, decisive);
}

interface Part {
  readonly rows: readonly Row[];
  readonly text: string;
}

/** Rows of the header, then of each record. */
function sections(text: string): Part[] {
  // A name inside a certificate could imitate a row: where line breaks are whole, a row starts its line.
  const anchored = [...text.matchAll(rowAtLineStart)].length;
  const anywhere = [...text.matchAll(rowAnywhere)].length;
  const shape = anchored * 2 >= anywhere ? rowAtLineStart : rowAnywhere;
  return text.split(/(?:CTL|ITL)\s{1,9}Record\s{1,9}#\s{0,9}:\s{0,9}\d{1,4}(?!\d)/i).map((part) => ({
    rows: rowsOf(part, shape),
    text: part,
  }));
}

function rowsOf(part: string, shape: RegExp): Row[] {
  const heads = [...part.matchAll(shape)];
  return heads.map((head, index) => {
    const from = head.index + head[0].length;
    const whole = part.slice(from, Math.min(heads[index + 1]?.index ?? part.length, from + 4_000));
    const end = whole.search(afterRows);
    const body = oneLine(end === -1 ? whole : whole.slice(0, end));
    // The LENGTH column comes first; a value may be missing, and one lister prints none.
    const value = /^\d{1,6}(?: (.*))?$/.exec(body);
    return { tag: (head[1] ?? "").replace(" ", ""), value: value === null ? body : (value[1] ?? "") };
  });
}

const printedValue = (rows: readonly Row[], tag: string): string => rows.find((row) => row.tag === tag)?.value ?? "";

function recordOf({ rows, text }: Part): PrintedRecord {
  const printed = printedValue(rows, "FUNCTION");
  const used = /This etoken was (not )?used to sign/i.exec(text.slice(-2_000));
  const digest = /^((?:[0-9A-F]{2} ?){20})/i.exec(printedValue(rows, "CERTIFICATE"))?.[1] ?? "";
  return {
    role: /security token/i.test(printed) ? "SAST" : printed,
    printedRole: printed,
    subject: printedValue(rows, "SUBJECTNAME"),
    serial: plainHex(printedValue(rows, "SERIALNUMBER")),
    issuer: printedValue(rows, "ISSUERNAME"),
    dnsName: printedValue(rows, "DNSNAME"),
    certificateSha1: digest.replace(/ /g, "").toLowerCase(),
    ...(used === null ? {} : { signed: used[1] === undefined }),
  };
}

// Cisco ASA: `show crypto ca certificates` in an SSH shell; how its command line speaks, and how its blocks are read.
import type { ShellDialect, ShellLimits } from "../../transport/ssh-dialect.ts";
import type { TrustedAuthority } from "../authentication-server-ports.ts";
import { plainLine } from "../evidence.ts";
import { commonNameOf, hexSerial, isoDate } from "./names.ts";

export const asaCommand = "show crypto ca certificates";

/** `ciscoasa#`, `asa/act/pri>`, `asa/context(config)#`; the pager's mark is wiped with a carriage return and blanks. */
export const asaDialect: ShellDialect = {
  prompt: /(?:^|[\r\n])[A-Za-z0-9][A-Za-z0-9_./-]{0,120}(?:\([A-Za-z0-9-]{1,40}\))?[>#] ?$/,
  pages: [{ mark: /<--- More --->\s*$/, turn: () => " " }],
  pageMarks: /<--- More --->[ \t]*/g,
  questions: [
    { shape: /(?:password|passphrase|username)\s*:\s*$/i, no: "\x03" },
    { shape: /\[(?:yes|confirm|y\/n|yes\/no)[^\]]{0,20}\]\s*:?\s*$/i, no: "n\n" },
  ],
};

export const asaLimits: ShellLimits = { loginMs: 20_000, maxBytes: 2 * 1024 * 1024, echolessMs: 2_000 };

/** `05:29:37 UTC Oct 2 2023`; other zones than UTC are read as they stand where the runtime knows them. */
function asaDate(text: string): string | undefined {
  const [, time, zone, month, day, year] =
    /^(\d\d:\d\d:\d\d) ([A-Za-z]{1,8}) ([A-Z][a-z]{2}) +(\d{1,2}) (\d{4})$/.exec(text.trim()) ?? [];
  return year === undefined
    ? undefined
    : (isoDate(`${month} ${day} ${year} ${time} ${zone}`) ?? isoDate(`${month} ${day} ${year} ${time} UTC`));
}

/**
 * The blocks `CA Certificate`; the device's own certificates (`Certificate`) let nobody in. Undefined when the text is neither
 * a list nor empty: the command was refused.
 */
export function asaAuthorities(text: string): readonly TrustedAuthority[] | undefined {
  if (/^ERROR: |% Invalid input/m.test(text)) return undefined;
  const lines = text.split(/\r*\n/).map((line) => line.replace(/^.*\r/, ""));
  const found: TrustedAuthority[] = [];
  let block: string[] | undefined;
  const end = (): void => {
    const read = block === undefined ? undefined : authorityOf(block);
    if (read !== undefined) found.push(read);
    block = undefined;
  };
  for (const line of lines) {
    if (/^CA Certificate\s*$/.test(line)) {
      end();
      block = [];
    } else if (/^\S/.test(line)) end();
    else block?.push(line);
  }
  end();
  return found;
}

function authorityOf(block: readonly string[]): TrustedAuthority | undefined {
  const at = block.findIndex((line) => /^\s+Subject Name:\s*$/.test(line));
  const parts: string[] = [];
  for (const line of at < 0 ? [] : block.slice(at + 1)) {
    const part = /^\s+([A-Za-z0-9.]{1,40}=.*)$/.exec(line)?.[1];
    if (part === undefined) break;
    parts.push(plainLine(part));
  }
  const value = (label: string): string =>
    block.flatMap((line) => new RegExp(`^\\s+${label}:\\s*(.*)$`).exec(line)?.[1] ?? []).at(0) ?? "";
  const subject = parts.join(",");
  const commonName = commonNameOf(subject);
  const serial = hexSerial(value("Certificate Serial Number(?: \\(hex\\))?"));
  if (commonName === "" && serial === "") return undefined;
  const notAfter = asaDate(value("end\\s+date"));
  const forClients = /^Available\b/.test(value("Status"));
  return { commonName, subject, serial, ...(notAfter === undefined ? {} : { notAfter }), forClients };
}

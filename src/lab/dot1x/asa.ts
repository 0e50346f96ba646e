// An ASA's command line, as far as trusted authorities go: `show crypto ca certificates`, with its pager.
import type { Duplex } from "node:stream";
import type { LabAuthenticationServer, TrustedCa } from "./server.ts";

const prompt = "ciscoasa# ";
const more = "<--- More --->";
const wipe = `\r${" ".repeat(more.length)}\r`;
/** `terminal pager` of the factory. */
const usualPage = 24;
const longestLine = 500;

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `05:29:37 UTC Oct 2 2023`. */
function asaDate(text: string): string {
  const at = new Date(text);
  return `${at.toISOString().slice(11, 19)} UTC ${months[at.getUTCMonth()]} ${at.getUTCDate()} ${at.getUTCFullYear()}`;
}

/** Name parts one a line, types in lower case, the common name first. */
const nameLines = (name: string): string[] =>
  name
    .split("\n")
    .reverse()
    .map((part) => `    ${part.replace(/^[^=]+/, (type) => type.toLowerCase())}`);

const block = ({ read }: TrustedCa, index: number): string[] => [
  "CA Certificate",
  "  Status: Available",
  `  Certificate Serial Number: ${read.serialNumber.toLowerCase()}`,
  "  Certificate Usage: Signature",
  `  Public Key Type: RSA (${read.publicKey.asymmetricKeyDetails?.modulusLength ?? 0} bits)`,
  "  Signature Algorithm: SHA256 with RSA Encryption",
  "  Issuer Name: ",
  ...nameLines(read.issuer),
  "  Subject Name: ",
  ...nameLines(read.subject),
  "  Validity Date: ",
  `    start date: ${asaDate(read.validFrom)}`,
  `    end   date: ${asaDate(read.validTo)}`,
  "  Storage: config",
  `  Associated Trustpoints: TP-${index + 1} `,
  "",
];

/** Talks until the reader leaves. */
export const asaTalk =
  (server: LabAuthenticationServer) =>
  async (channel: Duplex): Promise<void> => {
    let page = usualPage;
    let waiting: string[] = [];
    let typed = "";
    const show = (): void => {
      const now = waiting.splice(0, page === 0 ? waiting.length : page);
      channel.write(now.map((line) => `${line}\r\n`).join(""));
      channel.write(waiting.length > 0 ? more : prompt);
    };
    const run = (line: string): void => {
      const command = line.trim().toLowerCase();
      const pager = /^terminal pager (?:lines )?(\d{1,5})$/.exec(command)?.[1];
      if (pager !== undefined) page = Number(pager);
      else if (command === "show crypto ca certificates") waiting = server.trusted.flatMap(block);
      else if (command !== "") waiting = [" ^", "ERROR: % Invalid input detected at '^' marker."];
      show();
    };
    channel.write(`User certops logged in to ciscoasa\r\nType help or '?' for a list of available commands.\r\n`);
    channel.write(prompt);
    for await (const bytes of channel) {
      for (const key of String(bytes)) {
        if (waiting.length > 0) {
          channel.write(wipe);
          if (key === "q") waiting = [];
          show();
        } else if (key === "\r" || key === "\n") {
          channel.write("\r\n");
          const line = typed;
          typed = "";
          if (line.trim() === "exit") return;
          run(line);
        } else if (key === "\x03") typed = "";
        else if (typed.length < longestLine) {
          typed += key;
          channel.write(key);
        }
      }
    }
  };

// Shared by the recognisers: output as clean lines, without the prompt and without the command that was typed.
import { terminalText } from "../kernel/terminal-text.ts";

/** Longer lines are cut: no line of CUCM's tables comes near it, and every recogniser stays linear on hostile text. */
const longestLine = 20_000;

/** Clean text with prompts (`admin:`) taken from the starts of its lines; the rest of such a line is the command. */
export function cleanOutput(raw: string): string {
  return terminalText(raw)
    .replace(/\n{3,}/g, "\n\n")
    .split("\n")
    .map((line) => line.slice(0, longestLine).trimEnd())
    .filter((line) => !/^\s*admin:\s*$/.test(line))
    .join("\n");
}

/** Lines that hold something, outer blanks removed. */
export function contentLines(raw: string): string[] {
  return cleanOutput(raw)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Words of the text, wherever its line breaks are; a word longer than 256 characters is cut. */
export function wordsOf(raw: string): string[] {
  return terminalText(raw)
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => word.slice(0, 256));
}

/** Hexadecimal as we keep serials: lower case, no separators, no leading zeros. */
export const plainHex = (printed: string): string => {
  const digits = printed.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
  return digits.replace(/^0+(?=.)/, "");
};

const certificateLabels =
  /(?:\[\d+\]\s*Version|Serial ?Number|Signature ?Algorithm|Issuer ?(?:Name|DN)|Subject ?(?:Name|DN)|Validity From|(?<=\d)\s+To|Start Date|Final Date|Public Key|Modulus|Signature)\s*:/gi;

/** The decoded part of a certificate with one field per line, also when its line breaks were lost. */
export function certificateLines(text: string): string[] {
  const short = text.slice(0, 200_000);
  const cut = short.split("\n").length > 3 ? short : short.replace(certificateLabels, "\n$&");
  return cut
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

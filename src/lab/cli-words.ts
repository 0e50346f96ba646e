// What is typed after `certops lab`: numbers, on and off, offsets; a complaint is in the language of the environment.
import { InvalidArgumentError } from "commander";
import { type LabWords, labWords } from "./words.ts";

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `+2h`, `-90m`, `30d`: an offset in milliseconds. */
export function offset(text: string, t: LabWords = labWords("en")): number {
  const match = /^([+-]?)(\d+)([smhd])$/.exec(text);
  const unit = units[match?.[3] ?? ""];
  if (match === null || unit === undefined) throw new InvalidArgumentError(t("lab.line.bad.offset"));
  return (match[1] === "-" ? -1 : 1) * Number(match[2]) * unit;
}

/** Commander calls each with the word, and with what it made of the words before. */
export const readers = (t: LabWords) => {
  const whole = (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0 || text.trim() === "")
      throw new InvalidArgumentError(t("lab.line.bad.whole"));
    return value;
  };
  return {
    whole,
    wholes: (text: string, before: readonly number[] | undefined): readonly number[] => [
      ...(before ?? []),
      whole(text),
    ],
    number: (text: string): number => {
      const value = Number(text);
      if (!Number.isFinite(value) || text.trim() === "") throw new InvalidArgumentError(t("lab.line.bad.number"));
      return value;
    },
    onOff: (text: string): boolean => {
      if (text === "on") return true;
      if (text === "off") return false;
      throw new InvalidArgumentError(t("lab.line.bad.on-off"));
    },
    offset: (text: string): number => offset(text, t),
  };
};

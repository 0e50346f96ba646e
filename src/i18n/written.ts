// In which language somebody writes, where their platform does not say in which they read.
import type { Locale } from "../domain/text.ts";

/** Longer texts are logs and outputs: their language is the device's. */
const longest = 400;

/**
 * Undefined where it cannot be told: commands, names of certificates, pastes. Chinese with names and commands in between is Chinese;
 * English needs words that are no names of ours.
 */
export function writtenIn(text: string): Locale | undefined {
  const said = text.trim();
  if (/^\/?certops\b/i.test(said) || said.startsWith("/")) return undefined;
  if (/[\u3400-\u9fff]/.test(said.slice(0, longest))) return "zh-CN";
  if (said.length > longest || said.includes("\n")) return undefined;
  return (said.match(englishWords) ?? []).length >= 1 ? "en" : undefined;
}

const englishWords =
  /\b(?:a|after|all|and|any|are|can|check|did|do|does|don[’']?t|for|has|have|how|i|in|is|it|my|not|of|on|our|please|show|since|the|these|they|this|to|we|what|when|which|who|why|with|won[’']?t|you)\b/gi;

// What a person typed, made harmless: control characters out, length bounded, look-alikes folded.
import { CertOpsError } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";
import { terminalText } from "../kernel/terminal-text.ts";

/** Longer texts are refused: a whole `show itl` of a large cluster fits, a log belongs into a file. */
export const longestText = 100_000;

/**
 * Removes control characters (terminal sequences too), zero-width and direction marks; folds compatibility forms
 * (full-width letters, ligatures). Line breaks and tabs stay. Throws CertOpsError `bad-input` when the text is too long.
 */
export function cleanText(text: string): string {
  if (text.length > longestText) {
    throw new CertOpsError({
      code: "bad-input",
      message: `a text of ${text.length} characters was refused`,
      say: say("router.too-long", { length: text.length, most: longestText }),
      next: say("router.too-long.next"),
      retry: "never",
    });
  }
  return terminalText(text.normalize("NFKC"))
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .trim();
}

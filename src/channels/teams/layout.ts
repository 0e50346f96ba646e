// Teams puts a message of several lines into one line of text; its HTML, which comes as an attachment, still has them.

const htmlType = "text/html";
/** Longer HTML is not read: the words are in the text anyway. */
const longestHtml = 400_000;

interface Attached {
  readonly contentType: string;
  readonly content?: unknown;
}

/**
 * `text` with the line ends of the message's HTML (microsoft/botframework-sdk issue 3238: a pasted log arrives as one line). Only
 * white space is learnt from the HTML: where its words are not those of the text, the text stays as it is. A quoted message
 * (`itemtype="http://schema.skype.com/Reply"`) is not what this person wrote and is left out.
 */
export function withLines(text: string, attachments: readonly Attached[] | null | undefined): string {
  const html = (attachments ?? []).find(({ contentType }) => contentType === htmlType)?.content;
  if (typeof html !== "string" || html.length > longestHtml || text.includes("\n")) return text;
  const laidOut = linesOf(html);
  if (!laidOut.includes("\n")) return text;
  const [words, own] = [wordsOf(laidOut), wordsOf(text)];
  // The mention of the bot stands in the HTML too, before or among what was written.
  if (words === own) return laidOut.trim();
  if (!words.endsWith(own) || own === "") return text;
  return endOf(laidOut, own.length).trim();
}

/** Blocks become lines; everything else loses its tags. Every repetition is bounded, so hostile HTML costs linear time. */
function linesOf(html: string): string {
  return withoutQuote(html)
    .replaceAll(/[\r\n]+/g, preformatted.test(html) ? "\n" : " ")
    .replaceAll(/<(?:br|\/p|\/li|\/div|\/pre|\/tr|\/blockquote|\/h[1-6])\b[^<>]{0,500}>/gi, "\n")
    .replaceAll(/<[^<>]{0,2000}>/g, "")
    .replaceAll(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(nbsp|lt|gt|quot|apos|amp));/gi, (_, decimal, hex, name) =>
      name === undefined ? characterOf(decimal, hex) : (named[String(name).toLowerCase()] ?? ""),
    )
    .replaceAll("\u00a0", " ")
    .replaceAll(/[ \t\n]+/g, (blanks) => (/(?:\n[ \t]*){3}/.test(blanks) ? "\n\n" : blanks));
}

const preformatted = /<(?:pre|code)\b/i;
const named: Readonly<Record<string, string>> = { nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function characterOf(decimal: string | undefined, hex: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal);
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
}

function withoutQuote(html: string): string {
  const from = html.search(/<blockquote\b[^<>]{0,500}schema\.skype\.com\/Reply/i);
  if (from < 0) return html;
  const end = html.indexOf("</blockquote>", from);
  return end < 0 ? html : html.slice(0, from) + html.slice(end + "</blockquote>".length);
}

const wordsOf = (text: string): string => text.replaceAll(/\s+/g, "");

/** The end of a text that holds so many characters, blanks not counted. */
function endOf(text: string, characters: number): string {
  let left = characters;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (/\s/.test(text.charAt(at))) continue;
    left -= 1;
    if (left === 0) return text.slice(at);
  }
  return text;
}

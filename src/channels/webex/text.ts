// Text on its way in and out: our own mention is taken off what people write; what we write cannot act as Markdown.
import { sameId, type WebexMessage, type WebexPerson } from "./wire.ts";

/** Webex: 7439 bytes of text or Markdown a message. */
export const mostTextBytes = 7439;

/**
 * What was asked, without the mention that a space needs. The HTML says exactly which words are the mention; without it the
 * bot's name at the beginning is taken off. Only the wording depends on this, never who somebody is.
 */
export function askedText(message: WebexMessage, me: WebexPerson): string {
  if (message.roomType === "direct") return message.text.trim();
  if (message.html !== undefined) return plain(withoutMention(message.html, me.id));
  const names = [me.displayName, me.displayName.split(" ")[0] ?? ""].filter((name) => name !== "");
  const name = names.find((one) => message.text.toLowerCase().startsWith(one.toLowerCase()));
  return (name === undefined ? message.text : message.text.slice(name.length)).replace(/^[\s,:]+/, "").trim();
}

const withoutMention = (html: string, id: string): string =>
  html.replaceAll(/<spark-mention\b([^<>]{0,500})>[^<]{0,300}<\/spark-mention>/gi, (whole, attributes: string) => {
    const mentioned = /data-object-id="([^"]{1,200})"/i.exec(attributes)?.[1];
    return mentioned !== undefined && sameId(mentioned, id) ? "" : whole;
  });

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** HTML as Webex writes it for messages, back to text: blocks become lines, everything else loses its tags. */
function plain(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/li|\/div|\/pre|\/blockquote|\/h[1-6])\b[^<>]{0,200}>/gi, "\n")
    .replaceAll(/<[^<>]{0,2000}>/g, "")
    .replaceAll(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,5}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
    })
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/^[\s,:]+/, "")
    .trimEnd();
}

/**
 * Words of ours or of a device inside Markdown: nothing in them is a mention (`<@all>`), a link, a heading or HTML. Line
 * breaks become blanks, so that no line of it begins a list or a quotation.
 */
export const escaped = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~]/g, "\\$&")
    // A bare address would become a link; a joiner nobody sees keeps it text.
    .replaceAll(/(https?):\/\//gi, "$1:\u2060//");

/** The text in at most so many bytes of UTF-8, cut between characters. */
export function withinBytes(text: string, most: number = mostTextBytes): string {
  if (Buffer.byteLength(text) <= most) return text;
  const ellipsis = "…";
  let bytes = Buffer.byteLength(ellipsis);
  let kept = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return `${kept}${ellipsis}`;
}

// Reads untrusted XML into small elements (local names only) and writes XML that is always well formed.

import { XMLParser, XMLValidator } from "fast-xml-parser";
import { CertOpsError } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";

/** An element by its local name. `text` is its own character data, entities decoded, trimmed. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** By local name; only where they were asked for. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface XmlLimits {
  /** Characters of the document. */
  readonly size: number;
  /** Tags of the document: many tiny elements cost far more memory than their text. */
  readonly tags: number;
  /** Nesting. CUCM's deepest answer (RisPort lines) is 12. */
  readonly depth: number;
}

export const xmlLimits: XmlLimits = { size: 32 * 1024 * 1024, tags: 1_000_000, depth: 40 };

/** The document is no XML that we read; `message` says why, without quoting the document. */
export class XmlRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = "XmlRefused";
  }
}

const TEXT = "#text";
const CDATA = "#cdata";

/**
 * Parses a whole document and returns its root element. Prefixes are dropped: CUCM's services qualify children or do
 * not, by release, so everything is matched on local names. Attributes are read only for `attributes: "read"` (SAML has its
 * meaning in them).
 * Throws XmlRefused for anything malformed or cut off, a DTD or own entities, and whatever passes the limits.
 */
export function parseXml(
  text: string,
  limits: XmlLimits = xmlLimits,
  attributes: "read" | "ignore" = "ignore",
): XmlElement {
  if (text.length > limits.size) throw new XmlRefused(`longer than ${limits.size} characters`);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new XmlRefused("has a document type definition");
  if (countTags(text, limits.tags) > limits.tags) throw new XmlRefused(`more than ${limits.tags} tags`);
  const document = text.replace(/^\uFEFF/, "").trim();
  // The parser repairs what it can, so a document that was cut off would look complete: validate first.
  const valid = validate(document);
  if (valid !== undefined) throw new XmlRefused(valid);
  const roots = elementsOf(parse(document, limits, attributes), 0, limits.depth);
  const root = roots.children[0];
  if (root === undefined || roots.children.length > 1) throw new XmlRefused("has no single root element");
  return root;
}

function countTags(text: string, enough: number): number {
  let count = 0;
  for (let at = text.indexOf("<"); at !== -1 && count <= enough; at = text.indexOf("<", at + 1)) count += 1;
  return count;
}

function validate(document: string): string | undefined {
  if (!document.startsWith("<")) return "does not begin with a tag";
  try {
    const verdict = XMLValidator.validate(document, { allowBooleanAttributes: false });
    return verdict === true ? undefined : `not well formed (${verdict.err.code}, line ${verdict.err.line})`;
  } catch {
    return "not well formed";
  }
}

function parse(document: string, limits: XmlLimits, attributes: "read" | "ignore"): unknown {
  const parser = new XMLParser({
    preserveOrder: true,
    removeNSPrefix: true,
    ignoreAttributes: attributes === "ignore",
    attributeNamePrefix: "",
    parseAttributeValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    textNodeName: TEXT,
    cdataPropName: CDATA,
    maxNestedTags: limits.depth,
    // No callback of ours wants paths; building them costs two fifths of the time.
    jPath: false,
  });
  try {
    return parser.parse(document);
  } catch (error) {
    throw new XmlRefused(
      error instanceof Error && /nested/i.test(error.message) ? "nested too deep" : "not well formed",
    );
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function elementsOf(nodes: unknown, level: number, depth: number): { text: string; children: XmlElement[] } {
  if (level > depth) throw new XmlRefused("nested too deep");
  const children: XmlElement[] = [];
  let text = "";
  for (const node of isList(nodes) ? nodes : []) {
    if (typeof node !== "object" || node === null) continue;
    for (const [name, value] of Object.entries(node)) {
      if (name === TEXT) text += decode(String(value));
      else if (name === CDATA) text += cdataOf(value);
      else if (name !== ":@") {
        const inner = elementsOf(value, level + 1, depth);
        const attributes = ":@" in node ? attributesOf(node[":@"]) : undefined;
        children.push({
          name,
          text: inner.text.trim(),
          children: inner.children,
          ...(attributes === undefined ? {} : { attributes }),
        });
      }
    }
  }
  return { text, children };
}

function attributesOf(value: unknown): Readonly<Record<string, string>> {
  const read: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(typeof value === "object" && value !== null ? value : {}))
    read[name] = decode(String(text));
  return read;
}

function cdataOf(value: unknown): string {
  if (!isList(value)) return "";
  return value
    .map((part) => (typeof part === "object" && part !== null && TEXT in part ? String(part[TEXT]) : ""))
    .join("");
}

const predefined: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Only the five predefined entities and character references: without a DTD there are no others. */
function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === "string") return predefined[name] ?? whole;
    const point = typeof hex === "string" ? Number.parseInt(hex, 16) : Number.parseInt(String(decimal), 10);
    return isCharacter(point) ? String.fromCodePoint(point) : whole;
  });
}

const isCharacter = (point: number): boolean =>
  point === 9 ||
  point === 10 ||
  point === 13 ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff);

// ---- reading ----

/** The first child with this local name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** All children with this local name. */
export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** An attribute's value, or `""`. */
export const attributeOf = (element: XmlElement | undefined, name: string): string => element?.attributes?.[name] ?? "";

/** Follows first children; undefined when one is missing. */
export const descend = (element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined =>
  names.reduce<XmlElement | undefined>((at, name) => childOf(at, name), element);

/** The text at the end of a path, or `""`. */
export const textAt = (element: XmlElement | undefined, ...names: readonly string[]): string =>
  descend(element, ...names)?.text ?? "";

// ---- writing ----

/** What stands inside an element: text (escaped when written) or elements in order. */
export type XmlContent = string | readonly (readonly [name: string, content: XmlContent])[];

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?$/;

/** Text for element content or an attribute. Throws `bad-input` for characters that XML 1.0 cannot carry. */
export function escapeXml(text: string): string {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (isCharacter(point)) continue;
    throw new CertOpsError({
      code: "bad-input",
      message: `a value holds the character U+${point.toString(16).padStart(4, "0")}, which XML cannot carry`,
      say: say("https.bad-character"),
      next: say("https.bad-character.next"),
      retry: "never",
    });
  }
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;")
    .replaceAll("\r", "&#13;");
}

/** Writes elements; names are the program's own and must be XML names, text is escaped. */
export function writeXml(content: XmlContent): string {
  if (typeof content === "string") return escapeXml(content);
  return content
    .map(([name, inner]) => {
      if (!NAME.test(name)) throw new Error(`not an XML name: ${JSON.stringify(name)}`);
      return inner.length === 0 ? `<${name}/>` : `<${name}>${writeXml(inner)}</${name}>`;
    })
    .join("");
}

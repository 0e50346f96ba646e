// What AXL operations share: versions, the shape of answers and of AXL's own errors.
import { childOf, textAt, type XmlElement } from "../../../transport/xml.ts";
import { fault, ok, type SoapAnswer, type SoapRequest } from "./exchange.ts";
import { soap, soapFault, tag, text } from "./xml-out.ts";

const namespace = (version: string): string => `http://www.cisco.com/AXL/API/${version}`;

/** `<ns:{operation}Response>` with an unqualified `return`. */
export const axlAnswer = (version: string, operation: string, inner: string): SoapAnswer =>
  ok(
    soap(`<ns:${operation}Response xmlns:ns="${namespace(version)}">${tag("return", inner)}</ns:${operation}Response>`),
  );

/** A fault with `axlcode`, the message, and the operation that was refused. */
export function axlFault(version: string, operation: string, code: number, message: string): SoapAnswer {
  const detail = tag(
    "axl:axlError",
    `<axlcode>${code}</axlcode><axlmessage>${text(message)}</axlmessage><request>${text(operation)}</request>`,
    ` xmlns:axl="${namespace(version)}"`,
  );
  return fault(soapFault(message, detail));
}

export const uuid = (key: string): string => `{${key.toUpperCase()}}`;

/** `SEP%` as AXL and SQL write patterns. */
export function axlPattern(value: string): RegExp {
  const source = value
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/%/g, ".*")
    .replace(/_/g, ".");
  return new RegExp(`^${source}$`, "i");
}

export type AxlOperation = (request: SoapRequest, version: string) => SoapAnswer;

/** AXL's bound on one answer (facts: 8 MB); over it the query is refused with a number of rows that would fit. */
const largestAnswer = 8 * 1024 * 1024;

/** Refuses what is larger than one answer may be, in AXL's words (real text of the developer guide). */
export function bounded(version: string, operation: string, rows: readonly string[]): SoapAnswer {
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  if (size <= largestAnswer) return axlAnswer(version, operation, rows.join(""));
  const fitting = Math.max(1, Math.floor((rows.length * largestAnswer) / size));
  const message = `Query request too large. Total rows matched: ${rows.length} rows. Suggestive Row Fetch: less than ${fitting} rows`;
  return axlFault(version, operation, -1, message);
}

export function wantedTags(operation: XmlElement): ReadonlySet<string> | undefined {
  const tags = childOf(operation, "returnedTags");
  return tags === undefined ? undefined : new Set(tags.children.map((child) => child.name));
}

export const countIn = (operation: XmlElement, name: string, otherwise: number): number => {
  const value = Number.parseInt(textAt(operation, name), 10);
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
};

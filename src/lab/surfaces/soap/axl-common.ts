// What AXL operations share: versions, the shape of answers and of AXL's own errors.
import { fault, ok, type SoapAnswer } from "./exchange.ts";
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

// SOAP 1.1 envelopes: writing a request, reading the body or the fault of an answer.
import { childOf, descend, escapeXml, textAt, writeXml, type XmlContent, type XmlElement, XmlRefused } from "./xml.ts";

const ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

export interface SoapFault {
  /** For example `soapenv:Server`. */
  readonly code: string;
  readonly text: string;
  /** `axlcode` of AXL's detail, when there is one. */
  readonly axlCode?: string;
  readonly axlMessage?: string;
}

/**
 * A document/literal request. `prefix` is bound to `namespace`; whether children carry it is the service's business
 * (qualified in `http://schemas.cisco.com/ast/soap`, unqualified in AXL), so names in `content` are written as given.
 */
export function soapEnvelope(request: { prefix: string; namespace: string; content: XmlContent }): string {
  const body = writeXml(request.content);
  const bound = `xmlns:${request.prefix}="${escapeXml(request.namespace)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="${ENVELOPE}" ${bound}><soapenv:Header/><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
}

/** The answer's body: its first element, or the fault. Throws XmlRefused when it is no SOAP envelope. */
export function readEnvelope(root: XmlElement): { readonly body: XmlElement } | { readonly fault: SoapFault } {
  const body = root.name === "Envelope" ? childOf(root, "Body") : undefined;
  if (body === undefined) throw new XmlRefused("is no SOAP envelope");
  const fault = childOf(body, "Fault");
  if (fault !== undefined) return { fault: readFault(fault) };
  const first = body.children[0];
  if (first === undefined) throw new XmlRefused("has an empty SOAP body");
  return { body: first };
}

/** AXL releases wrap their detail in `axlError` (9.x and later) or in `error` with `code` and `message` (before). */
function readFault(fault: XmlElement): SoapFault {
  const detail = childOf(fault, "detail");
  const axl = descend(detail, "axlError") ?? descend(detail, "error");
  const axlCode = textAt(axl, "axlcode") || textAt(axl, "code");
  const axlMessage = textAt(axl, "axlmessage") || textAt(axl, "message");
  return {
    code: textAt(fault, "faultcode"),
    text: textAt(fault, "faultstring"),
    ...(axlCode === "" ? {} : { axlCode }),
    ...(axlMessage === "" ? {} : { axlMessage }),
  };
}

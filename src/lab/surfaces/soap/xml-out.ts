// Answers of the SOAP services, with the prefixes and spacing that CUCM's own answers have.
import { escapeXml } from "../../../transport/xml.ts";

const envelope = "http://schemas.xmlsoap.org/soap/envelope/";
const xsi = "http://www.w3.org/2001/XMLSchema-instance";
export const astNamespace = "http://schemas.cisco.com/ast/soap";

/** One element; attributes are the program's own text. */
export const tag = (name: string, inner: string, attributes = ""): string =>
  inner === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;

/** Text, with whatever XML 1.0 cannot carry left out. */
export const text = (value: string): string => escapeXml(value.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, ""));

export const soap = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="${envelope}" xmlns:xsi="${xsi}"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

/** A SOAP 1.1 fault; `detail` is XML. */
export const soapFault = (message: string, detail = "", code = "soapenv:Server"): string =>
  soap(
    `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${text(message)}</faultstring>${tag("detail", detail)}</soapenv:Fault>`,
  );

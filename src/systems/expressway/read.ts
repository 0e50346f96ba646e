// Answers of an Expressway's REST and status APIs: untrusted JSON and XML.
import type { CertOpsError } from "../../domain/errors.ts";
import { parseXml, type XmlElement, XmlRefused } from "../../transport/xml.ts";
import type { ExpresswayUnit } from "../expressway-ports.ts";

const host = /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$/;

/** `Publisher` of one object or of each in a list; undefined when the text is no JSON. What is no host name is left out. */
export function publishersIn(text: string): readonly string[] | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = new Set<string>();
  const look = (value: unknown, depth: number): void => {
    if (depth > 4 || found.size > 100) return;
    if (Array.isArray(value)) for (const one of value.slice(0, 1000)) look(one, depth + 1);
    else if (typeof value === "object" && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        if (key === "Publisher" && typeof member === "string" && host.test(member)) found.add(member);
        else look(member, depth + 1);
      }
    }
  };
  look(body, 0);
  return [...found];
}

/** `Software/Version` (`X15.0.2`) and `Uptime` (seconds) of `/Status/SystemUnit`; what the document does not have is left out. */
export function unitIn(text: string, complain: (why: string) => CertOpsError): ExpresswayUnit {
  let root: XmlElement;
  try {
    root = parseXml(text);
  } catch (error) {
    if (error instanceof XmlRefused) throw complain(error.message);
    throw error;
  }
  const version = elementNamed(root, "Version", 0)?.text.trim() ?? "";
  const upTime = elementNamed(root, "Uptime", 0)?.text.trim() ?? "";
  return {
    ...(/^X\d{1,3}(?:\.\d{1,3}){1,3}\w{0,20}$/.test(version) ? { version } : {}),
    ...(/^\d{1,10}$/.test(upTime) ? { upTime: Number(upTime) } : {}),
  };
}

function elementNamed(element: XmlElement, name: string, depth: number): XmlElement | undefined {
  if (element.name === name) return element;
  if (depth > 8) return undefined;
  for (const child of element.children) {
    const found = elementNamed(child, name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

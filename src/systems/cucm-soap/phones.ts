// AXL listPhone: every configured phone, page by page.
import { textAt, type XmlElement } from "../../transport/xml.ts";
import { evidenceOf } from "../evidence.ts";
import type { ConfiguredPhone, Observed } from "../ports.ts";
import { type AxlReader, listAll } from "./pages.ts";

const returned = ["name", "description", "model", "devicePoolName", "securityProfileName"] as const;

/** Sorted as AXL gives them; a phone that moved between two pages is listed once. */
export async function listPhones(reader: AxlReader): Promise<Observed<readonly ConfiguredPhone[]>> {
  const { axl } = reader;
  const { rows, answers } = await listAll(reader, "listPhone", "phone", returned, (row) => textAt(row, "name"));
  const value = [...rows.values()].map(readPhone);
  return {
    value,
    evidence: evidenceOf(axl.clock, {
      system: "AXL",
      node: axl.node.name,
      source: axl.source("listPhone"),
      lines: [`${value.length} phones in ${answers.length} pages`],
      whole: Buffer.concat(answers),
    }),
  };
}

const readPhone = (phone: XmlElement): ConfiguredPhone => ({
  name: textAt(phone, "name"),
  description: textAt(phone, "description"),
  model: textAt(phone, "model"),
  devicePool: textAt(phone, "devicePoolName"),
  securityProfile: textAt(phone, "securityProfileName"),
});

// AXL listPhone: every configured phone, page by page.
import { childOf, childrenOf, textAt, type XmlElement } from "../../transport/xml.ts";
import { evidenceOf } from "../evidence.ts";
import type { CallOptions, ConfiguredPhone, Observed } from "../ports.ts";
import { type Axl, addPage, isTooLarge } from "./axl.ts";
import type { Credential } from "./call.ts";
import { answerNotUnderstood } from "./errors.ts";
import type { Patience } from "./patience.ts";

const PAGE = 1000;
/** More pages than the largest cluster (50,000 devices and some) could fill. */
const MAX_PAGES = 500;

const returned = ["name", "description", "model", "devicePoolName", "securityProfileName"] as const;

/** Sorted as AXL gives them; a phone that moved between two pages is listed once. */
export async function listPhones(
  axl: Axl,
  account: Credential,
  patience: Patience,
  options: CallOptions,
): Promise<Observed<readonly ConfiguredPhone[]>> {
  const phones = new Map<string, ConfiguredPhone>();
  const answers: Uint8Array[] = [];
  let first = PAGE;
  for (let skip = 0, page = 0; ; page += 1) {
    if (page === MAX_PAGES) throw unending(axl);
    const answer = await axl.read(pageRequest(skip, first, options), account, patience);
    if (isTooLarge(answer)) {
      // The number is a bound, not a size that fits for sure, so every complaint also shrinks the page.
      const fewer = Math.min(answer.fewerThan - 1, Math.floor(first / 2));
      if (fewer < 1) throw answerNotUnderstood(whereOf(axl), "listPhone", "is too large even for one row");
      first = fewer;
      continue;
    }
    const found = childrenOf(childOf(answer.body, "return"), "phone").map(readPhone);
    addPage(axl, "listPhone", answers, answer.bytes);
    const before = phones.size;
    for (const phone of found) phones.set(phone.name, phone);
    if (found.length < first) break;
    // A node that ignores `skip` would return the same page for ever.
    if (phones.size === before) throw unending(axl);
    skip += found.length;
  }
  const value = [...phones.values()];
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

const whereOf = (axl: Axl) => ({ node: axl.node.name, service: "AXL" }) as const;

const unending = (axl: Axl) => answerNotUnderstood(whereOf(axl), "listPhone", "has no end");

const pageRequest = (skip: number, first: number, options: CallOptions) => ({
  operation: "listPhone",
  // Order is the schema's: criteria, tags, skip, first.
  content: [
    ["searchCriteria", [["name", "%"]]],
    ["returnedTags", returned.map((tag) => [tag, ""] as const)],
    ["skip", String(skip)],
    ["first", String(first)],
  ] as const,
  ...(options.signal === undefined ? {} : { signal: options.signal }),
});

const readPhone = (phone: XmlElement): ConfiguredPhone => ({
  name: textAt(phone, "name"),
  description: textAt(phone, "description"),
  model: textAt(phone, "model"),
  devicePool: textAt(phone, "devicePoolName"),
  securityProfile: textAt(phone, "securityProfileName"),
});

// AXL lists, page by page: as large as the node lets them be, and never without an end.
import { childOf, childrenOf, type XmlContent, type XmlElement } from "../../transport/xml.ts";
import type { CallOptions } from "../ports.ts";
import { type Axl, addPage, isTooLarge } from "./axl.ts";
import type { Credential } from "./call.ts";
import { answerNotUnderstood } from "./errors.ts";
import type { Patience } from "./patience.ts";

const PAGE = 1000;
/** More pages than the largest cluster (50,000 devices and some) could fill. */
const MAX_PAGES = 500;

/** Who asks, with which account, for how long. */
export interface AxlReader {
  readonly axl: Axl;
  readonly account: Credential;
  readonly patience: Patience;
  readonly options: CallOptions;
}

export const signalOf = ({ signal }: CallOptions): { readonly signal?: AbortSignal } =>
  signal === undefined ? {} : { signal };

export interface Pages {
  /** One per name; an object that moved between two pages is there once. */
  readonly rows: ReadonlyMap<string, XmlElement>;
  readonly answers: readonly Uint8Array[];
}

/**
 * `listX` with every object (`%`) and the given tags; `element` is the name of one row. Order is the schema's: criteria,
 * tags, skip, first.
 */
export async function listAll(
  { axl, account, patience, options }: AxlReader,
  operation: string,
  element: string,
  tags: readonly string[],
  nameOf: (row: XmlElement) => string,
): Promise<Pages> {
  const where = { node: axl.node.name, service: "AXL" } as const;
  const unending = () => answerNotUnderstood(where, operation, "has no end");
  const rows = new Map<string, XmlElement>();
  const answers: Uint8Array[] = [];
  let first = PAGE;
  for (let skip = 0, page = 0; ; page += 1) {
    if (page === MAX_PAGES) throw unending();
    const content: XmlContent = [
      ["searchCriteria", [["name", "%"]]],
      ["returnedTags", tags.map((tag) => [tag, ""] as const)],
      ["skip", String(skip)],
      ["first", String(first)],
    ];
    const answer = await axl.read({ operation, content, ...signalOf(options) }, account, patience);
    if (isTooLarge(answer)) {
      // The number is a bound, not a size that fits for sure, so every complaint also shrinks the page.
      const fewer = Math.min(answer.fewerThan - 1, Math.floor(first / 2));
      if (fewer < 1) throw answerNotUnderstood(where, operation, "is too large even for one row");
      first = fewer;
      continue;
    }
    const found = childrenOf(childOf(answer.body, "return"), element);
    addPage(axl, operation, answers, answer.bytes);
    const before = rows.size;
    for (const row of found) rows.set(nameOf(row), row);
    if (found.length < first) return { rows, answers };
    // A node that ignores `skip` would return the same page for ever.
    if (rows.size === before) throw unending();
    skip += found.length;
  }
}

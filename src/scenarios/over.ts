// What a log says of a trouble that is over by now: said in the place of what the check said of it.
import type { Finding } from "../domain/finding.ts";
import type { Phrase } from "../domain/text.ts";

/** The same finding, with its evidence, no problem any more. */
export const asOver = ({ id, check, node, evidence }: Finding, code: string, title: Phrase): Finding => ({
  id,
  check,
  ...(node === undefined ? {} : { node }),
  code,
  verdict: "ok",
  title,
  evidence,
});

// A bypass that somebody says has ended, held against what can be seen: whom the servers would refuse should not be in the network.
import type { Finding } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { Dot1xSituation } from "./situation.ts";

/** Names in the evidence; the count stands in the title. */
const named = 20;

/**
 * CUCM does not see a port: registrations go on whether it asks or not, so that no reading proves that a bypass ended. What would
 * contradict it is seen: phones that are registered though the servers would refuse them. Undefined when nothing contradicts.
 */
export function bypassDoubt(
  { answers, facts }: ConclusionInput,
  { here, refused }: Dot1xSituation,
): Finding | undefined {
  if (answers.get("dot1x-bypass") !== "ended") return undefined;
  const still = here.filter((name) => refused.has(name));
  const [evidence] = facts.registrations?.evidence ?? [];
  if (still.length === 0) return undefined;
  const lines = still.slice(0, named).map((name) => `${name} ${refused.get(name)}`);
  const rest = still.length - lines.length;
  const excerpt = [...lines, ...(rest > 0 ? [`… ${rest} more`] : [])].join("\n");
  return {
    id: "dot1x:bypass",
    check: "dot1x-trust",
    code: "dot1x.bypass-doubted",
    verdict: "warning",
    title: say("scenario.dot1x.bypass.doubted", { phones: still.length }),
    means: say("scenario.dot1x.bypass.doubted.means"),
    next: say("scenario.dot1x.bypass.doubted.next"),
    evidence: evidence === undefined ? [] : [{ ...evidence, excerpt }],
  };
}

// What dropped lists and pasted phone logs were worth for 802.1X: one finding, with who gave what.
import type { Evidence, Finding } from "../../domain/finding.ts";
import type { Pasted } from "../../domain/pasted.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { weighedId } from "../weighed.ts";
import { others } from "./cause.ts";
import { dropsOf } from "./dropped.ts";
import type { Dot1xSituation } from "./situation.ts";
import type { Told } from "./told.ts";

/**
 * `counts`: exactly the phones that it would refuse are out, by what the bot reads itself. `fits`: it explains, nothing confirms it.
 * `fine`: by this list nobody is refused. `own`: the bot reads the server itself. `stranger`: a phone that is not of this cluster.
 */
type Worth = "counts" | "fits" | "fine" | "own" | "failed" | "handshake" | "stranger";

const grave: ReadonlySet<Worth> = new Set(["counts", "failed"]);

/** Undefined when nobody gave anything. */
export function weighDrops(input: ConclusionInput, situation: Dot1xSituation, told: Told): Finding | undefined {
  const drops = dropsOf(input).filter(({ facts }) => facts.authorities !== undefined || facts.phone !== undefined);
  const [newest] = drops;
  if (newest === undefined) return undefined;
  const worth = worthOf(newest, situation, told);
  const { name: by, source } = newest;
  const server = newest.facts.authorities?.server ?? "";
  return {
    id: weighedId,
    check: "pasted",
    code: `pasted.${worth}`,
    verdict: grave.has(worth) ? "problem" : worth === "fine" ? "ok" : "unknown",
    title: say(newest.facts.authorities === undefined ? "scenario.dot1x.pasted.log" : "scenario.dot1x.pasted.list", {
      by,
      source,
      server: server || "–",
    }),
    means: say(`scenario.dot1x.pasted.${worth}`, { server, phone: newest.facts.phone?.phone ?? "" }),
    ...(grave.has(worth) || worth === "fine" ? {} : { next: say("scenario.dot1x.pasted.next") }),
    evidence: drops.map(evidenceOf),
  };
}

function worthOf(drop: Omit<Pasted, "earlier">, situation: Dot1xSituation, told: Told): Worth {
  if (drop.facts.authorities === undefined) {
    if (told.log?.stranger === true) return "stranger";
    return drop.facts.phone?.outcome === "failed" ? "failed" : "handshake";
  }
  const list = situation.dropped.find((one) => one.drop === drop);
  if (list === undefined) return "own";
  if (list.refused.length === 0) return "fine";
  return situation.lost.length > 0 && others(situation) ? "counts" : "fits";
}

/** A file has more names than anybody reads; those that matter come first. */
const shown = 12;

function evidenceOf({ at, by, source, facts: { authorities, phone } }: Omit<Pasted, "earlier">): Evidence {
  const held = authorities?.held ?? [];
  const rest = held.length - shown + (authorities?.more ?? 0);
  const lines = held.slice(0, shown).map((one) => `${one.commonName} SHA-256 ${one.sha256}… ${one.until}`);
  const excerpt =
    phone === undefined
      ? [...lines, ...(rest > 0 ? [`… ${rest} more`] : [])].join("\n")
      : `${phone.phone || "?"}: ${phone.outcome}`;
  const about = authorities === undefined || authorities.server === "" ? "" : ` (${authorities.server})`;
  return { system: "paste", at, source: `${by}: ${source}${about}`, excerpt, digest: "" };
}

// What was seen besides a cause: what is ruled out, what could not be looked at, what is wrong although no phone is lost.

import type { Finding } from "../../domain/finding.ts";
import type { CauseNote } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";

/** What findings speak against; only what was really looked at counts. */
export function ruledOut(findings: readonly Finding[]): Phrase[] {
  const codes = new Set(findings.map((finding) => finding.code));
  const out: Phrase[] = [];
  if (codes.has("services.started") && !codes.has("service.stopped"))
    out.push(say("scenario.phones.ruled-out.services"));
  if (codes.has("itl.current") && !codes.has("itl.stale-record")) out.push(say("scenario.phones.ruled-out.lists"));
  if (codes.has("certificates.valid") && !codes.has("certificate.expired")) {
    out.push(say("scenario.phones.ruled-out.expiry"));
  }
  if (codes.has("holdings.current") && !codes.has("holdings.old")) out.push(say("scenario.phones.ruled-out.holdings"));
  return out;
}

/** What could not be looked at and might hide the cause; one line a node, however many of its systems are silent. */
export function unasked(findings: readonly Finding[]): CauseNote[] {
  const silent = findings.filter((finding) => finding.verdict === "unknown");
  const unread = silent.filter((finding) => finding.title.id === "checks.unread");
  const nodes = Map.groupBy(unread, (finding) => finding.node ?? "");
  const perNode = [...nodes].flatMap(([node, [first, ...rest]]): CauseNote[] => {
    if (first === undefined) return [];
    const systems = [...new Set([first, ...rest].map((finding) => String(finding.title.values?.system ?? "")))];
    const why = first.title.values?.why ?? "";
    return [withNext(say("checks.unread", { node, system: systems.join(", "), why }), first.next)];
  });
  const others = silent.filter((finding) => finding.title.id !== "checks.unread");
  return [...perNode, ...others.map((finding) => withNext(finding.title, finding.next))];
}

/** True of phones that are silent; where none is, these say nothing about trouble to come. */
const ordinary = new Set(["backup.none", "certificates.renewed-together", "holdings.old", "phones.unregistered"]);

/** What is wrong although every phone is registered: it hurts at the next restart, renewal or call. Gravest first. */
export function troubles(findings: readonly Finding[]): CauseNote[] {
  const of = (verdict: Finding["verdict"]): CauseNote[] =>
    findings
      .filter((finding) => finding.verdict === verdict && !ordinary.has(finding.code))
      .map((finding) => ({
        ...withNext(finding.title, finding.next),
        ...(finding.means === undefined ? {} : { means: finding.means }),
      }));
  return [...of("problem"), ...of("warning")];
}

const withNext = (text: Phrase, next: Phrase | undefined): CauseNote =>
  next === undefined ? { text } : { text, next };

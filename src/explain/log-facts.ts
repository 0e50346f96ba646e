// The facts of a log that a diagnosis can weigh: what the last login came to and for which certificate, who refused whom in TLS,
// and whether a phone failed 802.1X.
import { type PastedFacts, type PastedPhone, type PastedRefusal, pastedRefusalKinds } from "../domain/pasted.ts";
import { type ExpresswayEvent, looksLikeExpresswayLog, readExpresswayLog } from "../signatures/expressway.ts";
import type { Tally } from "../signatures/log/judge.ts";
import type { LogCode } from "../signatures/log/table.ts";
import { lastLogin, readSsoLog, type SsoEntry } from "../signatures/sso-log.ts";

/**
 * Reads a SAML response as far as its certificate: the serial number that it is encrypted for (lower-case hexadecimal), undefined
 * when it names none. Throws when it is no response.
 */
export type SamlSerial = (xml: string) => string | undefined;

/** More than anybody compares; the newest matter. */
const mostRefusals = 6;

/** Names, assertions and the lines themselves never leave: only codes, times, serial numbers and the names of servers. */
export function weighableFacts(text: string, tallies: readonly Tally[], samlSerial?: SamlSerial): PastedFacts {
  const login = loginOf(readSsoLog(text, (xml) => ({ serial: samlSerial?.(xml) })));
  const phone = phoneIn(tallies, text);
  const refusals = looksLikeExpresswayLog(text) ? refusalsIn(readExpresswayLog(text)) : [];
  return {
    ...(login === undefined ? {} : { login }),
    ...(refusals.length === 0 ? {} : { refusals }),
    ...(phone === undefined ? {} : { phone }),
  };
}

const named = /\bSEP[0-9A-F]{12}\b/g;
/** A report’s file names and a log’s first megabyte name their phone; nobody needs more of them. */
const mostNames = 1000;

/** What phones say of 802.1X. `names`: where the phone may be named (the text, or the names of a bundle’s files). */
export function phoneIn(tallies: readonly Tally[], names: string): PastedPhone | undefined {
  const seen = (code: LogCode): boolean => tallies.some(({ signature }) => signature.code === code);
  const outcome = seen("dot1x.failed") ? "failed" : seen("dot1x.handshake-in-progress") ? "handshake" : undefined;
  if (outcome === undefined) return undefined;
  const phones = new Set<string>();
  for (const [name] of names.matchAll(named)) if (phones.add(name).size >= mostNames) break;
  const [only = "", another] = phones;
  return { outcome, phone: another === undefined ? only : "" };
}

/** The last login of a log; undefined where no outcome stands in it: nothing is known of a failure then. */
export function loginOf(entries: readonly SsoEntry<{ readonly serial: string | undefined }>[]): PastedFacts["login"] {
  const { event, response } = lastLogin(entries);
  if (event === undefined) return undefined;
  const serial = response?.kind === "response" ? response.response.serial : undefined;
  return { outcome: event.code, at: event.at, ...(serial === undefined ? {} : { serial }) };
}

/** The last of each kind and server. */
export function refusalsIn(events: readonly ExpresswayEvent[]): readonly PastedRefusal[] {
  const last = new Map<string, PastedRefusal>();
  for (const event of events) {
    const kind = pastedRefusalKinds.find((one) => one === event.kind);
    if (kind === undefined) continue;
    const server = (event.server || event.address).replace(/[^\w.:-]/g, "").slice(0, 100);
    const key = `${kind} ${server}`;
    // The files of a bundle come in any order.
    if (Date.parse(event.at) < Date.parse(last.get(key)?.at ?? "")) continue;
    last.delete(key);
    last.set(key, { kind, at: event.at, server });
  }
  return [...last.values()].slice(-mostRefusals);
}

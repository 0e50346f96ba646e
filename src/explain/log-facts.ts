// The facts of a log that a diagnosis can weigh: what the last login came to and for which certificate, and who refused whom in TLS.
import { type PastedFacts, type PastedRefusal, pastedRefusalKinds } from "../domain/pasted.ts";
import { type ExpresswayEvent, looksLikeExpresswayLog, readExpresswayLog } from "../signatures/expressway.ts";
import { lastLogin, readSsoLog, type SsoEntry } from "../signatures/sso-log.ts";

/**
 * Reads a SAML response as far as its certificate: the serial number that it is encrypted for (lower-case hexadecimal), undefined
 * when it names none. Throws when it is no response.
 */
export type SamlSerial = (xml: string) => string | undefined;

/** More than anybody compares; the newest matter. */
const mostRefusals = 6;

/** Names, assertions and the lines themselves never leave: only codes, times, serial numbers and the names of servers. */
export function weighableFacts(text: string, samlSerial?: SamlSerial): PastedFacts {
  const login = loginOf(readSsoLog(text, (xml) => ({ serial: samlSerial?.(xml) })));
  const refusals = looksLikeExpresswayLog(text) ? refusalsIn(readExpresswayLog(text)) : [];
  return {
    ...(login === undefined ? {} : { login }),
    ...(refusals.length === 0 ? {} : { refusals }),
  };
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

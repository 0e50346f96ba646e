// The dates of a CA-pinned certificate by the clock of who asks: OpenSSL knows the machine’s alone, and the practice cluster’s may be moved.
import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";

const serverAuth = "1.3.6.1.5.5.7.3.1";
const mostLinks = 10;

/**
 * Whether one of `cas` (PEM; the only ones that OpenSSL was given) vouches for the leaf at the time `now` (ms since 1970). OpenSSL's
 * verdict stands, unless it is about the dates or the leaf's dates are over at `now`: then the chain is climbed again. With the machine's own
 * time that changes nothing.
 */
export function vouchedAt(
  socket: Pick<TLSSocket, "authorized" | "authorizationError">,
  leaf: X509Certificate,
  cas: readonly string[],
  now: number,
): boolean {
  if (socket.authorized) return within(leaf, now);
  // Typed as an Error; it is OpenSSL's name of the verdict.
  const said = String(socket.authorizationError);
  if (said !== "CERT_NOT_YET_VALID" && said !== "CERT_HAS_EXPIRED") return false;
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.includes(serverAuth)) return false;
  return climbs(leaf, cas.flatMap(readable), now);
}

/** From the leaf over what the port showed and what is pinned, up to a pinned CA that signed itself. */
function climbs(leaf: X509Certificate, pinned: readonly X509Certificate[], now: number): boolean {
  const above = shownAbove(leaf);
  let at = leaf;
  for (let links = 0; links < mostLinks; links += 1) {
    if (!within(at, now)) return false;
    const signed = (by: X509Certificate): boolean => by.ca && at.checkIssued(by) && at.verify(by.publicKey);
    const anchor = pinned.find(signed);
    if (anchor?.checkIssued(anchor) === true) return within(anchor, now);
    const next = anchor ?? above.find(signed);
    if (next === undefined) return false;
    at = next;
  }
  return false;
}

function shownAbove(leaf: X509Certificate): X509Certificate[] {
  const above: X509Certificate[] = [];
  for (let at = leaf.issuerCertificate; at !== undefined && above.length < mostLinks; at = at.issuerCertificate)
    above.push(at);
  return above;
}

const within = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  validFromDate.getTime() <= now && now <= validToDate.getTime();

function readable(pem: string): X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
}

// What must be found about secure phones (Cisco document 225746, scenario 4.2) and about 802.1X (4.1), from what was done.
import type { Story } from "./act.ts";
import type { Expected, Fault } from "./fault.ts";
import { type SecureBooks, secureBooks } from "./secure-truth.ts";

export function expectedSecure({ cluster, acts }: Story): Expected {
  const books = secureBooks(cluster, acts);
  const secure = books.phones.filter(({ index }) => index < books.secure);
  const out = secure.filter(({ on, stuck }) => on && stuck !== undefined);
  const off = books.phones.filter(({ on }) => !on);
  const plainOut = books.phones.filter(({ index, on, stuck }) => index >= books.secure && on && stuck !== undefined);
  const felt = out.length + off.length + plainOut.length > 0;
  const because = JSON.stringify({ out: out.map(({ stuck }) => stuck), plainOut: plainOut.length, off: off.length });
  const only = (...faults: Fault[]): Expected => ({ causes: faults, shown: faults.slice(0, 1), felt, because });
  const running = books.ledger.nodes.some(
    (node) => books.ledger.reached(node) && books.ledger.runs("callManager", node),
  );
  if (out.length > 0) {
    if (out.every(({ stuck }) => stuck === "list") || !running) return only("everybody-silent");
    if (books.expired) return only("lsc-expired");
    const unknown = out.filter((phone) => !knowsCallManager(books, phone));
    return only(unknown.length === out.length ? "call-manager-unknown-to-phones" : "lsc-issuer-removed");
  }
  if (off.length > 0) return only("phones-off");
  if (plainOut.length > 0) return only("everybody-silent");
  const later = secure.some(({ index }) => {
    const lsc = books.lsc.get(index);
    return lsc !== undefined && !books.store.has(lsc);
  });
  return later ? only("lsc-issuer-removed-later") : { causes: [], shown: [], felt, because };
}

const knowsCallManager = ({ ledger }: SecureBooks, phone: SecureBooks["phones"][number]): boolean =>
  phone.group.some((node) =>
    [phone.itl, phone.ctl].some((list) => list?.callManagers.has(ledger.sipShown.get(node) ?? "") === true),
  );

export function expectedDot1x({ cluster, acts }: Story): Expected {
  const books = secureBooks(cluster, acts);
  const { phones, capf, lsc } = books;
  const out = phones.filter(({ on, stuck }) => on && stuck === "port");
  const off = phones.filter(({ on }) => !on);
  const others = phones.filter(({ on, stuck }) => on && stuck !== undefined && stuck !== "port");
  const felt = out.length + off.length + others.length > 0;
  const because = JSON.stringify({
    out: out.length,
    off: off.length,
    lscs: [...lsc.values()],
    trusts: [...books.serverTrusts],
  });
  const result = (causes: readonly Fault[], shown: readonly Fault[] = []): Expected => ({
    causes,
    shown,
    felt,
    because,
  });
  const issuedBy = (some: readonly (typeof phones)[number][]): Fault[] => {
    const issuers = some.map(({ index }) => lsc.get(index));
    return [
      ...(issuers.includes(capf) ? (["new-capf-not-on-server"] as const) : []),
      ...(issuers.some((one) => one !== undefined && one !== capf) ? (["former-capf-off-server"] as const) : []),
    ];
  };
  if (out.length > 0) {
    if (!books.serverOn) return result(["server-off"]);
    const bare = out.filter(({ index }) => lsc.get(index) === undefined);
    if (bare.length === out.length) return result(["no-lsc"]);
    const causes = issuedBy(out);
    if (bare.length > 0) causes.push("no-lsc");
    return result(causes);
  }
  const refused = ({ index }: (typeof phones)[number]): boolean => {
    const issuer = lsc.get(index);
    return books.serverOn && issuer !== undefined && !books.serverTrusts.has(issuer);
  };
  const later: Fault[] = phones.some(refused) ? ["server-will-refuse"] : [];
  // A phone without power that the server would refuse would be out with power as well.
  if (off.length > 0) return result(["phones-off", ...later, ...issuedBy(off.filter(refused))], later);
  if (others.length > 0) return result(["phones-locked-out", ...later], later);
  return result(later);
}

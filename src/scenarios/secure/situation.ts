// What the facts say about secure phones: who is lost and how, whose LSC nobody trusts any more, who could renew it as it is.
import type { CapfFacts } from "../../checks/capf/check.ts";
import type {
  DatabaseCertificate,
  PhoneLsc,
  PhoneRegistration,
  PhoneSecurity,
} from "../../checks/phone-security/check.ts";
import { sameName } from "../../trust/names.ts";
import type { ConclusionInput } from "../scenario.ts";

export interface SecureSituation {
  readonly mode: "non-secure" | "mixed" | undefined;
  /** Configured phones with a TLS profile. */
  readonly secure: readonly PhoneSecurity[];
  /** Secure phones that are seen and not registered. */
  readonly lost: readonly PhoneRegistration[];
  /** Secure phones that RisPort70 does not know: off, or gone. */
  readonly away: readonly string[];
  /** Phones without TLS that are seen: the control group. */
  readonly plain: { readonly here: number; readonly all: number };
  /** Names of lost phones by reject reason. */
  readonly rejected: ReadonlyMap<number, readonly string[]>;
  /** Lost phones whose LSC was issued by an authority that CallManager-trust does not hold; undefined when that is not known. */
  readonly untrusted: readonly string[] | undefined;
  /** Lost phones whose LSC is over. */
  readonly expired: readonly string[];
  /** Secure phones whose LSC a former CAPF issued. */
  readonly former: readonly string[];
  /** Registered secure phones that can renew their LSC by showing it: valid, and CAPF still trusts who issued it. */
  readonly renewable: readonly string[];
  readonly capf: CapfFacts | undefined;
}

const holds = (stores: readonly DatabaseCertificate[], store: string, name: string): boolean =>
  stores.some((one) => one.unit === store && sameName(one.certificate.subject, name));

export function secureSituation({ facts, now }: ConclusionInput): SecureSituation {
  const security = facts["phone-security"];
  const registrations = facts.registrations?.phones ?? [];
  const secureNames = new Set(security?.secure ?? []);
  const secure = (security?.phones ?? []).filter((phone) => secureNames.has(phone.name));
  const seen = registrations.filter((phone) => secureNames.has(phone.name));
  const lost = seen.filter((phone) => phone.status !== "Registered" && phone.status !== "absent");
  const plain = registrations.filter((phone) => !secureNames.has(phone.name) && phone.status !== "absent");
  const rejected = Map.groupBy(
    lost.filter((phone) => phone.status === "Rejected"),
    (phone) => phone.statusReason,
  );
  const { lscs, stores } = security ?? {};
  const lscOf = (name: string): PhoneLsc | undefined => lscs?.get(name);
  const issuerKnown = (name: string): boolean => (lscOf(name)?.issuer ?? "") !== "";
  const trusted = (name: string, store: string): boolean =>
    stores !== undefined && holds(stores, store, lscOf(name)?.issuer ?? "");
  const isOver = (name: string): boolean => Date.parse(lscOf(name)?.validUntil ?? "") < now;
  const lostNames = lost.map((phone) => phone.name);
  const capf = facts.capf;
  const present = capf?.certificate;
  const former = [...secureNames].filter(
    (name) => issuerKnown(name) && present !== undefined && !sameName(present.subject, lscOf(name)?.issuer ?? ""),
  );
  const registered = new Set(seen.filter((phone) => phone.status === "Registered").map((phone) => phone.name));
  return {
    mode: facts["cluster-mode"]?.mode,
    secure,
    lost,
    away: seen.filter((phone) => phone.status === "absent").map((phone) => phone.name),
    plain: { here: plain.filter((phone) => phone.status === "Registered").length, all: plain.length },
    rejected: new Map([...rejected].map(([reason, phones]) => [reason, phones.map((phone) => phone.name)])),
    untrusted:
      lscs === undefined || stores === undefined
        ? undefined
        : lostNames.filter((name) => issuerKnown(name) && !trusted(name, "CallManager-trust")),
    expired: lostNames.filter(isOver),
    former,
    renewable: former.filter((name) => registered.has(name) && !isOver(name) && trusted(name, "CAPF-trust")),
    capf,
  };
}

// What LSCs and trust stores say: who has one, of whom, until when, and whether the call managers can trust it.
import type { Evidence, Finding } from "../../domain/finding.ts";
import { madeForDetour } from "../../domain/security-profile.ts";
import { say } from "../../i18n/say.ts";
import type { PhoneLsc, PhoneSecurity, SecurityProfile } from "../../systems/phone-security.ts";
import type { DatabaseCertificate } from "../../systems/ports.ts";
import { sameName } from "../../trust/names.ts";

const commonName = (name: string): string => /CN=([^;,]+)/i.exec(name)?.[1]?.trim() ?? name;

const day = 86_400_000;

/** About the LSCs of the phones that need one. */
export function lscFindings(
  check: string,
  secure: readonly string[],
  lscs: readonly PhoneLsc[],
  evidence: Evidence,
  now: number,
): Finding[] {
  const of = new Map(lscs.map((lsc) => [lsc.name, lsc]));
  const have = secure.flatMap((name) => of.get(name) ?? []);
  const over = have.filter((lsc) => Date.parse(lsc.validUntil) < now);
  const soon = have.filter((lsc) => !over.includes(lsc) && Date.parse(lsc.validUntil) < now + 30 * day);
  const issuers = [...Map.groupBy(have, (lsc) => lsc.issuer)].map(
    ([name, some]) => `${commonName(name)}: ${some.length}`,
  );
  const common = { check, evidence: [evidence] };
  const values = { have: have.length, secure: secure.length, issuers: issuers.join("; ") || "–" };
  const missing = secure.length - have.length;
  return [
    {
      ...common,
      id: `${check}:lsc`,
      code: missing > 0 ? "lsc.missing" : "lsc.present",
      verdict: missing > 0 ? "warning" : "ok",
      title: say(missing > 0 ? "checks.security.lsc-missing" : "checks.security.lsc", { ...values, missing }),
      ...(missing > 0 ? { means: say("checks.security.lsc-missing.means") } : {}),
    },
    ...(over.length === 0
      ? []
      : [
          {
            ...common,
            id: `${check}:lsc-expired`,
            code: "lsc.expired",
            verdict: "problem" as const,
            title: say("checks.security.lsc-expired", { count: over.length }),
          },
        ]),
    ...(soon.length === 0
      ? []
      : [
          {
            ...common,
            id: `${check}:lsc-expiring`,
            code: "lsc.expiring",
            verdict: "warning" as const,
            title: say("checks.security.lsc-expiring", { count: soon.length }),
          },
        ]),
  ];
}

/** True when a certificate of this name stands in the store of at least one server. */
export const standsIn = (stores: readonly DatabaseCertificate[], store: string, name: string): boolean =>
  stores.some((one) => one.unit === store && sameName(one.certificate.subject, name));

/** Issuers of LSCs against CallManager-trust, in the database: what the call managers load when they start. */
export function storeFindings(
  check: string,
  lscs: readonly PhoneLsc[],
  stores: readonly DatabaseCertificate[],
  evidence: Evidence,
): Finding[] {
  const known = lscs.filter((lsc) => lsc.issuer !== "");
  const missing = known.filter((lsc) => !standsIn(stores, "CallManager-trust", lsc.issuer));
  if (known.length === 0) return [];
  const names = [...new Set((missing.length > 0 ? missing : known).map((lsc) => commonName(lsc.issuer)))].join(", ");
  const finding = { check, id: `${check}:store`, evidence: [evidence] };
  return missing.length === 0
    ? [
        {
          ...finding,
          code: "trust-store.issuers-there",
          verdict: "ok",
          title: say("checks.security.store", { issuers: names }),
        },
      ]
    : [
        {
          ...finding,
          code: "trust-store.issuer-missing",
          verdict: "problem",
          title: say("checks.security.store-missing", { count: missing.length, issuers: names }),
          means: say("checks.security.store-missing.means"),
        },
      ];
}

/** Phones that a run gave a Non Secure copy and that have it still. */
export function temporaryFinding(
  check: string,
  phones: readonly PhoneSecurity[],
  profiles: readonly SecurityProfile[],
  evidence: readonly Evidence[],
): Finding | undefined {
  const copies = new Set(
    profiles
      .filter(({ name, mode, fields }) => madeForDetour({ name, mode, description: fields.description ?? "" }))
      .map(({ name }) => name),
  );
  const on = phones.filter(({ securityProfile }) => copies.has(securityProfile));
  if (on.length === 0) return undefined;
  const used = [...new Set(on.map(({ securityProfile }) => securityProfile))].join(", ");
  return {
    id: `${check}:temporary`,
    check,
    code: "profiles.temporary",
    verdict: "warning",
    title: say("checks.security.temporary", { count: on.length, profiles: used }),
    means: say("checks.security.temporary.means"),
    next: say("checks.security.temporary.next"),
    evidence: [...evidence],
  };
}

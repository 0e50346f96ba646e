// Reads what the bot hands out as files: CAPF's certificates as the publisher holds them, and who has which LSC. Read anew each time.
import { publisherOf } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { HandedCertificate, HandedLsc, HandedLscs } from "../domain/hand-out.ts";
import { say } from "../i18n/say.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { toPem } from "../trust/certificate.ts";
import { commonNameIn } from "../trust/lsc-issuers.ts";
import type { Certificate } from "../trust/types.ts";

/**
 * CAPF's certificate of now (`name` empty or `CAPF`), or a former one by its common name, from the trust stores that the database
 * knows. Throws CertOpsError: `not-found`, and what the systems throw.
 */
export async function capfCertificate(
  systems: ClusterSystems,
  name: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<HandedCertificate> {
  const publisher = publisherOf(systems.cluster);
  const { value: own } = await systems.cli(publisher.name).ownCertificate("CAPF", { signal });
  const wanted = name.toLowerCase();
  const handed = (one: Certificate, from: string): HandedCertificate => ({
    cluster: systems.cluster.id,
    commonName: one.commonName,
    subject: one.subject,
    issuer: one.issuer,
    serial: one.serial,
    sha256: one.sha256,
    notBefore: one.notBefore,
    notAfter: one.notAfter,
    pem: toPem(one.der),
    from,
    current: one.sha256 === own.sha256,
    readAt: iso(clock),
  });
  if (wanted === "" || wanted === "capf" || wanted === own.commonName.toLowerCase())
    return handed(own, `${publisher.name} CAPF`);
  const { value: stored } = await systems.soap.certificates({ signal });
  const former = stored.filter(
    ({ unit, certificate }) =>
      (unit === "CAPF-trust" || unit === "CallManager-trust") && certificate.commonName.startsWith("CAPF-"),
  );
  const found = former.find(({ certificate }) => certificate.commonName.toLowerCase() === wanted);
  if (found !== undefined) return handed(found.certificate, `${found.server} ${found.unit}`);
  const known = [...new Set([own, ...former.map(({ certificate }) => certificate)].map((one) => one.commonName))];
  throw new CertOpsError({
    code: "not-found",
    message: `no certificate of CAPF called ${JSON.stringify(name.slice(0, 60))}`,
    say: say("hand-out.none", { name: name.slice(0, 60) }),
    next: say("hand-out.none.next", { known: known.join(", ") }),
    retry: "never",
  });
}

const order = { former: 0, unknown: 1, none: 2, current: 3 } as const;

/** Throws CertOpsError from the systems. */
export async function phoneLscs(systems: ClusterSystems, clock: Clock, signal: AbortSignal): Promise<HandedLscs> {
  const { cluster, soap } = systems;
  const [capf, lscs, phones] = await Promise.all([
    systems.cli(publisherOf(cluster).name).ownCertificate("CAPF", { signal }),
    soap.security.lscs({ signal }),
    soap.phones({ signal }),
  ]);
  const { commonName } = capf.value;
  const has = new Map(lscs.value.map((one) => [one.name, one]));
  const rows = phones.value
    .filter(({ name }) => name.startsWith("SEP"))
    .map(({ name }): HandedLsc => {
      const lsc = has.get(name);
      if (lsc === undefined || lsc.validUntil === "") return { phone: name, issuer: "", until: "", state: "none" };
      const issuer = commonNameIn(lsc.issuer);
      const state = issuer === "" ? "unknown" : issuer === commonName ? "current" : "former";
      return { phone: name, issuer, until: lsc.validUntil, state };
    });
  return {
    cluster: cluster.id,
    clusterName: cluster.name,
    capf: commonName,
    phones: rows.sort((a, b) => order[a.state] - order[b.state] || a.phone.localeCompare(b.phone)),
    readAt: iso(clock),
  };
}

// Whom an authentication server lets in: the issuers of the phones' LSCs against its trusted authorities. Pure.
import type { TrustedAuthority } from "../../systems/authentication-server-ports.ts";
import { sameSerial } from "../../trust/names.ts";
import type { Certificate } from "../../trust/types.ts";

/** Phones by the authority that issued their LSCs. */
export interface LscIssuer {
  /** Its common name, for example `CAPF-0bc17206`; empty when CUCM does not keep it. */
  readonly name: string;
  readonly phones: readonly string[];
}

/** Phones that a server turns away. */
export interface Refused extends LscIssuer {
  /** The server has the certificate, but not for clients, or switched off. */
  readonly held: boolean;
}

/** The value of CN in a name as CUCM writes it. */
export const commonNameIn = (name: string): string => /(?:^|[,;]\s*)CN=([^,;]+)/i.exec(name)?.[1]?.trim() ?? "";

/** By fingerprint where the server tells it, else by serial and name. */
export const isCertificate = (authority: TrustedAuthority, certificate: Certificate): boolean =>
  authority.sha256 === undefined
    ? authority.commonName === certificate.commonName && sameSerial(authority.serial, certificate.serial)
    : authority.sha256 === certificate.sha256;

/**
 * The entries of an issuer. CUCM keeps no more than its name; CAPF's name is new with every renewal (`CAPF-` and 8 digits), so that the
 * name stands for the certificate. Where we have the certificate itself it is compared.
 */
function entriesOf(
  name: string,
  authorities: readonly TrustedAuthority[],
  known: readonly Certificate[],
): readonly TrustedAuthority[] {
  const certificates = known.filter((one) => one.commonName === name);
  return authorities.filter((authority) =>
    certificates.length > 0 ? certificates.some((one) => isCertificate(authority, one)) : authority.commonName === name,
  );
}

/** `known`: CAPF's present and former certificates, as far as the cluster still has them. */
export function refusedBy(
  authorities: readonly TrustedAuthority[],
  issuers: readonly LscIssuer[],
  known: readonly Certificate[],
): readonly Refused[] {
  return issuers.flatMap((issuer): Refused[] => {
    if (issuer.name === "") return [];
    const entries = entriesOf(issuer.name, authorities, known);
    return entries.some((one) => one.forClients) ? [] : [{ ...issuer, held: entries.length > 0 }];
  });
}

/** Cisco's manufacturing authorities, which sign MICs (Cisco PKI: policies and repository). */
export const trustsMaker = (authorities: readonly TrustedAuthority[]): boolean =>
  authorities.some(
    (one) => one.forClients && /^Cisco (?:Manufacturing CA|Root CA|Basic Assurance Root CA)/i.test(one.commonName),
  );

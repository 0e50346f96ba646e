// Whom an authentication server lets in: the issuers of the phones' LSCs against its trusted authorities. Pure.
import { sameSerial } from "./names.ts";
import type { Certificate } from "./types.ts";

/** An authority that a server trusts. ASA prints no fingerprint: serial and names are all there is. */
export interface TrustedAuthority {
  readonly commonName: string;
  /** As the server writes it. */
  readonly subject: string;
  /** Lower-case hexadecimal without leading zeros; empty when the server does not say. */
  readonly serial: string;
  /** Lower-case hexadecimal: whole, or its first 16 digits (of a file that somebody dropped into the chat). */
  readonly sha256?: string;
  /** ISO 8601. */
  readonly notAfter?: string;
  /** Clients that show certificates of this authority are let in. ISE may hold it for something else, or switched off. */
  readonly forClients: boolean;
}

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
  /** The certificate that the server has is over: whatever it signed is refused with it. */
  readonly expired?: true;
}

/** The value of CN in a name as CUCM writes it. */
export const commonNameIn = (name: string): string => /(?:^|[,;]\s*)CN=([^,;]+)/i.exec(name)?.[1]?.trim() ?? "";

/** By fingerprint where the server tells it, else by serial and name. */
export const isCertificate = (authority: TrustedAuthority, certificate: Certificate): boolean =>
  authority.sha256 === undefined || authority.sha256 === ""
    ? authority.commonName === certificate.commonName && sameSerial(authority.serial, certificate.serial)
    : certificate.sha256.startsWith(authority.sha256);

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

/** A trust anchor that is over vouches for nobody: OpenSSL says `certificate has expired` of the chain. */
export const isOver = ({ notAfter }: TrustedAuthority, now: number): boolean =>
  notAfter !== undefined && Date.parse(notAfter) < now;

/** `known`: CAPF's present and former certificates, as far as the cluster still has them. `now`: milliseconds. */
export function refusedBy(
  authorities: readonly TrustedAuthority[],
  issuers: readonly LscIssuer[],
  known: readonly Certificate[],
  now: number,
): readonly Refused[] {
  return issuers.flatMap((issuer): Refused[] => {
    if (issuer.name === "") return [];
    const entries = entriesOf(issuer.name, authorities, known);
    const forClients = entries.filter((one) => one.forClients);
    if (forClients.some((one) => !isOver(one, now))) return [];
    return [{ ...issuer, held: entries.length > 0, ...(forClients.length > 0 ? { expired: true as const } : {}) }];
  });
}

/** It lets in who shows this certificate's own signature. */
export const trustsCertificate = (
  authorities: readonly TrustedAuthority[],
  certificate: Certificate,
  now: number,
): boolean => authorities.some((one) => one.forClients && isCertificate(one, certificate) && !isOver(one, now));

/** Cisco's manufacturing authorities, which sign MICs (Cisco PKI: policies and repository). */
export const makerNames = /^Cisco (?:Manufacturing CA|Root CA|Basic Assurance Root CA)/i;

export const trustsMaker = (authorities: readonly TrustedAuthority[]): boolean =>
  authorities.some((one) => one.forClients && makerNames.test(one.commonName));

// A trust list as lines for people: roles, names, serials, and whose key signed it.
import { trustRoles } from "../domain/cluster.ts";
import type { TrustRecordLine, TrustSigner } from "../domain/trust-report.ts";
import type { TrustList, TrustListRecord } from "../trust/types.ts";

const roleNames = new Map<number, string>(Object.entries(trustRoles).map(([name, number]) => [number, name]));

/** `CN=...` of a name as trust lists and certificates print it; the whole name when it has none. */
export const commonNameOf = (name: string): string => /CN="?([^;,"]+)/i.exec(name)?.[1]?.trim() ?? name;

export function signerOf(list: TrustList): TrustSigner {
  const name = commonNameOf(list.signer.name);
  const unit = /^ITLRECOVERY/i.test(name) ? "ITLRecovery" : /^SAST-/i.test(name) ? "token" : "CallManager";
  return { name, unit, serial: list.signer.serial };
}

export const recordLine = (record: TrustListRecord, stale = false): TrustRecordLine => ({
  number: record.number,
  role: roleNames.get(record.role) ?? String(record.role),
  name: commonNameOf(record.subject),
  dnsName: record.dnsName,
  serial: record.serial,
  stale,
});

/** What one record is: the same certificate in the same role. */
export const recordKey = (record: TrustListRecord): string => `${record.role} ${record.issuer} ${record.serial}`;

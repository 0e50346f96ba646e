// What a TFTP server's ITL and the cluster's CTL hold, and who signs them.
import type { TrustRole } from "../domain/cluster.ts";
import { readCertificate } from "../trust/certificate.ts";
import { type TrustListEntry, writeTrustList } from "../trust/tlv-write.ts";
import type { LabCertificate, LabIdentity } from "./model.ts";

/** What the lists are made from; the parts of a cluster they see. */
export interface ListMaterial {
  readonly capf: LabCertificate;
  /** Hardware tokens; empty when the cluster signs its CTL itself. */
  readonly tokens: readonly LabIdentity[];
  /** Publisher first. */
  readonly nodes: readonly {
    readonly fqdn: string;
    readonly address: string;
    /** The cluster's one, or the node's own (before 12.5). */
    readonly recovery: LabIdentity;
    readonly callManager: LabCertificate;
    readonly callManagerEcdsa: LabCertificate;
    readonly tvs: LabCertificate;
  }[];
}

const entry = (role: TrustRole, dnsName: string, certificate: LabCertificate, address?: string): TrustListEntry => ({
  role,
  dnsName,
  certificate: readCertificate(certificate.der),
  ...(address === undefined ? {} : { address }),
});

/**
 * The ITL of the TFTP server `own` (index): ITLRecovery and its own CallManager as SAST, CallManager again as CCM+TFTP, every TVS, and
 * CAPF (Security Guide 15, default security). With `rollback` the TFTP and TVS sections are empty. A signer that is none of
 * these (a restored ITLRecovery key) stands in it as another SAST.
 */
export function buildItl(
  material: ListMaterial,
  own: number,
  options: { readonly signer: LabIdentity; readonly timestamp: number; readonly rollback: boolean },
): Uint8Array {
  const node = material.nodes[own];
  const publisher = material.nodes[0];
  if (node === undefined || publisher === undefined) throw new Error(`no node ${own} to make an ITL for`);
  const records = [
    entry("SAST", recoveryOwner(material, own), node.recovery),
    entry("SAST", node.fqdn, node.callManager, node.address),
  ];
  if (![node.recovery, node.callManager].some((known) => known.serial === options.signer.serial)) {
    records.push(entry("SAST", publisher.fqdn, options.signer));
  }
  if (!options.rollback) {
    records.push(
      entry("CCM+TFTP", node.fqdn, node.callManager, node.address),
      entry("CCM+TFTP", node.fqdn, node.callManagerEcdsa, node.address),
      ...material.nodes.map((each) => entry("TVS", each.fqdn, each.tvs, each.address)),
    );
  }
  records.push(entry("CAPF", publisher.fqdn, material.capf));
  return sign("ITL", records, options);
}

/** A recovery key that every node shares is the publisher's. */
function recoveryOwner(material: ListMaterial, own: number): string {
  const [publisher] = material.nodes;
  const node = material.nodes[own];
  return (node?.recovery.serial === publisher?.recovery.serial ? publisher : node)?.fqdn ?? "";
}

/**
 * The CTL: ITLRecovery and the publisher's CallManager as SAST, every CallManager as CCM+TFTP, CAPF; no TVS. One that a token
 * signs names the tokens as SAST instead (listing in Cisco document 118892).
 */
export function buildCtl(
  material: ListMaterial,
  options: { readonly signer: LabIdentity; readonly timestamp: number },
): Uint8Array {
  const publisher = material.nodes[0];
  if (publisher === undefined) throw new Error("a cluster without nodes has no CTL");
  const byToken = material.tokens.some((token) => token.serial === options.signer.serial);
  const records = [
    ...(byToken
      ? material.tokens.map((token) => entry("SAST", "", token))
      : [
          entry("SAST", publisher.fqdn, publisher.recovery),
          entry("SAST", publisher.fqdn, publisher.callManager, publisher.address),
        ]),
    ...material.nodes.flatMap((each) => [
      entry("CCM+TFTP", each.fqdn, each.callManager, each.address),
      entry("CCM+TFTP", each.fqdn, each.callManagerEcdsa, each.address),
    ]),
    entry("CAPF", publisher.fqdn, material.capf),
  ];
  return sign("CTL", records, options);
}

function sign(
  kind: "ITL" | "CTL",
  records: readonly TrustListEntry[],
  options: { readonly signer: LabIdentity; readonly timestamp: number },
): Uint8Array {
  return writeTrustList({
    kind,
    signer: { certificate: readCertificate(options.signer.der), privateKeyPem: options.signer.keyPem },
    records,
    timestamp: options.timestamp,
  });
}

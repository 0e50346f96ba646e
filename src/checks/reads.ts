// The readings that several checks share, each under one key so that a device is asked once.
import {
  type CertificateUnit,
  type ClusterNode,
  publisherOf,
  type Release,
  type TrustListKind,
} from "../domain/cluster.ts";
import { vouchesForSigner } from "../snapshots/take.ts";
import type { DevicePool, PhoneLsc, PhoneSecurity, SecurityProfile } from "../systems/phone-security.ts";
import type {
  CallManagerGroup,
  ConfiguredPhone,
  DatabaseCertificate,
  PhoneRegistration,
  PrintedTrustList,
  ServedList,
  ServiceEntry,
  ServiceStatus,
  TvsAnswer,
} from "../systems/ports.ts";
import { readCertificate } from "../trust/certificate.ts";
import { signerIn, verifyTrustList } from "../trust/tlv-verify.ts";
import type { Certificate } from "../trust/types.ts";
import type { CheckContext, Reading } from "./check.ts";
import { onEveryNode, readOnce } from "./reading.ts";

/** The node's own certificate of a unit, from its file over the CLI. */
export const readOwn = (
  context: CheckContext,
  check: string,
  node: ClusterNode,
  unit: CertificateUnit,
): Promise<Reading<Certificate>> =>
  readOnce(context, check, node, "CUCM CLI", `own ${unit}`, () =>
    context.systems.cli(node.name).ownCertificate(unit, { signal: context.signal }),
  );

/** The release, as the publisher prints it. */
export const readRelease = (context: CheckContext, check: string): Promise<Reading<Release>> => {
  const node = publisherOf(context.systems.cluster);
  return readOnce(context, check, node, "CUCM CLI", "release", () =>
    context.systems.cli(node.name).release({ signal: context.signal }),
  );
};

export const readMode = (context: CheckContext, check: string): Promise<Reading<"non-secure" | "mixed">> => {
  const node = publisherOf(context.systems.cluster);
  return readOnce(context, check, node, "CUCM CLI", "mode", () =>
    context.systems.cli(node.name).securityMode({ signal: context.signal }),
  );
};

/** The list as TFTP hands it to phones. */
export const readServedList = (
  context: CheckContext,
  check: string,
  node: ClusterNode,
  kind: TrustListKind,
): Promise<Reading<ServedList>> =>
  readOnce(context, check, node, "TFTP", `list ${kind}`, () =>
    context.systems.tftp.trustList(node, kind, { signal: context.signal }),
  );

/** The list as the node itself prints it (`show itl`, `show ctl`). */
export const readPrintedList = (
  context: CheckContext,
  check: string,
  node: ClusterNode,
  kind: TrustListKind,
): Promise<Reading<PrintedTrustList>> =>
  readOnce(context, check, node, "CUCM CLI", `printed ${kind}`, () =>
    context.systems.cli(node.name).trustList(kind, { signal: context.signal }),
  );

export const readServices = (
  context: CheckContext,
  check: string,
  node: ClusterNode,
): Promise<Reading<readonly ServiceEntry[]>> =>
  readOnce(context, check, node, "CUCM CLI", "services", () =>
    context.systems.cli(node.name).services({ signal: context.signal }),
  );

/** The certificate chain a port presents. */
export const readServedCertificate = (
  context: CheckContext,
  check: string,
  node: ClusterNode,
  port: number,
): Promise<Reading<readonly Certificate[]>> =>
  readOnce(context, check, node, "TLS", `port ${port}`, () =>
    context.systems.tls.served(node, port, { signal: context.signal, offer: "rsa" }),
  );

/** Every configured phone (AXL), asked of the publisher. */
export const readPhones = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
): Promise<Reading<readonly ConfiguredPhone[]>> =>
  readOnce(context, check, publisher, "AXL", "phones", () => context.systems.soap.phones({ signal: context.signal }));

/** Cisco Unified CM groups, first choice first (AXL). */
export const readGroups = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
): Promise<Reading<readonly CallManagerGroup[]>> =>
  readOnce(context, check, publisher, "AXL", "groups", () => context.systems.soap.groups({ signal: context.signal }));

/** Device pools, each with its group (AXL). */
export const readPools = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
): Promise<Reading<readonly DevicePool[]>> =>
  readOnce(context, check, publisher, "AXL", "device pools", () =>
    context.systems.soap.security.pools({ signal: context.signal }),
  );

/** Where each of the named phones is registered (RisPort70). */
export const readRegistrations = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
  names: readonly string[],
): Promise<Reading<readonly PhoneRegistration[]>> =>
  readOnce(context, check, publisher, "RisPort70", "registrations", () =>
    context.systems.soap.registrations(names, { signal: context.signal }),
  );

/** The security side of each of the named phones (AXL). */
export const readPhoneSecurity = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
  names: readonly string[],
): Promise<Reading<readonly PhoneSecurity[]>> =>
  readOnce(context, check, publisher, "AXL", "phone security", () =>
    context.systems.soap.security.phones(names, { signal: context.signal }),
  );

export const readProfiles = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
): Promise<Reading<readonly SecurityProfile[]>> =>
  readOnce(context, check, publisher, "AXL", "security profiles", () =>
    context.systems.soap.security.profiles({ signal: context.signal }),
  );

export const readLscs = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
): Promise<Reading<readonly PhoneLsc[]>> =>
  readOnce(context, check, publisher, "AXL", "LSCs", () =>
    context.systems.soap.security.lscs({ signal: context.signal }),
  );

/** Every certificate that the cluster's database knows, trust stores included. */
export const readDatabaseCertificates = (
  context: CheckContext,
  check: string,
  publisher: ClusterNode,
): Promise<Reading<readonly DatabaseCertificate[]>> =>
  readOnce(context, check, publisher, "AXL", "database certificates", () =>
    context.systems.soap.certificates({ signal: context.signal }),
  );

/** When Cisco CallManager started on a node (Control Center). */
export const readCallManagerStatus = (
  context: CheckContext,
  check: string,
  node: ClusterNode,
): Promise<Reading<readonly ServiceStatus[]>> =>
  readOnce(context, check, node, "Control Center", "CallManager status", () =>
    context.systems.soap.serviceStatus(node, ["Cisco CallManager"], { signal: context.signal }),
  );

/** The signer of the ITL that a node serves now, where the signature is good; the list itself carries its certificate. */
export async function readServedSigner(
  context: CheckContext,
  check: string,
  node: ClusterNode,
): Promise<Certificate | undefined> {
  const reading = await readServedList(context, check, node, "ITL");
  if (!reading.ok || !("list" in reading.value)) return undefined;
  const { list } = reading.value;
  const record = signerIn(list, list);
  if (record?.certificate === undefined || verifyTrustList(list, record.certificate) !== "valid") return undefined;
  return readCertificate(record.certificate);
}

/** Distinct signers of the ITLs served now. */
export async function readServedSigners(context: CheckContext, check: string): Promise<Certificate[]> {
  const signers = await onEveryNode(context, (node) => readServedSigner(context, check, node));
  return [...new Map(signers.flatMap((one) => (one === undefined ? [] : [[one.serial, one]]))).values()];
}

/**
 * The question a phone asks a TVS; the client asks one at a time per node (facts tvs.md, "Load"). `vouches` is true only when
 * the answer also gives the role of a signer: TVS knows many certificates that may not sign lists.
 */
export const readVouching = (
  context: CheckContext,
  check: string,
  node: ClusterNode,
  signer: Certificate,
): Promise<Reading<TvsAnswer>> =>
  readOnce(context, check, node, "TVS", `vouches ${signer.sha256}`, async () => {
    const { value, evidence } = await context.systems.tvs.vouchesFor(node, signer.der, { signal: context.signal });
    return { value: { ...value, vouches: vouchesForSigner(value) }, evidence };
  });

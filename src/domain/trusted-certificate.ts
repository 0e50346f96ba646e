// A certificate that a plan adds to a trust store: what it is and where it was read, so that people approve exactly that one.
import type { CertificateUnit } from "./cluster.ts";
import type { NodeName } from "./ids.ts";

/** Trust stores of a CUCM cluster that an Expressway's certificate is checked against (Cisco documents 225746, 225476). */
export const clusterTrustStores = ["tomcat-trust", "CallManager-trust"] as const;
export type ClusterTrustStore = (typeof clusterTrustStores)[number];

/** Where it was read, always over a pinned connection: a certificate that somebody pasted is for diagnosis only. */
export type CertificateOrigin =
  | { readonly kind: "expressway-server"; readonly node: NodeName }
  | { readonly kind: "expressway-trust"; readonly node: NodeName }
  | { readonly kind: "cluster-own"; readonly node: NodeName; readonly unit: CertificateUnit }
  | { readonly kind: "cluster-trust"; readonly node: NodeName; readonly store: string };

/** Everything here is part of the plan's digest. */
export interface TrustedCertificate {
  /** Lower-case hexadecimal SHA-256 of the DER: what people compare. */
  readonly sha256: string;
  readonly subject: string;
  /** Lower-case hexadecimal without leading zeros. */
  readonly serial: string;
  /** Basic constraints say that it may sign others. */
  readonly ca: boolean;
  readonly origin: CertificateOrigin;
  /** What is sent. */
  readonly pem: string;
}

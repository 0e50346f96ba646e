// Keeps the trust lists of the TFTP servers: builds them anew when something in them changed, and knows whose key signs.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { sha256 } from "../kernel/ids.ts";
import { readCertificate, toPem } from "../trust/certificate.ts";
import { trustListName } from "../trust/names.ts";
import { type Inside, parameterNames } from "./inside.ts";
import { buildCtl, buildItl, type ListMaterial } from "./lists.ts";
import type { LabIdentity } from "./model.ts";
import type { Node } from "./node.ts";
import { LabRefusal } from "./refusal.ts";

/** `usual` follows the release; an identity is a restored ITLRecovery key. */
type Signing = "usual" | "localkey" | LabIdentity;

export class ListOffice {
  readonly #inside: Inside;
  readonly #signing = new Map<Node, Signing>();
  /** What each node's ITL was last made from: without a difference the file stays as it is, byte for byte. */
  readonly #madeFrom = new Map<Node, string>();
  #tokens: readonly LabIdentity[] = [];

  constructor(inside: Inside) {
    this.#inside = inside;
  }

  /** Makes the node's ITL if what it would say has changed. */
  refreshItl(node: Node, timestamp = this.#inside.clock.now()): void {
    if (!node.powered) return;
    const material = this.#material();
    const signer = this.#signer(node);
    const rollback = this.#inside.parameters.get(parameterNames.rollback) === "T";
    const from = JSON.stringify([signer.serial, sha256(signer.der), rollback, ...serials(material)]);
    if (this.#madeFrom.get(node) === from) return;
    this.#madeFrom.set(node, from);
    const own = this.#inside.nodes.indexOf(node);
    node.setTrustList("ITL", buildItl(material, own, { signer, timestamp, rollback }));
  }

  refreshAllItl(timestamp?: number): void {
    for (const node of this.#inside.nodes) this.refreshItl(node, timestamp);
  }

  /** TFTP started: the usual signer signs again (Security Guide 15: a TFTP restart ends `reset localkey`). */
  tftpStarted(node: Node): void {
    this.#signing.set(node, "usual");
    this.refreshItl(node);
  }

  /** `utils itl reset localkey | remotekey` on all active TFTP nodes. */
  resetItl(signing: "localkey" | { readonly certificatePem: string; readonly keyPem: string }): void {
    const how = signing === "localkey" ? signing : restoredIdentity(signing);
    for (const node of this.#inside.nodes) {
      if (!node.started("Cisco Tftp")) continue;
      this.#signing.set(node, how);
      this.refreshItl(node);
    }
  }

  /** Hardware tokens are there: the CTL Client plugin can sign with the first. */
  useTokens(tokens: readonly LabIdentity[]): void {
    this.#tokens = tokens;
  }

  /** The CTL Client plugin, in the hands of somebody who has the tokens. */
  ctlClient(timestamp = this.#inside.clock.now()): void {
    const [token] = this.#tokens;
    if (token === undefined) throw new LabRefusal("lab.no.no-tokens");
    this.#writeCtl(token, timestamp);
  }

  /** `utils ctl update CTLFile`, and the first CTL of a mixed-mode cluster. */
  updateCtl(timestamp = this.#inside.clock.now()): void {
    this.#writeCtl(this.#unitSigner(this.#inside.publisher, this.#inside.profile.listSigner), timestamp);
  }

  /** `utils ctl reset localkey`. */
  resetCtl(): void {
    this.#writeCtl(
      this.#unitSigner(this.#inside.publisher, this.#inside.profile.localkeySigner),
      this.#inside.clock.now(),
    );
  }

  /** A node came back: the CTL is the publisher's. */
  copyCtl(node: Node): void {
    const current = this.#inside.publisher.trustList("CTL");
    if (current !== undefined && current !== node.trustList("CTL")) node.setTrustList("CTL", current);
  }

  #writeCtl(signer: LabIdentity, timestamp: number): void {
    const bytes = buildCtl(this.#material(), { signer, timestamp });
    for (const node of this.#inside.nodes) if (node.powered) node.setTrustList("CTL", bytes);
  }

  #signer(node: Node): LabIdentity {
    const signing = this.#signing.get(node) ?? "usual";
    if (typeof signing !== "string") return signing;
    const { listSigner, localkeySigner } = this.#inside.profile;
    return this.#unitSigner(node, signing === "usual" ? listSigner : localkeySigner);
  }

  /** ITLRecovery is one for the cluster (12.5 and later); CallManager is each TFTP server's own. */
  #unitSigner(node: Node, unit: "ITLRecovery" | "CallManager"): LabIdentity {
    const shared = unit === "ITLRecovery" && this.#inside.profile.recoveryOn === "publisher";
    return (shared ? this.#inside.publisher : node).identity(unit);
  }

  #material(): ListMaterial {
    const { publisher, nodes } = this.#inside;
    return {
      tokens: this.#tokens,
      capf: publisher.identity("CAPF"),
      nodes: nodes.map((node) => ({
        fqdn: node.fqdn,
        address: node.address,
        recovery: this.#unitSigner(node, "ITLRecovery"),
        callManager: node.identity("CallManager"),
        callManagerEcdsa: node.identity("CallManager-ECDSA"),
        tvs: node.identity("TVS"),
      })),
    };
  }
}

const serials = (material: ListMaterial): string[] => [
  material.capf.serial,
  ...material.nodes.flatMap((node) => [
    node.fqdn,
    node.address,
    node.recovery.serial,
    node.callManager.serial,
    node.callManagerEcdsa.serial,
    node.tvs.serial,
  ]),
];

/** The ITLRecovery certificate and key that somebody kept; refuses what does not belong together. */
function restoredIdentity(backup: { readonly certificatePem: string; readonly keyPem: string }): LabIdentity {
  try {
    const read = readCertificate(backup.certificatePem);
    if (!new X509Certificate(read.der).checkPrivateKey(createPrivateKey(backup.keyPem))) {
      throw new LabRefusal("lab.no.key-other");
    }
    const pem = toPem(read.der);
    const name = trustListName(read.subject).replaceAll(";", ",");
    return {
      serial: read.serial,
      subject: name,
      issuer: trustListName(read.issuer).replaceAll(";", ","),
      commonName: read.commonName,
      notBefore: read.notBefore,
      notAfter: read.notAfter,
      keyType: "RSA",
      selfSigned: read.selfSigned,
      description: "Self-signed certificate generated by system",
      der: read.der,
      pem,
      chainPem: pem,
      keyPem: backup.keyPem,
      roles: [0],
    };
  } catch (error) {
    if (error instanceof LabRefusal) throw error;
    throw new LabRefusal("lab.no.backup-empty");
  }
}

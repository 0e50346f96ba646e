// The support document's first look: are CallManager and Tomcat signed by a CA, and does each Expressway-C know who signed CallManager?
import type { ClusterNode } from "../../domain/cluster.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { After } from "./check.ts";
import type { Own } from "./owners.ts";

const id = "mra-doors";

/** In mixed mode calls go over SIP TLS (5061), where CUCM shows this one; its CA belongs on the list as Tomcat’s does. */
export interface SipCertificate extends After {
  readonly node: NodeName;
}

/** Who signed what, for the reader: the document's steps differ for CA-signed and self-signed certificates. */
export function signersFinding(node: ClusterNode, own: readonly Own[]): Finding | undefined {
  const [tomcat, callManager] = (["tomcat", "CallManager"] as const).map((unit) =>
    own.find((one) => one.unit === unit),
  );
  if (tomcat === undefined || callManager === undefined) return undefined;
  const signed = ({ certificate }: Own) => (certificate.selfSigned ? "itself" : certificate.issuer);
  return {
    id: `${id}:${node.name}:signers`,
    check: id,
    code: "door.signers",
    verdict: "ok",
    node: node.name,
    title: say("mra.doors.signers", { node: node.name, tomcat: signed(tomcat), callManager: signed(callManager) }),
    evidence: [tomcat.evidence, callManager.evidence],
  };
}

/** A warning: nothing but a call over SIP TLS feels it. Expired or self-signed ones are another matter (CSCwa12905: one name, one certificate). */
export function sipFinding(node: ClusterNode, own: Own, { leaf, verdicts }: After): Finding | undefined {
  const refusing = verdicts.filter(({ verdict }) => !verdict.ok && verdict.why !== "expired");
  if (leaf.selfSigned || refusing.length === 0) return undefined;
  const peers = refusing.map(({ peer }) => peer.name).join(", ");
  const values = { node: node.name, serial: shortSerial(leaf.serial), issuer: leaf.issuer, peers };
  return {
    id: `${id}:${node.name}:sip`,
    check: id,
    code: "door.sip-issuer-missing",
    verdict: "warning",
    node: node.name,
    title: say("mra.doors.sip", values),
    means: say("mra.doors.sip.means"),
    next: say("mra.doors.sip.next", values),
    evidence: [own.evidence],
  };
}

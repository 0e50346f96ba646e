// A node's own SAML metadata (Cisco 216948): which certificate it asks the identity provider to encrypt for. No password is sent.
import type { ClusterNode } from "../../domain/cluster.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { HttpsClient } from "../../transport/https.ts";
import { readSamlMetadata } from "../../transport/saml.ts";
import { XmlRefused } from "../../transport/xml.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { evidenceOf, plainLine } from "../evidence.ts";
import type { CallOptions, Observed, SpMetadata } from "../ports.ts";
import { answerNotUnderstood, httpStatusError } from "./errors.ts";

const path = "/ssosp/ws/config/metadata/sp";
const largest = 2_000_000;

export async function spMetadata(
  deps: { readonly https: HttpsClient; readonly clock: Clock; readonly callMs: number },
  node: ClusterNode,
  { signal }: CallOptions,
): Promise<Observed<SpMetadata>> {
  const where = { node: node.name, service: "SAML metadata" } as const;
  const answer = await deps.https.send({
    endpoint: { node: node.name, address: node.address, port: node.ports.https },
    method: "GET",
    path,
    headers: {},
    deadlineMs: deps.callMs,
    maxBytes: largest,
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) throw httpStatusError(where, "GET", answer.status);
  try {
    const read = readSamlMetadata(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
    if (read.role !== "service-provider") throw new XmlRefused("is not a service provider’s");
    const certificates = read.encryption.map((der) => readCertificate(der));
    const value = { entity: plainLine(read.entity), certificates, consumers: read.addresses.map(plainLine) };
    const lines = [`entityID ${value.entity}`, ...certificates.map((one) => `${one.subject} serial ${one.serial}`)];
    return {
      value,
      evidence: evidenceOf(deps.clock, {
        system: "SAML metadata",
        node: node.name,
        source: `https://${node.address}:${node.ports.https}${path}`,
        lines,
        whole: answer.body,
      }),
    };
  } catch (error) {
    throw answerNotUnderstood(where, "GET", error instanceof XmlRefused ? error.message : "names no certificate");
  }
}

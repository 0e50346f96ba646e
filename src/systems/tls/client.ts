// Reads the certificates that a node's TLS ports present: what a service has loaded, whatever the database says.

import type { ClusterNode } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import { probeTls } from "../../transport/tls-probe.ts";
import { readCertificate } from "../../trust/certificate.ts";
import type { Certificate } from "../../trust/types.ts";
import { evidenceOf } from "../evidence.ts";
import type { CallOptions, TlsClient } from "../ports.ts";

/**
 * `deadlineMs`: for one probe, 10 s when not given. With an `offer` that the port has no certificate for, the value is
 * an empty list; without one, no certificate is an error.
 */
export function createTlsClient(deps: { readonly clock: Clock; readonly deadlineMs?: number }): TlsClient {
  const probe = (node: ClusterNode, port: number, { offer, serverName, signal }: ServedOptions) =>
    probeTls({
      endpoint: { node: node.name, address: node.address, port },
      deadlineMs: deps.deadlineMs ?? 10_000,
      ...(offer === undefined ? {} : { offer }),
      ...(serverName === undefined ? {} : { serverName }),
      ...(signal === undefined ? {} : { signal }),
    });
  return {
    accepts: async (node, port, options = {}) => {
      const { authorities, session } = await probe(node, port, options);
      const named =
        authorities === undefined ? "asks for no client certificate in the clear" : `names ${authorities.length} CAs`;
      const evidence = evidenceOf(deps.clock, {
        system: "TLS",
        node: node.name,
        source: `${node.address}:${port} CertificateRequest`,
        lines: [session, named],
        whole: Buffer.concat(authorities ?? []),
      });
      return { value: authorities, evidence };
    },
    served: async (node, port, options = {}) => {
      const { chain, session } = await probe(node, port, options);
      const value = chain.map((der) => readOne(node.name, port, der));
      const offered = options.offer === undefined ? "" : ` (${options.offer.toUpperCase()} only)`;
      return {
        value,
        evidence: evidenceOf(deps.clock, {
          system: "TLS",
          node: node.name,
          source: `${node.address}:${port}${offered}`,
          lines: [session, ...value.map(describe)],
          whole: Buffer.concat(chain),
        }),
      };
    },
  };
}

type ServedOptions = CallOptions & { readonly offer?: "rsa" | "ecdsa"; readonly serverName?: string };

const describe = (certificate: Certificate): string =>
  `${certificate.subject} serial ${certificate.serial} until ${certificate.notAfter}`;

function readOne(node: string, port: number, der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch (cause) {
    throw new CertOpsError({
      code: "output-not-understood",
      message: `${node}:${port} presented ${der.length} bytes that are no certificate`,
      say: say("tls.no-certificate", { node, port: String(port) }),
      next: say("tls.no-certificate.next", { node }),
      retry: "later",
      cause,
    });
  }
}

// Fetches the trust lists that a node's TFTP service hands to phones, over HTTP 6970.

import type { ClusterNode, TrustListKind } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import { httpGet } from "../../transport/http-get.ts";
import type { HttpAnswer } from "../../transport/https-exchange.ts";
import { isTrustList, largestTrustList, readTrustList } from "../../trust/tlv-read.ts";
import type { TrustList } from "../../trust/types.ts";
import { evidenceOf } from "../evidence.ts";
import type { CallOptions, Observed, ServedList, TftpClient } from "../ports.ts";

/** The only names that are ever asked for: per-phone files and the cache list can hold credentials (facts: CUCM TFTP). */
const files = { ITL: "ITLFile.tlv", CTL: "CTLFile.tlv" } as const satisfies Record<TrustListKind, string>;

/** `deadlineMs`: for one file, 10 s when not given. */
export function createTftpClient(deps: { readonly clock: Clock; readonly deadlineMs?: number }): TftpClient {
  const deadlineMs = deps.deadlineMs ?? 10_000;
  return {
    trustList: async (node, kind, options = {}) => {
      const source = `http://${node.address}:${node.ports.tftpHttp}/${files[kind]}`;
      const answer = await fetchFile(node, kind, deadlineMs, options);
      const observed = (value: ServedList, lines: readonly string[], whole: Uint8Array): Observed<ServedList> => ({
        value,
        evidence: evidenceOf(deps.clock, { system: "TFTP", node: node.name, source, lines, whole }),
      });
      if (answer === "too-large") {
        const detail = `more than ${largestTrustList} bytes`;
        const fault = { fault: "too-large", at: largestTrustList, detail } as const;
        return observed({ fault }, [`${files[kind]}: ${detail}`], new Uint8Array());
      }
      if (answer.status === 404) return observed({ absent: true }, [`${files[kind]}: HTTP 404`], answer.body);
      if (answer.status !== 200) throw refused(node, kind, answer.status);
      const list = readTrustList(answer.body);
      if (!isTrustList(list)) {
        return observed({ fault: list }, [`${files[kind]}: ${list.fault} at byte ${list.at}`], answer.body);
      }
      if (list.kind !== kind) {
        const detail = `the file is a ${list.kind} (${list.fileName})`;
        return observed({ fault: { fault: "not-a-trust-list", at: 0, detail } }, [detail], answer.body);
      }
      return observed({ list }, describe(list), answer.body);
    },
  };
}

async function fetchFile(
  node: ClusterNode,
  kind: TrustListKind,
  deadlineMs: number,
  options: CallOptions,
): Promise<HttpAnswer | "too-large"> {
  try {
    return await httpGet({
      endpoint: { node: node.name, address: node.address, port: node.ports.tftpHttp },
      path: `/${files[kind]}`,
      deadlineMs,
      maxBytes: largestTrustList,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof CertOpsError && error.code === "output-too-large") return "too-large";
    throw error;
  }
}

const describe = (list: TrustList): readonly string[] => [
  `${list.fileName}: ${list.bytes.length} bytes, ${list.records.length} records, ${list.digestAlgorithm}, ${list.timestamp}`,
  `signer ${list.signer.name} serial ${list.signer.serial}`,
];

const refused = (node: ClusterNode, kind: TrustListKind, status: number): CertOpsError =>
  new CertOpsError({
    code: "server-fault",
    message: `the TFTP service of ${node.name} answered HTTP ${status} for ${files[kind]}`,
    say: say("tftp.refused", { node: node.name, file: files[kind], status }),
    next: say("tftp.refused.next", { node: node.name }),
    retry: "later",
  });

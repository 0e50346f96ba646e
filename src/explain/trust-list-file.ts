// An ITL or CTL file explained: signer, records, and whether the signature holds.

import { createHash } from "node:crypto";
import { trustRoles } from "../domain/cluster.ts";
import type { Explanation } from "../domain/explanation.ts";
import { isTrustList, readTrustList } from "../trust/tlv-read.ts";
import { signerIn, verifyTrustList } from "../trust/tlv-verify.ts";
import { finding, shown } from "./finding.ts";

const roleNames = new Map(Object.entries(trustRoles).map(([name, number]) => [number as number, name]));
const bySide = [{ line: null, text: "" }];

/** A version element first (tag 1, length 2, 1.x) is how every list begins (facts cucm.md 4). */
const looksLikeList = (bytes: Uint8Array): boolean =>
  bytes[0] === 1 && bytes[1] === 0 && bytes[2] === 2 && bytes[3] === 1;

/** Undefined when the bytes are no trust list, not even a damaged one. */
export function explainTrustList(bytes: Uint8Array): Explanation | undefined {
  const list = readTrustList(bytes);
  if (!isTrustList(list)) {
    if (!looksLikeList(bytes)) return undefined;
    const values = { fault: list.fault, at: list.at };
    return {
      kind: "trust-list",
      facts: { damaged: true, fault: list.fault, at: list.at, records: [] },
      findings: [finding("list.damaged", "problem", bySide, { values, scenario: "phones-unregistered" })],
    };
  }
  const record = signerIn(list, list);
  const signature =
    record?.certificate === undefined
      ? "signer-not-inside"
      : verifyTrustList(list, record.certificate) === "valid"
        ? "valid"
        : "invalid";
  const scenario = list.kind === "ITL" ? "phones-unregistered" : "secure-phones-unregistered";
  const values = { kind: list.kind };
  const evidence = [{ line: null, text: shown(`${list.signer.name} ${list.signer.serial}`) }];
  return {
    kind: "trust-list",
    facts: {
      list: list.kind,
      fileName: list.fileName,
      version: list.version,
      signer: { name: list.signer.name, issuer: list.signer.issuer, serial: list.signer.serial },
      timestamp: list.timestamp,
      digestAlgorithm: list.digestAlgorithm,
      signature,
      length: bytes.length,
      md5: createHash("md5").update(bytes).digest("hex"),
      sha1: createHash("sha1").update(bytes).digest("hex"),
      sha256: list.sha256,
      records: list.records.map((one) => ({
        number: one.number,
        role: roleNames.get(one.role) ?? String(one.role),
        dnsName: one.dnsName,
        subject: one.subject,
        issuer: one.issuer,
        serial: one.serial,
        certificateSha1:
          one.certificate === undefined ? null : createHash("sha1").update(one.certificate).digest("hex"),
        address: one.address ?? null,
      })),
    },
    findings: [
      signature === "valid"
        ? finding("list.signature-valid", "ok", evidence, { values })
        : signature === "invalid"
          ? finding("list.signature-invalid", "problem", evidence, { values, scenario })
          : finding("list.signature-unchecked", "unknown", evidence, { values }),
    ],
  };
}

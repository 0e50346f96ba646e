// Signatures and signers of trust lists: right, altered, forged.
import { sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signedParts, signerIn, signerRecords, verifyTrustList } from "../../src/trust/tlv-verify.ts";
import { writeTrustList } from "../../src/trust/tlv-write.ts";
import { list, read, renew } from "./cluster-lists.ts";
import { ecKey, identity, rsaKey } from "./pki.ts";

const before = renew(undefined);
const after = renew(before, ["itlRecovery"]);
const itl = list(before, "ITL");
const recovery = before.itlRecovery.certificate;

describe("a trust list's signature", () => {
  it("is valid with its signer's certificate and with no other", () => {
    expect(verifyTrustList(itl, recovery.der)).toBe("valid");
    expect(verifyTrustList(itl, before.callManager.certificate.der)).toBe("wrong-key");
    expect(verifyTrustList(itl, after.itlRecovery.certificate.der)).toBe("wrong-key");
  });

  it("is invalid when any single byte outside it is changed", () => {
    const step = Math.max(1, Math.floor(itl.bytes.length / 150));
    for (let at = 0; at < itl.bytes.length; at += step) {
      const bytes = itl.bytes.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const changed = (() => {
        try {
          return read(bytes);
        } catch {
          return undefined;
        }
      })();
      if (changed !== undefined) expect(verifyTrustList(changed, recovery.der)).not.toBe("valid");
    }
  });

  it("is invalid with a certificate of the same name and serial but another key", () => {
    const forged = identity({
      name: "L=Dallas,CN=ITLRECOVERY_cucm-pub.example.com,OU=Voice,O=Example,C=US",
      serial: recovery.serial,
      key: rsaKey(),
    });
    expect(verifyTrustList(itl, forged.certificate.der)).toBe("invalid-signature");
    const forgedList = list({ ...before, itlRecovery: forged }, "ITL", forged);
    expect(verifyTrustList(forgedList, recovery.der)).toBe("invalid-signature");
    expect(verifyTrustList(forgedList, forged.certificate.der)).toBe("valid");
  });

  it("cannot be made by an EC key or a key of another size, even under the signer's name and serial", () => {
    const name = "L=Dallas,CN=ITLRECOVERY_cucm-pub.example.com,OU=Voice,O=Example,C=US";
    for (const key of [ecKey(), rsaKey(2048)]) {
      const other = identity({ name, serial: recovery.serial, key });
      expect(verifyTrustList(itl, other.certificate.der)).toBe("wrong-key");
    }
  });

  it("is not checked against bytes that are no certificate", () => {
    expect(verifyTrustList(itl, Buffer.from("no certificate"))).toBe("unreadable-certificate");
  });

  it("verifies when digest code 2 means SHA-512, as one public daemon writes it", () => {
    const sha256 = list(before, "ITL", before.itlRecovery, { digest: "sha256" });
    const parts = signedParts(sha256.bytes);
    const signature = sign("sha512", parts?.signed ?? Buffer.of(), before.itlRecovery.privateKeyPem);
    const bytes = Buffer.from(sha256.bytes);
    signature.copy(bytes, bytes.indexOf(parts?.signature ?? "none"));
    const relabelled = read(new Uint8Array(bytes));
    expect(relabelled.digestAlgorithm).toBe("sha256");
    expect(verifyTrustList(relabelled, recovery.der)).toBe("valid");
  });
});

describe("the signer of a list", () => {
  it("is found among the records of the same list and of an older one", () => {
    expect(signerIn(itl, itl)?.number).toBe(1);
    expect(signerIn(list(before, "CTL"), itl)?.serial).toBe(recovery.serial);
  });

  it("is found twice when the CallManager certificate signs", () => {
    const byCallManager = list(before, "ITL", before.callManager);
    expect(signerRecords(byCallManager, itl).map(({ role }) => role)).toEqual([0, 2]);
  });

  it("is not found in a list made before it was renewed", () => {
    expect(signerIn(list(after, "ITL"), itl)).toBeUndefined();
  });

  it("is the record whose key signed, when another one carries the same name and serial", () => {
    const forged = identity({
      name: "L=Dallas,CN=ITLRECOVERY_cucm-pub.example.com,OU=Voice,O=Example,C=US",
      serial: recovery.serial,
      key: rsaKey(),
    });
    const bytes = writeTrustList({
      kind: "ITL",
      signer: before.itlRecovery,
      records: [
        { role: "SAST", dnsName: "forged", certificate: forged.certificate },
        { role: "SAST", dnsName: "real", certificate: recovery },
      ],
      timestamp: 0,
    });
    expect(signerIn(itl, read(bytes))?.dnsName).toBe("real");
  });
});

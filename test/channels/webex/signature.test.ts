// A webhook call is believed only with a right HMAC over its exact bytes.
import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { provedBy } from "../../../src/channels/webex/signature.ts";

const secret = "somesupersecretphrase";
const body = new TextEncoder().encode('{"resource":"messages","data":{"id":"é"}}');
const digest = (algorithm: string, key = secret, of: Uint8Array = body): string =>
  createHmac(algorithm, key).update(of).digest("hex");
const proof = (headers: Record<string, string>, of: Uint8Array = body) => provedBy(headers, of, secret);

it("the documented header proves a call", () => {
  expect(proof({ "x-spark-signature": digest("sha1") })).toBe("proved");
  expect(proof({ "x-spark-signature": digest("sha1").toUpperCase() })).toBe("proved");
});

it.each([
  `SHA-256=${digest("sha256")}, SHA-512=${digest("sha512")}`,
  `sha256=${digest("sha256")}`,
  digest("sha256"),
  digest("sha512"),
  digest("sha1"),
])("the newer header proves a call, in every form that was seen: %#", (header) => {
  expect(proof({ "x-webex-signature": header })).toBe("proved");
});

it("a body that was changed by one byte, another secret and a cut digest are wrong", () => {
  const changed = Uint8Array.from(body);
  changed[3] = (changed[3] ?? 0) ^ 1;
  expect(proof({ "x-spark-signature": digest("sha1") }, changed)).toBe("wrong");
  expect(proof({ "x-spark-signature": digest("sha1", "another") })).toBe("wrong");
  expect(proof({ "x-spark-signature": digest("sha1").slice(0, 38) })).toBe("wrong");
  expect(proof({ "x-spark-signature": "" })).toBe("wrong");
  expect(proof({ "x-spark-signature": "zz".repeat(20) })).toBe("wrong");
});

it("one right header does not cover a wrong one", () => {
  expect(proof({ "x-spark-signature": digest("sha1"), "x-webex-signature": digest("sha256", "x") })).toBe("wrong");
  expect(proof({ "x-spark-signature": "00".repeat(20), "x-webex-signature": digest("sha256") })).toBe("wrong");
  expect(proof({ "x-webex-signature": `SHA-256=${digest("sha256")}, SHA-512=${digest("sha512", "x")}` })).toBe("wrong");
});

it("no signature, or only one of an unknown form, is no proof", () => {
  expect(proof({})).toBe("unsigned");
  expect(proof({ "x-webex-signature": "ed25519=abc" })).toBe("unsigned");
  expect(proof({ "x-webex-signature": "a".repeat(4000) })).toBe("unsigned");
});

// Proves that a webhook call comes from Webex: HMAC over the exact bytes of the body with the webhook's secret.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export type Proof = "proved" | "unsigned" | "wrong";

/**
 * `X-Spark-Signature` is the hexadecimal HMAC-SHA1 (Webex, "Using a Webhook Secret"). The newer `X-Webex-Signature` carries
 * SHA-256 and SHA-512; its exact form is known from community code only, so `SHA-256=…, SHA-512=…`, `sha256=…` and the bare
 * digest are read. Every digest that is there and that we know must be right, and there must be one.
 */
export function provedBy(headers: IncomingHttpHeaders, body: Uint8Array, secret: string): Proof {
  const digests = [...spark(oneOf(headers["x-spark-signature"])), ...webex(oneOf(headers["x-webex-signature"]))];
  if (digests.length === 0) return "unsigned";
  return digests.every(({ algorithm, hex }) => same(hex, createHmac(algorithm, secret).update(body).digest()))
    ? "proved"
    : "wrong";
}

interface Digest {
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly hex: string;
}

const lengths = { 40: "sha1", 64: "sha256", 128: "sha512" } as const;

const byLength = (hex: string): Digest["algorithm"] | undefined =>
  hex.length === 40 || hex.length === 64 || hex.length === 128 ? lengths[hex.length] : undefined;

/** Something unreadable counts as a wrong digest: this header is documented, and when it is there it must be right. */
function spark(header: string | undefined): Digest[] {
  return header === undefined ? [] : [{ algorithm: "sha1", hex: header.trim() }];
}

/** Node joins a header that comes twice with a comma, which no digest survives. */
const oneOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(",") : header;

function webex(header: string | undefined): Digest[] {
  if (header === undefined || header.length > 1000) return [];
  return header.split(/[,;\s]+/).flatMap((part): Digest[] => {
    const [, name, hex] = /^(?:sha-?(1|256|512)=)?([0-9a-f]{40,128})$/i.exec(part) ?? [];
    if (hex === undefined) return [];
    const algorithm = name === undefined ? byLength(hex) : (`sha${name}` as Digest["algorithm"]);
    return algorithm === undefined ? [] : [{ algorithm, hex }];
  });
}

function same(hex: string, expected: Buffer): boolean {
  if (!/^[0-9a-f]+$/i.test(hex)) return false;
  const given = Buffer.from(hex, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

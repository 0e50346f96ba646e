// PKCS#7 bundles (.p7b, .p7c), as Windows certificate authorities hand out chains: the certificates inside, untouched.
import forge from "node-forge";

const signedData = "1.2.840.113549.1.7.2";
const pemShape = /-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----([A-Za-z0-9+/=\s]+)-----END/;

/** A bundle with more is no chain; the limits bound the work on hostile input. */
const most = 200;
const largest = 512 * 1024;

/**
 * DER of every certificate in a PKCS#7 signed-data structure, in its order; undefined when the bytes are none (PEM or DER).
 * node-forge's own reader knows RSA certificates only, so its ASN.1 parser is used and EC certificates come through as well.
 */
export function certificatesOfPkcs7(bundle: string | Uint8Array): Uint8Array[] | undefined {
  const der = derOf(bundle);
  if (der === undefined || der.length > largest) return undefined;
  try {
    const root = forge.asn1.fromDer(Buffer.from(der).toString("binary"), options);
    const [type, content] = children(root);
    if (type === undefined || content === undefined || forge.asn1.derToOid(String(type.value)) !== signedData) {
      return undefined;
    }
    const body = children(content)[0];
    if (body === undefined) return undefined;
    // SignedData: version, digest algorithms, content info, [0] certificates, [1] revocation lists, signer infos (RFC 2315 9.1).
    const list = children(body).find(
      (one) => one.tagClass === forge.asn1.Class.CONTEXT_SPECIFIC && Number(one.type) === 0,
    );
    const found = list === undefined ? [] : children(list).slice(0, most);
    return found.map((one) => new Uint8Array(Buffer.from(forge.asn1.toDer(one).getBytes(), "binary")));
  } catch {
    return undefined; // not ASN.1, or cut short: the caller says that it is no certificate file
  }
}

// Left to itself the parser looks for more ASN.1 inside every bit string, which takes square time when they are nested. It
// can be told not to, but its published types do not know the options yet.
const options = { strict: true, decodeBitStrings: false } as never;

function derOf(bundle: string | Uint8Array): Uint8Array | undefined {
  const text =
    typeof bundle === "string" ? bundle : bundle[0] === 0x30 ? undefined : Buffer.from(bundle).toString("latin1");
  if (text === undefined) return bundle as Uint8Array;
  const body = pemShape.exec(text)?.[1];
  return body === undefined ? undefined : new Uint8Array(Buffer.from(body, "base64"));
}

const children = (one: forge.asn1.Asn1): forge.asn1.Asn1[] => (Array.isArray(one.value) ? one.value : []);

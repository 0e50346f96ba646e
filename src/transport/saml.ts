// Reads SAML documents as little as is needed: whose certificates metadata names, and for whom a response is encrypted. Nothing is decrypted.
import {
  attributeOf,
  childOf,
  childrenOf,
  descend,
  parseXml,
  type XmlElement,
  type XmlLimits,
  XmlRefused,
} from "./xml.ts";

/** Metadata of one entity is some 10 KB, a response rarely over 30 KB; a federation's aggregate (megabytes) is not read. */
export const samlLimits: XmlLimits = { size: 1_000_000, tags: 20_000, depth: 40 };

export interface SamlEntity {
  readonly entity: string;
  readonly role: "service-provider" | "identity-provider";
  /** DER, in the document's order; a key without `use` counts for both. */
  readonly signing: readonly Uint8Array[];
  readonly encryption: readonly Uint8Array[];
  /** Service provider: where responses go. Identity provider: where people sign in. */
  readonly addresses: readonly string[];
}

/** The certificate that a response was encrypted with, as far as the response names it. */
export type EncryptedFor =
  /** Lower-case hexadecimal without leading zeros; the document has it in decimal. */
  | { readonly kind: "serial"; readonly serial: string; readonly issuer: string }
  | { readonly kind: "certificate"; readonly der: Uint8Array }
  /** Encrypted, and not named for whom. */
  | { readonly kind: "unnamed" }
  | { readonly kind: "not-encrypted" };

export interface SamlResponse {
  readonly idp: string;
  /** The last part of the status, for example `Success` or `Responder`. */
  readonly status: string;
  readonly encryptedFor: EncryptedFor;
}

/** Throws XmlRefused for everything that is not the metadata of one entity. */
export function readSamlMetadata(text: string): SamlEntity {
  const root = parseXml(text, samlLimits, "read");
  const provider = childOf(root, "SPSSODescriptor");
  const descriptor = provider ?? childOf(root, "IDPSSODescriptor");
  if (root.name !== "EntityDescriptor" || descriptor === undefined) throw new XmlRefused("is no SAML metadata");
  const keys = childrenOf(descriptor, "KeyDescriptor");
  const of = (use: string): readonly Uint8Array[] =>
    keys.filter((key) => ["", use].includes(attributeOf(key, "use"))).flatMap(certificatesIn);
  const places = childrenOf(descriptor, provider === undefined ? "SingleSignOnService" : "AssertionConsumerService");
  return {
    entity: attributeOf(root, "entityID"),
    role: provider === undefined ? "identity-provider" : "service-provider",
    signing: of("signing"),
    encryption: of("encryption"),
    addresses: [...new Set(places.map((place) => attributeOf(place, "Location")))].slice(0, 100),
  };
}

const certificatesIn = (key: XmlElement): readonly Uint8Array[] =>
  childrenOf(childOf(key, "KeyInfo"), "X509Data").flatMap((data) =>
    childrenOf(data, "X509Certificate").map(({ text }) => new Uint8Array(Buffer.from(text, "base64"))),
  );

/** Throws XmlRefused for everything that is no SAML response. The assertion itself is not looked at. */
export function readSamlResponse(text: string): SamlResponse {
  const root = parseXml(text, samlLimits, "read");
  if (root.name !== "Response") throw new XmlRefused("is no SAML response");
  const status = attributeOf(descend(root, "Status", "StatusCode"), "Value");
  return {
    idp: childOf(root, "Issuer")?.text ?? "",
    status: status.split(":").at(-1) ?? "",
    encryptedFor: encryptedFor(childOf(root, "EncryptedAssertion")),
  };
}

function encryptedFor(assertion: XmlElement | undefined): EncryptedFor {
  if (assertion === undefined) return { kind: "not-encrypted" };
  // The key stands inside of the encrypted data, or beside it (Shibboleth).
  const inside = descend(assertion, "EncryptedData", "KeyInfo", "EncryptedKey");
  const data = descend(inside ?? childOf(assertion, "EncryptedKey"), "KeyInfo", "X509Data");
  const number = descend(data, "X509IssuerSerial", "X509SerialNumber")?.text ?? "";
  const issuer = descend(data, "X509IssuerSerial", "X509IssuerName")?.text ?? "";
  if (/^\d{1,60}$/.test(number)) return { kind: "serial", serial: BigInt(number).toString(16), issuer };
  const certificate = childOf(data, "X509Certificate")?.text;
  if (certificate !== undefined && certificate !== "")
    return { kind: "certificate", der: new Uint8Array(Buffer.from(certificate, "base64")) };
  return { kind: "unnamed" };
}

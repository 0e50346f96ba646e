// SAML metadata, both ways: what the IdP hands out, and what it reads of a service provider.

import {
  attributeOf,
  childOf,
  childrenOf,
  descend,
  escapeXml,
  parseXml,
  type XmlElement,
} from "../../transport/xml.ts";
import { readCertificate, toPem } from "../../trust/certificate.ts";
import type { LabCertificate } from "../model.ts";

const base64 = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");

const key = (use: "signing" | "encryption", { pem }: Pick<LabCertificate, "pem">): string =>
  `<KeyDescriptor use="${use}"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${base64(pem)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;

/** Like AD FS's FederationMetadata.xml, its SAML part alone. `signing`: all certificates that it may sign with, the one it uses first. */
export function idpMetadata(idp: string, location: string, signing: readonly LabCertificate[]): string {
  const service = (binding: string): string =>
    `<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${escapeXml(location)}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor entityID="${escapeXml(idp)}" xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" WantAuthnRequestsSigned="false">${signing.map((one) => key("signing", one)).join("")}<NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</NameIDFormat>${service("HTTP-Redirect")}${service("HTTP-POST")}</IDPSSODescriptor></EntityDescriptor>
`;
}

export interface ServiceProvider {
  readonly entity: string;
  /** PEM of the certificate it wants assertions encrypted for. */
  readonly certificate: string;
  /** Where responses go, by index. */
  readonly consumers: ReadonlyMap<string, string>;
}

/** Reads the metadata of one service provider. Throws XmlRefused or Error when it is none. */
export function readServiceProvider(document: string): ServiceProvider {
  const root = parseXml(document, { size: 1_000_000, tags: 10_000, depth: 20 }, "read");
  const descriptor = childOf(root, "SPSSODescriptor");
  const keys = childrenOf(descriptor, "KeyDescriptor");
  const wanted = keys.find((one) => attributeOf(one, "use") !== "signing") ?? keys[0];
  const encoded = descend(wanted, "KeyInfo", "X509Data", "X509Certificate")?.text;
  if (descriptor === undefined || encoded === undefined) throw new Error("no metadata of a service provider");
  const post = (one: XmlElement): boolean => attributeOf(one, "Binding").endsWith(":HTTP-POST");
  const consumers = childrenOf(descriptor, "AssertionConsumerService").filter(post);
  return {
    entity: attributeOf(root, "entityID"),
    certificate: toPem(readCertificate(Buffer.from(encoded, "base64")).der),
    consumers: new Map(consumers.map((one) => [attributeOf(one, "index"), attributeOf(one, "Location")])),
  };
}

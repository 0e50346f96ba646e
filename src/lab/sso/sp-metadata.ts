// The service provider's metadata, as "Export All Metadata" writes it (sample of the SAML SSO deployment guide 15).
import { escapeXml } from "../../transport/xml.ts";

const base64 = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");

/** `hosts`: the nodes that take responses, the one with the entity's name first. */
export function spMetadata(entity: string, pem: string, hosts: readonly string[]): string {
  const key = (use: string): string =>
    `<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${base64(pem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  const consumers = hosts.flatMap((host, at) =>
    ["HTTP-POST", "HTTP-Redirect"].map(
      (binding, which) =>
        `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${consumerAddress(host, entity)}" index="${2 * at + which}"/>`,
    ),
  );
  const name = escapeXml(entity);
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="${name}" entityID="${name}"><md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${key("signing")}${key("encryption")}<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>${consumers.join("")}</md:SPSSODescriptor></md:EntityDescriptor>
`;
}

/** Where a node takes responses. */
export const consumerAddress = (host: string, entity: string): string =>
  `https://${escapeXml(host)}:8443/ssosp/saml/SSO/alias/${escapeXml(entity)}`;

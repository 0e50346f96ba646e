// One SAML response, as AD FS builds it: an assertion, signed by the IdP, encrypted for the service provider.
import { createPublicKey, randomBytes } from "node:crypto";
import { SignedXml } from "xml-crypto";
import xmlenc from "xml-encryption";
import { escapeXml } from "../../transport/xml.ts";
import { readCertificate } from "../../trust/certificate.ts";
import type { LabIdentity } from "../model.ts";

const saml = "urn:oasis:names:tc:SAML:2.0";
const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
const enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const tenMinutes = 600_000;

/** How the response names the certificate that it is encrypted for: AD FS by issuer and serial, others whole, some not at all. */
export type KeyNaming = "issuer-serial" | "certificate" | "none";

/** What is put into a response. Times: the IdP's clock, milliseconds. */
export interface ResponseParts {
  readonly idp: string;
  readonly signer: LabIdentity;
  readonly now: number;
  readonly request: string;
  /** Entity ID of the service provider, and where the response goes. */
  readonly audience: string;
  readonly destination: string;
  /** Undefined: the IdP's claim rules give no user for this service provider, and the status is not success. */
  readonly user: string | undefined;
  /** PEM of the certificate that the IdP holds for the service provider. */
  readonly encryptFor: string;
  readonly naming: KeyNaming;
}

const newName = (): string => `_${randomBytes(16).toString("hex")}`;
const instant = (at: number): string => new Date(at).toISOString();
const base64 = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");

/** The whole document, not yet base64. */
export async function samlResponse(parts: ResponseParts): Promise<string> {
  const { idp, now, request, destination, user } = parts;
  const head = `<samlp:Response ID="${newName()}" Version="2.0" IssueInstant="${instant(now)}" Destination="${escapeXml(destination)}" InResponseTo="${escapeXml(request)}" xmlns:samlp="${saml}:protocol"><Issuer xmlns="${saml}:assertion">${escapeXml(idp)}</Issuer>`;
  const status = (code: string): string =>
    `<samlp:Status><samlp:StatusCode Value="${saml}:status:${code}" /></samlp:Status>`;
  if (user === undefined) return `${head}${status("Responder")}</samlp:Response>`;
  const signed = sign(assertion(parts, user), parts.signer);
  const encrypted = named(await encrypt(signed, parts.encryptFor), parts);
  return `${head}${status("Success")}<EncryptedAssertion xmlns="${saml}:assertion">${encrypted}</EncryptedAssertion></samlp:Response>`;
}

function assertion({ idp, now, request, audience, destination }: ResponseParts, user: string): string {
  const until = instant(now + tenMinutes);
  return (
    `<Assertion xmlns="${saml}:assertion" ID="${newName()}" IssueInstant="${instant(now)}" Version="2.0"><Issuer>${escapeXml(idp)}</Issuer>` +
    `<Subject><NameID Format="${saml}:nameid-format:transient" SPNameQualifier="${escapeXml(audience)}">${escapeXml(user)}</NameID>` +
    `<SubjectConfirmation Method="${saml}:cm:bearer"><SubjectConfirmationData InResponseTo="${escapeXml(request)}" NotOnOrAfter="${until}" Recipient="${escapeXml(destination)}"/></SubjectConfirmation></Subject>` +
    `<Conditions NotBefore="${instant(now)}" NotOnOrAfter="${until}"><AudienceRestriction><Audience>${escapeXml(audience)}</Audience></AudienceRestriction></Conditions>` +
    `<AttributeStatement><Attribute Name="uid"><AttributeValue>${escapeXml(user)}</AttributeValue></Attribute></AttributeStatement>` +
    `<AuthnStatement AuthnInstant="${instant(now)}"><AuthnContext><AuthnContextClassRef>${saml}:ac:classes:PasswordProtectedTransport</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion>`
  );
}

function sign(xml: string, signer: LabIdentity): string {
  const signature = new SignedXml({
    privateKey: signer.keyPem,
    publicCert: signer.pem,
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    canonicalizationAlgorithm: exclusive,
    getKeyInfoContent: () => `<X509Data><X509Certificate>${base64(signer.pem)}</X509Certificate></X509Data>`,
  });
  signature.addReference({
    xpath: "/*[local-name(.)='Assertion']",
    transforms: [enveloped, exclusive],
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
  });
  const issuer = "/*[local-name(.)='Assertion']/*[local-name(.)='Issuer']";
  signature.computeSignature(xml, { location: { reference: issuer, action: "after" } });
  return signature.getSignedXml();
}

/** AES-256-CBC under RSA-OAEP, as AD FS does by default (the sample response of Cisco 217268). */
const encrypt = (xml: string, pem: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = {
      rsa_pub: createPublicKey(pem).export({ type: "spki", format: "pem" }).toString(),
      pem,
      encryptionAlgorithm: "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
      keyEncryptionAlgorithm: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
      disallowEncryptionWithInsecureAlgorithm: false,
      warnInsecureAlgorithm: false,
    };
    xmlenc.encrypt(xml, options, (error, result) =>
      error === null && result !== undefined ? resolve(result.trim()) : reject(error ?? new Error("nothing encrypted")),
    );
  });

/** The library names the whole certificate; AD FS names issuer and serial, in decimal. */
function named(encrypted: string, { naming, encryptFor }: ResponseParts): string {
  if (naming === "certificate") return encrypted;
  const { serial, issuer } = serialOf(encryptFor);
  const data =
    naming === "none"
      ? ""
      : `<ds:X509Data xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509IssuerSerial><ds:X509IssuerName>${escapeXml(issuer)}</ds:X509IssuerName><ds:X509SerialNumber>${serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>`;
  return encrypted.replace(/<X509Data><X509Certificate>[^<]*<\/X509Certificate><\/X509Data>/, data);
}

function serialOf(pem: string): { readonly serial: string; readonly issuer: string } {
  const certificate = readCertificate(pem);
  return { serial: BigInt(`0x${certificate.serial}`).toString(10), issuer: certificate.issuer };
}

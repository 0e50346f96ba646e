// What a node does with a SAML response: decrypt with the key it has loaded, check signature and time, and log like CUCM's ssosp.
import { X509Certificate } from "node:crypto";
import { SignedXml } from "xml-crypto";
import xmlenc from "xml-encryption";
import type { SamlTraceLevel } from "../../domain/plan.ts";
import { attributeOf, childOf, descend, parseXml, type XmlElement, XmlRefused } from "../../transport/xml.ts";
import { readCertificate } from "../../trust/certificate.ts";

/** CUCM takes so much difference between the clocks (SAML SSO deployment guide: 3 seconds). */
const skewMs = 3_000;
const longest = 2_000_000;

export interface Trusted {
  /** DER (base64) of the certificates in the IdP's metadata that was imported. */
  readonly signing: readonly string[];
}

export interface ResponseDeps {
  /** PEM of the private key that SSO has loaded on this node. */
  readonly key: string;
  readonly trusted: Trusted;
  readonly now: number;
  readonly log: (level: SamlTraceLevel, what: string, lines?: readonly string[]) => void;
}

/** `says`: what the page shows. */
export type Verdict = { readonly ok: true; readonly user: string } | { readonly ok: false; readonly says: string };

const authenticator = "cpi.sso.saml.sp.security.authentication.SAMLAuthenticator";

/** Works on one response as it was posted (base64). Every line that it logs at DEBUG holds personal data, as on a real node. */
export async function takeResponse(encoded: string, deps: ResponseDeps): Promise<Verdict> {
  const { log, now } = deps;
  const refuse = (what: string, lines: readonly string[] = []): Verdict => {
    const says = `Error while processing saml response ${what}`;
    log("error", `${authenticator} - ${says}`, [`com.sun.identity.saml2.common.SAML2Exception: ${what}`, ...lines]);
    return { ok: false, says };
  };
  log("debug", `authentication.SAMLAuthenticator - SAML Response is ::${encoded}`);
  const document = Buffer.from(encoded, "base64").toString("utf8");
  const response = readXml(document);
  if (response?.name !== "Response") return refuse("Invalid SAML response.");
  log("debug", `fappend.SamlLogger - SPACSUtils.getResponse: got response=${document}`);
  const status = attributeOf(descend(response, "Status", "StatusCode"), "Value");
  if (!status.endsWith(":Success")) {
    return refuse(
      "Invalid Status code in Response. This may be caused by a configuration error in the IDP. Please check the IDP logs and configuration.",
    );
  }
  const plain = await decrypted(document, deps.key);
  if (plain === undefined) {
    return refuse("Failed to decrypt the secret key.", [
      "    at com.sun.identity.saml2.xmlenc.FMEncProvider.getEncryptionKey(FMEncProvider.java:724) ~[?:?]",
      "    at com.sun.identity.saml2.xmlenc.FMEncProvider.decrypt(FMEncProvider.java:607) ~[?:?]",
      "    at com.sun.identity.saml2.assertion.impl.EncryptedAssertionImpl.decrypt(EncryptedAssertionImpl.java:112) ~[?:?]",
    ]);
  }
  const assertion = readXml(plain);
  const given = descend(assertion, "Signature", "KeyInfo", "X509Data", "X509Certificate")?.text.replace(/\s/g, "");
  if (assertion === undefined || given === undefined || !deps.trusted.signing.includes(given))
    return refuse("The signing certificate does not match what's defined in the entity metadata.");
  if (!signed(plain, given)) return refuse("The signature is not valid.");
  log("debug", `authentication.SAMLAuthenticator - ${plain} XML Representation`);
  const valid = inTime(assertion, now);
  log("debug", `authentication.SAMLAuthenticator - Time Valid?:${valid}`);
  log("debug", "authentication.SAMLAuthenticator - SAML Authenticator:ProcessResponse. End of time validation");
  if (!valid) {
    return refuse(
      "Invalid SAML response. This may be caused when time is out of sync between the Cisco Unified Communications Manager and IDP servers. Please verify the NTP configuration on both servers. Run “utils ntp status” from the CLI to check this status on Cisco Unified Communications Manager.",
    );
  }
  const user = childOf(childOf(assertion, "AttributeStatement"), "Attribute")?.children[0]?.text ?? "";
  if (user === "") return refuse("Could not retrieve the uid attribute.");
  log("debug", `authentication.SAMLAuthenticator - Attributes: {uid=[${user}]}`);
  log("debug", `authentication.SAMLAuthenticator - userid is ::${user}`);
  log("info", "servlet.RelayToOriginalAppServlet - redirecting to ::/ccmadmin/showHome.do::");
  return { ok: true, user };
}

function readXml(document: string): XmlElement | undefined {
  try {
    return parseXml(document, { size: longest, tags: 10_000, depth: 40 }, "read");
  } catch (error) {
    if (error instanceof XmlRefused) return undefined;
    throw error;
  }
}

/** The assertion, or undefined when the key does not fit. */
function decrypted(document: string, key: string): Promise<string | undefined> {
  const data = /<(\w+:)?EncryptedData[\s>][\s\S]*<\/\1EncryptedData>/.exec(document)?.[0];
  if (data === undefined) return Promise.resolve(/<(\w+:)?Assertion[\s>][\s\S]*<\/\1Assertion>/.exec(document)?.[0]);
  return new Promise((resolve) => {
    const options = { key, disallowDecryptionWithInsecureAlgorithm: false, warnInsecureAlgorithm: false };
    xmlenc.decrypt(data, options, (error, result) => resolve(error === null ? result : undefined));
  });
}

function signed(plain: string, certificate: string): boolean {
  const signature = /<(\w+:)?Signature[\s>][\s\S]*<\/\1Signature>/.exec(plain)?.[0];
  if (signature === undefined) return false;
  try {
    const pem = new X509Certificate(Buffer.from(readCertificate(Buffer.from(certificate, "base64")).der)).toString();
    const check = new SignedXml({ publicCert: pem });
    check.loadSignature(signature);
    return check.checkSignature(plain);
  } catch {
    return false;
  }
}

function inTime(assertion: XmlElement, now: number): boolean {
  const conditions = childOf(assertion, "Conditions");
  const from = Date.parse(attributeOf(conditions, "NotBefore"));
  const until = Date.parse(attributeOf(conditions, "NotOnOrAfter"));
  return now >= from - skewMs && now < until + skewMs;
}

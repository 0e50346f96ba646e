// The certificate that a pasted SAML response is encrypted for, by its serial number; nothing else of the response is kept.
import { certificateOf } from "../systems/cucm-soap/sso-log.ts";
import { readSamlResponse } from "../transport/saml.ts";

/** Lower-case hexadecimal; undefined when the response names none. Throws XmlRefused for what is no SAML response. */
export function samlSerial(xml: string): string | undefined {
  const encryptedFor = certificateOf(readSamlResponse(xml).encryptedFor);
  return "serial" in encryptedFor ? encryptedFor.serial : undefined;
}

// The authentication server: whom it trusts, and what it makes of the certificate that a phone shows.
import { X509Certificate } from "node:crypto";
import { readCertificates } from "../../trust/certificate.ts";
import type { PhoneCertificate } from "../capf/model.ts";
import { LabRefusal } from "../refusal.ts";

export type AuthenticationServerKind = "ise" | "asa" | "freeradius";

/** A certificate in its list of trusted authorities. */
export interface TrustedCa {
  readonly pem: string;
  readonly read: X509Certificate;
  /** ISE: *Trust for client authentication*; without it the certificate is only in the store. */
  readonly forClients: boolean;
}

/** What became of one authentication; `refused` in OpenSSL's words, as FreeRADIUS logs them. */
export type Verdict = { readonly accepted: true } | { readonly refused: string };

/** A company's server holds some dozens. */
const mostCas = 500;

const serialOf = (one: X509Certificate): string => one.serialNumber.toLowerCase().replace(/^0+(?=.)/, "");

export class LabAuthenticationServer {
  powered = true;
  #trusted: readonly TrustedCa[] = [];

  get trusted(): readonly TrustedCa[] {
    return this.#trusted;
  }

  /** Adds what is not there yet. Throws LabRefusal when the text holds no certificate. */
  trust(pem: string, forClients = true): void {
    let found: readonly X509Certificate[];
    try {
      found = readCertificates(pem).map(({ der }) => new X509Certificate(der));
    } catch (error) {
      throw new LabRefusal("lab.no.certificate-unreadable", { why: error instanceof Error ? error.message : "?" });
    }
    if (found.length === 0) throw new LabRefusal("lab.no.file-empty");
    const held = new Set(this.#trusted.map(({ read }) => read.fingerprint256));
    const added = found.filter((one) => !held.has(one.fingerprint256));
    if (this.#trusted.length + added.length > mostCas) throw new LabRefusal("lab.no.trusted-full");
    this.#trusted = [...this.#trusted, ...added.map((read) => ({ pem: read.toString(), read, forClients }))];
  }

  /** `serial`: lower-case hex. Returns how many certificates left the list. */
  distrust(serial: string): number {
    const kept = this.#trusted.filter(({ read }) => serialOf(read) !== serial);
    const gone = this.#trusted.length - kept.length;
    this.#trusted = kept;
    return gone;
  }

  /** EAP-TLS's question: did an authority of the list sign what the phone shows, and is it valid now (lab milliseconds)? */
  judge(shown: Pick<PhoneCertificate, "der" | "notBefore" | "notAfter">, now: number): Verdict {
    const leaf = new X509Certificate(shown.der);
    const signer = this.#trusted.find(
      ({ read, forClients }) => forClients && leaf.checkIssued(read) && leaf.verify(read.publicKey),
    );
    if (signer === undefined) return { refused: "unable to get local issuer certificate" };
    if (now > shown.notAfter || now > Date.parse(signer.read.validTo)) return { refused: "certificate has expired" };
    if (now < shown.notBefore) return { refused: "certificate is not yet valid" };
    return { accepted: true };
  }
}

// The practice identity provider: it knows service providers by the metadata that somebody imported, and signs people in.
import { inflateRawSync } from "node:zlib";
import { attributeOf, childOf, parseXml } from "../../transport/xml.ts";
import { readCertificate } from "../../trust/certificate.ts";
import type { LabClock } from "../clock.ts";
import type { LabIdentity } from "../model.ts";
import { LabRefusal } from "../refusal.ts";
import { idpMetadata, readServiceProvider, type ServiceProvider } from "./metadata.ts";
import { type KeyNaming, samlResponse } from "./response.ts";

const year = 365 * 86_400_000;

/** Makes a certificate of its own: for signing tokens, or for its web server. */
export type Issue = (what: {
  name: string;
  notBefore: number;
  notAfter: number;
  occasion: string;
}) => Promise<LabIdentity>;

export interface IdpOptions {
  readonly host: string;
  readonly clock: LabClock;
  readonly issue: Issue;
}

/** What the IdP shows a browser: a page, or the response to carry to the service provider. */
export type SignedIn =
  | { readonly kind: "response"; readonly destination: string; readonly document: string }
  | { readonly kind: "page"; readonly says: string };

export class LabIdp {
  readonly host: string;
  readonly entity: string;
  readonly location: string;
  readonly #options: IdpOptions;
  readonly #providers = new Map<string, ServiceProvider>();
  readonly #passwords: ReadonlyMap<string, string> = new Map([["admin", "practice"]]);
  #signing: LabIdentity[] = [];
  #web: LabIdentity | undefined;
  #generation = 0;
  /** Its clock beside the cluster's, milliseconds. */
  clockOffset = 0;
  naming: KeyNaming = "issuer-serial";
  /** A claim rule gives no user: the status of every response is then not success. */
  claims = true;
  powered = true;

  constructor(options: IdpOptions) {
    this.#options = options;
    this.host = options.host;
    this.entity = `http://${options.host}/adfs/services/trust`;
    this.location = `https://${options.host}/adfs/ls/`;
  }

  /** Its keys, made when it is first used. */
  async install(): Promise<void> {
    if (this.#signing.length > 0) return;
    const since = this.#now() - year / 2;
    this.#signing = [await this.#issue(`ADFS Signing - ${this.host}`, since, since + year)];
    this.#web = await this.#issue(this.host, since, since + year);
  }

  get web(): LabIdentity {
    if (this.#web === undefined) throw new Error("the identity provider was not installed");
    return this.#web;
  }

  #now(): number {
    return this.#options.clock.now() + this.clockOffset;
  }

  #issue(name: string, notBefore: number, notAfter: number): Promise<LabIdentity> {
    return this.#options.issue({ name, notBefore, notAfter, occasion: `idp|${name}|${this.#generation++}` });
  }

  metadata(): string {
    return idpMetadata(this.entity, this.location, this.#signing);
  }

  /**
   * A new certificate to sign with. `beside`: the old one stays in the metadata, as AD FS keeps it until it expires.
   * `notAfter`: lab milliseconds; a year from now when left out.
   */
  async renewSigning(how: { readonly beside?: boolean; readonly notAfter?: number } = {}): Promise<void> {
    const now = this.#now();
    const made = await this.#issue(`ADFS Signing - ${this.host}`, now - 1000, how.notAfter ?? now + year);
    this.#signing = how.beside === true ? [made, ...this.#signing] : [made];
  }

  /** Somebody takes all but the certificate that signs out of the metadata. */
  retireFormerSigning(): void {
    this.#signing = this.#signing.slice(0, 1);
  }

  /** Somebody imports the metadata of a service provider; what was there under its entity ID is replaced. */
  importProvider(document: string): void {
    let provider: ServiceProvider;
    try {
      provider = readServiceProvider(document);
    } catch {
      throw new LabRefusal("lab.no.metadata");
    }
    this.#providers.set(provider.entity, provider);
  }

  #inItsDates(pem: string): boolean {
    return this.#now() < Date.parse(readCertificate(pem).notAfter);
  }

  /** A person signs in for a request that came with the redirect binding (deflated, base64). */
  async signIn(given: {
    readonly request: string;
    readonly user: string;
    readonly password: string;
  }): Promise<SignedIn> {
    const request = readRequest(given.request);
    const provider = request === undefined ? undefined : this.#providers.get(request.issuer);
    if (request === undefined || provider === undefined)
      return { kind: "page", says: "MSIS7007: unknown relying party trust." };
    if (this.#passwords.get(given.user) !== given.password)
      return { kind: "page", says: "Incorrect user ID or password." };
    const destination = provider.consumers.get(request.consumer) ?? [...provider.consumers.values()][0] ?? "";
    const [signer] = this.#signing;
    if (signer === undefined) throw new Error("the identity provider was not installed");
    const document = await samlResponse({
      idp: this.entity,
      signer,
      now: this.#now(),
      request: request.id,
      audience: provider.entity,
      destination,
      // AD FS builds the chain of the encryption certificate (event 317 when it cannot); that it gives no token then is an inference.
      user: this.claims && this.#inItsDates(provider.certificate) ? given.user : undefined,
      encryptFor: provider.certificate,
      naming: this.naming,
    });
    return { kind: "response", destination, document };
  }
}

function readRequest(encoded: string): { id: string; issuer: string; consumer: string } | undefined {
  try {
    const xml = inflateRawSync(Buffer.from(encoded, "base64"), { maxOutputLength: 100_000 }).toString("utf8");
    const root = parseXml(xml, { size: 100_000, tags: 1000, depth: 20 }, "read");
    const issuer = childOf(root, "Issuer")?.text ?? "";
    const consumer = attributeOf(root, "AssertionConsumerServiceIndex") || "0";
    return root.name === "AuthnRequest" ? { id: attributeOf(root, "ID"), issuer, consumer } : undefined;
  } catch {
    return undefined;
  }
}
